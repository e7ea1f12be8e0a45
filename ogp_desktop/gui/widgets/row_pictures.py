"""Pictures of painted rows: a list that moves, or is uncovered, paints only the rows that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.widgets.rows import Row

BEYOND = 4
"""Pictures kept beside those of the rows in sight."""


class Look(NamedTuple):
    """Everything that a row's picture depends on."""

    row: Row
    width: int
    height: int
    is_chosen: bool
    is_under_the_mouse: bool
    mirrored: bool
    theme: str
    ground: int
    """The colour it stands on, as red, green and blue."""


class RowPictures:
    """The last picture of each row of one list."""

    def __init__(self) -> None:
        self._pictures: dict[str, tuple[Look, QPixmap]] = {}

    def draw(self, painter: QPainter, rect: QRect, look: Look, view: QWidget, ground: QColor,
             paint: Callable[[QPainter, QRect], None]) -> None:  # fmt: skip
        """Draw a row's picture; `paint` paints it, at the origin, where there is none that looks so."""
        kept = self._pictures.pop(look.row.id, None)
        ratio = view.devicePixelRatio()
        if kept is None or kept[0] != look or kept[1].devicePixelRatio() != ratio:
            kept = look, _picture(rect, ratio, ground, paint)
        self._pictures[look.row.id] = kept
        painter.drawPixmap(rect.topLeft(), kept[1])
        most = view.height() // max(1, rect.height()) + BEYOND
        while len(self._pictures) > most:
            del self._pictures[next(iter(self._pictures))]


def _picture(rect: QRect, ratio: float, ground: QColor, paint: Callable[[QPainter, QRect], None]) -> QPixmap:
    picture = QPixmap(rect.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(ground)
    with QPainter(picture) as painter:
        paint(painter, rect.translated(-rect.topLeft()))
    return picture
