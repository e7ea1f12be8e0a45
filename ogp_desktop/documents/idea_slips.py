"""Paper slips for ideas: numbered, to be filled in by hand where there is no computer, or a table writes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from ogp_desktop import words
from ogp_desktop.documents.cut import strips
from ogp_desktop.documents.idea_table import IDEA_PARTS, column_head
from ogp_desktop.documents.page import SECONDARY, WIDTH, Frames, Styles, write_document
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from pathlib import Path

PER_PAGE = 3
COUNT = 30
_HEIGHT, _RULE = 82 * mm, 8.5 * mm
_RULES = {"problem": 2, "solution": 2, "result": 2, "category": 1}
_LABEL = 0.22


@dataclass(frozen=True)
class IdeaSlips:
    """What stands on the slips: `count` from `first` on, the session's number before each where it is known."""

    event_title: str = ""
    session_title: str = ""
    session_number: str = ""
    count: int = COUNT
    first: int = 1
    demonstration: bool = False


def write_idea_slips(slips: IdeaSlips, lang: str, path: Path) -> int:
    """Write the slips; returns the pages."""
    told, rtl = words.catalogue("documents", lang), lang == "ar"
    cells = [_slip(slips, number, told, rtl) for number in range(slips.first, slips.first + slips.count)]
    frames = Frames(lang, told["idea_slip"], told["idea_slip_note"], slips.demonstration)
    return write_document(path, [strips(cells, _HEIGHT)], frames)


def _slip(slips: IdeaSlips, number: int, told: dict[str, str], rtl: bool) -> list[Flowable]:
    styles = Styles(rtl)
    shown = "-".join(filter(None, [slips.session_number, str(number)]))
    about = " · ".join(filter(None, [slips.event_title, slips.session_title])) or told["idea_slip_session"]
    large = TextStyle(15, 20, True, "#24365C", "start", "rtl" if rtl else "ltr", rtl, 0, 2)
    return [
        Text(told["idea_slip_number"].format(number=f"\u200e{shown}\u200e" if rtl else shown), large),
        Text(about, styles.foot),
        _lines(told, rtl),
    ]


def _lines(told: dict[str, str], rtl: bool) -> Table:
    """Return the lines to write on, each part's label where its first one begins."""
    rows: list[list[object]] = []
    for name, count in _RULES.items():
        style = column_head(name, rtl) if name in IDEA_PARTS else Styles(rtl).cell_label
        label = Text(told[name if name != "category" else "idea_slip_category"], style)
        rows += [[label if not line else "", ""] for line in range(count)]
    turned = [row[::-1] if rtl else row for row in rows]
    column = 0 if rtl else 1
    look: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LINEBELOW", (column, 0), (column, -1), 0.6, HexColor(SECONDARY)),
        *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING")),
    ]
    widths = [WIDTH * _LABEL, WIDTH * (1 - _LABEL)]
    return Table(turned, widths[::-1] if rtl else widths, [_RULE] * len(rows), style=TableStyle(look))
