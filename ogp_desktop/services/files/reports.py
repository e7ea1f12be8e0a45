"""Reports: what the register knows of a session, told on paper."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING

from ogp_desktop import words
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.room.room_papers import origin_told, parked_for
from ogp_desktop.services.room.workshop import PARTS, Record, Workshop, idea_number
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.documents.category_counts import CountLine
    from ogp_desktop.documents.idea_table import IdeaLine
    from ogp_desktop.documents.session_report import SessionReport
    from ogp_desktop.services.compose import Bench


def write_report(bench: Bench, session: str, lang: str, path: Path) -> int:
    """Write the report of a session, named by number or id; returns the number of pages."""
    from ogp_desktop.documents.session_report import write_session_report

    return write_session_report(session_report(bench, session, lang), lang, path)


def session_report(bench: Bench, named: str, lang: str) -> SessionReport:
    """Return what the report of a session tells, in one language where texts have several."""
    from ogp_desktop.documents.conclusions import ConclusionLine
    from ogp_desktop.documents.session_report import SessionReport

    conn = bench.register.conn
    workshop = Workshop(bench)
    session = workshop.session(named)
    event = queries.record(conn, "event", session["scope"])
    if event is None:
        raise Trouble("no_event_here")
    ideas = workshop.ideas(session["id"])
    numbers = {idea["id"]: idea_number(idea, session, event["code"]) for idea in ideas}
    conclusions = queries.records(conn, "conclusion", "order, id", session=session["id"])
    present = People(bench).present_in(session)
    regions = [queries.record(conn, "region", region) for region in event["regions"] or []]
    return SessionReport(
        event_title=titled(event, "title", lang),
        city=titled(event, "city", lang),
        date=datetime.date.fromisoformat(event["date"]) if event["date"] else None,
        regions=words.listed(lang, (titled(region, "title", lang) for region in regions if region)),
        session_title=titled(session, "title", lang),
        room=titled(session, "room", lang),
        present=len(present),
        categories=_categories(bench, present, lang),
        ideas=tuple(_idea_line(bench, idea, numbers[idea["id"]], lang) for idea in ideas),
        conclusions=tuple(
            ConclusionLine(
                told["part"],
                told["text"] or "",
                tuple(numbers[source] for source in told["sources"] or () if source in numbers),
            )
            for told in conclusions
        ),
        prepared=bench.now(),
        demonstration=bool(event["demonstration"]),
    )


def _categories(bench: Bench, present: list[Record], lang: str) -> tuple[CountLine, ...]:
    from ogp_desktop.documents.category_counts import CountLine

    unknown = words.catalogue("documents", lang)["unknown_category"]
    titles = {c["id"]: titled(c, "title", lang) for c in queries.records(bench.register.conn, "category")}
    counts = Counter(titles.get(person["category"] or "", unknown) for person in present)
    return tuple(CountLine(label, count) for label, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


def _idea_line(bench: Bench, idea: Record, number: str, lang: str) -> IdeaLine:
    from ogp_desktop.documents.idea_table import IdeaLine, Withdrawn

    disputes = [d for d in queries.conflicts(bench.register.conn) if d.row == idea["id"] and d.kind == "idea"]
    withdrawn = None
    if idea["withdrawn_at"]:
        withdrawn = Withdrawn(idea["withdrawn_at"][11:16], idea["withdrawn_reason"] or "")
    problem, solution, result = (idea[part] or "" for part in PARTS)
    versions = max((d.versions for d in disputes), default=1)
    origin = origin_told(idea, words.catalogue("documents", lang))
    theme = parked_for(bench, idea, lang)
    return IdeaLine(number, problem, solution, result, withdrawn, versions, origin=origin, theme=theme)
