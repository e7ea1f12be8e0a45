"""Whom a row of a list is certainly about: each person of the register answers for one row at most."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ogp_desktop.domain import ids
from ogp_desktop.domain.text.folding import folded
from ogp_desktop.services.participants.people import full_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ogp_desktop.services.participants.people import Record
    from ogp_desktop.sheets.listed_people import ListedPerson

Key = tuple[str, ...]


def print_of(person: ListedPerson) -> str:
    """Return how a list calls somebody: names and addresses, folded, by which the row is known again."""
    return "|".join([*map(folded, full_names(person._asdict())), person.email.casefold(), person.phone])


class Matching:
    """Which person each row is; `otherwise` are rows that somebody said are a person who is called otherwise."""

    def __init__(self, people: Iterable[Record], listed_as: Mapping[str, list[str]]) -> None:
        self.claimed: dict[int, str] = {}
        self.otherwise: dict[int, str] = {}
        self._taken: set[str] = set()
        self._known: set[str] = set()
        self._by_key: dict[Key, list[str]] = defaultdict(list)
        for person in people:
            self._known.add(person["id"])
            for key in _keys(person):
                self._by_key[key].append(person["id"])
        self._by_print = {name: person for person, names in listed_as.items() for name in names}

    def claim(self, people: list[ListedPerson], file_sha256: bytes) -> None:
        """Find the person of every row that has one: by the row of this very file, by a decision, by name and more."""
        for each in people:
            self._take(each.row, [ids.of_listed_row(file_sha256, each.row)])
        for each in people:
            if each.row not in self.claimed and (person := self._by_print.get(print_of(each))) in self._known:
                self.otherwise[each.row] = str(person)
        for sorts in (("email", "phone"), ("organisation",)):
            for each in people:
                if each.row not in self.claimed and each.row not in self.otherwise:
                    keys = [key for key in _keys(each._asdict()) if key[0] in sorts]
                    self._take(each.row, [person for key in keys for person in self._by_key.get(key, ())])

    def _take(self, row: int, candidates: Iterable[str]) -> None:
        person = next((each for each in candidates if each in self._known and each not in self._taken), None)
        if person is not None:
            self.claimed[row] = person
            self._taken.add(person)


def _keys(person: Mapping[str, str | None]) -> Iterator[Key]:
    """Yield what makes sure who somebody is: their name with an address, or with their organisation."""
    names = [folded(name) for name in full_names(dict(person))]
    for sort in ("email", "phone"):
        if said := person.get(sort):
            for name in names:
                yield sort, said.casefold(), name
    for name in names:
        yield "organisation", folded(person.get("organisation") or ""), name
