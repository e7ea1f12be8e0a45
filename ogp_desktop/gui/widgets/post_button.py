"""A large choice: an icon, a word, and what it is for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ogp_desktop.gui import theme
from ogp_desktop.gui.translation import is_mirrored
from ogp_desktop.gui.widgets.row_view import draw_line

HEIGHT = 84
ICON = 28
PADDING = 16


class PostButton(QAbstractButton):
    """One of several; the chosen one is tinted and framed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._does = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def tell(self, name: str, does: str, picture: QIcon) -> None:
        """Say what the choice is and what it is for."""
        self._does = does
        self.setText(name)
        self.setIcon(picture)
        self.setAccessibleName(f"{name}, {does}")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that holds two lines."""
        return QSize(220, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Show the pointer's place."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint frame, icon and words, mirrored with the window."""
        del event
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        framed = chosen or self.hasFocus()
        ground = "solution_tint" if chosen else "hover" if self.underMouse() else "surface"
        pen = 2 if framed else 1
        painter.setPen(QPen(theme.color("solution" if framed else "border"), pen))
        painter.setBrush(theme.color(ground))
        inset = pen / 2 + (3 if self.hasFocus() and chosen else 0)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), 8, 8)
        if self.hasFocus() and chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("solution"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        mirrored = is_mirrored()
        width = self.width() - 2 * PADDING - ICON - 14
        icon_left = self.width() - PADDING - ICON if mirrored else PADDING
        left = PADDING if mirrored else PADDING + ICON + 14
        top = self.height() / 2 - 24
        self.icon().paint(painter, int(icon_left), int(self.height() / 2 - ICON / 2), ICON, ICON)
        for text, font, token in (
            (self.text(), theme.font(16, QFont.Weight.DemiBold), "text"),
            (self._does, theme.font(13), "text2"),
        ):
            painter.setPen(theme.color(token))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            draw_line(painter, shown, font, QRectF(left, top, width, 24), mirrored)
            top += 25
