"""Who bears a badge: found by its digits, and whose it is where it is another event's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.badge import NUMBERS, Badge, badge_code, read_badge
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.participants.people import People, shown_name
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.people import Record

    _Mark = str | tuple[str, int]

FIRST_BLANK = 800
"""Numbers of a desk from here on stand on badges that are printed before anybody has them."""

_NUMBERS = NUMBERS
"""Numbers that leave the same remainder stand on the same badge."""


def bearer(bench: Bench, code: str, known: Record | None = None) -> Record:
    """Return the person of a badge: the one who is `known` to bear it (`Bearers`), else by what the register holds.

    Raises `Trouble` when it is unreadable, nobody's, several people's, or of another event.
    """
    badge = of_this_event(bench, read_badge(code))
    if known is not None:
        return known
    given = queries.records(bench.register.conn, "given_badge", badge=badge_code(badge))
    found = People(bench).of([record["id"] for record in given] or _rows(bench, badge))
    if not found and badge.desk and badge.number >= FIRST_BLANK:
        raise Trouble("badge_not_given")
    if not found:
        raise Trouble("badge_unreadable")
    if len(found) > 1:
        names = [shown_name(person) for person in list(found.values())[:5]]
        raise Trouble("badge_shared", candidates=names)
    return next(iter(found.values()))


class Bearers:
    """Whose the badges are, in memory: among ten thousand people the register takes milliseconds to say it."""

    def __init__(self, people: Mapping[str, Record]) -> None:
        self._rows: dict[_Mark, set[str]] = {}
        self._marks: dict[str, list[_Mark]] = {}
        self.follow(people, people.keys())

    def follow(self, people: Mapping[str, Record], rows: Iterable[str]) -> None:
        """Take these people anew: as they are in `people`, or not at all where they are not there."""
        for row in rows:
            for mark in self._marks.pop(row, ()):
                self._rows[mark].discard(row)
            if row in people:
                self._marks[row] = marks = _marks(people[row])
                for mark in marks:
                    self._rows.setdefault(mark, set()).add(row)

    def of(self, code: str) -> str | None:
        """Return the id of the one person of a badge; None where there is none, or several."""
        badge = read_badge(code)
        if badge is None:
            return None
        own = (origin_of(badge.desk), badge.number)
        rows = self._rows.get(badge_code(badge)) or self._rows.get(own) or ()
        return next(iter(rows)) if len(rows) == 1 else None


def _marks(person: Record) -> list[_Mark]:
    """Return what badges say of a person: the digits of the blank one they were given, their own origin and number."""
    given: list[_Mark] = [person["badge"]] if person.get("badge") else []
    if person["number"] is None:
        return given
    return [*given, (person["origin"] or "list", person["number"] % _NUMBERS)]


def origin_of(desk: int) -> str:
    """Return where people come from whose badges name this desk."""
    return f"desk-{desk}" if desk else "list"


def of_this_event(bench: Bench, badge: Badge | None) -> Badge:
    """Return a badge that was read; raises `Trouble` when it is none, or one of another event."""
    if badge is None:
        raise Trouble("badge_unreadable")
    event = queries.record(bench.register.conn, "event", bench.register.event or "")
    if event is None:
        raise Trouble("no_event_here")
    if badge.event != (event["number"] or 0) % 100:
        raise Trouble("badge_other_event", event=_other_event(bench, event, badge.event))
    return badge


def _rows(bench: Bench, badge: Badge) -> list[str]:
    """Return the ids of those whose number ends so, from the list or from a desk."""
    conn = bench.register.conn
    ending = queries.ending_so(conn, "participant", "number", badge.number, _NUMBERS)
    found = queries.records_of(conn, "participant", ending)
    return [row for row, record in found.items() if (record["origin"] or "list") == origin_of(badge.desk)]


def _other_event(bench: Bench, own: Record, number: int) -> str:
    """Return city and day of the event of that number in the same plan, as far as this computer knows it."""
    from ogp_desktop.services.event import events

    here = queries.records(bench.register.conn, "event")
    elsewhere = (file.event for file in events.known_files(()) if file.event)
    for event in (*here, *elsewhere):
        if event["id"] != own["id"] and event["plan"] == own["plan"] and (event["number"] or 0) % 100 == number:
            cities = dict.fromkeys(filter(None, (event["city_fr"], event["city_ar"])))
            day = "/".join(reversed((event["date"] or "").split("-")))
            return " · ".join(filter(None, [*cities, day])) or f"{number:02d}"
    return f"{number:02d}"
