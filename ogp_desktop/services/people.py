"""People: who is registered, who is here, and finding one of them by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.storage import queries

if TYPE_CHECKING:
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
        """Return all participants with their names, contact, group and arrival, in the order of numbers."""
        conn = self._bench.register.conn
        more = {
            kind: {record["id"]: record for record in queries.records(conn, kind)}
            for kind in ("identity", "contact", "access_need", "allocation")
        }
        arrivals = self.arrivals()
        people = []
        for participant in queries.records(conn, "participant", "number, id"):
            person = dict(participant)
            for records in more.values():
                known = records.get(participant["id"], {})
                person.update({name: value for name, value in known.items() if name not in _LOCAL})
            arrival = arrivals.get(participant["id"])
            person["arrived"] = arrival["at"] if arrival else None
            person["desk"] = arrival["desk"] if arrival else None
            people.append(person)
        return people

    def arrivals(self) -> dict[str, Record]:
        """Return the earliest arrival of each person who is here."""
        earliest: dict[str, Record] = {}
        for arrival in queries.records(self._bench.register.conn, "arrival", "at, id"):
            earliest.setdefault(arrival["person"], arrival)
        return earliest

    def present_in(self, session: Record) -> list[Record]:
        """Return the people who arrived: all for the plenary, those of the group for a workshop."""
        arrived = [person for person in self.everyone() if person["arrived"]]
        if session["sort"] == "plenary":
            return arrived
        return [person for person in arrived if person.get("session") == session["id"]]

    def find(self, text: str) -> list[Record]:
        """Return the people whose names or organisation begin with the words of `text`, best first."""
        from ogp_desktop.services.directory import Directory

        return Directory(self._bench).find(text)


_LOCAL = frozenset({"id", "scope", "deleted", "rid"})
