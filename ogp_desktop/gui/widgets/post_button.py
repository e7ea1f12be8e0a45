"""A large choice: an icon, a word, and what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ogp_desktop.gui import theme
from ogp_desktop.gui.icons import SIDE
from ogp_desktop.gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtSvg import QSvgRenderer

HEIGHT = 84
ICON = 28
PADDING = 16
GAP = 14
NAME, DOES = 24, 20


class PostButton(QAbstractButton):
    """One of several; the chosen one is tinted and framed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QSvgRenderer | None = None
        self._name, self._does = _label("title", NAME), _label("secondary", DOES)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("focusPolicy", "StrongFocus")
        line = QHBoxLayout(self)
        line.setContentsMargins(PADDING, HEIGHT // 2 - NAME, PADDING, HEIGHT // 2 - DOES - 1)
        line.addSpacing(ICON + GAP)
        both = QVBoxLayout()
        both.setSpacing(1)
        both.addWidget(self._name)
        both.addWidget(self._does)
        line.addLayout(both)

    def tell(self, name: str, does: str, picture: QSvgRenderer) -> None:
        """Say what the choice is and what it is for."""
        self._name.setText(name)
        self._does.setText(does)
        self._picture = picture
        self.setText(name)
        self.setAccessibleName(f"{name}, {does}")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that holds two lines."""
        return QSize(220, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint frame and icon, mirrored with the window; the words are labels."""
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_frame(painter)
            if self._picture is not None:
                inset = PADDING + (ICON - SIDE) / 2
                left = self.width() - inset - SIDE if self.isRightToLeft() else inset
                self._picture.render(painter, QRectF(left, (self.height() - SIDE) // 2, SIDE, SIDE))

    def _paint_frame(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        framed = chosen or self.hasFocus()
        ground = "solution_tint" if chosen else "hover" if self.underMouse() else "surface"
        width = 2 if framed else 1
        shape = self._rounded(width / 2, 8)
        painter.fillPath(shape, _pen(ground).brush())
        painter.strokePath(shape, _pen("solution" if framed else "border", width))
        if self.hasFocus() and chosen:
            painter.strokePath(self._rounded(width / 2 + 3, 6), _pen("solution"))

    def _rounded(self, inset: float, radius: float) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        return path


def _pen(token: str, width: int = 1) -> QPen:
    """Return a pen: made from a colour in one go, it would make all of Qt's names, 44 ms of a start."""
    made = QPen()
    made.setColor(theme.color(token))
    made.setWidthF(width)
    return made


def _label(kind: str, height: int) -> PlainLabel:
    made = PlainLabel()
    made.setProperty("kind", kind)
    made.setFixedHeight(height)
    return made
