"""The directory: the people of an event in memory, found while somebody types."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.folding import tokens
from ogp_desktop.services.people import People, full_names, shown_name

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.people import Record

PARTICLES = frozenset({"el", "al", "ait", "ben", "bou", "ould", "oulad", "abd", "abdel", "bni", "la", "le", "de"})
"""Words of a name that many write glued to the next one, or leave out."""


class Directory:
    """Everyone of one event; `find` answers from the first letter, without reading the register."""

    def __init__(self, bench: Bench) -> None:
        self.people = {person["id"]: person for person in People(bench).everyone()}
        self._rank = {
            row: (bool(person["arrived"]), shown_name(person).casefold(), row) for row, person in self.people.items()
        }
        self._words = sorted({(word, row) for row, person in self.people.items() for word in _words(person)})

    def find(self, text: str, limit: int = 50) -> list[Record]:
        """Return those who have, for each word of `text`, a word that begins with it.

        Those whose family name begins with it come first, those who have arrived last.
        """
        wanted = tokens(text)
        if not wanted:
            return []
        found = set.intersection(*(self._beginning(word) for word in wanted))
        ranked = sorted(found, key=lambda row: (not _leads(self.people[row], wanted[0]), *self._rank[row]))
        return [self.people[row] for row in ranked[:limit]]

    def expected(self) -> list[Record]:
        """Return those who have not arrived, by name."""
        waiting = [row for row, person in self.people.items() if not person["arrived"]]
        return [self.people[row] for row in sorted(waiting, key=self._rank.__getitem__)]

    def near(self, text: str, limit: int = 3) -> list[Record]:
        """Return those who would be found if fewer letters had been typed."""
        for length in range(len(text) - 1, 1, -1):
            if found := self.find(text[:length], limit):
                return found
        return []

    def _beginning(self, start: str) -> set[str]:
        first = bisect_left(self._words, (start, ""))
        last = bisect_left(self._words, (f"{start}\U0010ffff", ""))
        return {row for _, row in self._words[first:last]}


def _words(person: Record) -> set[str]:
    found = set(tokens(person.get("organisation") or ""))
    for name in full_names(person):
        parts = tokens(name)
        found.update(parts)
        found.update(one + other for one, other in pairwise(parts) if one in PARTICLES)
    return found


def _leads(person: Record, start: str) -> bool:
    names = (person.get("family_name"), person.get("family_name_ar"))
    return any("".join(tokens(name)).startswith(start) for name in names if name)
