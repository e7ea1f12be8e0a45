"""Who is in a room: ticked by name, whatever group they were given; and how often each category spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain import kinds
from ogp_desktop.services.participants.people import People
from ogp_desktop.storage import queries
from ogp_desktop.storage.putting import put

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record


class Seat(NamedTuple):
    """A person as a room knows them: whether their group is this room's, and whether they are here."""

    person: Record
    is_expected: bool
    is_here: bool
    elsewhere: str
    """The id of the room they were last ticked in, where that is another one."""


class Presence:
    """The use cases of who counts the people and the turns of a room."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def seats(self, session: Record) -> list[Seat]:
        """Return everybody of the event by name: those of this room's group or ticked here first."""
        last = self._last_rooms()
        seats = [self._seat(person, session, last.get(person["id"], "")) for person in People(self._bench).everyone()]
        return sorted(seats, key=lambda seat: not (seat.is_expected or seat.is_here))

    def here(self, session: Record) -> int:
        """Return how many people are in the room."""
        return sum(room == session["id"] for room in self._last_rooms().values())

    def tick(self, session: Record, person: str) -> None:
        """Note that a person is in this room; who sat in another one left it."""
        moment = self._bench.now().isoformat(timespec="milliseconds")
        with self._bench.register.act(self._bench.author) as act:
            put(act, "presence", {"person": person, "session": session["id"], "at": moment})

    def untick(self, session: Record, person: str) -> None:
        """Note that a person is not in this room after all."""
        row = kinds.BY_NAME["presence"].composite_id({"person": person, "session": session["id"]})
        if queries.record(self._bench.register.conn, "presence", row) is not None:
            with self._bench.register.act(self._bench.author) as act:
                act.delete("presence", row)

    def count_turn(self, session: Record, category: str) -> None:
        """Count that somebody of a category spoke; never who."""
        moment = self._bench.now().isoformat(timespec="seconds")
        with self._bench.register.act(self._bench.author) as act:
            act.new("turn", {"session": session["id"], "category": category, "at": moment})

    def turns(self, session: Record) -> dict[str, int]:
        """Return how often each category spoke, by its id."""
        counts: dict[str, int] = {}
        for turn in queries.records(self._bench.register.conn, "turn", session=session["id"]):
            counts[turn["category"]] = counts.get(turn["category"], 0) + 1
        return counts

    def _last_rooms(self) -> dict[str, str]:
        """Return the room each person was ticked in last."""
        found: dict[str, str] = {}
        for told in queries.records(self._bench.register.conn, "presence", "at, id"):
            found[told["person"]] = told["session"]
        return found

    def _seat(self, person: Record, session: Record, room: str) -> Seat:
        mine = session["id"]
        return Seat(person, person.get("session") == mine, room == mine, room if room != mine else "")
