"""Rooms at the desk: who is where, how many places are left, and giving somebody a room by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.people import Record


@dataclass(frozen=True)
class Room:
    """A workshop's room: its session, how many people have it, and how many it holds; 0 where nobody said."""

    session: Record
    taken: int
    capacity: int = 0

    @property
    def is_full(self) -> bool:
        """Say whether nobody more has a place."""
        return bool(self.capacity) and self.taken >= self.capacity

    @property
    def fullness(self) -> float:
        """Return how full it is, to compare rooms by."""
        return self.taken / self.capacity if self.capacity else self.taken / _USUAL_CAPACITY


_USUAL_CAPACITY = 25
"""Places of a workshop's room where the event does not say (the events of PAN3 had 17 to 25 a room)."""


def rooms(bench: Bench) -> list[Room]:
    """Return the rooms of the workshops, in their order."""
    conn = bench.register.conn
    taken = Counter(allocation["session"] for allocation in queries.records(conn, "allocation"))
    sessions = queries.records(conn, "session", "number", scope=bench.register.scope)
    return [
        Room(session, taken[session["id"]], session["capacity"] or 0)
        for session in sessions
        if session["sort"] != "plenary"
    ]


def offered(found: Sequence[Room]) -> Room | None:
    """Return the emptiest room for somebody who comes now; None before anybody was given one."""
    if not any(room.taken for room in found):
        return None
    return min(found, key=lambda room: room.fullness)


def assign(bench: Bench, person: Record, session: str | None) -> None:
    """Give `person` the room of a session, or none; a room that is full is no hindrance."""
    if person.get("erased"):
        raise Trouble("person_erased")
    known = queries.record(bench.register.conn, "allocation", person["id"])
    if known is not None and known["session"] == session:
        return
    with bench.register.act(bench.author) as act:
        if known is None:
            act.new("allocation", {"session": session}, person["id"])
        else:
            act.set("allocation", person["id"], {"session": session})
