"""Likeness: how probably two texts say the same idea, and what speaks for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import exp, log, sqrt
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.language.features import CONCEPT, STEM
from ogp_desktop.language.weights import FEATURES, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ogp_desktop.language.features import Features

NEAR_IDENTICAL = 0.8
"""Share of common runs of letters from which two texts are "texte presque identique": re-typed, not re-said."""

SURE = 0.5
"""Probability below which a suggestion is shown as "pas sûr"."""

BROADER = 0.8
"""What a concept counts that is only the wider one of what was said."""

PRIOR_TEXTS = 60
PRIOR_SHARE = 0.02
"""A term is first believed to stand in one text of fifty, as firmly as sixty texts would say it."""


@dataclass(frozen=True)
class Weighed:
    """Features with the weight of each term."""

    features: Features
    stems: dict[str, float]
    concepts: dict[str, float]
    stem_length: float
    concept_length: float
    theme: str = ""


@dataclass
class Statistics:
    """In how many texts each term stands: a rare term says more."""

    texts: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    _rarities: dict[str, float] = field(default_factory=dict)

    def add(self, features: Features) -> None:
        """Count a text."""
        self.texts += 1
        self.counts.update(features.terms)
        self._rarities.clear()

    def remove(self, features: Features) -> None:
        """Count a text no more."""
        self.texts -= 1
        self.counts.subtract(features.terms)
        self._rarities.clear()

    def rarity(self, term: str) -> float:
        """Return the weight of a term, 0 to about 8: smoothed inverse frequency."""
        known = self._rarities.get(term)
        if known is None:
            known = log((self.texts + PRIOR_TEXTS) / (self.counts[term] + PRIOR_TEXTS * PRIOR_SHARE))
            self._rarities[term] = known
        return known

    def weigh(self, features: Features, theme: str = "") -> Weighed:
        """Return the features of a text with their weights, made once and compared often."""
        rarity = self.rarity
        stems = {stem: rarity(STEM + stem) for stem in features.stems}
        concepts = {name: rarity(CONCEPT + name) for name in features.concepts}
        concepts |= {name: BROADER * rarity(CONCEPT + name) for name in features.broader}
        return Weighed(features, stems, concepts, _length(stems), _length(concepts), theme)


class Shared(NamedTuple):
    """Why two texts are alike: concepts both say (or belong to) and stems both have, the rarest first."""

    concepts: tuple[str, ...]
    stems: tuple[str, ...]


class Likeness:
    """Compares texts by the statistics of all of them; symmetric, and the same on every machine."""

    def __init__(self, statistics: Statistics, weights: Mapping[str, float] = WEIGHTS) -> None:
        self.statistics = statistics
        self._weights = [weights[name] for name in FEATURES]
        self._bias = weights["bias"]

    def probability(self, one: Weighed, other: Weighed) -> float:
        """Return how probably two texts say the same idea, 0 to 1."""
        sum_ = self._bias + sum(map(mul, self._weights, compare(one, other)))
        # Six digits are more than anyone reads, and the same whichever text comes first.
        return round(1 / (1 + exp(-sum_)), 6)


def compare(one: Weighed, other: Weighed) -> tuple[float, ...]:
    """Return the values of `FEATURES` for two texts, each from -1 to 1, whichever comes first."""
    concepts = _cosine(one.concepts, other.concepts, one.concept_length * other.concept_length)
    return (
        concepts,
        0.0 if _is_arabic(one) == _is_arabic(other) else concepts,
        _cosine(one.stems, other.stems, one.stem_length * other.stem_length),
        _same_theme(one, other),
    )


def shared(one: Weighed, other: Weighed) -> Shared:
    """Return what speaks for the likeness of two texts, the strongest first."""
    concepts = one.concepts.keys() & other.concepts.keys()
    stems = one.stems.keys() & other.stems.keys()
    return Shared(
        tuple(sorted(concepts, key=lambda name: (-one.concepts[name] * other.concepts[name], name))),
        tuple(sorted(stems, key=lambda name: (-one.stems[name], name))),
    )


def letters_shared(one: Features, other: Features) -> float:
    """Return the share of runs of letters that two texts have in common, 0 to 1 (Dice)."""
    both = len(one.grams) + len(other.grams)
    return 2 * len(one.grams & other.grams) / both if both else 0.0


def is_near_identical(one: Features, other: Features) -> bool:
    """Say whether one text is the other re-typed: nearly all its letters, and the same numbers."""
    numbers = [{word for word in text.words if not word.isalpha()} for text in (one, other)]
    if numbers[0] != numbers[1]:
        return False
    return not one.stems.isdisjoint(other.stems) and letters_shared(one, other) >= NEAR_IDENTICAL


def _same_theme(one: Weighed, other: Weighed) -> float:
    if not (one.theme and other.theme):
        return 0.0
    return 1.0 if one.theme == other.theme else -1.0


def _is_arabic(text: Weighed) -> bool:
    return text.features.language in ("ar", "dar")


def _length(weights: dict[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in weights.values()))


def _cosine(one: dict[str, float], other: dict[str, float], lengths: float) -> float:
    if not lengths:
        return 0.0
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[stem] for stem, weight in one.items() if stem in other) / lengths
