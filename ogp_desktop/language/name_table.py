"""A table of words: sorted, with the ranks of those who have each, so that beginnings are found by halving."""

from __future__ import annotations

from bisect import bisect_left, insort
from heapq import nsmallest
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.scripts import is_arabic
from ogp_desktop.language.name_forms import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

Ranks = list[int]
"""Ascending; a lower one stands higher in a list."""

Fields = tuple[Ranks, ...]
"""Who has a word, by the field of their name it stands in."""

SHORTEST_MISTYPED = 4
"""Letters a typed word needs for one wrong letter to be forgiven: below, everything is near everything."""

_LAST = "\U0010ffff"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_FEW = 40


class WordTable:
    """Words, and who has them in which field of their name."""

    def __init__(self, words: dict[str, Fields]) -> None:
        """Begin with words whose ranks are ascending in every field."""
        self._words = sorted(words)
        self._fields = [words[word] for word in self._words]

    def add(self, word: str, field: int, rank: int) -> None:
        """Note that the one of that rank has a word."""
        place = bisect_left(self._words, word)
        if self._words[place : place + 1] != [word]:
            self._words.insert(place, word)
            self._fields.insert(place, no_ranks())
        insort(self._fields[place][field], rank)

    def discard(self, word: str, field: int, rank: int) -> None:
        """Forget it."""
        place = bisect_left(self._words, word)
        ranks = self._fields[place][field]
        del ranks[bisect_left(ranks, rank)]
        if not any(self._fields[place]):
            del self._words[place], self._fields[place]

    def equal(self, word: str) -> list[Fields]:
        """Return who has exactly this word."""
        place = bisect_left(self._words, word)
        return self._fields[place : place + 1] if self._words[place : place + 1] == [word] else []

    def beginning(self, start: str) -> list[Fields]:
        """Return, word by word, who has a word that begins with `start`."""
        first, stop = span(self._words, start, 0, len(self._words))
        return self._fields[first:stop]

    def mistyped(self, typed: str) -> list[Fields]:
        """Return, word by word, who has a word whose beginning is one mistake away from `typed`."""
        places: set[int] = set()
        for first, stop in mistyped_spans(self._words, typed):
            places.update(range(first, stop))
        return [self._fields[place] for place in sorted(places)]


def no_ranks() -> Fields:
    """Return the fields of a word nobody has yet."""
    return tuple([] for _ in range(FIELDS))


def span(words: Sequence[str], start: str, first: int, stop: int) -> tuple[int, int]:
    """Return from where to where, within `first` and `stop`, the sorted `words` begin with `start`."""
    first = bisect_left(words, start, first, stop)
    if first == stop or not words[first].startswith(start):
        return first, first
    return first, bisect_left(words, start + _LAST, first, stop)


def mistyped_spans(words: Sequence[str], typed: str) -> Iterator[tuple[int, int]]:
    """Yield where the sorted `words` begin with `typed` after one mistake; nothing below four letters.

    A mistake is a letter too many, too few, another, or two swapped: the edits of P. Norvig ("How to Write a
    Spelling Corrector", 2007). The words that share the letters before the mistake are halved further
    for each, and where there are none the rest of `typed` need not be tried.
    """
    if len(typed) < SHORTEST_MISTYPED or typed.isdigit():
        return
    first, stop = 0, len(words)
    for place in range(len(typed)):
        for other in _edits(typed, place, _letters(words, typed, place, first, stop)):
            found = span(words, other, first, stop)
            if found[0] < found[1]:
                yield found
        first, stop = span(words, typed[: place + 1], first, stop)
        if first == stop:
            return


def _edits(typed: str, place: int, letters: Iterable[str]) -> Iterator[str]:
    head, tail = typed[:place], typed[place:]
    yield head + tail[1:]
    if len(tail) > 1:
        yield head + tail[1] + tail[0] + tail[2:]
    for letter in letters:
        yield head + letter + tail[1:]
        yield head + letter + tail


def _letters(words: Sequence[str], typed: str, place: int, first: int, stop: int) -> Iterable[str]:
    """Return the letters that may stand at a place: those that do, where few words are left."""
    if stop - first <= _FEW:
        return sorted({word[place : place + 1] for word in words[first:stop]} - {""})
    return _ARABIC if is_arabic(typed[0]) else _LATIN


def smallest(lists: list[Ranks], count: int, seen: Collection[int]) -> Ranks:
    """Return the `count` smallest ranks of ascending lists that are not in `seen`, each once."""
    wanted = count + len(seen)
    while True:
        chosen = lists if len(lists) <= wanted else nsmallest(wanted, lists, key=itemgetter(0))
        found = sorted(set(chain.from_iterable(ranks[:wanted] for ranks in chosen)).difference(seen))[:count]
        # What was left out of a list or with it is not below what was taken of it, or than the last list taken.
        edges = [ranks[wanted - 1] for ranks in chosen if len(ranks) > wanted]
        if len(chosen) < len(lists):
            edges.append(chosen[-1][0])
        if not edges or (len(found) == count and found[-1] <= min(edges)):
            return found
        wanted *= 2
