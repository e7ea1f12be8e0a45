"""How rows are painted: texts in two directions stand right beside each other."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.gui import theme
from ogp_desktop.gui.widgets.line_painting import draw_line, typeface
from ogp_desktop.gui.widgets.plain_label import plain_tip
from ogp_desktop.gui.widgets.row_pictures import Look, RowPictures
from ogp_desktop.gui.widgets.row_view import ROW_ROLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QAbstractItemView, QListView

    from ogp_desktop.gui.widgets.line_painting import Typeface
    from ogp_desktop.gui.widgets.rows import Cell, Row

Index = QModelIndex | QPersistentModelIndex
PADDING = 16
GAP = 12
CHIP_HEIGHT, CHIP_PIXELS, CHIP_PADDING, CHIP_GAP = 22, 12, 8, 8
CHIP_LEAST, CHIPS_SHARE = 64, 0.45
"""The pixels that are kept of a long chip, and the part of a row that chips may take."""
OPAQUE = 255


class RowDelegate(QStyledItemDelegate):
    """Paints rows: every text in its own direction, wrapped to two lines, the rest elided."""

    def __init__(self, parent: QObject, height: Callable[[], int], rows_last: bool = True) -> None:
        super().__init__(parent)
        self._rows_last = rows_last
        self._height = height
        self._pictures = RowPictures()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row as it was painted before; where the list lets shine through what is under it, paint it."""
        row: Row = index.data(ROW_ROLE)
        state, rect, base = option.state, option.rect, option.palette.base()
        ground = base.color()
        look = Look(
            row,
            rect.width(),
            rect.height(),
            bool(state & QStyle.StateFlag.State_Selected),
            bool(state & QStyle.StateFlag.State_MouseOver),
            option.direction == Qt.LayoutDirection.RightToLeft,
            theme.name(),
            ground.rgba(),
        )
        is_covered = base.style() != Qt.BrushStyle.NoBrush and ground.alpha() == OPAQUE  # no brush is black
        if self._rows_last and is_covered:
            self._pictures.draw(painter, rect, look, option.widget, ground, partial(_paint_row, look))
        else:
            painter.save()
            _paint_row(look, painter, rect)
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the list's height of a row: the same for all, so that ten thousand cost no more than ten."""
        del option, index
        return QSize(100, self._height())

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tell the whole of a row that is pointed at, where some of it is cut."""
        row: Row | None = index.data(ROW_ROLE)
        if row is None or event.type() != QEvent.Type.ToolTip or not is_cut(row, option.rect):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tip(row.said), view)
        return True


def _paint_row(look: Look, painter: QPainter, rect: QRect) -> None:
    row, mirrored = look.row, look.mirrored
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.is_chosen:
        painter.fillRect(rect, theme.color("solution_tint"))
        side = rect.right() - 2 if mirrored else rect.left()
        painter.fillRect(QRect(side, rect.top(), 3, rect.height()), theme.color("solution"))
    elif look.is_under_the_mouse:
        painter.fillRect(rect, theme.color("hover"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
    for cell, place in zip(row.cells, _places(row, rect, mirrored), strict=True):
        _paint_cell(painter, cell, place, mirrored, row.lines)
    _paint_chips(painter, look, rect)
    if row.checked is not None:
        _paint_box(painter, row.checked, rect, mirrored)


def is_cut(row: Row, rect: QRect) -> bool:
    """Say whether some text of a row ends in an ellipsis, as wide as it is painted."""
    if any(
        _chip_advance(chip.text) + 2 * CHIP_PADDING > width
        for chip, width in zip(row.chips, _chip_widths(row, rect.width()), strict=True)
    ):
        return True
    for cell, place in zip(row.cells, _places(row, rect, mirrored=False), strict=True):
        inner = _inner(cell, place.width())
        if typeface(13).metrics.horizontalAdvance(cell.below) > inner:
            return True
        broken = _broken(cell.text, (cell.pixels, cell.bold, cell.struck), inner, False, row.lines)
        if broken and broken[-1].endswith("…") and not cell.text.endswith("…"):
            return True
    return False


class Layouter(QObject):
    """Lets a list be laid out anew when fonts or the direction change."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at what happens to the list."""
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.StyleChange):
            self._view.scheduleDelayedItemsLayout()
        return super().eventFilter(watched, event)


def _type_of(cell: Cell) -> Typeface:
    return typeface(cell.pixels, cell.bold, cell.struck)


@lru_cache(2048)
def _chip_advance(text: str) -> int:
    return typeface(CHIP_PIXELS).metrics.horizontalAdvance(text)


def _chip_widths(row: Row, whole: int) -> list[int]:
    """Return how wide each chip is; together they leave most of the row to its texts, the longest giving way."""
    widths = [_chip_advance(chip.text) + 2 * CHIP_PADDING for chip in row.chips]
    over = sum(widths) + CHIP_GAP * len(widths) - max(row.chips_room, int(whole * CHIPS_SHARE))
    if over > 0:
        longest = widths.index(max(widths))
        widths[longest] = max(CHIP_LEAST, widths[longest] - over)
    return widths


def _chips_width(row: Row, whole: int) -> int:
    return max(row.chips_room, sum(width + CHIP_GAP for width in _chip_widths(row, whole)))


