"""Papers of the desk: badges, the lists to sign, of those who came and to call out, the notice on personal data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ogp_desktop import words
from ogp_desktop.domain.badge import badge_code
from ogp_desktop.domain.kind import FACES
from ogp_desktop.domain.text.folding import folded
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.desk.arrivals import badge_of
from ogp_desktop.services.desk.blank_badges import fresh
from ogp_desktop.services.desk.reentry import short_number
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.participants.people import People, full_names
from ogp_desktop.services.participants.selection import is_expected
from ogp_desktop.services.personal.consent import everyones_answers, shared_with_partners, takes_part
from ogp_desktop.services.personal.masking import masked, told_total
from ogp_desktop.services.personal.notice import notice
from ogp_desktop.sheets.writing import Column, Look, write_rows

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.documents.lists import Line, PeopleList
    from ogp_desktop.services.compose import Bench

Record = dict[str, Any]

LISTS = ("attendance", "present", "calls")
PAPERS = (*LISTS, "badges", "notice")
TABLES = (".xlsx", ".csv")
"""Suffixes of files that hold a list as a table; everything else is a page."""
BLANK_BADGES = 16


@dataclass(frozen=True)
class How:
    """How a paper is wanted: empty to fill in by hand, so many badges a page, for which face."""

    blank: bool = False
    per_page: int = 8
    face: str = "internal"


class DeskPapers:
    """Writes the desk's papers of one event in one language; raises `Trouble` in a plan's register."""

    def __init__(self, bench: Bench, lang: str) -> None:
        if bench.register.event is None:
            raise Trouble("no_event_here")
        self._bench, self._lang = bench, lang
        self._reference = Reference(bench)
        self._told = words.catalogue("documents", lang)

    def badges(self, path: Path, per_page: int = 8, blank: int = 0) -> int:
        """Write the badges of everyone, or `blank` ones numbered for this desk's walk-ins; returns the pages."""
        from ogp_desktop.documents.badges import Badge, write_badges

        event = self._reference.event
        if blank:
            number = self._told["badge_number"]
            numbered = fresh(self._bench, blank)
            badges = [Badge(badge_code(each), room=number.format(number=each.number)) for each in numbered]
        else:
            badges = [self._badge(person) for person in self._people() if not person["erased"]]
        return write_badges(badges, self._title, self._lang, path, per_page, bool(event["demonstration"]))

    def write(self, kind: str, path: Path, how: How) -> int:
        """Write one of `PAPERS`, as a table by its suffix where it is a list; returns the pages.

        Raises `Trouble` where a table is asked of what is none.
        """
        is_table = path.suffix.lower() in TABLES
        if is_table and kind not in LISTS:
            raise Trouble("paper_no_table", formats=".pdf")
        if kind == "badges":
            return self.badges(path, how.per_page, BLANK_BADGES if how.blank else 0)
        if kind == "notice":
            return self.notice(path)
        return self.sheet(kind, path, how.blank, how.face)

    def sheet(self, kind: str, path: Path, blank: bool = False, face: str = "internal") -> int:
        """Write one of `LISTS`, empty to fill in by hand if `blank`; returns the pages, 1 for a table."""
        if face != "internal" and kind != "present":
            raise Trouble("paper_of_the_door")
        listed = self._blank(kind) if blank else self.present(face) if kind == "present" else _MAKERS[kind](self)
        if path.suffix.lower() in TABLES:
            return self._table(listed, path)
        from ogp_desktop.documents.lists import write_list

        return write_list(listed, self._lang, path)

    def notice(self, path: Path) -> int:
        """Write what people are told about their data, as a poster and as half pages to sign; returns the pages."""
        from ogp_desktop.documents.notice_sheet import NoticeSheet, write_notice

        shown = notice(self._bench)
        demonstration = bool(self._reference.event["demonstration"])
        sheet = NoticeSheet(self._title, shown.said(self._lang), shown.version, demonstration)
        return write_notice(sheet, self._lang, path)

    def _table(self, listed: PeopleList, path: Path) -> int:
        """Write a list as rows: who is on it, then what it counts, then under which receipt."""
        columns = [Column(key, self._told[f"list_{key}"], _WIDTHS.get(key, 14)) for key in listed.columns]
        rows = [{key: getattr(line, key, "") for key in listed.columns} for _, lines in listed.groups for line in lines]
        first, second = listed.columns[1], listed.columns[2]
        if listed.totals:
            rows += [{}, {first: self._told["list_totals"]}]
            rows += [{first: label, second: count} for label, count in listed.totals]
        if listed.receipt:
            rows += [{}, {first: listed.receipt}]
        write_rows(path, columns, rows, Look(listed.title, self._lang == "ar"))
        return 1

    @property
    def _title(self) -> str:
        return titled(self._reference.event, "title", self._lang)

    def _people(self) -> list[Record]:
        """Return who is expected or came, in the order of their names as they are shown, those without one last."""
        expected = filter(is_expected, People(self._bench).everyone())
        return sorted(expected, key=lambda person: (not full_names(person), self._folded(person)))

    def _folded(self, person: Record) -> str:
        return folded(self._reference.script_name(person, self._lang))

    def _letter(self, person: Record) -> str:
        return self._folded(person)[:1].upper()

    def _badge(self, person: Record) -> Any:  # noqa: ANN401 - a badge of documents, imported where it is needed
        from ogp_desktop.documents.badges import Badge

        names = full_names(person)
        shown = self._reference.script_name(person, self._lang) if names else ""
        other = next((name for name in names if name != shown), "")
        return Badge(
            badge_of(person, self._reference.event), shown, other, person["organisation"] or "", self._room(person)
        )

    def _room(self, person: Record) -> str:
        session = self._reference.session(person.get("session"))
        if session is None:
            return ""
        room = titled(session, "room", self._lang)
        return self._told["badge_room"].format(number=session["number"], room=room).rstrip(" –")

    def _line(self, person: Record) -> Line:
        from ogp_desktop.documents.lists import Line

        return Line(
            number=short_number(person),
            name=self._reference.script_name(person, self._lang) if full_names(person) else "—",
            organisation="" if person["erased"] else person["organisation"] or "",
            code=badge_of(person, self._reference.event),
            arrived=(person["arrived"] or "")[11:16],
            room=self._room(person),
        )

    def _list(self, kind: str, groups: tuple[tuple[str, tuple[Line, ...]], ...], **more: Any) -> PeopleList:  # noqa: ANN401
        from ogp_desktop.documents.lists import PeopleList

        event = self._reference.event
        return PeopleList(
            title=self._told[f"{kind}_sheet"],
            event=self._title,
            columns=_COLUMNS[kind],
            groups=groups,
            note=self._told[f"{kind}_note"],
            receipt=self._receipt(),
            demonstration=bool(event["demonstration"]),
            **more,
        )

    def _receipt(self) -> str:
        number = notice(self._bench).cndp
        return words.catalogue("notice", self._lang)["cndp_line"].format(cndp=number) if number else ""

    def _blank(self, kind: str) -> PeopleList:
        from ogp_desktop.documents.lists import blank

        return self._list(kind, (("", blank()),))

    def attendance(self) -> PeopleList:
        """Return the list that is signed at the door."""
        people = [person for person in self._people() if not person["erased"]]
        return self._list("attendance", (("", tuple(map(self._line, people))),))

    def present(self, face: str = "internal") -> PeopleList:
        """Return the list of those who came, with totals by category, as a face may see it.

        Partners read the names of those who agreed, the steering committee none, the public counts alone.
        """
        if face not in FACES:
            raise Trouble("face_unknown", face=face, known=list(FACES))
        came = [person for person in self._people() if person["arrived"]]
        answers = everyones_answers(self._bench) if face != "internal" else {}
        shown = [person for person in came if _stands_on(face, answers.get(person["id"], {}))]
        lines = tuple(self._faced(self._line(person), face) for person in shown)
        return self._list("present", (("", lines),) if lines else (), totals=self._totals(came, face))

    def _faced(self, line: Line, face: str) -> Line:
        return replace(line, name="—", code="", arrived="") if face == "copil" else line

    def _totals(self, came: list[Record], face: str) -> tuple[tuple[str, str], ...]:
        counts = Counter(self._reference.title("category", person, self._lang) for person in came)
        labels = sorted(counts)
        counted = [counts[label] for label in labels]
        is_public = face == "public"
        told = masked(counted) if is_public else list(map(str, counted))
        total = told_total(counted) if is_public else str(len(came))
        unknown = self._told["unknown_category"]
        return (
            *((label or unknown, one) for label, one in zip(labels, told, strict=True)),
            (self._told["present"], total),
        )

    def calls(self) -> PeopleList:
        """Return the list by letters, for a desk whose computer failed: ticked, and typed in again later."""
        people = [person for person in self._people() if full_names(person)]
        groups = tuple(
            (letter, tuple(map(self._line, found)))
            for letter, found in ((letter, list(each)) for letter, each in groupby(people, self._letter))
        )
        return self._list("calls", groups)


_COLUMNS = {
    "attendance": ("number", "name", "organisation", "sign"),
    "present": ("number", "name", "organisation", "room", "arrived"),
    "calls": ("box", "number", "name", "organisation", "code", "arrived"),
}
_MAKERS = {"attendance": DeskPapers.attendance, "calls": DeskPapers.calls}
_WIDTHS = {"name": 30, "organisation": 34, "room": 24, "sign": 26, "box": 5, "number": 8}


def _stands_on(face: str, answers: dict[str, bool]) -> bool:
    """Say whether somebody with these answers has a line on a list that a face sees."""
    named = {"internal": True, "public": False, "partner": shared_with_partners(answers), "copil": takes_part(answers)}
    return named[face]
