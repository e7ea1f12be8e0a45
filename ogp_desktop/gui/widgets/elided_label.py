"""A label on one line that ends in an ellipsis where it has no room, and then tells the whole when pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from ogp_desktop.gui.widgets.plain_label import PlainLabel, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

FEWEST = 96
"""The pixels that are kept for the beginning of a text."""


class ElidedLabel(PlainLabel):
    """Gives way to what stands beside it."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the beginning."""
        whole = super().minimumSizeHint()
        return QSize(min(FEWEST, whole.width()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the text, or what of it there is room for."""
        if self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width():
            self._tell("")
            super().paintEvent(event)
        else:
            self._tell(plain_tip(self.text()))
            self._paint_beginning()

    def _tell(self, told: str) -> None:
        if self.toolTip() != told:
            self.setToolTip(told)

    def _paint_beginning(self) -> None:
        from PySide6.QtCore import Qt  # all of its names are made: nothing a start waits for
        from PySide6.QtGui import QPainter
        from PySide6.QtWidgets import QStyle

        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        with QPainter(self) as painter:
            painter.setFont(self.font())
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(room, QStyle.visualAlignment(self.layoutDirection(), self.alignment()), shown)
