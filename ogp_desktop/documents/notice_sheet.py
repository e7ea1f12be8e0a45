"""The notice of law 09-08 on paper: a poster of A4, and half pages with boxes to tick and sign by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Spacer

from ogp_desktop import words
from ogp_desktop.documents.page import (
    BOTTOM,
    INK,
    LINE,
    SECONDARY,
    TEXT,
    TOP,
    WIDTH,
    Direction,
    Frames,
    table,
    write_document,
)
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_POSTERS = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_HALVES = (9.0, 8.5, 8.0, 7.5, 7.0)
"""Sizes of type in points, of which the largest is taken in which all stands on the sheet."""
_ASKED = ("forum", "images", "report")
_BOX = 3.4 * mm
_CUT = 6 * mm
_SHEET = A4[1] - TOP - BOTTOM - 2 * mm
_HALF = (A4[1] - TOP - BOTTOM - _CUT - 3 * mm) / 2


@dataclass(frozen=True)
class NoticeSheet:
    """What stands on the sheets: the sections of the notice, its version, and which event it is of."""

    event: str
    sections: tuple[tuple[str, str], ...]
    version: str
    demonstration: bool = False


@dataclass(frozen=True)
class _Type:
    """The type of a sheet whose body has `size` points."""

    size: float
    rtl: bool

    def style(self, scale: float = 1, *, bold: bool = False, color: str = TEXT, own: bool = False) -> TextStyle:
        size = self.size * scale
        direction: Direction = "auto" if own else "rtl" if self.rtl else "ltr"
        return TextStyle(size, size * 1.36, bold, color, "side", direction, self.rtl, 0, size * 0.2)


def write_notice(told: NoticeSheet, lang: str, path: Path) -> int:
    """Write the poster, then two half pages on a sheet; returns the pages."""
    texts, rtl = words.catalogue("notice", lang), lang == "ar"

    def poster(sort: _Type) -> list[Flowable]:
        here = Text(texts["here"], sort.style(0.8, color=SECONDARY))
        return [*_notice(told, texts, sort), Spacer(1, 4 * mm), here]

    def half(sort: _Type) -> list[Flowable]:
        return [*_notice(told, texts, sort), *_answers(texts, sort)]

    shown, _ = _fitting(poster, _POSTERS, rtl, _SHEET)
    first, left = _fitting(half, _HALVES, rtl, _HALF)
    flowables = [*shown, PageBreak(), *first]
    if left >= 0:  # else a text of one's own fills more: one to a sheet
        flowables += [Spacer(1, left), _cut(), *_fitting(half, _HALVES, rtl, _HALF)[0]]
    return write_document(path, flowables, Frames(lang, texts["title"], told.event, told.demonstration))


def _fitting(
    make: Callable[[_Type], list[Flowable]], sizes: Sequence[float], rtl: bool, room: float
) -> tuple[list[Flowable], float]:
    """Return what is made in the largest type that fits, and how much room is left; the smallest otherwise."""
    made: list[Flowable] = []
    left = 0.0
    for size in sizes:
        made = make(_Type(size, rtl))
        left = room - sum(each.wrap(WIDTH, 10_000)[1] + _around(each) for each in made)
        if left >= 0:
            break
    return made, left


def _around(flowable: Flowable) -> float:
    return float(flowable.getSpaceBefore() + flowable.getSpaceAfter())


def _cut() -> Flowable:
    return HRFlowable("100%", 0.7, color=HexColor(LINE), dash=(4, 3), spaceBefore=_CUT / 2, spaceAfter=_CUT / 2)


def _notice(told: NoticeSheet, texts: dict[str, str], sort: _Type) -> list[Flowable]:
    flowables: list[Flowable] = [
        Text(told.event, sort.style(0.85, color=SECONDARY, own=True)),
        Text(texts["title"], sort.style(1.7, bold=True, color=INK)),
        Text(texts["law"], sort.style(0.85, color=SECONDARY)),
        Spacer(1, sort.size * 0.4),
    ]
    for title, text in told.sections:
        if title:
            flowables.append(Text(title, sort.style(1.0, bold=True, color=INK)))
        flowables += [Text(line, sort.style(own=not title)) for line in text.splitlines() if line.strip()]
        flowables.append(Spacer(1, sort.size * 0.3))
    flowables.append(Text(texts["version"].format(version=told.version), sort.style(0.8, color=SECONDARY)))
    return flowables


def _answers(texts: dict[str, str], sort: _Type) -> list[Flowable]:
    cell = sort.style()
    rows: list[Sequence[object]] = [
        [Text(texts[f"purpose_{purpose}"], cell), _Tick(texts["yes"], sort), _Tick(texts["no"], sort)]
        for purpose in _ASKED
    ]
    widths = (WIDTH * 0.68, WIDTH * 0.16, WIDTH * 0.16)
    return [
        Spacer(1, sort.size * 0.3),
        Text(texts["asked"], sort.style(1.0, bold=True, color=INK)),
        table(rows, widths, sort.rtl, header=False),
        Spacer(1, sort.size * 0.5),
        Text(texts["hand"], sort.style(0.9, color=SECONDARY)),
    ]


class _Tick(Flowable):  # type: ignore[misc]
    """An empty box and its word."""

    def __init__(self, word: str, sort: _Type) -> None:
        super().__init__()
        self._text, self._rtl = Text(word, sort.style()), sort.rtl
        self.height = max(_BOX, sort.size * 1.36)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the width that there is."""
        del height
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw the box where reading begins, the word after it."""
        self.canv.setStrokeColor(HexColor(TEXT))
        self.canv.setLineWidth(0.7)
        self.canv.rect(self.width - _BOX if self._rtl else 0, 1, _BOX, _BOX)
        wide = self.width - _BOX - 2 * mm
        self._text.wrap(wide, 100)
        self._text.drawOn(self.canv, 0 if self._rtl else _BOX + 2 * mm, 0)
