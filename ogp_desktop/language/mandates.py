"""Mandates: which administration or theme ideas concern, by the words of its card."""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ogp_desktop.language.features import Features

BROADER = 0.4
"""What a concept counts that is only the wider one of what a card or an idea says."""

MOST = 3
CLEAR = 0.15
"""Likeness below which no card is offered: better none than a wrong address."""


class Match(NamedTuple):
    """A card that fits, how well (0 to 1), and the concepts that speak for it with the words that said them."""

    name: str
    fit: float
    concepts: dict[str, str]


class Mandates:
    """Cards by name; a concept that few cards have says more."""

    def __init__(self, cards: Mapping[str, Features]) -> None:
        self._cards = dict(cards)
        held = Counter(concept for card in cards.values() for concept in {*card.concepts, *card.broader})
        self._rarity = {concept: log(1 + len(cards) / count) for concept, count in held.items()}
        self._vectors = {name: self._vector([card]) for name, card in self._cards.items()}

    def fitting(self, ideas: Iterable[Features], most: int = MOST) -> list[Match]:
        """Return the cards that ideas, one or a whole proposal, concern most, best first."""
        ideas = list(ideas)
        asked = self._vector(ideas)
        said: dict[str, str] = {}
        for idea in ideas:
            said = {name: words for name, words in (idea.broader | idea.concepts).items() if words} | said
        found = []
        for name, card in self._vectors.items():
            both = [concept for concept in asked if concept in card]
            fit = sum(asked[concept] * card[concept] for concept in both)
            best = sorted(both, key=lambda concept: (-asked[concept] * card[concept], concept))
            told = {each: said[each] for each in best if each in said}
            if fit >= CLEAR and told:
                found.append(Match(name, round(fit, 6), told))
        return sorted(found, key=lambda match: (-match.fit, match.name))[:most]

    def _vector(self, texts: Iterable[Features]) -> dict[str, float]:
        """Return the concepts of texts that any card has, each with its weight, of length 1."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(text.concepts.keys())
        weights = {
            name: (1 + log(count)) * self._rarity[name] for name, count in counts.items() if name in self._rarity
        }
        for text in texts:
            for name in text.broader:
                if name in self._rarity:
                    weights.setdefault(name, BROADER * self._rarity[name])
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {name: weight / length for name, weight in weights.items()}
