"""The papers of a room: minutes, the presenter's half page, slips for participants, slips for ideas."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING

from ogp_desktop import words
from ogp_desktop.domain.text.runs import runs
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.services.files.proof import Entry, proof, spoken
from ogp_desktop.services.participants.people import People, shown_name
from ogp_desktop.services.room.agreement import Agreement
from ogp_desktop.services.room.presence import Presence
from ogp_desktop.services.room.restitution import POINT, Point, Restitution
from ogp_desktop.services.room.workshop import PAPER, PARTS, Record, Workshop, idea_number, short_number
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ogp_desktop.documents.category_counts import CountLine
    from ogp_desktop.documents.conclusions import ConclusionLine, Part
    from ogp_desktop.documents.idea_table import IdeaLine
    from ogp_desktop.documents.minutes import Agreed, Heads
    from ogp_desktop.services.compose import Bench

SLIPS_AT_LEAST = 4
"""Slips that are made where nobody was noted as present: a page."""


class RoomPapers:
    """What one session, named by number or id, puts on paper in one language."""

    def __init__(self, bench: Bench, named: str, lang: str) -> None:
        self._bench, self.lang = bench, lang
        self._told = words.catalogue("documents", lang)
        self._session = Workshop(bench).session(named)
        self._ideas = Workshop(bench).ideas(self._session["id"])
        self.proof = proof(bench, self._session)

    def minutes(self, path: Path, title: str = "minutes") -> int:
        """Write the minutes; returns the pages. `title` "association_copy" names them so."""
        from ogp_desktop.documents.minutes import Minutes, write_minutes

        turns = Presence(self._bench).turns(self._session)
        told = Minutes(
            heads=self._heads(),
            ideas=tuple(self.idea_lines()),
            counts=self.proof.counts,
            fingerprint=self.proof.fingerprint,
            spoken=spoken(self.proof.fingerprint),
            prepared=self._bench.now(),
            title=title,
            present=len(self._present()),
            speaking=self._speaking(turns or Counter(idea["category"] or "" for idea in self._ideas)),
            are_turns=bool(turns),
            conclusions=tuple(self._conclusions()),
            agreed=self._agreed(),
        )
        return write_minutes(told, self.lang, path)

    def idea_lines(self) -> Iterator[IdeaLine]:
        """Yield every number as it stands in the minutes."""
        code = self.proof.event["code"]
        ideas = {idea_number(idea, self._session, code): idea for idea in self._ideas}
        for entry in self.proof.entries:
            idea = ideas.get(entry.said.number)
            beside = (origin_told(idea, self._told), parked_for(self._bench, idea, self.lang)) if idea else ()
            yield idea_line(entry, *beside)

    def blank_minutes(self, path: Path) -> int:
        """Write minutes to fill in by hand, the session's name on them; returns the pages."""
        from ogp_desktop.documents.minutes import write_blank_minutes

        return write_blank_minutes(self._heads(), self.lang, path)

    def presenter(self, path: Path) -> int:
        """Write the half page of who presents; returns the sheets."""
        from ogp_desktop.documents.presenter_page import PresenterPage, write_presenter_page

        points = Restitution(self._bench).points(self._session)
        cited = {number for point in points for number in point.numbers}
        standing = [idea for idea in self._ideas if not idea["withdrawn_at"]]
        heads = self._heads()
        told = PresenterPage(
            heads.event_title,
            heads.session_title,
            tuple(line for place, point in enumerate(_by_part(points), 1) for line in self._presented(place, point)),
            sum(short_number(idea) not in cited for idea in standing),
            len(Agreement(self._bench).of(self._session).disagreements),
            heads.demonstration,
        )
        return write_presenter_page(told, self.lang, path)

    def slips(self, path: Path, with_names: bool = False) -> int:
        """Write one slip for each person present, without names unless they are asked for; returns the pages."""
        from ogp_desktop.documents.room_slips import RoomSlip, write_room_slips

        heads, found = self._heads(), self.proof
        told = RoomSlip(
            heads.event_title,
            heads.session_title,
            tuple(runs(entry.said.number for entry in found.entries)),
            found.counts,
            found.fingerprint,
            spoken(found.fingerprint),
            heads.demonstration,
        )
        names = [shown_name(person) if with_names else "" for person in self._present()]
        return write_room_slips(told, names or [""] * SLIPS_AT_LEAST, self.lang, path)

    def idea_slips(self, path: Path, count: int, first: int = 1) -> int:
        """Write numbered slips on which ideas are noted by hand; returns the pages."""
        from ogp_desktop.documents.idea_slips import IdeaSlips, write_idea_slips

        heads, number = self._heads(), str(self._session["number"])
        told = IdeaSlips(heads.event_title, heads.session_title, number, count, first, heads.demonstration)
        return write_idea_slips(told, self.lang, path)

    def _heads(self) -> Heads:
        from ogp_desktop.documents.minutes import Heads

        event, session = self.proof.event, self._session
        return Heads(
            titled(event, "title", self.lang),
            titled(event, "city", self.lang),
            datetime.date.fromisoformat(event["date"]) if event["date"] else None,
            titled(session, "title", self.lang),
            titled(session, "room", self.lang),
            bool(event["demonstration"]),
            (session["ended_at"] or "")[11:16],
        )

    def _present(self) -> list[Record]:
        """Return who was ticked in the room; where nobody was, those of its group who arrived."""
        ticked = [seat.person for seat in Presence(self._bench).seats(self._session) if seat.is_here]
        return ticked or People(self._bench).present_in(self._session)

    def _speaking(self, counted: Mapping[str, int]) -> tuple[CountLine, ...]:
        """Return counts by category's id with the categories' titles, the highest first."""
        from ogp_desktop.documents.category_counts import CountLine

        titles = {
            c["id"]: titled(c, "title", self.lang) for c in queries.records(self._bench.register.conn, "category")
        }
        counts: Counter[str] = Counter()
        for category, count in counted.items():
            counts[titles.get(category or "", self._told["anonymous"])] += count
        return tuple(CountLine(label, count) for label, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])))

    def _conclusions(self) -> Iterator[ConclusionLine]:
        from ogp_desktop.documents.conclusions import ConclusionLine

        for point in Restitution(self._bench).points(self._session):
            yield ConclusionLine(_part(point.part), point.text, point.numbers)

    @staticmethod
    def _presented(place: int, point: Point) -> Iterator[ConclusionLine]:
        """Yield what is told of one point; that of a whole idea is told part by part, under its place."""
        from ogp_desktop.documents.conclusions import ConclusionLine

        number = (str(place),)
        if point.part != POINT or point.idea is None:
            yield ConclusionLine(_part(point.part), point.text, number)
            return
        for order, part in enumerate(_said(point.idea)):
            yield ConclusionLine(_part(part), point.text if not order else point.idea[part], number)

    def _agreed(self) -> Agreed:
        from ogp_desktop.documents.minutes import Agreed, DisagreementLine

        told = Agreement(self._bench).of(self._session)
        lines = tuple(DisagreementLine(each.text, each.numbers) for each in told.disagreements)
        return Agreed(told.read_at[11:16], told.agreed_at[11:16], told.reserves, lines)


