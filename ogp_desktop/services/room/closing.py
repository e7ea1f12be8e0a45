"""The closing of the day: every room reports back in turn, each with its share of the time that is left."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ogp_desktop.storage import queries
from ogp_desktop.storage.putting import put

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

CLOSING_WORDS = datetime.timedelta(minutes=5)
"""Kept for the words that end the day."""

TURN = "restitution"
"""The step of a session in which its room reports back, whose beginning is its turn."""

State = Literal["awaited", "ready", "telling", "told"]
"""Nothing of the room has arrived; it can report back; it does so now; it did."""


@dataclass(frozen=True)
class Group:
    """A room that reports back: what of it is here, and whether its turn has been."""

    session: Record
    state: State
    ideas: int
    conclusions: int


class Closing:
    """The use cases of who lets the rooms report back, one after another."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def groups(self) -> list[Group]:
        """Return the workshops in the order of their numbers."""
        conn = self._bench.register.conn
        ideas = Counter(session for _, session, *_ in queries.idea_outlines(conn))
        conclusions = Counter(told["session"] for told in queries.records(conn, "conclusion"))
        begun = self._begun()
        latest = max(begun, key=lambda row: begun[row], default="")
        workshops = [each for each in queries.records(conn, "session", "number") if each["sort"] == "workshop"]
        return [
            Group(
                session,
                _state(session["id"], begun, latest, bool(ideas[session["id"]] + conclusions[session["id"]])),
                ideas[session["id"]],
                conclusions[session["id"]],
            )
            for session in workshops
        ]

    def begin(self, session: Record) -> None:
        """Give a room its turn; one whose turn was begun already goes on with its time."""
        if session["id"] in self._begun() or session["sort"] != "workshop":
            return
        begun = self._bench.now().isoformat(timespec="milliseconds")
        with self._bench.register.act(self._bench.author) as act:
            put(act, "step", {"session": session["id"], "step": TURN, "begun_at": begun})

    def deadline(self, session: Record) -> datetime.datetime | None:
        """Return when the turn of a room ends: its share of what was left when it began, or would begin now.

        Share = (closing time - beginning - closing words) / rooms whose turn had not been (domain.md §2); of a
        room that begins late it is the less. None where the agenda does not say when the day closes, or
        nothing is left to share.
        """
        closing = self.closing_time()
        if closing is None or session["sort"] != "workshop":
            return None
        begun = self._begun()
        beginning = begun.get(session["id"], self._bench.now())
        before = sum(at < beginning for at in begun.values())
        left = max(1, len(self.groups()) - before)
        share = (closing - CLOSING_WORDS - beginning) / left
        return beginning + share if share > datetime.timedelta() else None

    def closing_time(self) -> datetime.datetime | None:
        """Return when the event closes today: the end of the restitution in its agenda."""
        items = queries.records(self._bench.register.conn, "agenda_item", "number", sort=TURN)
        ends = next((item["ends"] for item in items if item["ends"]), None)
        if ends is None:
            return None
        try:
            hour = datetime.time.fromisoformat(ends)
        except ValueError:
            return None
        return self._bench.now().replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)

    def _begun(self) -> dict[str, datetime.datetime]:
        """Return when the turn of each room began, of those of today."""
        today = self._bench.now()
        told = queries.records(self._bench.register.conn, "step", step=TURN)
        begun = {each["session"]: datetime.datetime.fromisoformat(each["begun_at"]) for each in told}
        return {row: at for row, at in begun.items() if at.date() == today.date()}


def _state(row: str, begun: dict[str, datetime.datetime], latest: str, is_here: bool) -> State:
    if row in begun:
        return "telling" if row == latest else "told"
    return "ready" if is_here else "awaited"
