"""The search among names: who fits all the words of one reading of what was typed."""

from __future__ import annotations

from heapq import nsmallest
from itertools import islice
from typing import TYPE_CHECKING

from ogp_desktop.language.name_table import Ranks, smallest
from ogp_desktop.language.names import Omitted
from ogp_desktop.language.typed_word import Nearness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence, Set

    from ogp_desktop.language.name_forms import NameForms
    from ogp_desktop.language.names import Reading
    from ogp_desktop.language.typed_word import TypedWord

    NamesOf = Callable[[int], Sequence[NameForms]]
    """The names of the one of a rank."""


MOST_ASKED = 1_000
"""People of one reading who are asked, in their order, whether they have a word for each typed one."""


class Query:
    """One reading of what was typed; `fitting` says who fits it."""

    def __init__(self, reading: Reading, words: list[TypedWord], names_of: NamesOf) -> None:
        self._first = words[0]
        self._words = sorted(words, key=lambda word: word.is_glued)
        """Those that are glued last: where another word means nobody they need not be looked up."""
        self.omitted = reading.omitted
        self._names_of = names_of
        self._needed = _needed(words)
        self._apart: dict[int, bool] = {}
        self._common: dict[int, set[int]] = {}

    @property
    def is_demanding(self) -> bool:
        """Say whether a lenient search can find more."""
        return bool(self._needed or self.omitted is Omitted.PARTICLES)

    def fitting(self, level: int, field: int, count: int, seen: Set[int], lenient: bool) -> Ranks:
        """Return the first `count` ranks of those who have all words as near as `level`, the first in that field.

        Each typed word means a word of its own, unless one is `lenient`. Ranks in `seen` are left out.
        """
        if not all(word.means_somebody(level) for word in self._words) or not self._adds_at(level):
            return []
        if len(self._words) == 1:
            return smallest(self._first.lists(level, field), count, seen)
        if not (common := self._fitting_all(level)):
            return []
        ranks = _both(common, self._first.ranks(level, field)) - seen
        if not self._needed or lenient:
            return nsmallest(count, ranks)
        return list(islice(filter(self._stands_apart, sorted(ranks)), count))

    def _adds_at(self, level: int) -> bool:
        """Say whether somebody may fit at `level` who did not before."""
        return level == Nearness.BEGINS or any(word.gains(level) for word in self._words)

    def _fitting_all(self, level: int) -> set[int]:
        """Return the ranks of those who have all words as near as `level`."""
        if level not in self._common:
            rarest, *others = sorted((word.ranks(level) for word in self._words), key=lambda sets: sum(map(len, sets)))
            ranks = set().union(*rarest)
            for sets in others:
                ranks = _both(ranks, sets)
            self._common[level] = ranks
        return self._common[level]

    def _stands_apart(self, rank: int) -> bool:
        """Say whether someone has a word for each typed one, where several may mean the same."""
        if (known := self._apart.get(rank)) is None and len(self._apart) < MOST_ASKED:
            names = self._names_of(rank)
            known = self._apart[rank] = all(
                _count((name.words for name in names), letters) >= count
                or any(_count((name.heard[script] for name in names), sound) >= count for script in (0, 1))
                for letters, sound, count in self._needed
            )
        return bool(known)


def _both(ranks: set[int], sets: list[set[int]]) -> set[int]:
    """Return those of `ranks` that are in one of the sets."""
    return set().union(*(ranks & each for each in sets))


def _count(lines: Iterable[str], start: str) -> int:
    return sum(line.count(f" {start}") for line in lines)


def _needed(words: list[TypedWord]) -> list[tuple[str, str, int]]:
    """Return letters and sounds of the words that others begin with, and how many words must begin so.

    Words that begin alike hold each other or have nothing in common, so counting them is enough (P. Hall, 1935).
    """
    found: dict[tuple[str, str, int], None] = {}
    for word in words:
        if (count := sum(other.letters.startswith(word.letters) for other in words)) > 1:
            found[word.letters, word.sounds[0] if word.sounds else "?", count] = None
    return list(found)
