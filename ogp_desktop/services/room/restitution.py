"""The restitution: the points a room reports back, drawn from its ideas, in the order they are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.intake import intake
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.room.workshop import PARTS, Record, Workshop, short_number
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.domain.change import Value
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.act import Act

POINT = "point"
"""The part of a conclusion that tells a whole idea: problem, solution and result."""
PROPOSED = 5


@dataclass(frozen=True)
class Point:
    """A conclusion as it is told: its text, the numbers it is drawn from, and its one idea if it has but one.

    `sources` are the ids of its ideas; `read_at`, when the room heard and accepted it; `is_disputed`, whether
    somebody does not agree with it.
    """

    id: str
    part: str
    text: str
    numbers: tuple[str, ...]
    idea: Record | None
    sources: tuple[str, ...] = ()
    read_at: str = ""
    is_disputed: bool = False


class Restitution:
    """The use cases of who reports back for a session."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._workshop = Workshop(bench)

    def points(self, session: Record) -> list[Point]:
        """Return what is told, in order."""
        ideas = {idea["id"]: idea for idea in self._workshop.ideas(session["id"])}
        disagreements = queries.records(self._bench.register.conn, "disagreement", session=session["id"])
        disputed = {row for told in disagreements for row in told["about"] or ()}
        return [_point(told, ideas, disputed) for told in self._conclusions(session)]

    def candidates(self, session: Record) -> list[Record]:
        """Return the ideas that no conclusion of the session cites, the most complete first."""
        cited = {source for told in self._conclusions(session) for source in told["sources"] or ()}
        ideas = self._workshop.ideas(session["id"])
        free = [idea for idea in ideas if idea["id"] not in cited and not idea["withdrawn_at"]]
        return sorted(free, key=lambda idea: (-completeness(idea), idea["number"]))

    def conclude(self, session: Record, part: str, text: str, sources: Iterable[str]) -> str:
        """Add a conclusion drawn from several ideas, after those of its session; returns its id.

        Raises `Trouble` when nothing is said or no idea is given.
        """
        _checked(text, sources := list(sources))
        with self._bench.register.act(self._bench.author) as act:
            return self._conclude(act, session, part, text, sources, len(self._conclusions(session)))

    def choose(self, session: Record, ideas: Iterable[Record]) -> None:
        """Tell these ideas, each as a point of its own, after those that are told; one that is told already is not."""
        told = self._conclusions(session)
        alone = {each["sources"][0] for each in told if len(each["sources"] or ()) == 1}
        ideas = [idea for idea in ideas if idea["id"] not in alone]
        with self._bench.register.act(self._bench.author) as act:
            for ahead, idea in enumerate(ideas):
                self._conclude(act, session, POINT, headline(idea), [idea["id"]], len(told) + ahead)

    def propose(self, session: Record) -> None:
        """Tell the most complete ideas, where nothing is told yet."""
        if not self._conclusions(session):
            self.choose(session, self.candidates(session)[:PROPOSED])

    def drop(self, point: str) -> None:
        """Tell a point no more, if it is told; the ideas it is drawn from stay as they are."""
        if self._standing(point):
            with self._bench.register.act(self._bench.author) as act:
                act.delete("conclusion", point)

    def reword(self, point: str, text: str, seen: dict[str, list[str]] | None = None) -> None:
        """Say a point otherwise, to be read to the room again; its ideas keep the words they were said in."""
        self._change(point, {"text": intake(text).strip()}, seen)

    def redraw(
        self, point: str, part: str, text: str, sources: Iterable[str], seen: dict[str, list[str]] | None = None
    ) -> None:
        """Draw a conclusion anew: its part, its words, its ideas; raises `Trouble` as `conclude` does."""
        _checked(text, sources := list(sources))
        self._change(point, {"part": part, "text": intake(text).strip(), "sources": sources}, seen)

    def move(self, session: Record, point: str, by: int) -> None:
        """Tell a point earlier (negative) or later by so many places; one that is not told stays so."""
        standing = self._conclusions(session)
        orders = [told["id"] for told in standing]
        if point not in orders:
            return
        place = orders.index(point)
        orders.insert(min(max(place + by, 0), len(orders) - 1), orders.pop(place))
        before = {told["id"]: told["order"] for told in standing}
        with self._bench.register.act(self._bench.author) as act:
            for number, row in enumerate(orders):
                if before[row] != _order(number):
                    act.set("conclusion", row, {"order": _order(number)})

    def _change(self, point: str, told: dict[str, Value], seen: dict[str, list[str]] | None = None) -> None:
        """Write what is said otherwise than before; the room has not heard that yet."""
        standing = self._standing(point)
        changed = {name: value for name, value in told.items() if standing.get(name) != value}
        unread: dict[str, Value] = {"read_at": None} if changed and standing.get("read_at") else {}
        if changed:
            with self._bench.register.act(self._bench.author) as act:
                act.set("conclusion", point, changed | unread, seen)

    def _standing(self, point: str) -> Record:
        return queries.record(self._bench.register.conn, "conclusion", point) or {}

    def _conclusions(self, session: Record) -> list[Record]:
        return queries.records(self._bench.register.conn, "conclusion", "order, id", session=session["id"])

    def _conclude(self, act: Act, session: Record, part: str, text: str, sources: Iterable[str], place: int) -> str:
        told: dict[str, Value] = {
            "session": session["id"],
            "part": part,
            "order": _order(place),
            "text": intake(text).strip(),
            "sources": list(sources),
        }
        return act.new("conclusion", told)


def _point(told: Record, ideas: dict[str, Record], disputed: set[str]) -> Point:
    sources = [ideas[source] for source in told["sources"] or () if source in ideas]
    return Point(
        told["id"],
        told["part"],
        told["text"] or "",
        tuple(map(short_number, sources)),
        _only(sources),
        tuple(idea["id"] for idea in sources),
        told["read_at"] or "",
        told["id"] in disputed,
    )


def _checked(text: str, sources: list[str]) -> None:
    if not intake(text).strip():
        raise Trouble("conclusion_empty")
    if not sources:
        raise Trouble("conclusion_of_nothing")


def _order(place: int) -> str:
    return f"{place + 1:04d}"


def _only(ideas: list[Record]) -> Record | None:
    return ideas[0] if len(ideas) == 1 else None


def completeness(idea: Record) -> int:
    """Return how many of problem, solution and result an idea has."""
    return sum(bool(idea[part]) for part in PARTS)


def headline(idea: Record) -> str:
    """Return the words an idea is named by: its first part that was said."""
    return str(next((idea[part] for part in PARTS if idea[part]), ""))
