"""The directory: the people of an event in memory, found while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.numbers import western_digits
from ogp_desktop.language.name_index import Named, NameIndex
from ogp_desktop.services.participants.people import People, shown_name
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.language.typed_word import Nearness
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.people import Record

MOST_FOLLOWED = 500
"""People above which all are read anew: as quick, when a whole list came in."""

_LAST = "\uffff"
"""Sorts behind every name."""

SHORTEST_TWIN = 3
"""Letters of a name that somebody types before those who bear it are looked for."""

PHONE_DIGITS = 9
"""Of a Moroccan number, without 0 or +212 (ITU-T E.164, national numbering plan)."""

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
        self._by_phone: dict[str, set[str]] = {}
        self._phones: dict[str, str] = {}
        for row, person in self.people.items():
            self._note_phone(row, person)

    def update(self, rows: Iterable[str]) -> set[str]:
        """Read these people anew, by id: those who came, who changed, who are no more; returns who was read."""
        wanted = set(rows)
        if len(wanted) > MOST_FOLLOWED:
            before = self.people.keys()
            self.load()
            return set(before | self.people.keys())
        found = self._people.of(wanted)
        for row in wanted - found.keys():
            self.people.pop(row, None)
            self._index.discard(row)
            self._note_phone(row, {})
        for row, person in found.items():
            self.people[row] = person
            self._index.put(row, named(person))
            self._note_phone(row, person)
        return wanted

    def follow(self, touched: dict[str, set[str]]) -> set[str]:
        """Update the people that the touched rows of any kind are about; returns who was read anew."""
        return self.update(self._people.concerned_by(touched))

    def _note_phone(self, row: str, person: Record) -> None:
        if before := self._phones.pop(row, ""):
            self._by_phone[before].discard(row)
        if phone := phone_digits(person.get("phone") or ""):
            self._phones[row] = phone
            self._by_phone.setdefault(phone, set()).add(row)

    def twins(self, family_name: str, given_name: str, phone: str = "", limit: int = 3) -> list[Record]:
        """Return those who may be the person of these names or this phone, the surest first; never a hindrance."""
        found = {row: self.people[row] for row in sorted(self._by_phone.get(phone_digits(phone), ()))}
        text = f"{family_name} {given_name}".strip()
        if len(text) >= SHORTEST_TWIN:
            found |= {person["id"]: person for person in self.find(text, limit)}
        return list(found.values())[:limit]

    def find(self, text: str, limit: int = 50) -> list[Record]:
        """Return those whom the words of `text` may mean, best first (`language.name_index`)."""
        return [person for person, _ in self.found(text, limit)]

    def found(self, text: str, limit: int = 50) -> list[tuple[Record, Nearness]]:
        """Return those whom the words of `text` may mean, best first, and how near each is."""
        return [(self.people[hit.id], hit.nearness) for hit in self._index.find(text, limit)]

    def expected(self, limit: int | None = None) -> list[Record]:
        """Return those who have not arrived, by name; the first `limit` of them."""
        return [self.people[row] for row in self._index.expected(limit)]

    def near(self, text: str, limit: int = 3) -> list[Record]:
        """Return those who would be found if fewer letters had been typed."""
        for length in range(min(len(text) - 1, LONGEST_NEAR), 1, -1):
            if found := self.find(text[:length], limit):
                return found
        return []


def phone_digits(phone: str) -> str:
    """Return what two ways of writing a phone have in common: its last nine digits; nothing for fewer."""
    digits = "".join(char for char in western_digits(phone) if char.isdigit())
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


def operators(bench: Bench, text: str) -> list[Record]:
    """Return the names that people gave at a post and that `text` may mean, best first."""
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
