"""Blank badges: printed with their digits before anybody has them, given to walk-ins by scanning or typing a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.badge import Badge, badge_code, read_badge
from ogp_desktop.domain.text.numbers import western_digits
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.desk.arrivals import holder
from ogp_desktop.services.desk.bearers import FIRST_BLANK, of_this_event
from ogp_desktop.services.participants.people import People, shown_name
from ogp_desktop.services.personal.notice import stands
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.people import Record
    from ogp_desktop.storage.act import Act

LAST_BLANK = 999


def fresh(bench: Bench, count: int) -> list[Badge]:
    """Return the next `count` blank badges of this desk, after the highest that was given."""
    event, desk = _event(bench), bench.device.desk
    found = (read_badge(record["badge"] or "") for record in queries.records(bench.register.conn, "given_badge"))
    given = [badge.number for badge in found if badge and badge.desk == desk and badge.number >= FIRST_BLANK]
    begin = max(given, default=FIRST_BLANK) + 1
    last = min(begin + count, LAST_BLANK + 1)
    return [Badge(event["number"] or 0, desk, number) for number in range(begin, last)]


def meant(bench: Bench, typed: str) -> str:
    """Return the digits of the badge that was scanned, or whose number of this desk was typed.

    Raises `Trouble` when it is unreadable, another event's or that of a number which is nobody's to give.
    """
    event = _event(bench)
    plain = western_digits(typed.strip())
    if plain.isdecimal() and len(plain) <= 3:
        badge: Badge | None = Badge((event["number"] or 0) % 100, bench.device.desk, int(plain))
    else:
        badge = read_badge(typed.strip())
    badge = of_this_event(bench, badge)
    if not badge.desk or badge.number < FIRST_BLANK:
        raise Trouble("badge_not_blank")
    return badge_code(badge)


def give_in(act: Act, bench: Bench, person: str, typed: str) -> None:
    """Give a blank badge to a person within an act; raises `Trouble` when somebody has it already."""
    code = meant(bench, typed)
    has_it = holder(People(bench).everyone(), code, _event(bench))
    if has_it is not None and has_it["id"] != person:
        raise Trouble("badge_taken", badge=code, name=shown_name(has_it) or "—")
    if stands(act, "given_badge", person):
        act.set("given_badge", person, {"badge": code})
    else:
        act.new("given_badge", {"badge": code}, person)


def give(bench: Bench, person: str, typed: str) -> str:
    """Give a blank badge to somebody who is registered; returns its digits."""
    with bench.register.act(bench.author) as act:
        give_in(act, bench, person, typed)
    return meant(bench, typed)


def _event(bench: Bench) -> Record:
    event = queries.record(bench.register.conn, "event", bench.register.event or "")
    if event is None:
        raise Trouble("no_event_here")
    return event
