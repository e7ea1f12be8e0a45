"""The session report: who was there, what was concluded, and every idea under its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from ogp_desktop import words
from ogp_desktop.documents.category_counts import CountLine, count_table
from ogp_desktop.documents.conclusions import ConclusionLine, conclusion_lines
from ogp_desktop.documents.idea_table import IdeaLine, figures, idea_table
from ogp_desktop.documents.page import Frames, Styles, facts_head, write_document
from ogp_desktop.documents.text.paragraph import Text
from ogp_desktop.domain.text.numbers import long_date

if TYPE_CHECKING:
    import datetime
    from pathlib import Path


@dataclass(frozen=True)
class SessionReport:
    """Everything a session report tells."""

    event_title: str
    city: str
    date: datetime.date | None
    regions: str
    session_title: str
    room: str
    present: int
    categories: tuple[CountLine, ...]
    ideas: tuple[IdeaLine, ...]
    conclusions: tuple[ConclusionLine, ...]
    prepared: datetime.datetime
    demonstration: bool


def write_session_report(report: SessionReport, lang: str, path: Path) -> int:
    """Write the report as a PDF in French or Arabic; returns the number of its pages.

    Raises `Trouble` when `path` cannot be written.
    """
    told = words.catalogue("documents", lang)
    writer = _Writer(report, lang, told)
    prepared = told["prepared"].format(date=long_date(report.prepared.date(), lang))
    frames = Frames(
        lang,
        f"{told['session_report']} – {report.session_title}",
        f"{prepared} · {told['application']}",
        report.demonstration,
    )
    return write_document(path, writer.flowables(), frames)


class _Writer:
    """Lays one report out."""

    def __init__(self, report: SessionReport, lang: str, told: dict[str, str]) -> None:
        self._report = report
        self._lang = lang
        self._told = told
        self._rtl = lang == "ar"
        self._styles = Styles(self._rtl)

    def flowables(self) -> list[Flowable]:
        """Return the report from its title to its last idea."""
        return [*self._head(), *self._participants(), *self._conclusions(), *self._ideas()]

    def _head(self) -> list[Flowable]:
        report, told = self._report, self._told
        facts = [
            ("event", report.event_title),
            ("city", report.city),
            ("date", long_date(report.date, self._lang) if report.date else ""),
            ("regions", report.regions),
            ("room", report.room),
        ]
        named = [(told[name], value) for name, value in facts]
        return facts_head(told["session_report"], report.session_title, named, self._rtl)

    def _participants(self) -> list[Flowable]:
        report, told, styles = self._report, self._told, self._styles
        head = [Text(told["participants"], styles.heading)]
        if not report.present:
            return [*head, Text(told["nobody"], styles.secondary)]
        counts = count_table(report.categories, (told["present"], report.present), told, self._rtl)
        return [*head, counts]

    def _conclusions(self) -> list[Flowable]:
        told, styles = self._told, self._styles
        found: list[Flowable] = [Text(told["conclusions"], styles.heading)]
        found += conclusion_lines(self._report.conclusions, self._lang)
        if not self._report.conclusions:
            return found
        cited = {number for line in self._report.conclusions for number in line.sources}
        silent = sum(idea.number not in cited for idea in self._report.ideas)
        found.append(Spacer(1, 4))
        found.append(Text(figures([("not_mentioned", silent)], told), styles.told))
        return found

    def _ideas(self) -> list[Flowable]:
        report, told, styles = self._report, self._told, self._styles
        head: list[Flowable] = [CondPageBreak(70 * mm), Text(told["ideas"], styles.heading)]
        if not report.ideas:
            return [*head, Text(told["no_idea"], styles.secondary)]
        withdrawn = sum(idea.withdrawn is not None for idea in report.ideas)
        counts = (("ideas_count", len(report.ideas)), ("withdrawn_count", withdrawn))
        return [
            *head,
            Text(figures(counts, told), styles.told),
            Spacer(1, 4),
            idea_table(report.ideas, told, self._rtl),
        ]
