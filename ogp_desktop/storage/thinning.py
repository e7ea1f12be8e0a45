"""Which backups are kept as time goes by: many of the last days, few of the last year."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Hashable, Iterable

LATEST = 4
DAILY, WEEKLY, MONTHLY = 12, 10, 9
MOST = 2 * LATEST + DAILY + WEEKLY + MONTHLY


def kept(moments: Iterable[datetime.datetime], now: datetime.datetime) -> set[datetime.datetime]:
    """Return the moments whose backups are kept: the latest, then the last of 12 days, 10 weeks, 9 months.

    Those of a clock that was ahead count for no day: the latest of them are kept until their time has come.
    """
    ordered = sorted(set(moments), reverse=True)
    past = [moment for moment in ordered if moment <= now]
    ahead = [moment for moment in ordered if moment > now]
    found = {*past[:LATEST], *ahead[:LATEST]}
    rest = iter(past)
    last: datetime.datetime | None = None
    for period, count in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        for moment in islice(_each_first(rest, period, last, now), count):
            found.add(moment)
            last = moment
    return found


def _each_first(
    moments: Iterable[datetime.datetime],
    period: Callable[[datetime.datetime], Hashable],
    last: datetime.datetime | None,
    now: datetime.datetime,
) -> Iterable[datetime.datetime]:
    """Yield the first moment of each period that is not the period of `last`; days begin where `now` is told."""
    before = None if last is None else period(last.astimezone(now.tzinfo))
    for moment in moments:
        this = period(moment.astimezone(now.tzinfo))
        if this != before:
            before = this
            yield moment


def _day(moment: datetime.datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime.datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime.datetime) -> Hashable:
    return moment.year, moment.month