def _said(idea: Record) -> list[str]:
    return [part for part in PARTS if idea[part]]


def _by_part(points: list[Point]) -> list[Point]:
    """Return points as the half page has them: under the part each begins with, in their order."""

    def place(point: Point) -> int:
        parts = _said(point.idea)[:1] if point.part == POINT and point.idea else [point.part]
        return PARTS.index(parts[0]) if parts and parts[0] in PARTS else -1

    return sorted(points, key=place)


def _part(part: str) -> Part:
    from ogp_desktop.documents.conclusions import PARTS as KNOWN

    return next((known for known in KNOWN if known == part), "point")


def origin_told(idea: Record, told: Mapping[str, str]) -> str:
    """Return where an idea comes from that was not typed while it was said, in the words of `told`."""
    if idea["source"] != PAPER:
        return idea["source"] or ""
    return told["paper_slip" if idea["source_id"] else "paper"].format(number=idea["source_id"])


def parked_for(bench: Bench, idea: Record, lang: str) -> str:
    """Return the title of the theme for which an idea was noted, where it is not its session's; else nothing."""
    theme = queries.record(bench.register.conn, "theme", idea["theme"]) if idea["theme"] else None
    return titled(theme, "title", lang) if theme else ""


def idea_line(entry: Entry, origin: str = "", theme: str = "") -> IdeaLine:
    """Return how a number stands in the minutes."""
    from ogp_desktop.documents.idea_table import IdeaLine, Withdrawn

    said = entry.said
    withdrawn = Withdrawn(entry.withdrawn_at[11:], entry.withdrawn_reason) if said.state == "withdrawn" else None
    empty = "" if said.state in ("said", "withdrawn") else said.state
    return IdeaLine(said.number, *said[2:], withdrawn, entry.versions, empty, origin, theme)
