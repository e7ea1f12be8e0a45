"""The directory: the people of an event in memory, found while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.language.name_index import Named, NameIndex
from ogp_desktop.services.people import People, shown_name
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.language.typed_word import Nearness
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.people import Record

MOST_FOLLOWED = 500
"""People above which all are read anew: as quick, when a whole list came in."""

_LAST = "\uffff"
"""Sorts behind every name."""

LONGEST_NEAR = 40
"""Letters that are given up one by one to find who is near; what was pasted may have thousands."""


class Directory:
    """Everyone of one event; `find` answers from the first letter, without reading the register."""

    def __init__(self, bench: Bench) -> None:
        self._people = People(bench)
        self.people: dict[str, Record] = {}
        self.load()

    def load(self) -> None:
        """Read everyone."""
        self.people = {person["id"]: person for person in self._people.everyone()}
        self._index = NameIndex((row, named(person)) for row, person in self.people.items())

    def update(self, rows: Iterable[str]) -> None:
        """Read these people anew, by id: those who came, who changed, who are no more."""
        wanted = set(rows)
        if len(wanted) > MOST_FOLLOWED:
            self.load()
            return
        found = self._people.of(wanted)
        for row in wanted - found.keys():
            self.people.pop(row, None)
            self._index.discard(row)
        for row, person in found.items():
            self.people[row] = person
            self._index.put(row, named(person))

    def follow(self, touched: dict[str, set[str]]) -> None:
        """Update the people that the touched rows of any kind are about."""
        self.update(self._people.concerned_by(touched))

    def find(self, text: str, limit: int = 50) -> list[Record]:
        """Return those whom the words of `text` may mean, best first (`language.name_index`)."""
        return [person for person, _ in self.found(text, limit)]

    def found(self, text: str, limit: int = 50) -> list[tuple[Record, Nearness]]:
        """Return those whom the words of `text` may mean, best first, and how near each is."""
        return [(self.people[hit.id], hit.nearness) for hit in self._index.find(text, limit)]

    def expected(self) -> list[Record]:
        """Return those who have not arrived, by name."""
        return [self.people[row] for row in self._index.expected()]

    def near(self, text: str, limit: int = 3) -> list[Record]:
        """Return those who would be found if fewer letters had been typed."""
        for length in range(min(len(text) - 1, LONGEST_NEAR), 1, -1):
            if found := self.find(text[:length], limit):
                return found
        return []


def operators(bench: Bench, text: str) -> list[Record]:
    """Return the names that people gave at a post and that `text` may mean, best first: one a start of the program."""
    conn = bench.register.conn
    wrote = {actor["operator"] for actor in queries.records(conn, "actor") if actor["operator"]}
    known = queries.records_of(conn, "identity", wrote)
    index = NameIndex((row, named(identity)) for row, identity in known.items())
    return [known[hit.id] for hit in index.find(text)]


def named(person: Record) -> Named:
    """Return what a person is found by; who has arrived stands behind those who are expected.

    Nobody is found who was erased; where they are still expected, they stand at the end.
    """
    if person.get("erased"):
        return Named(_LAST, (), (), (), bool(person.get("arrived")))

    def kept(name: str) -> tuple[str, ...]:
        return tuple(filter(None, (person.get(name), person.get(f"{name}_ar"))))

    return Named(
        shown_name(person), kept("family_name"), kept("given_name"), kept("organisation"), bool(person.get("arrived"))
    )
