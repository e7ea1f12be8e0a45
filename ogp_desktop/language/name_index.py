"""The index of names: who is meant by a few letters, best first, without reading everyone.

Those whose words begin with what was typed come first, the family name before the given one and that
before the organisation; then those whose names sound so, or lack an article or a particle that was typed; then
those one mistake away. Among equals those who are still expected stand first, then the order of names.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.language.name_forms import FAMILY_BEGINNING, FIELDS, GIVEN, ORGANISATION, name_forms
from ogp_desktop.language.name_search import Query
from ogp_desktop.language.name_table import WordTable, no_ranks
from ogp_desktop.language.names import Omitted, readings
from ogp_desktop.language.typed_word import Nearness, Tables, TypedWord

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from ogp_desktop.language.name_forms import NameForms, Texts
    from ogp_desktop.language.name_table import Fields, Ranks

_GAP = (1 << 32) + 1
"""Between the places of two names, so that one more finds room; odd, or all ranks would hash alike."""

_LATE = 1 << 60
_WORDS_KEPT = 256


class Named(NamedTuple):
    """What someone is found by; each name as it is kept, in each script it is kept in."""

    shown: str
    family: tuple[str, ...]
    given: tuple[str, ...]
    organisation: tuple[str, ...] = ()
    is_late: bool = False
    """Stands after those of the same nearness: has arrived."""


class Found(NamedTuple):
    """Someone who was found, by id, and how near their name is."""

    id: str
    nearness: Nearness


class NameIndex:
    """Everyone by the words of their names; one person is put anew without touching the others."""

    def __init__(self, people: Iterable[tuple[str, Named]]) -> None:
        self._named = dict(people)
        self._build()

    def _build(self) -> None:
        self._order = sorted((named.shown.casefold(), row) for row, named in self._named.items())
        self._places = [place * _GAP for place in range(1, len(self._order) + 1)]
        places = dict(zip((row for _, row in self._order), self._places, strict=True))
        self._ranks = {row: _rank(places[row], named) for row, named in self._named.items()}
        self._rows = {rank: row for row, rank in self._ranks.items()}
        self._typed: dict[str, TypedWord] = {}
        self._names: dict[int, tuple[NameForms, ...]] = {}
        self._tables = Tables(*map(WordTable, self._words_by_table()))

    def _words_by_table(self) -> list[dict[str, Fields]]:
        found: list[dict[str, Fields]] = [{} for _ in Tables._fields]
        known: dict[Texts, tuple[NameForms, list[Ranks]]] = {}  # those who share a name stand in the same lists
        for rank in sorted(self._rows):
            texts = _texts(self._named[self._rows[rank]])
            for each in texts:
                if each not in known:
                    forms = name_forms(each)
                    places = forms.places()
                    known[each] = forms, [found[sort].setdefault(form, no_ranks())[at] for sort, at, form in places]
                for ranks in known[each][1]:
                    ranks.append(rank)
            self._names[rank] = tuple(known[each][0] for each in texts)
        return found

    def put(self, row: str, named: Named) -> None:
        """Add someone, or what is known of them now."""
        before = self._named.get(row)
        if before == named:
            return
        if before is not None:
            self._take_out(row)
        if before is None or before.shown != named.shown:
            if before is not None:
                self._leave_place(row, before)
            self._named[row] = named
            if (place := self._new_place(row, named)) is None:
                self._build()
                return
        else:
            place = self._ranks[row] % _LATE
        self._named[row] = named
        self._ranks[row] = rank = _rank(place, named)
        self._rows[rank] = row
        self._names[rank] = tuple(map(name_forms, _texts(named)))
        for name in self._names[rank]:
            for table, field, form in name.places():
                self._tables[table].add(form, field, rank)
        self._typed.clear()

    def discard(self, row: str) -> None:
        """Forget someone; who is unknown is no matter."""
        named = self._named.get(row)
        if named is None:
            return
        self._take_out(row)
        self._leave_place(row, named)
        del self._named[row], self._ranks[row]
        self._typed.clear()

    def _take_out(self, row: str) -> None:
        rank = self._ranks[row]
        for name in self._names.pop(rank):
            for table, field, form in name.places():
                self._tables[table].discard(form, field, rank)
        del self._rows[rank]

    def _leave_place(self, row: str, named: Named) -> None:
        at = bisect_left(self._order, (named.shown.casefold(), row))
        del self._order[at], self._places[at]

    def _new_place(self, row: str, named: Named) -> int | None:
        """Return a place between the neighbours in the order of names; None where there is no room left."""
        at = bisect_left(self._order, (key := (named.shown.casefold(), row)))
        low = self._places[at - 1] if at else 0
        high = self._places[at] if at < len(self._places) else low + 2 * _GAP
        if high - low < 2 or high >= _LATE:
            return None
        self._order.insert(at, key)
        self._places.insert(at, (low + high) // 2)
        return self._places[at]

    def expected(self, limit: int | None = None) -> list[str]:
        """Return the ids of those who are not late, in the order of names; the first `limit` of them."""
        return list(islice((row for _, row in self._order if not self._named[row].is_late), limit))

    def find(self, text: str, limit: int = 50) -> list[Found]:
        """Return those who have, for each word of `text`, a word of their own that it may mean; best first."""
        queries = [
            Query(reading, [self._typed_word(word) for word in reading.words], self._names.__getitem__)
            for reading in readings(text)
        ]
        found = self._fill(queries, limit)
        if not found and any(query.is_demanding for query in queries):
            found = self._fill(queries, limit, lenient=True)
        return [Found(self._rows[rank], nearness) for rank, nearness in found.items()]

    def _fill(self, queries: list[Query], limit: int, lenient: bool = False) -> dict[int, Nearness]:
        whole, bare, solid = ([query for query in queries if query.omitted is each] for each in Omitted)
        loose = queries if lenient else whole + bare
        stages = (
            (Nearness.BEGINS, Nearness.BEGINS, whole),
            (Nearness.SOUNDS, Nearness.BEGINS, bare),
            (Nearness.SOUNDS, Nearness.SOUNDS, loose),
            (Nearness.SOUNDS, Nearness.BEGINS, solid),
            (Nearness.MISTYPED, Nearness.MISTYPED, loose),
        )
        found: dict[int, Nearness] = {}
        for nearness, level, some in stages:
            for field in range(FIELDS):
                if (count := limit - len(found)) <= 0:
                    return found
                seen: Set[int] = found.keys()
                ranks = {rank for query in some for rank in query.fitting(level, field, count, seen, lenient)}
                found |= dict.fromkeys(sorted(ranks)[:count], nearness)
        return found

    def _typed_word(self, word: str) -> TypedWord:
        if word not in self._typed:
            if len(self._typed) >= _WORDS_KEPT:
                self._typed.clear()
            self._typed[word] = TypedWord(self._tables, word)
        return self._typed[word]


def _texts(named: Named) -> tuple[Texts, ...]:
    return (FAMILY_BEGINNING, named.family), (GIVEN, named.given), (ORGANISATION, named.organisation)


def _rank(place: int, named: Named) -> int:
    return place + _LATE if named.is_late else place
