"""Who bears a badge: found by its digits, and whose it is where it is another event's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.badge import NUMBERS, Badge, badge_code, read_badge
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.participants.people import People, shown_name
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.people import Record

FIRST_BLANK = 800
"""Numbers of a desk from here on stand on badges that are printed before anybody has them."""

_NUMBERS = NUMBERS
"""Numbers that leave the same remainder stand on the same badge."""


def bearer(bench: Bench, code: str) -> Record:
    """Return the person of a badge.

    Raises `Trouble` when it is unreadable, nobody's, several people's, or of another event.
    """
    badge = of_this_event(bench, read_badge(code))
    given = queries.records(bench.register.conn, "given_badge", badge=badge_code(badge))
    found = People(bench).of([record["id"] for record in given] or _rows(bench, badge))
    if not found and badge.desk and badge.number >= FIRST_BLANK:
        raise Trouble("badge_not_given")
    if not found:
        raise Trouble("badge_unreadable")
    if len(found) > 1:
        names = ", ".join(shown_name(person) for person in list(found.values())[:5])
        raise Trouble("badge_shared", candidates=names)
    return next(iter(found.values()))


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
    origins = ("list", None) if badge.desk == 0 else (f"desk-{badge.desk}",)
    ending = queries.ending_so(conn, "participant", "number", badge.number, _NUMBERS)
    found = queries.records_of(conn, "participant", ending)
    return [row for row, record in found.items() if record["origin"] in origins]


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
