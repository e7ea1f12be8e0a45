"""The nearest: which texts are worth comparing with one, and how near they are."""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest
from typing import TYPE_CHECKING, Protocol

from ogp_desktop.language.features import CONCEPT
from ogp_desktop.language.likeness import BROADER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ogp_desktop.language.features import Features
    from ogp_desktop.language.likeness import Likeness, Statistics, Weighed

CANDIDATES = 40
"""Texts that are compared closely; the rest share less with the one asked about."""

POSTINGS_READ = 1_500
"""Places read in the index for one question, rarest terms first: what keeps a question as quick among 100,000 ideas."""

NEAREST = 20
FAINTEST = 0.02
"""Probability below which a text is not near at all."""

STEM_SHARE = 0.25


class Index(Protocol):
    """Where terms stand, and the texts, by their numbers."""

    def where(self, term: str) -> Iterable[int]:
        """Return the numbers of the texts that have `term`."""

    def ids(self) -> Mapping[int, str]:
        """Return the id of every text, by its number: what decides between equals."""

    def texts(self, numbers: Sequence[int]) -> Sequence[Weighed]:
        """Return texts, weighed, in the order of `numbers`."""


def candidates(features: Features, statistics: Statistics, index: Index, most: int = CANDIDATES) -> list[int]:
    """Return the numbers of the texts that share the weightiest terms with one, itself among them."""
    order = index.ids().__getitem__
    scores: defaultdict[int, float] = defaultdict(float)
    read = 0
    for weight, count, term in _weighed_terms(features, statistics):
        if read and read + count > POSTINGS_READ:
            break
        for number in (
            sorted(index.where(term), key=order)[:POSTINGS_READ] if count > POSTINGS_READ else index.where(term)
        ):
            scores[number] += weight
        read += count
    if len(scores) <= most:
        return list(scores)
    least = nlargest(most, scores.values())[-1]
    better = [number for number, score in scores.items() if score > least]
    equal = sorted((number for number, score in scores.items() if score == least), key=order)
    return better + equal[: most - len(better)]


def nearest(
    asked: Weighed, likeness: Likeness, index: Index, without: int | None = None, most: int = NEAREST
) -> list[tuple[int, float]]:
    """Return the numbers of the texts nearest to one with their probabilities, the likest first."""
    numbers = [number for number in candidates(asked.features, likeness.statistics, index) if number != without]
    compared = zip(numbers, index.texts(numbers), strict=True)
    probable = ((number, likeness.probability(asked, text)) for number, text in compared)
    found = [(number, probability) for number, probability in probable if probability >= FAINTEST]
    ids = index.ids()
    return sorted(found, key=lambda each: (-each[1], ids[each[0]]))[:most]


def _weighed_terms(features: Features, statistics: Statistics) -> list[tuple[float, int, str]]:
    """Return the weight, the count and the name of each term of a text that others have, the rarest first."""
    found = []
    for term in features.terms:
        if count := statistics.counts[term]:
            name = term.removeprefix(CONCEPT)
            share = 1.0 if name in features.concepts else BROADER if name in features.broader else STEM_SHARE
            found.append((share * statistics.rarity(term), count, term))
    return sorted(found, key=lambda each: (each[1], each[2]))
