"""One line of text, painted in its own direction: all that bars and curves need of what paints lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFont, QPainter


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
