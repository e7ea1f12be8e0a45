"""Access needs: told so that a place is made ready, of no use once the event is over, and purged then, all at once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.personal import consent, privacy
from ogp_desktop.storage import erasure, queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.services.compose import Bench

NEED, PURGE = "access_need", "needs_purge"


@dataclass(frozen=True)
class Due:
    """Events whose day has come, of how many people needs of them are kept here, and whether their day is past."""

    events: tuple[str, ...]
    people: int
    is_over: bool


def told(bench: Bench, person: str) -> str:
    """Return what a person asked for, for who makes a place ready: nothing once that is of no use, or refused."""
    register = bench.register
    asked = queries.record(register.conn, NEED, person) or {}
    if not asked.get("note") or register.event in over(bench):
        return ""
    given = {purpose: bool(one["given"]) for purpose, one in consent.answers_of(bench, person).items()}
    return str(asked["note"]) if consent.takes_part(given) else ""


def kept(bench: Bench) -> dict[str, int]:
    """Return of how many people this register still holds an access need, by event."""
    return {scope: len(people) for scope, people in erasure.kept_of(bench.register.conn, NEED).items()}


def over(bench: Bench) -> list[str]:
    """Return the events of the register whose day is past."""
    yesterday = bench.now().date() - datetime.timedelta(days=1)
    return _until(bench, yesterday.isoformat())


def _until(bench: Bench, day: str) -> list[str]:
    events = queries.records(bench.register.conn, "event", "date")
    return [event["id"] for event in events if event["date"] and event["date"] <= day]


def _today(bench: Bench) -> str:
    return bench.now().date().isoformat()


def due(bench: Bench) -> Due:
    """Return what may be purged: the needs of events that are over, else those of the events of today."""
    held = kept(bench)
    past = [event for event in over(bench) if event in held]
    found = past or [event for event in _until(bench, _today(bench)) if event in held]
    return Due(tuple(found), sum(held[event] for event in found), bool(past))


def purge(bench: Bench, events: Iterable[str] | None = None) -> privacy.Certificate:
    """Erase all access needs of these events, of those that are over where none is named; for good, here and elsewhere.

    Later files bring none back. Counts made by hand, and everything else of people, stay. Raises `Trouble` where no
    event is over.
    """
    wanted = over(bench) if events is None else list(events)
    if not wanted:
        raise Trouble("needs_not_over")
    conn, told = bench.register.conn, privacy.begun(bench)
    for event in wanted:
        if erasure.is_purged(conn, event, NEED):
            continue
        told.erased += kept(bench).get(event, 0)
        with bench.register.act(bench.author, event) as act:
            act.new(PURGE, {"at": told.at}, event)
        told.bodies[NEED] = told.bodies.get(NEED, 0) + len(act.dropped)
    return privacy.finished(bench, told)
