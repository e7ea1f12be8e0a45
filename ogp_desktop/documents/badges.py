"""Badges: eight or ten on a page of A4, to cut along fine lines; name, organisation, room and code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from ogp_desktop import words
from ogp_desktop.documents.code import Code
from ogp_desktop.documents.page import INK, LINE, SECONDARY, WIDTH, Frames, write_document
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_COLUMNS = 2
_HEIGHTS = {8: 60 * mm, 10: 48 * mm}
"""The height of a badge by how many stand on a page."""

PER_PAGE = tuple(_HEIGHTS)
_PADDING = 5 * mm
_CODE = 22 * mm
_NAME_SIZES = (19, 16, 13, 11)
_LINES = 2


@dataclass(frozen=True)
class Badge:
    """One badge; `name` is empty on a blank one, `other_name` the name in the other script."""

    code: str
    name: str = ""
    other_name: str = ""
    organisation: str = ""
    room: str = ""


def write_badges(
    badges: Sequence[Badge], event: str, lang: str, path: Path, per_page: int = 8, demonstration: bool = False
) -> int:
    """Write the badges to `path`, `per_page` (8 or 10) on each page; returns the pages."""
    told = words.catalogue("documents", lang)
    flowables: list[Flowable] = []
    for first in range(0, len(badges), per_page):
        page = badges[first : first + per_page]
        flowables += [*([PageBreak()] if first else []), _Page(page, event, lang == "ar", _HEIGHTS[per_page])]
    frames = Frames(lang, told["badges"], f"{told['badges']} – {event}", demonstration)
    return write_document(path, flowables or [Text(told["nobody_registered"], TextStyle())], frames)


class _Page(Flowable):  # type: ignore[misc]
    """The badges of one page, from the side where reading begins."""

    def __init__(self, badges: Sequence[Badge], event: str, rtl: bool, height: float) -> None:
        super().__init__()
        self._badges, self._event, self._rtl, self._each = badges, event, rtl, height
        self.width = WIDTH
        self.height = height * -(-len(badges) // _COLUMNS)

    def draw(self) -> None:
        """Draw each badge in its place, fine lines around them."""
        wide = WIDTH / _COLUMNS
        for place, badge in enumerate(self._badges):
            row, column = divmod(place, _COLUMNS)
            if self._rtl:
                column = _COLUMNS - 1 - column
            x, y = column * wide, self.height - (row + 1) * self._each
            self.canv.setStrokeColor(HexColor(LINE))
            self.canv.setLineWidth(0.5)
            self.canv.rect(x, y, wide, self._each)
            self._draw(badge, x, y, wide)

    def _draw(self, badge: Badge, x: float, y: float, wide: float) -> None:
        inner = wide - 2 * _PADDING
        left, top = x + _PADDING, y + self._each - 4 * mm
        top = self._text(self._event, _style(8, SECONDARY), left, top, inner)
        top -= 2 * mm
        if badge.name:
            top = self._text(badge.name, _fitting(badge.name, inner), left, top, inner)
            top = self._text(badge.other_name, _style(11, SECONDARY), left, top, inner)
        else:
            top -= 12 * mm
            self.canv.line(left, top, left + inner, top)
        beside = inner - _CODE - 2 * mm
        code_x = left if self._rtl else left + inner - _CODE
        text_x = left + _CODE + 2 * mm if self._rtl else left
        code = Code(badge.code, _CODE)
        code.drawOn(self.canv, code_x, y + 3 * mm)
        top = min(top, y + _CODE + 3 * mm)
        top = self._text(badge.organisation, _style(9.5, "#1E2430"), text_x, top, beside)
        self._text(badge.room, _style(11, INK, bold=True), text_x, top - 1 * mm, beside)
        self._text(badge.code, _style(9, SECONDARY), text_x, y + 9 * mm, beside, 1)

    def _text(self, text: str, style: TextStyle, x: float, top: float, wide: float, lines: int = _LINES) -> float:
        """Draw a text of at most `lines` lines below `top`; returns where it ends."""
        if not text:
            return top
        shown = Text(text, style)
        room = style.leading * lines
        first = shown.split(wide, room + 1)[0] if shown.wrap(wide, 1000)[1] > room else shown
        height = first.wrap(wide, 1000)[1]
        first.drawOn(self.canv, x, top - height)
        return float(top - height)


def _style(size: float, color: str, *, bold: bool = False) -> TextStyle:
    return TextStyle(size, size * 1.3, bold, color, "start", "auto")


def _fitting(name: str, wide: float) -> TextStyle:
    """Return the largest type in which a name stands on one line, the smallest on two otherwise."""
    for size in _NAME_SIZES:
        style = _style(size, "#1E2430", bold=True)
        if Text(name, style).wrap(wide, 1000)[1] <= style.leading:
            return style
    return style
