"""The list of ideas as a screen shows it: their order in memory, their texts when they come into sight."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from sys import intern
from typing import TYPE_CHECKING, Literal, NamedTuple

from ogp_desktop.services.room.workshop import PARTS, Record
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.services.compose import Bench

State = Literal["all", "incomplete", "linked", "withdrawn", "parked"]
STATES: tuple[State, ...] = ("all", "incomplete", "linked", "withdrawn", "parked")


class Outline(NamedTuple):
    """What is kept of an idea that is not in sight."""

    session: str
    number: int
    letter: str
    parts: int
    withdrawn: bool
    category: str
    theme: str = ""

    @property
    def is_complete(self) -> bool:
        """Say whether it has a problem, a solution and a result, and stands."""
        return self.parts == len(PARTS) and not self.withdrawn

    @property
    def is_incomplete(self) -> bool:
        """Say whether something is still to be said of it in its own room."""
        return self.parts < len(PARTS) and not self.withdrawn and not self.theme


class Link(NamedTuple):
    """How an idea is related to another one; `said_here`, that it is this one that repeats or completes."""

    relation: str
    other: str
    said_here: bool


Place = tuple[int, str, str]
"""Where an idea stands in its session: number, letter, id."""


class IdeaList:
    """The ideas of a register; `update` follows a change without reading all of them again."""

    def __init__(self, bench: Bench) -> None:
        self._conn = bench.register.conn
        self._outlines: dict[str, Outline] = {}
        self._places: defaultdict[str, list[Place]] = defaultdict(list)
        self._complete: Counter[str] = Counter()
        self._spoken: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._links: dict[str, list[Link]] = {}
        self._sessions: dict[str, int] = {}
        self.load()

    def load(self) -> None:
        """Read every idea's outline."""
        self._outlines, self._complete = {}, Counter()
        self._places, self._spoken = defaultdict(list), defaultdict(Counter)
        for row, *told in queries.idea_outlines(self._conn):
            self._add(row, _outline(*told))
        for places in self._places.values():
            places.sort()
        self._sessions = {session["id"]: session["number"] or 0 for session in queries.records(self._conn, "session")}
        self._read_links()

    def update(self, touched: dict[str, set[str]]) -> None:
        """Read anew what was touched."""
        rows = touched.get("idea", set())
        found = list(queries.idea_outlines(self._conn, rows))
        for row in rows:
            self._remove(row)
        for row, *told in found:
            self._add(row, outline := _outline(*told))
            places = self._places[outline.session]
            insort(places, places.pop())
        if "idea_link" in touched:
            self._read_links()

    def _add(self, row: str, outline: Outline) -> None:
        """Add an idea, at the end of its session."""
        self._outlines[row] = outline
        self._places[outline.session].append((outline.number, outline.letter, row))
        self._complete[outline.session] += outline.is_complete
        if not outline.withdrawn:
            self._spoken[outline.session][outline.category] += 1

    def _remove(self, row: str) -> None:
        outline = self._outlines.pop(row, None)
        if outline is None:
            return
        places = self._places[outline.session]
        del places[bisect_left(places, (outline.number, outline.letter, row))]
        self._complete[outline.session] -= outline.is_complete
        if not outline.withdrawn:
            self._spoken[outline.session][outline.category] -= 1

    def _read_links(self) -> None:
        self._links = {}
        for link in queries.records(self._conn, "idea_link"):
            one, other, relation = link["a"], link["b"], link["relation"] or ""
            if one and other:
                self._links.setdefault(one, []).append(Link(relation, other, True))
                self._links.setdefault(other, []).append(Link(relation, one, False))

    def count(self, session: str = "") -> int:
        """Return how many ideas a session has, or all have."""
        return len(self._places.get(session, ())) if session else len(self._outlines)

    def ids(self, session: str = "", state: State = "all", latest_first: bool = True) -> list[str]:
        """Return the ids of ideas in the order of their numbers."""
        wanted = [session] if session else sorted(self._places, key=lambda each: (self._sessions.get(each, 0), each))
        # By its place: taking a tuple apart by a star makes a list of the rest, ten milliseconds for ten thousand.
        rows = [place[2] for each in wanted for place in self._places.get(each, ())]
        if latest_first:
            rows.reverse()
        if state == "all":
            return rows
        return [row for row in rows if self._is(row, self._outlines[row], state)]

    def _is(self, row: str, outline: Outline, state: State) -> bool:
        if state == "withdrawn":
            return outline.withdrawn
        if state == "incomplete":
            return outline.is_incomplete
        return bool(outline.theme) if state == "parked" else row in self._links

    def links(self, row: str) -> list[Link]:
        """Return how an idea is related to others, both ways."""
        return self._links.get(row, [])

    def number(self, row: str) -> str:
        """Return an idea's number within its room, with its letter; nothing for an unknown one."""
        outline = self._outlines.get(row)
        return f"{outline.letter}{outline.number}" if outline else ""

    def latest(self, session: str) -> str:
        """Return the id of the last idea of a session that stands; nothing when there is none."""
        standing = (row for *_, row in reversed(self._places.get(session, ())) if not self._outlines[row].withdrawn)
        return next(standing, "")

    def complete(self, session: str) -> int:
        """Return how many ideas of a session have a problem, a solution and a result."""
        return self._complete[session]

    def spoken(self, session: str) -> dict[str, int]:
        """Return how many ideas of a session each category said, by the category's id."""
        return {row: count for row, count in self._spoken.get(session, {}).items() if count}

    def ideas(self, rows: Iterable[str]) -> dict[str, Record]:
        """Return ideas whole, by id."""
        return queries.records_of(self._conn, "idea", rows)


def _outline(
    session: str | None, number: int | None, letter: str | None, parts: int, withdrawn: str | None, *ids: str | None
) -> Outline:
    # The same few ids come thousands of times: one text each.
    place, speaker, theme = (intern(each or "") for each in (session, *ids))
    return Outline(place, number or 0, letter or "", parts, bool(withdrawn), speaker, theme)
