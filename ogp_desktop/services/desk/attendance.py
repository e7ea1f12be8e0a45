"""Who is here, counted: by category, region, gender or organisation, and how many came every five minutes."""

from __future__ import annotations

from collections import Counter
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.services.participants.selection import is_expected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ogp_desktop.services.participants.people import Record

FACETS = ("category", "region", "gender", "organisation")
"""What people are counted by, in the order in which one key goes through them."""

STEP_MINUTES = 5
_LONGEST_HOURS = 12
_TYPED = ("category", "region")


class _Facts(NamedTuple):
    keys: tuple[str | None, ...]
    arrived: str | None


class Share(NamedTuple):
    """How many of those of one sort are here; `key` is an id, a code or a text, None where nothing is known."""

    key: str | None
    here: int
    total: int


class Attendance:
    """The counts of everyone; one person is counted anew without going through the others."""

    def __init__(self, people: Mapping[str, Record]) -> None:
        self._facts: dict[str, _Facts] = {}
        self._here: dict[str, Counter[str | None]] = {facet: Counter() for facet in FACETS}
        self._all: dict[str, Counter[str | None]] = {facet: Counter() for facet in FACETS}
        self._minutes: Counter[int] = Counter()
        self._arrived: dict[str, str] = {}
        self.follow(people, people.keys())

    def follow(self, people: Mapping[str, Record], rows: Iterable[str]) -> None:
        """Count these people anew: as they are in `people`, or not at all where they are not there or not expected."""
        for row in rows:
            if (before := self._facts.pop(row, None)) is not None:
                self._count(row, before, -1)
            if (person := people.get(row)) is not None and is_expected(person):
                self._facts[row] = facts = _facts(person)
                self._count(row, facts, 1)

    def _count(self, row: str, facts: _Facts, by: int) -> None:
        for facet, key in zip(FACETS, facts.keys, strict=True):
            self._all[facet][key] += by
            if facts.arrived:
                self._here[facet][key] += by
        if not facts.arrived:
            return
        if (minute := _minute(facts.arrived)) is not None:
            self._minutes[minute // STEP_MINUTES] += by
        if by > 0:
            self._arrived[row] = facts.arrived
        else:
            del self._arrived[row]

    @property
    def here(self) -> int:
        """Return how many have arrived."""
        return len(self._arrived)

    @property
    def everyone(self) -> int:
        """Return how many are here or expected: who waits or was refused counts once they come."""
        return len(self._facts)

    def shares(self, facet: str) -> list[Share]:
        """Return the counts by one facet, the largest first; what is not known stands last."""
        found = [Share(key, self._here[facet][key], total) for key, total in self._all[facet].items() if total]
        return sorted(found, key=lambda share: (share.key is None, -share.total, share.key or ""))

    def latest(self, most: int, now: str) -> list[str]:
        """Return the ids of those who came last, the latest first; who came after `now`, by a clock, stands behind.

        So do all of the demonstration, whose day is one to come: whoever tries it sees whom they let in.
        """
        return nlargest(most, self._arrived, key=lambda row: (self._arrived[row] <= now, self._arrived[row], row))

    def curve(self) -> list[tuple[str, int]]:
        """Return how many came in each five minutes, from the first to the last arrival, as ("09:05", 7).

        Where arrivals lie more than twelve hours apart a clock was wrong, and only the last ones are told.
        """
        steps = sorted(step for step, count in self._minutes.items() if count)
        if not steps:
            return []
        last = steps[-1]
        first = max(steps[0], last - _LONGEST_HOURS * 60 // STEP_MINUTES)
        return [(_time(step), self._minutes[step]) for step in range(first, last + 1)]


def _facts(person: Record) -> _Facts:
    keys = []
    for facet in FACETS:
        typed = person.get(f"{facet}_typed") if facet in _TYPED else None
        keys.append(person.get(facet) or typed or None)
    return _Facts(tuple(keys), person.get("arrived") or None)


def _minute(moment: str) -> int | None:
    """Return the minute of the day at the event's place."""
    hours, minutes = moment[11:13], moment[14:16]
    return int(hours) * 60 + int(minutes) if (hours + minutes).isdigit() else None


def _time(step: int) -> str:
    minute = step * STEP_MINUTES
    return f"{minute // 60:02d}:{minute % 60:02d}"
