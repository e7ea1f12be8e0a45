"""How long personal data of an event are kept (law 09-08): until the day that was said, else the usual one."""

from __future__ import annotations

import datetime

KEPT_DAYS = 365
"""How long after its day an event's personal data are kept where nothing else is said."""


def usual_last_day(day: datetime.date) -> datetime.date:
    """Return the last day they are kept where nothing else is said, by the event's day."""
    return day + datetime.timedelta(days=KEPT_DAYS)


def last_day(said: str | None, date: str | None) -> datetime.date | None:
    """Return the last day they are kept, by what was said and the event's day; None where neither is known."""
    if said:
        return datetime.date.fromisoformat(said)
    return usual_last_day(datetime.date.fromisoformat(date)) if date else None
