"""What a row of a list holds, whatever paints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ogp_desktop.gui import theme

LINES = 2


class Chip(NamedTuple):
    """A small word at the end of a row, in a colour and on its tint."""

    text: str
    color: str = "text2"
    tint: str = "hover"


class Cell(NamedTuple):
    """One text of a row: its share of the width (0 = as wide as `width`), its size, a bar before it."""

    text: str
    share: int = 1
    width: int = 0
    pixels: int = theme.BODY
    bold: bool = False
    color: str = "text"
    bar: str = ""
    below: str = ""
    """A second, smaller line under the text."""
    struck: bool = False
    labels: bool = False
    """Words of the window, not what somebody said: they run in the window's direction."""


@dataclass(frozen=True)
class Row:
    """A row as it is painted: cells from the side where reading begins, chips at the other one."""

    id: str
    cells: tuple[Cell, ...]
    chips: tuple[Chip, ...] = ()
    spoken: str = ""
    """What a screen reader says; the texts of the cells when empty."""
    checked: bool | None = None
    chips_room: int = 0
    """The least width kept for chips, so that the cells of a list stand under each other."""
    lines: int = LINES

    @property
    def said(self) -> str:
        """Return the row in one sentence."""
        texts = [part for cell in self.cells for part in (cell.text, cell.below) if part]
        return self.spoken or ", ".join([*texts, *(chip.text for chip in self.chips)])