def _places(row: Row, rect: QRect, mirrored: bool) -> list[QRect]:
    """Return where the cells stand, mirrored when the window is."""
    box = 28 if row.checked is not None else 0
    fixed = sum(cell.width for cell in row.cells if cell.share == 0)
    gaps = GAP * (len(row.cells) - 1)
    free = rect.width() - 2 * PADDING - box - fixed - gaps - _chips_width(row, rect.width())
    shares = sum(cell.share for cell in row.cells) or 1
    places = []
    x = rect.left() + PADDING + box
    for cell in row.cells:
        width = cell.width if cell.share == 0 else max(20, free * cell.share // shares)
        left = rect.left() + rect.right() - x - width + 1 if mirrored else x
        places.append(QRect(left, rect.top(), width, rect.height()))
        x += width + GAP
    return places


@lru_cache(4096)
def reads_right_to_left(text: str, otherwise: bool) -> bool:
    """Say where a text begins: by the words that stand about what it quotes, whichever way that runs."""
    depth, about = 0, []
    for char in text:
        depth += (char in "\u2066\u2067\u2068") - (char == "\u2069" and depth > 0)
        if not depth:
            about.append(char)
    words = "".join(about)
    return is_right_to_left(words if any(map(str.isalpha, words)) else text, otherwise=otherwise)


def _inner(cell: Cell, width: int) -> int:
    return width - 10 if cell.bar else width


@lru_cache(2048)
def _broken(text: str, cell: tuple[int, bool, bool], width: int, rtl: bool, lines: int) -> tuple[str, ...]:
    """Return the first lines of a text as it breaks at a width; the last one elided when there is more."""
    font, metrics = typeface(*cell)
    flat = " ".join(text[:2_000].split())
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(flat, font)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    while len(found) < lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(20, width))
        start = line.textStart()
        if len(found) == lines - 1:
            found.append(metrics.elidedText(flat[start:], Qt.TextElideMode.ElideRight, max(20, width)))
        else:
            found.append(flat[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(found)


def _paint_cell(painter: QPainter, cell: Cell, place: QRect, mirrored: bool, lines: int) -> None:
    font, metrics = _type_of(cell)
    inner = _inner(cell, place.width())
    left = place.left()
    if cell.bar:
        bar = place.right() - 2 if mirrored else place.left()
        painter.fillRect(QRect(bar, place.top() + 10, 3, place.height() - 20), theme.color(cell.bar))
        left = place.left() if mirrored else place.left() + 10
    rtl = mirrored if cell.labels else reads_right_to_left(cell.text, mirrored)
    look = (cell.pixels, cell.bold, cell.struck)
    broken = _broken(cell.text, look, inner, rtl, lines) if cell.text else ()
    height = metrics.lineSpacing() * len(broken) + (20 if cell.below else 0)
    top = place.top() + (place.height() - height) / 2
    painter.setPen(theme.color(cell.color))
    for line in broken:
        draw_line(painter, line, font, QRectF(left, top, inner, metrics.lineSpacing()), rtl)
        top += metrics.lineSpacing()
    if cell.below:
        small, measure = typeface(13)
        below = measure.elidedText(cell.below, Qt.TextElideMode.ElideRight, inner)
        painter.setPen(theme.color("text2"))
        below_rtl = mirrored if cell.labels else reads_right_to_left(cell.below, mirrored)
        # Under its text, whatever side that begins at: a second line far away would belong to nothing.
        draw_line(painter, below, small, QRectF(left, top, inner, 20), below_rtl, start_side=below_rtl == rtl)


def _paint_chips(painter: QPainter, look: Look, rect: QRect) -> None:
    """Draw the chips on their tints, or outlined where the row has a tint of its own that theirs would vanish in."""
    font, metrics = typeface(CHIP_PIXELS)
    is_tinted = look.is_chosen or look.is_under_the_mouse
    x = rect.right() - PADDING
    for chip, width in zip(reversed(look.row.chips), reversed(_chip_widths(look.row, rect.width())), strict=True):
        left = rect.left() + rect.right() - x if look.mirrored else x - width
        place = QRectF(left, rect.center().y() - CHIP_HEIGHT / 2, width, CHIP_HEIGHT)
        painter.setPen(theme.color(chip.color) if is_tinted else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface" if is_tinted else chip.tint))
        painter.drawRoundedRect(place, 8, 8)
        painter.setPen(theme.color(chip.color))
        painter.setFont(font)
        room, text = width - 2 * CHIP_PADDING, chip.text
        if _chip_advance(text) > room:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        x -= width + CHIP_GAP


def _paint_box(painter: QPainter, checked: bool, rect: QRect, mirrored: bool) -> None:
    side = 16
    left = rect.right() - PADDING - side if mirrored else rect.left() + PADDING
    place = QRectF(left, rect.center().y() - side / 2, side, side)
    painter.setPen(theme.color("ink" if checked else "border"))
    painter.setBrush(theme.color("ink") if checked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place, 3, 3)
    if checked:
        pen = painter.pen()
        pen.setColor(theme.color("on_ink"))
        pen.setWidthF(2)
        painter.setPen(pen)
        at = place.topLeft()
        painter.drawPolyline([at + p for p in _TICK])


_TICK = tuple(QRectF(x, y, 0, 0).topLeft() for x, y in ((3.5, 8.5), (6.5, 11.5), (12.5, 4.5)))
