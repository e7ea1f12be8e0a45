"""Votes of a room, by hands or dots: off until somebody opens a poll, hidden until it is closed, never added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import queries
from ogp_desktop.storage.putting import put

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

METHODS = ("hands", "dots")
MOST = 999
"""The highest count that is believed: a room has no more hands, a slip of the finger has."""


class Poll(NamedTuple):
    """The poll of a session: its method, whether it still runs, and the votes of each idea that has some."""

    id: str
    method: str
    is_open: bool
    votes: dict[str, int]


class Polls:
    """The use cases of who counts votes."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def of(self, session: Record) -> Poll | None:
        """Return the poll of a session, None where nobody opened one."""
        conn = self._bench.register.conn
        told = next(iter(queries.records(conn, "poll", session=session["id"])), None)
        if told is None:
            return None
        tallies = queries.records(conn, "tally", poll=told["id"])
        votes = {tally["idea"]: tally["votes"] for tally in tallies if tally["votes"] is not None}
        return Poll(told["id"], told["method"] or METHODS[0], not told["closed_at"], votes)

    def open(self, session: Record, method: str = METHODS[0]) -> None:
        """Open the poll of a session, or open it again."""
        if method not in METHODS:
            raise Trouble("poll_method_unknown", method=method, known=list(METHODS))
        with self._bench.register.act(self._bench.author) as act:
            put(act, "poll", {"session": session["id"], "method": method, "closed_at": None})

    def close(self, session: Record) -> None:
        """Close the poll: its totals may be shown now."""
        standing = self.of(session)
        if standing is not None and standing.is_open:
            moment = self._bench.now().isoformat(timespec="seconds")
            with self._bench.register.act(self._bench.author) as act:
                act.set("poll", standing.id, {"closed_at": moment})

    def count(self, session: Record, idea: str, votes: int) -> None:
        """Note the votes an idea got; another count replaces it, and two that never met are a question, not a sum."""
        standing = self.of(session)
        if standing is None:
            raise Trouble("poll_missing")
        if not 0 <= votes <= MOST:
            raise Trouble("votes_unlikely", votes=votes, most=MOST)
        with self._bench.register.act(self._bench.author) as act:
            put(act, "tally", {"poll": standing.id, "idea": idea, "votes": votes})
