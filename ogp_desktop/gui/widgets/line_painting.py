"""One line of text, painted in its own direction: all that bars and curves need of what paints lists."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextOption

from ogp_desktop.gui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter


def draw_line(painter: QPainter, text: str, font: QFont, place: QRectF, rtl: bool, start_side: bool = True) -> None:
    """Draw one line in its own direction, at the side where it begins (or where the window's line ends)."""
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    at_right = rtl if start_side else not rtl
    option.setAlignment(
        (Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
    )
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    painter.setFont(font)
    painter.drawText(place, text, option)


class Typeface(NamedTuple):
    """A font and what is measured with it; made once, as both are slow to make."""

    font: QFont
    metrics: QFontMetrics


@lru_cache(64)
def typeface(pixels: int, bold: bool = False, struck: bool = False) -> Typeface:
    """Return the interface's font at a size, and its measures."""
    made = theme.font(pixels, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setStrikeOut(struck)
    return Typeface(made, QFontMetrics(made))
