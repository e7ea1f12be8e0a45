"""The list of ideas as a screen shows it: their order in memory, their texts when they come into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from ogp_desktop.services.workshop import PARTS, Record
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.services.compose import Bench

State = Literal["all", "incomplete", "linked", "withdrawn"]
STATES: tuple[State, ...] = ("all", "incomplete", "linked", "withdrawn")


class Outline(NamedTuple):
    """What is kept of an idea that is not in sight."""

    session: str
    number: int
    letter: str
    parts: int
    withdrawn: bool
    category: str


class IdeaList:
    """The ideas of a register; `update` follows a change without reading all of them again."""

    def __init__(self, bench: Bench) -> None:
        self._conn = bench.register.conn
        self._outlines: dict[str, Outline] = {}
        self._linked: set[str] = set()
        self.load()

    def load(self) -> None:
        """Read every idea's outline."""
        self._outlines = {idea["id"]: _outline(idea) for idea in queries.records(self._conn, "idea")}
        self._read_links()

    def update(self, touched: dict[str, set[str]]) -> None:
        """Read anew what was touched."""
        rows = touched.get("idea", set())
        found = queries.records_of(self._conn, "idea", rows)
        for row in rows:
            self._outlines.pop(row, None)
        self._outlines.update({row: _outline(idea) for row, idea in found.items()})
        if "idea_link" in touched:
            self._read_links()

    def _read_links(self) -> None:
        links = queries.records(self._conn, "idea_link")
        self._linked = {row for link in links for row in (link["a"], link["b"])}

    def ids(self, session: str = "", state: State = "all", latest_first: bool = True) -> list[str]:
        """Return the ids of ideas in the order of their numbers."""
        kept = [
            (outline.session, outline.number, outline.letter, row)
            for row, outline in self._outlines.items()
            if (not session or outline.session == session) and self._is(row, outline, state)
        ]
        return [row for *_, row in sorted(kept, reverse=latest_first)]

    def _is(self, row: str, outline: Outline, state: State) -> bool:
        if state == "withdrawn":
            return outline.withdrawn
        if state == "incomplete":
            return outline.parts < len(PARTS) and not outline.withdrawn
        return state == "all" or row in self._linked

    def latest(self, session: str) -> str:
        """Return the id of the last idea of a session that stands; nothing when there is none."""
        standing = (row for row in self.ids(session) if not self._outlines[row].withdrawn)
        return next(standing, "")

    def complete(self, session: str) -> int:
        """Return how many ideas of a session have a problem, a solution and a result."""
        return sum(
            outline.parts == len(PARTS) and not outline.withdrawn
            for outline in self._outlines.values()
            if outline.session == session
        )

    def spoken(self, session: str) -> dict[str, int]:
        """Return how many ideas of a session each category said, by the category's id."""
        counts: dict[str, int] = {}
        for outline in self._outlines.values():
            if outline.session == session and not outline.withdrawn:
                counts[outline.category] = counts.get(outline.category, 0) + 1
        return counts

    def ideas(self, rows: Iterable[str]) -> dict[str, Record]:
        """Return ideas whole, by id."""
        return queries.records_of(self._conn, "idea", rows)


def _outline(idea: Record) -> Outline:
    return Outline(
        idea["session"] or "",
        idea["number"] or 0,
        idea["letter"] or "",
        sum(bool(idea[part]) for part in PARTS),
        bool(idea["withdrawn_at"]),
        idea["category"] or "",
    )
