"""Each participant's slip (bordereau): the numbers of the room, its fingerprint, and how to verify them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from ogp_desktop import words
from ogp_desktop.documents.code import Code
from ogp_desktop.documents.cut import strips
from ogp_desktop.documents.idea_table import counted
from ogp_desktop.documents.page import INK, WIDTH, Frames, Styles, write_document
from ogp_desktop.documents.text.paragraph import Text, TextStyle
from ogp_desktop.domain.fingerprint import grouped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PER_PAGE = 4
_HEIGHT, _SIDE, _GAP = 62 * mm, 30 * mm, 4 * mm
_RUNS_SHOWN = 8
"""Runs of numbers on a slip; with more, the slip sends to the minutes."""


@dataclass(frozen=True)
class RoomSlip:
    """What stands on every slip of a room; `runs` of its numbers, `counts` by what became of them."""

    event_title: str
    session_title: str
    runs: tuple[str, ...]
    counts: dict[str, int]
    fingerprint: str
    spoken: str
    demonstration: bool = False


def write_room_slips(slip: RoomSlip, names: Sequence[str], lang: str, path: Path) -> int:
    """Write one slip for each of `names`, "" for one without a name; returns the pages."""
    told = words.catalogue("documents", lang)
    cells = [[_slip(slip, name, lang)] for name in names or [""]]
    frames = Frames(lang, told["room_slip"], told["room_slip_note"], slip.demonstration)
    return write_document(path, [strips(cells, _HEIGHT)], frames)


def _slip(slip: RoomSlip, name: str, lang: str) -> Flowable:
    """Return a slip: its texts where reading begins, the code to scan at the other side."""
    rtl = lang == "ar"
    row: list[object] = [_texts(slip, name, lang), Code(code_text(slip), _SIDE)]
    widths = [WIDTH - _SIDE - _GAP, _SIDE + _GAP]
    plain = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *((s, (0, 0), (-1, -1), 0) for s in _PADDINGS)])
    return Table([row[::-1] if rtl else row], widths[::-1] if rtl else widths, style=plain)


_PADDINGS = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")


def code_text(slip: RoomSlip) -> str:
    """Return what the code says: the numbers, in letters that every reader of codes types, and the four words."""
    return " ".join([*(run.replace("…", "...") for run in slip.runs[:_RUNS_SHOWN]), slip.spoken])


def _texts(slip: RoomSlip, name: str, lang: str) -> list[Flowable]:
    told, rtl = words.catalogue("documents", lang), lang == "ar"
    styles = Styles(rtl)
    side: Literal["start", "end"] = "end" if rtl else "start"
    numbers = TextStyle(12, 16, True, INK, "start", "rtl" if rtl else "ltr", rtl, 1, 1)
    spoken = TextStyle(13, 18, True, "#1E2430", side, "ltr", rtl, 0, 1)
    digits = TextStyle(7.5, 10, False, "#575E6A", side, "ltr", rtl, 0, 2)
    groups = grouped(slip.fingerprint).split()
    shown = [*slip.runs[:_RUNS_SHOWN], *(["…"] if len(slip.runs) > _RUNS_SHOWN else [])]
    return [
        Text(f"{told['room_slip']} · {_short(slip.event_title)}", styles.foot),
        Text(_short(slip.session_title), styles.subheading_tight),
        *([Text(_short(name), styles.cell)] if name else []),
        Text(words.listed(lang, shown) or told["no_idea"], numbers),
        Text(counted(slip.counts, told), styles.foot),
        Text(told["room_slip_words"], styles.foot),
        Text(slip.spoken, spoken),
        *(Text(" ".join(groups[at : at + 8]), digits) for at in range(0, len(groups), 8)),
        Text(told["room_slip_how"], styles.foot),
    ]


def _short(text: str, longest: int = 90) -> str:
    one = " ".join(text.split())
    return one if len(one) <= longest else f"{one[: longest - 1]}…"
