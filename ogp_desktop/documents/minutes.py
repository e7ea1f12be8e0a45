"""The minutes of a session (procès-verbal d'atelier): every number word for word, to be signed and verified.

The association's copy on paper is the same document under another title.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table, TableStyle

from ogp_desktop import words
from ogp_desktop.documents.category_counts import CountLine, count_table
from ogp_desktop.documents.conclusions import ConclusionLine, conclusion_lines
from ogp_desktop.documents.fingerprint_block import fingerprint_block
from ogp_desktop.documents.idea_table import IDEA_PARTS, IdeaLine, column_head, counted, idea_table
from ogp_desktop.documents.page import LINE, SECONDARY, WIDTH, Frames, Styles, facts_head, table, write_document
from ogp_desktop.documents.text.paragraph import Text
from ogp_desktop.domain.text.numbers import long_date

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

SIGNERS = ("animator", "rapporteur", "association")
BLANK_ROWS = 30
_ROOM_FOR_RESERVES = 42 * mm
_ROOM_TO_SIGN = 30 * mm
_BETWEEN = 6 * mm
_BLANK_ROW, _BLANK_LINE = 15 * mm, 9 * mm
_BLANK_WIDTHS = (WIDTH * 0.08, WIDTH * 0.34, WIDTH * 0.34, WIDTH * 0.24)
_EMPTY = ("", "", "")
_BLANK_CONCLUSIONS, _BLANK_DISAGREEMENTS = 5, 3


@dataclass(frozen=True)
class DisagreementLine:
    """What somebody in the room did not agree with, and the numbers it is about."""

    text: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreed:
    """What the room said of the conclusions: hours as 14:50, "" where it did not come to that."""

    read_at: str = ""
    agreed_at: str = ""
    reserves: str = ""
    disagreements: tuple[DisagreementLine, ...] = ()


@dataclass(frozen=True)
class Heads:
    """What stands at the top of the papers of a session."""

    event_title: str
    city: str
    date: datetime.date | None
    session_title: str
    room: str
    demonstration: bool = False
    ended: str = ""


@dataclass(frozen=True)
class Minutes:
    """Everything the minutes tell; no person is in them.

    `title` is "minutes" or "association_copy"; `present` counts people; `speaking`, turns by category where they
    were counted (`are_turns`), else ideas.
    """

    heads: Heads
    ideas: tuple[IdeaLine, ...]
    counts: dict[str, int]
    fingerprint: str
    spoken: str
    prepared: datetime.datetime
    title: str = "minutes"
    present: int = 0
    speaking: tuple[CountLine, ...] = ()
    are_turns: bool = False
    conclusions: tuple[ConclusionLine, ...] = ()
    agreed: Agreed = Agreed()


def write_minutes(minutes: Minutes, lang: str, path: Path) -> int:
    """Write the minutes as a PDF in French or Arabic; returns the number of their pages.

    Raises `Trouble` when `path` cannot be written.
    """
    told, rtl, heads = words.catalogue("documents", lang), lang == "ar", minutes.heads
    prepared = told["prepared"].format(date=_moment(minutes.prepared, lang))
    title = f"{told[minutes.title]} – {heads.session_title}"
    frames = Frames(lang, title, f"{prepared} · {told['application']}", heads.demonstration)
    parts = (
        *_head(minutes, told, lang),
        *_speaking(minutes, told, rtl),
        *_conclusions(minutes, told, lang),
        *_agreement(minutes.agreed, told, lang),
        *_ideas(minutes, told, rtl),
        *_proof(minutes, told, rtl),
        *_signatures(minutes.agreed.reserves, told, rtl),
    )
    return write_document(path, list(parts), frames)


def _moment(moment: datetime.datetime, lang: str) -> str:
    return f"{long_date(moment.date(), lang)}, {moment:%H:%M}".replace(",", "،" if lang == "ar" else ",")


def _facts(heads: Heads, told: dict[str, str], lang: str) -> list[tuple[str, str]]:
    return [
        (told["event"], heads.event_title),
        (told["city"], heads.city),
        (told["date"], long_date(heads.date, lang) if heads.date else ""),
        (told["room"], heads.room),
    ]


def _head(minutes: Minutes, told: dict[str, str], lang: str) -> list[Flowable]:
    present = str(minutes.present) if minutes.present else ""
    facts = [*_facts(minutes.heads, told, lang), (told["ended"], minutes.heads.ended), (told["present"], present)]
    return facts_head(told[minutes.title], minutes.heads.session_title, facts, lang == "ar")


def _speaking(minutes: Minutes, told: dict[str, str], rtl: bool) -> list[Flowable]:
    if not minutes.speaking:
        return []
    total = (told["speaking_total"], sum(line.count for line in minutes.speaking))
    counts = count_table(minutes.speaking, total, told, rtl)
    title = told["speaking" if minutes.are_turns else "ideas_by_category"]
    return [KeepTogether([Text(title, Styles(rtl).heading), counts])]


def _conclusions(minutes: Minutes, told: dict[str, str], lang: str) -> list[Flowable]:
    head = [CondPageBreak(40 * mm), Text(told["conclusions"], Styles(lang == "ar").heading)]
    return [*head, *conclusion_lines(minutes.conclusions, lang)]


def _agreement(agreed: Agreed, told: dict[str, str], lang: str) -> list[Flowable]:
    """Return what the room said when the conclusions were read to it."""
    styles = Styles(lang == "ar")
    read = told["read_at"].format(time=agreed.read_at) if agreed.read_at else told["not_read"]
    given = told["agreed_at"].format(time=agreed.agreed_at) if agreed.agreed_at else told["not_agreed"]
    found: list[Flowable] = [CondPageBreak(35 * mm), Text(told["agreement"], styles.heading)]
    found.append(Text(f"{read} {given}" if agreed.read_at else read, styles.told))
    if not agreed.disagreements:
        return [*found, Text(told["no_disagreement"], styles.secondary)]
    found.append(Text(told["disagreements"], styles.subheading))
    for line in agreed.disagreements:
        found.append(Text(line.text, styles.body))
        if line.numbers:
            about = words.drawn_from(lang, "disagreement_about", line.numbers)
            found.append(Text(about, styles.secondary))
    return found


def _ideas(minutes: Minutes, told: dict[str, str], rtl: bool) -> list[Flowable]:
    styles = Styles(rtl)
    figures = counted(minutes.counts, told)
    head: list[Flowable] = [CondPageBreak(60 * mm), Text(told["ideas"], styles.heading), Text(figures, styles.told)]
    if not minutes.ideas:
        return [*head, Text(told["no_idea"], styles.secondary)]
    return [*head, Spacer(1, 4), idea_table(minutes.ideas, told, rtl)]


def _proof(minutes: Minutes, told: dict[str, str], rtl: bool) -> list[Flowable]:
    styles = Styles(rtl)
    block = fingerprint_block(minutes.fingerprint, minutes.spoken, told, rtl)
    recipe = Text(told["fingerprint_recipe"], styles.secondary)
    return [KeepTogether([Text(told["proof"], styles.heading), block, Spacer(1, 6), recipe])]


def _signatures(reserves: str, told: dict[str, str], rtl: bool) -> list[Flowable]:
    """Return the reserves that were noted, the box for more, and the three places to sign, which stay together."""
    styles = Styles(rtl)
    boxed = TableStyle([("BOX", (0, 0), (-1, -1), 0.5, HexColor(LINE)), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    places: list[object] = []
    for name in reversed(SIGNERS) if rtl else SIGNERS:
        places += ["", [Text(told[name], styles.cell_label), Text(told["sign_here"], styles.foot)]]
    lines = [("LINEBELOW", (column, 0), (column, 0), 0.7, HexColor(SECONDARY)) for column in (0, 2, 4)]
    lined = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines])
    each = (WIDTH - 2 * _BETWEEN) / len(SIGNERS)
    box = Table([[Text(told["reserves_hint"], styles.foot)]], [WIDTH], [_ROOM_FOR_RESERVES], style=boxed)
    to_sign = Table([places[1:]], [each, _BETWEEN, each, _BETWEEN, each], [_ROOM_TO_SIGN], style=lined)
    noted = [Text(reserves, styles.body), Spacer(1, 4)] if reserves else []
    signing = [box, Text(told["signatures"], styles.heading), Text(told["signed"], styles.told), Spacer(1, 4), to_sign]
    if not noted:
        return [KeepTogether([Text(told["reserves"], styles.heading), *signing])]
    return [CondPageBreak(30 * mm), Text(told["reserves"], styles.heading), *noted, KeepTogether(signing)]


def write_blank_minutes(heads: Heads, lang: str, path: Path, rows: int = BLANK_ROWS) -> int:
    """Write minutes to fill in by hand, what is known of the session already on them; returns the pages."""
    told, rtl = words.catalogue("documents", lang), lang == "ar"
    styles = Styles(rtl)
    facts = [(told["session"], heads.session_title), *_facts(heads, told, lang), (told["present"], "")]
    known = [[Text(label, styles.cell_label), [Text(value, styles.cell), _room(value)]] for label, value in facts]
    ideas: list[list[object]] = [[Text(told[name], column_head(name, rtl)) for name in ("number", *IDEA_PARTS)]]
    ideas += [[[Text(str(n), styles.cell_label), Spacer(1, _BLANK_ROW - 22)], *_EMPTY] for n in range(1, rows + 1)]
    flowables: list[Flowable] = [
        Text(told["minutes"], styles.title),
        table(known, (WIDTH * 0.22, WIDTH * 0.78), rtl, header=False),
        Text(told["blank_minutes"], styles.secondary),
        Text(told["ideas"], styles.heading),
        table(ideas, _BLANK_WIDTHS, rtl),
        *_blank_lines(told["conclusions"], told["blank_sources"], _BLANK_CONCLUSIONS, styles),
        *_blank_lines(told["disagreements"], told["blank_sources"], _BLANK_DISAGREEMENTS, styles),
        *_signatures("", told, rtl),
    ]
    frames = Frames(lang, told["minutes"], told["blank_note"], heads.demonstration)
    return write_document(path, flowables, frames)


def _room(value: str) -> Flowable:
    return Spacer(1, 0 if value else _BLANK_LINE - 13)


def _blank_lines(title: str, second: str, count: int, styles: Styles) -> list[Flowable]:
    """Return lines to write on, each with room for the numbers it is about."""
    head: Sequence[object] = [Text(title, styles.header_cell), Text(second, styles.header_cell)]
    rows = [head, *([Spacer(1, _BLANK_LINE), ""] for _ in range(count))]
    return [Spacer(1, 14), KeepTogether([table(rows, (WIDTH * 0.76, WIDTH * 0.24), styles.rtl)])]
