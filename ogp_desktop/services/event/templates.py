"""What is filled in without the application: the capture spreadsheet, and paper slips for ideas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop import words
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets.ideas import TemplateWords, write_idea_template
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.services.compose import Bench

COUNT, MOST_SLIPS = 30, 300


def write_template(
    path: Path, lang: str, bench: Bench | None = None, session: str = "", count: int = COUNT, first: int = 1
) -> int:
    """Write the spreadsheet (.xlsx), or `count` numbered slips (.pdf); returns the pages, 0 of a spreadsheet.

    With `bench`, the event's sessions and categories are offered, or stand on the slips. Raises `Trouble` for
    another format or too many slips.
    """
    if path.suffix.lower() != ".pdf":
        _write_sheet(path, lang, bench)
        return 0
    if not 1 <= count <= MOST_SLIPS or not 1 <= first <= 99_999:
        raise Trouble("slips_too_many", most=MOST_SLIPS)
    if bench is not None and session:
        from ogp_desktop.services.room.room_papers import RoomPapers

        return RoomPapers(bench, session, lang).idea_slips(path, count, first)
    from ogp_desktop.documents.idea_slips import IdeaSlips, write_idea_slips

    event = next(iter(queries.records(bench.register.conn, "event")), None) if bench else None
    title, is_demonstration = (titled(event, "title", lang), bool(event["demonstration"])) if event else ("", False)
    slips = IdeaSlips(title, count=count, first=first, demonstration=is_demonstration)
    return write_idea_slips(slips, lang, path)


def write_blanks(bench: Bench, session: str, folder: Path, lang: str) -> list[Path]:
    """Write what a session without a computer fills in: slips, minutes, the spreadsheet; nothing is written over."""
    from ogp_desktop.services.files.copies import deliver, plain_name
    from ogp_desktop.services.room.room_papers import RoomPapers

    papers = RoomPapers(bench, session, lang)
    ending = f"{plain_name(papers.proof.event['code'])}-{papers.proof.session['number']}-{lang}"

    def make(made: Path) -> list[Path]:
        slips, minutes, sheet = (
            made / f"{name}-{ending}{suffix}"
            for name, suffix in (("fiches", ".pdf"), ("proces-verbal-vierge", ".pdf"), ("tableau", ".xlsx"))
        )
        papers.idea_slips(slips, COUNT)
        papers.blank_minutes(minutes)
        _write_sheet(sheet, lang, bench)
        return [slips, minutes, sheet]

    return deliver(make, folder)


def _write_sheet(path: Path, lang: str, bench: Bench | None) -> None:
    titles = words.catalogue("sheets", lang)
    names = ("session", "problem", "solution", "result", "category", "slip")
    parts = {name: titles[name] for name in names}
    sessions: list[str] = []
    categories: list[str] = []
    if bench is not None:
        sessions = [str(session["number"]) for session in queries.records(bench.register.conn, "session", "number")]
        categories = [
            titled(each, "title", lang) for each in queries.records(bench.register.conn, "category", "title_fr")
        ]
    told = TemplateWords(sheet=titles["sheet_ideas"], rtl=lang == "ar", **parts)
    write_idea_template(path, sessions, told, categories)
