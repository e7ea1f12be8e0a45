"""Whether this computer's clock can be right, as far as the register and the event tell."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ogp_desktop.domain.clock import milliseconds_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench

TOLERATED = datetime.timedelta(minutes=2)
FAR = datetime.timedelta(days=366)


def clock_fault(bench: Bench) -> Trouble | None:
    """Return what speaks against the clock: earlier than what was saved last, or a year and more from the event."""
    now = bench.now()
    shown = now.strftime("%d/%m/%Y %H:%M")
    last = queries.last_stamp(bench.register.conn)
    saved = datetime.datetime.fromtimestamp(milliseconds_of(last) / 1000, now.tzinfo) if last else now
    if now < saved - TOLERATED:
        return Trouble("clock_behind", now=shown, last=saved.strftime("%d/%m/%Y %H:%M"))
    event = queries.record(bench.register.conn, "event", bench.register.event or "")
    day = _day(event["date"]) if event and not event["demonstration"] else None
    if day is not None and abs(now.date() - day) > FAR:
        return Trouble("clock_far", now=shown, day=day.strftime("%d/%m/%Y"))
    return None


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None
