"""`course`, `poll`: where a session stands, and what its room voted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.compose import opened
from ogp_desktop.services.room.course import Course
from ogp_desktop.services.room.polls import Polls
from ogp_desktop.services.room.workshop import Workshop

if TYPE_CHECKING:
    from argparse import Namespace

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

Answer = dict[str, Any]


def course(given: Namespace) -> Answer:
    """Lead a session to a step, give it more time, end it; without any of these, only tell."""
    with opened(Path(given.file)) as bench:
        leading = Course(bench)
        session = Workshop(bench).session(given.session)
        if given.begin:
            leading.begin(session, given.begin)
        if given.extend is not None:
            current = leading.current(session)
            if current is None:
                raise Trouble("step_none")
            leading.extend(session, current.code, given.extend)
        if given.end:
            leading.end(session)
        if given.reopen:
            leading.reopen(session)
        now = bench.now()
        steps = [
            {
                "step": step.code,
                "minutes": step.minutes,
                "begun_at": step.begun_at and step.begun_at.isoformat(timespec="seconds"),
                "current": step.is_current,
                "remaining_seconds": int(step.remaining(now).total_seconds()),
            }
            for step in leading.steps(session)
        ]
        return {"session": session["id"], "steps": steps, "ended_at": leading.ended_at(session)}


def poll(given: Namespace) -> Answer:
    """Open a session's poll, note counts, close it; totals are told once it is closed."""
    with opened(Path(given.file)) as bench:
        polls = Polls(bench)
        session = Workshop(bench).session(given.session)
        if given.open:
            polls.open(session, given.open)
        for told in given.count or []:
            number, _, votes = told.partition("=")
            polls.count(session, _idea(bench, session, number), _number(votes))
        if given.close:
            polls.close(session)
        standing = polls.of(session)
        if standing is None:
            raise Trouble("poll_missing")
        numbers = {idea["id"]: _called(idea) for idea in Workshop(bench).ideas(session["id"])}
        votes = {numbers[row]: count for row, count in standing.votes.items() if row in numbers}
        return {"method": standing.method, "open": standing.is_open, "votes": None if standing.is_open else votes}


def _called(idea: Record) -> str:
    return f"{idea['letter'] or ''}{idea['number']}"


def _idea(bench: Bench, session: Record, number: str) -> str:
    for idea in Workshop(bench).ideas(session["id"]):
        if _called(idea) == number.strip():
            return str(idea["id"])
    raise Trouble("idea_number_unknown", number=number)


def _number(votes: str) -> int:
    try:
        return int(votes)
    except ValueError as error:
        raise Trouble("votes_no_number", votes=votes) from error
