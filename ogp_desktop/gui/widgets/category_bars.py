"""Counts by category: word, number and bar, never the colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.gui import theme
from ogp_desktop.gui.translation import is_mirrored
from ogp_desktop.gui.widgets.line_painting import draw_line

LINE, CLOSE = 36, 28


@dataclass(frozen=True)
class Bar:
    """One category: how many of how many; `total` 0 shows the number alone, its bar against the largest."""

    label: str
    count: int
    total: int = 0

    @property
    def figure(self) -> str:
        """Return the number as it is shown."""
        return f"{self.count} / {self.total}" if self.total else str(self.count)


class CategoryBars(QWidget):
    """Horizontal bars, mirrored with the window; read out as one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._line = LINE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show these counts."""
        if bars == self._bars:
            return
        self._bars = bars
        self.setAccessibleDescription(", ".join(f"{bar.label} {bar.figure}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of all bars."""
        return QSize(180, self._line * len(self._bars))

    def stand_close(self, close: bool) -> None:
        """Stand closer to each other where there is little room."""
        self._line = CLOSE if close else LINE
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the bars."""
        del event
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = is_mirrored()
        largest = max((bar.count for bar in self._bars), default=0)
        width, line = self.width(), self._line
        bar_at = min(25, line - 8)
        high = min(24, bar_at + 1)
        for place, bar in enumerate(self._bars):
            top = place * line
            small = theme.font(13)
            figure_width = QFontMetrics(small).horizontalAdvance(bar.figure)
            painter.setPen(theme.color("text"))
            room = width - figure_width - 12
            label = QFontMetrics(theme.font(theme.BODY)).elidedText(bar.label, Qt.TextElideMode.ElideRight, room)
            rtl = is_right_to_left(label, otherwise=mirrored)
            at = figure_width + 12 if mirrored else 0
            draw_line(painter, label, theme.font(theme.BODY), QRectF(at, top, room, high), rtl, rtl == mirrored)
            painter.setPen(theme.color("text2"))
            figure = QRectF(0 if mirrored else width - figure_width, top, figure_width, high)
            draw_line(painter, bar.figure, small, figure, False)
            share = bar.count / (bar.total or largest or 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(0, top + bar_at, width, 6), 3, 3)
            painter.setBrush(theme.color("ink"))
            filled = width * min(1.0, share)
            painter.drawRoundedRect(QRectF(width - filled if mirrored else 0, top + bar_at, filled, 6), 3, 3)
