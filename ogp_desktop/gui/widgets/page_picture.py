"""The picture of a page, as large as there is room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class PagePicture(QWidget):
    """Shows a whole page and never cuts it, whatever becomes of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()

    def setPixmap(self, picture: QPixmap) -> None:  # noqa: N802 - Qt's name
        """Show a picture."""
        self._picture = picture
        self.update()

    def pixmap(self) -> QPixmap:
        """Return the picture that is shown."""
        return self._picture

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the picture in the middle, smaller where there is less room than it was made for."""
        del event
        if self._picture.isNull():
            return
        full, ratio = self._picture.deviceIndependentSize(), Qt.AspectRatioMode.KeepAspectRatio
        room = QSizeF(self.size()).boundedTo(full)
        size = full.scaled(room, ratio)
        place = QRectF(QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2), size)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
