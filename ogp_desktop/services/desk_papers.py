"""Papers of the desk: badges, the list to sign, the list of those who came, the call list by letter."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ogp_desktop import words
from ogp_desktop.domain.badge import Badge as Digits
from ogp_desktop.domain.badge import badge_code
from ogp_desktop.domain.text.folding import folded
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.services.desk import badge_of
from ogp_desktop.services.people import People, full_names
from ogp_desktop.services.reference import Reference
from ogp_desktop.services.selection import is_expected

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.documents.lists import Line, PeopleList
    from ogp_desktop.services.compose import Bench

Record = dict[str, Any]

SHEETS = ("attendance", "present", "calls")
BLANK_BADGES = 16


class DeskPapers:
    """Writes the desk's papers of one event in one language."""

    def __init__(self, bench: Bench, lang: str) -> None:
        self._bench, self._lang = bench, lang
        self._reference = Reference(bench)
        self._told = words.catalogue("documents", lang)

    def badges(self, path: Path, per_page: int = 8, blank: int = 0) -> int:
        """Write the badges of everyone, or `blank` ones numbered for this desk's walk-ins; returns the pages."""
        from ogp_desktop.documents.badges import Badge, write_badges

        event = self._reference.event
        if blank:
            device = self._bench.device
            begin = 900 - blank
            badges = [Badge(badge_code(Digits(event["number"] or 0, device.desk, begin + n))) for n in range(blank)]
        else:
            badges = [self._badge(person) for person in self._people() if not person["erased"]]
        return write_badges(badges, self._title, self._lang, path, per_page, bool(event["demonstration"]))

    def sheet(self, kind: str, path: Path, blank: bool = False) -> int:
        """Write one of `SHEETS`, empty to fill in by hand if `blank`; returns the pages."""
        from ogp_desktop.documents.lists import write_list

        return write_list(self._blank(kind) if blank else _MAKERS[kind](self), self._lang, path)

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
            number=str(person["number"] or ""),
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
            demonstration=bool(event["demonstration"]),
            **more,
        )

    def _blank(self, kind: str) -> PeopleList:
        from ogp_desktop.documents.lists import blank

        return self._list(kind, (("", blank()),))

    def attendance(self) -> PeopleList:
        """Return the list that is signed at the door."""
        people = [person for person in self._people() if not person["erased"]]
        return self._list("attendance", (("", tuple(map(self._line, people))),))

    def present(self) -> PeopleList:
        """Return the list of those who came, with totals by category."""
        came = [person for person in self._people() if person["arrived"]]
        counts = Counter(self._reference.title("category", person, self._lang) for person in came)
        unknown = self._told["unknown_category"]
        totals = [(label or unknown, count) for label, count in sorted(counts.items())]
        return self._list(
            "present", (("", tuple(map(self._line, came))),), totals=(*totals, (self._told["present"], len(came)))
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
    "calls": ("box", "code", "name", "organisation", "arrived"),
}
_MAKERS = {"attendance": DeskPapers.attendance, "present": DeskPapers.present, "calls": DeskPapers.calls}
