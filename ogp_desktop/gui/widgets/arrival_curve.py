"""How many came every five minutes: small bars in the order of time, told in words to those who do not see them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ogp_desktop.gui import theme
from ogp_desktop.gui.widgets.line_painting import draw_line

HEIGHT, LOWEST, LABELS = 52, 34, 16
WIDEST = 16


class ArrivalCurve(QWidget):
    """Bars from the first arrival to the last; time runs from left to right in any language, as clocks do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[tuple[str, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_steps(self, steps: tuple[tuple[str, int], ...], told: str) -> None:
        """Show how many came in each step, as ("09:05", 7); `told` says it in words."""
        self._steps = steps
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the usual height."""
        return QSize(180, HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height on a small screen."""
        return QSize(120, LOWEST)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the bars, and the times of the first and the last."""
        del event
        if self._steps:
            with QPainter(self) as painter:
                self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        most = max(count for _, count in self._steps) or 1
        room = min(self.height(), HEIGHT) - LABELS
        wide = min(WIDEST, self.width() / len(self._steps))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ink"))
        for place, (_, count) in enumerate(self._steps):
            high = max(2.0, room * count / most) if count else 0.0
            painter.drawRect(QRectF(place * wide, room - high, max(1.0, wide - 2), high))
        painter.setBrush(theme.color("line"))
        painter.drawRect(QRectF(0, room, wide * len(self._steps), 1))
        painter.setPen(theme.color("text2"))
        small = theme.font(12)
        draw_line(painter, self._steps[0][0], small, QRectF(0, room + 1, 60, LABELS), False)
        if wide * len(self._steps) > 2 * 48:
            end = QRectF(wide * len(self._steps) - 60, room + 1, 60, LABELS)
            draw_line(painter, self._steps[-1][0], small, end, False, False)
