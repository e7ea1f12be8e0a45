"""People: who is registered, who is here, and finding one of them by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.storage import erasure, queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.services.compose import Bench

Record = queries.Record


def full_names(person: Record) -> list[str]:
    """Return the names of a person, family name first, in each script that is known."""
    names = []
    for ending in ("", "_ar"):
        parts = [person.get(f"{part}{ending}") for part in ("family_name", "given_name")]
        if any(parts):
            names.append(" ".join(filter(None, parts)))
    return names


def shown_name(person: Record) -> str:
    """Return the name a list shows: in Latin letters where there are some, else in Arabic."""
    return next(iter(full_names(person)), "")


class People:
    """The people of one event's register."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def everyone(self) -> list[Record]:
        """Return all participants with their names, contact, group and arrival, in the order of numbers.

        One whose data were erased is counted like the others: `erased` is then true, and nothing names them.
        """
        conn = self._bench.register.conn
        erased = erasure.everything_erased(conn)
        more = [{record["id"]: record for record in queries.records(conn, kind)} for kind in ABOUT_ONE]
        arrivals = self.arrivals()
        return [
            _gathered(participant, more, arrivals, erased)
            for participant in queries.records(conn, "participant", "number, id")
        ]

    def of(self, rows: Iterable[str]) -> dict[str, Record]:
        """Return the participants of these ids as `everyone` has them, by id."""
        conn, wanted = self._bench.register.conn, list(rows)
        more = [queries.records_of(conn, kind, wanted) for kind in ABOUT_ONE]
        arrivals = _earliest(queries.records_of(conn, "arrival", wanted, "person").values())
        found = queries.records_of(conn, "participant", wanted)
        erased = erasure.among(conn, wanted)
        return {row: _gathered(participant, more, arrivals, erased) for row, participant in found.items()}

    def concerned_by(self, touched: dict[str, set[str]]) -> set[str]:
        """Return the ids of the people that touched rows are about: their own, and who came where one is an arrival."""
        rows = set().union(*(touched.get(kind, ()) for kind in ("participant", "erasure", *ABOUT_ONE)))
        return rows | queries.ever_arrived(self._bench.register.conn, touched.get("arrival", ()))

    def arrivals(self) -> dict[str, Record]:
        """Return the earliest arrival of each person who is here."""
        return _earliest(queries.records(self._bench.register.conn, "arrival"))

    def first_arrival(self, row: str) -> Record | None:
        """Return the earliest arrival of a person, None while they are not here."""
        return _earliest(queries.records(self._bench.register.conn, "arrival", person=row)).get(row)

    def present_in(self, session: Record) -> list[Record]:
        """Return the people who arrived: all for the plenary, those of the group for a workshop."""
        arrived = [person for person in self.everyone() if person["arrived"]]
        if session["sort"] == "plenary":
            return arrived
        return [person for person in arrived if person.get("session") == session["id"]]

    def find(self, text: str) -> list[Record]:
        """Return the people whom the words of `text` may mean, best first (`services.directory`)."""
        from ogp_desktop.services.participants.directory import Directory  # it needs this module

        return Directory(self._bench).find(text)


_LOCAL = frozenset({"id", "scope", "deleted", "rid"})
ABOUT_ONE = ("identity", "contact", "access_need", "allocation", "selection", "given_badge")
"""Kinds whose records have the id of the person they are about."""


def _gathered(
    participant: Record, more: list[dict[str, Record]], arrivals: dict[str, Record], erased: erasure.Places
) -> Record:
    person = dict(participant)
    for records in more:
        known = records.get(participant["id"], {})
        person.update({name: value for name, value in known.items() if name not in _LOCAL})
    arrival = arrivals.get(participant["id"])
    person["arrived"] = arrival["at"] if arrival else None
    person["desk"] = arrival["desk"] if arrival else None
    person["erased"] = (participant["id"], participant["scope"]) in erased
    return person


def _earliest(arrivals: Iterable[Record]) -> dict[str, Record]:
    """Return the earliest arrival of each person."""
    found: dict[str, Record] = {}
    for arrival in sorted(arrivals, key=lambda each: (each["at"] or "", each["id"])):
        found.setdefault(arrival["person"], arrival)
    return found
