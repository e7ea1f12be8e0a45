"""Erasing people: by person or when an event's time is over; statistics stay, and nothing takes it back."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ogp_desktop.domain import ids
from ogp_desktop.domain.badge import badge_code, read_badge
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.desk.arrivals import badge_of
from ogp_desktop.services.personal import traces
from ogp_desktop.storage import erasure, queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.services.compose import Bench

STAYS = ("participant", "arrival", "idea")
"""Kinds whose counts an erasure leaves as they are."""


@dataclass
class Certificate:
    """What an erasure did, in counts only: who was erased must not be read from it.

    `bodies` counts what was dropped by kind; `before` and `after`, what statistics are made of;
    `pending` says that old copies are still on this computer, and go when the register is opened again.
    """

    erased: int = 0
    at: str = ""
    bodies: dict[str, int] = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    copies: int = 0
    pending: bool = False


def erase_person(bench: Bench, named: str) -> Certificate:
    """Erase the person of that id or badge in every event where they stand; raises `Trouble` for nobody known."""
    person = person_meant(bench, named)
    conn = bench.register.conn
    scopes = erasure.scopes_of(conn, person)
    if not scopes:
        raise Trouble("person_not_found", person=named)
    return _erase(bench, {scope: {person} for scope in scopes})


def erase_before(bench: Bench, date: str) -> Certificate:
    """Erase everyone of the events whose day is before `date`; raises `Trouble` when that is no day."""
    try:
        day = datetime.date.fromisoformat(date).isoformat()
    except ValueError as error:
        raise Trouble("day_unreadable", text=date) from error
    conn = bench.register.conn
    over = [event["id"] for event in queries.records(conn, "event", "date") if event["date"] and event["date"] < day]
    return _erase(bench, {scope: erasure.people_in(conn, scope) for scope in over})


def _erase(bench: Bench, wanted: dict[str, Iterable[str]]) -> Certificate:
    """Erase these people, by scope; what is erased already stays as it is."""
    told = begun(bench)
    known, erased = erasure.everything_erased(bench.register.conn), set()
    bodies: Counter[str] = Counter()
    for scope, people in wanted.items():
        left = sorted(person for person in people if (person, scope) not in known)
        if not left:
            continue
        with bench.register.act(bench.author, scope) as act:
            for person in left:
                act.new("erasure", {"at": told.at}, person)
        erased.update(left)
        bodies.update(dropped.kind for dropped in act.dropped)
    told.erased, told.bodies = len(erased), dict(bodies)
    return finished(bench, told)


def begun(bench: Bench) -> Certificate:
    """Return the certificate of an erasure that begins."""
    return Certificate(at=bench.now().isoformat(timespec="seconds"), before=_counted(bench))


def finished(bench: Bench, told: Certificate) -> Certificate:
    """Remove what is left on this computer of what was erased, and complete the certificate."""
    told.after = _counted(bench)
    try:
        told.copies = traces.remove(bench.register)
    except Trouble:
        told.pending = True
    return told


def _counted(bench: Bench) -> dict[str, int]:
    counts = queries.counts(bench.register.conn)
    return {kind: counts.get(kind, 0) for kind in STAYS}


def person_meant(bench: Bench, named: str) -> str:
    """Return the id of the person that an id or the digits of a badge name."""
    if ids.is_id(named):
        return named
    badge = read_badge(named)
    if badge is not None:
        for (person, _), digits in badges(bench).items():
            if digits == badge_code(badge):
                return person
    raise Trouble("person_not_found", person=named)


def badges(bench: Bench) -> dict[tuple[str, str], str]:
    """Return the digits of everyone's badge, by person and event."""
    conn = bench.register.conn
    events = {event["id"]: event for event in queries.records(conn, "event")}
    given = {record["id"]: record["badge"] for record in queries.records(conn, "given_badge")}
    return {
        (person["id"], person["scope"]): given.get(person["id"]) or badge_of(person, events[person["scope"]])
        for person in queries.records(conn, "participant")
        if person["scope"] in events
    }
