"""The course of a session: the steps of its agenda, a time that guides and never locks, its end."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import queries
from ogp_desktop.storage.putting import put

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

EXTENSION = 5
"""Minutes that a step is made longer by at once."""


class _Planned(NamedTuple):
    code: str
    minutes: int


_PLANS: dict[str, tuple[_Planned, ...]] = {
    "workshop": (
        _Planned("introduction", 10),
        _Planned("problems", 45),
        _Planned("solutions", 35),
        _Planned("results", 15),
        _Planned("votes", 10),
        _Planned("agreement", 10),
    ),
    "plenary": (_Planned("talks", 90), _Planned("questions", 30), _Planned("groups", 15)),
}
"""The steps of each sort of session and how long they last, of the model agenda (domain.md §2)."""

ON_REQUEST = frozenset({"votes"})
"""Steps that stand in the course only where a poll was opened: votes are off by default."""


class Step(NamedTuple):
    """One step: how long it is meant to last, when it began last, whether it is the one that runs."""

    code: str
    minutes: int
    begun_at: datetime.datetime | None
    is_current: bool

    def remaining(self, now: datetime.datetime) -> datetime.timedelta:
        """Return the time left; negative when the step lasts longer than planned, all of it before it begins."""
        planned = datetime.timedelta(minutes=self.minutes)
        return planned if self.begun_at is None else planned - (now - self.begun_at)


class Course:
    """The use cases of who leads a session through its agenda."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def steps(self, session: Record) -> list[Step]:
        """Return the steps of a session in order; the one that began last is current, until the session ended."""
        conn = self._bench.register.conn
        stored = {told["step"]: told for told in queries.records(conn, "step", session=session["id"])}
        polled = bool(queries.records(conn, "poll", session=session["id"]))
        begun = {code: _moment(told["begun_at"]) for code, told in stored.items() if told["begun_at"]}
        latest = max(begun, key=lambda code: begun[code], default="")
        return [
            Step(
                code=planned.code,
                minutes=(stored.get(planned.code) or {}).get("minutes") or planned.minutes,
                begun_at=begun.get(planned.code),
                is_current=planned.code == latest and not self.ended_at(session),
            )
            for planned in _PLANS.get(session["sort"], _PLANS["workshop"])
            if planned.code not in ON_REQUEST or polled or planned.code in stored
        ]

    def current(self, session: Record) -> Step | None:
        """Return the step that runs, if one does."""
        return next((step for step in self.steps(session) if step.is_current), None)

    def begin(self, session: Record, code: str) -> None:
        """Go to a step, forward or back; its time begins anew, and a session that was ended goes on."""
        self._step(session, code)
        self.reopen(session)
        self._tell(session, code, begun_at=self._bench.now().isoformat(timespec="milliseconds"))

    def next(self, session: Record) -> str:
        """Go to the step after the current one, or to the first; returns its code, empty after the last."""
        steps = self.steps(session)
        place = next((place for place, step in enumerate(steps) if step.is_current), -1)
        if place + 1 >= len(steps):
            return ""
        self.begin(session, steps[place + 1].code)
        return steps[place + 1].code

    def extend(self, session: Record, code: str, minutes: int = EXTENSION) -> None:
        """Give a step more time (or less), at least a minute."""
        step = self._step(session, code)
        self._tell(session, code, minutes=max(1, step.minutes + minutes))

    def ended_at(self, session: Record) -> str | None:
        """Return when the session was ended, None while it goes on."""
        told = queries.record(self._bench.register.conn, "session", session["id"])
        return told["ended_at"] if told else None

    def end(self, session: Record) -> str:
        """End the session and return the moment; what is said afterwards is still taken."""
        ended = self.ended_at(session)
        if ended:
            return ended
        moment = self._bench.now().isoformat(timespec="seconds")
        with self._bench.register.act(self._bench.author) as act:
            act.set("session", session["id"], {"ended_at": moment})
        return moment

    def reopen(self, session: Record) -> None:
        """Let an ended session go on."""
        if self.ended_at(session):
            with self._bench.register.act(self._bench.author) as act:
                act.set("session", session["id"], {"ended_at": None})

    def _step(self, session: Record, code: str) -> Step:
        steps = {step.code: step for step in self.steps(session)}
        if code not in steps:
            raise Trouble("step_unknown", step=code, known=list(steps))
        return steps[code]

    def _tell(self, session: Record, code: str, **told: str | int) -> None:
        with self._bench.register.act(self._bench.author) as act:
            put(act, "step", {"session": session["id"], "step": code, **told})


def _moment(told: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(told)
