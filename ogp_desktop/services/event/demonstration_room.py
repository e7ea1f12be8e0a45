"""What is played of the rooms of the demonstration day: who sat in them, their steps, votes and agreement."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.files import receiving
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.room.agreement import Agreement
from ogp_desktop.services.room.course import Course
from ogp_desktop.services.room.polls import Polls
from ogp_desktop.services.room.presence import Presence
from ogp_desktop.services.room.restitution import Restitution
from ogp_desktop.services.room.workshop import PARTS, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

Told = dict[str, Any]
"""One entry of the day's script: its session's number, its hour, and what is done."""


def seat(bench: Bench, told: Told, _: dict[str, str]) -> None:
    """Tick people in a room by their numbers."""
    by_number = {person["number"]: person["id"] for person in People(bench).everyone()}
    for number in told["numbers"]:
        Presence(_then(bench, told["at"])).tick(_session(bench, told), by_number[number])


def speak(bench: Bench, told: Told, _: dict[str, str]) -> None:
    """Count that a category spoke, each time it did."""
    for category, at in told["spoke"]:
        row = str(Workshop(bench).category(category))
        Presence(_then(bench, at)).count_turn(_session(bench, told), row)


def vote(bench: Bench, told: Told, ids: dict[str, str]) -> None:
    """Vote by hands on some ideas, by their keys in the script."""
    polls, session = Polls(_then(bench, told["at"])), _session(bench, told)
    polls.open(session)
    for idea, votes in told["votes"].items():
        polls.count(session, ids[idea], votes)
    polls.close(session)


def go_through(bench: Bench, told: Told, _: dict[str, str]) -> None:
    """Begin the steps, the day before this is played: a step that somebody tries out must be the later one."""
    day = bench.now() - datetime.timedelta(days=1)
    for step, at in told["steps"]:
        Course(_then(bench, at, day)).begin(_session(bench, told), step)


def agree(bench: Bench, told: Told) -> None:
    """Read a room its conclusions: it accepts them, somebody does not quite; then the room ends."""
    session, agreement, desk = _session(bench, told), Agreement(bench), Desk(bench)
    rows = [point.id for point in Restitution(bench).points(session)]
    for row, at in zip(rows, told["accepted"], strict=True):
        agreement.accept(session, row, desk.moment(at))
    for noted in told["disagreements"]:
        agreement.disagree(session, noted["text"], [rows[noted["conclusion"] - 1]], desk.moment(noted["at"]))
    agreement.reserve(session, told["reserves"])
    Course(_then(bench, told["ended"])).end(session)


LED: dict[str, Callable[[Bench, Told, dict[str, str]], None]] = {
    "presence": seat,
    "turns": speak,
    "votes": vote,
    "course": go_through,
}
"""The parts of the script in which rooms are led, and how each is played."""


def _session(bench: Bench, told: Told) -> Record:
    return Workshop(bench).session(str(told["session"]))


def _then(bench: Bench, at: str, day: datetime.datetime | None = None) -> Bench:
    """Return the bench at an hour of the event's day, or of another one."""
    moment = datetime.datetime.fromisoformat(Desk(bench).moment(at))
    if day is not None:
        moment = datetime.datetime.combine(day.date(), moment.timetz())
    return replace(bench, now=lambda: moment)


def hand_over_late(bench: Bench, told: Told, path: Path) -> None:
    """Say one idea more once the others have handed over, and leave the parcel at `path` to be received."""
    workshop = Workshop(bench)
    texts = {part: told[part] for part in PARTS}
    workshop.add(workshop.session(str(told["session"])), texts, told["category"], Desk(bench).moment(told["at"]))
    path.parent.mkdir(exist_ok=True)
    parcel = receiving.hand_over(bench, path.parent)
    parcel.path.replace(path)
