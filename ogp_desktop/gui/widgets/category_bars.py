"""Counts by category: word, number and bar, never the colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.gui import theme
from ogp_desktop.gui.translation import is_mirrored
from ogp_desktop.gui.widgets.line_painting import draw_line, typeface

LINE, CLOSE, CLOSEST = 36, 28, 24
"""The pixels from one bar to the next: as they like to stand, where there is little room, and at the least."""


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
        before, self._bars = self._bars, bars
        if bars == before:
            return
        self.setAccessibleDescription(", ".join(f"{bar.label} {bar.figure}" for bar in bars))
        if len(bars) == len(before) and _largest(bars) == _largest(before):
            for place, (bar, other) in enumerate(zip(bars, before, strict=True)):
                if bar != other:
                    self.update(0, place * self.pitch, self.width(), self.pitch)
        else:
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of all bars."""
        return QSize(180, self._line * len(self._bars))

    @property
    def pitch(self) -> int:
        """The pixels from one bar to the next: less where the window gives too little room for all of them."""
        return max(CLOSEST, min(self._line, self.height() // max(1, len(self._bars))))

    def stand_close(self, close: bool) -> None:
        """Stand closer to each other where there is little room."""
        self._line = CLOSE if close else LINE
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the bars that are uncovered."""
        shown, largest, pitch = event.rect(), _largest(self._bars), self.pitch
        with QPainter(self) as painter:
            for place, bar in enumerate(self._bars):
                place_of_it = QRect(0, place * pitch, self.width(), pitch)
                if shown.intersects(place_of_it):
                    self._paint(painter, place_of_it, bar, largest)

    def _paint(self, painter: QPainter, place: QRect, bar: Bar, largest: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = is_mirrored()
        width, top, bar_at = place.width(), place.top(), min(25, place.height() - 8)
        high = min(24, bar_at + 1)
        small, body = typeface(13), typeface(theme.BODY)
        figure_width = small.metrics.horizontalAdvance(bar.figure)
        painter.setPen(theme.color("text"))
        room = width - figure_width - 12
        label = body.metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, room)
        rtl = is_right_to_left(label, otherwise=mirrored)
        at = figure_width + 12 if mirrored else 0
        draw_line(painter, label, body.font, QRectF(at, top, room, high), rtl, rtl == mirrored)
        painter.setPen(theme.color("text2"))
        figure = QRectF(0 if mirrored else width - figure_width, top, figure_width, high)
        draw_line(painter, bar.figure, small.font, figure, False)
        share = bar.count / (bar.total or largest or 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("hover"))
        painter.drawRoundedRect(QRectF(0, top + bar_at, width, 6), 3, 3)
        painter.setBrush(theme.color("ink"))
        filled = width * min(1.0, share)
        painter.drawRoundedRect(QRectF(width - filled if mirrored else 0, top + bar_at, filled, 6), 3, 3)


def _largest(bars: tuple[Bar, ...]) -> int:
    return max((bar.count for bar in bars), default=0)
