"""A list of rows that are painted by us, so that texts in two directions stand right beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.gui import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Index = QModelIndex | QPersistentModelIndex
PADDING = 16
GAP = 12
CHIP_HEIGHT, CHIP_PIXELS = 22, 12
LINES = 2
MINIMUM_HEIGHT = 42
_ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Chip:
    """A small word at the end of a row, in a colour and on its tint."""

    text: str
    color: str = "text2"
    tint: str = "hover"


@dataclass(frozen=True)
class Cell:
    """One text of a row: its share of the width (0 = as wide as `width`), its size, a bar before it."""

    text: str
    share: int = 1
    width: int = 0
    pixels: int = theme.BODY
    bold: bool = False
    color: str = "text"
    bar: str = ""
    below: str = ""
    """A second, smaller line under the text."""
    struck: bool = False
    labels: bool = False
    """Words of the window, not what somebody said: they run in the window's direction."""


@dataclass(frozen=True)
class Row:
    """A row as it is painted: cells from the side where reading begins, chips at the other one."""

    id: str
    cells: tuple[Cell, ...]
    chips: tuple[Chip, ...] = ()
    spoken: str = ""
    """What a screen reader says; the texts of the cells when empty."""
    checked: bool | None = None
    chips_room: int = 0
    """The least width kept for chips, so that the cells of a list stand under each other."""
    lines: int = LINES

    @property
    def said(self) -> str:
        """Return the row in one sentence."""
        texts = [part for cell in self.cells for part in (cell.text, cell.below) if part]
        return self.spoken or ", ".join([*texts, *(chip.text for chip in self.chips)])


class RowModel(QStringListModel):
    """Holds ids; a row is made when it is painted, and kept until it is touched.

    The ids stand in Qt's own list, so that laying out ten thousand rows calls no Python.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._made: dict[str, Row] = {}
        self._make: Callable[[Sequence[str]], dict[str, Row]] = lambda _: {}
        self.around = (20, 40)
        """Rows above and below that are made at once; fewer where they are in memory anyway."""

    def show(
        self, ids: list[str], make: Callable[[Sequence[str]], dict[str, Row]], touched: set[str] | None = None
    ) -> None:
        """Show these rows; `make` makes several of them at once when they come into sight.

        When the ids are the same, only the `touched` ones are made and painted again; all, when None.
        """
        before, self._ids, self._make = self._ids, ids, make
        if ids == before and touched is not None:
            for row in touched & self._made.keys():
                del self._made[row]
                place = self.index(ids.index(row))
                self.dataChanged.emit(place, place)
            return
        self._made = {}
        if ids == before:
            if ids:
                self.dataChanged.emit(self.index(0), self.index(len(ids) - 1))
        elif len(ids) == len(before) + 1 and ids[1:] == before:
            self.insertRow(0)
        else:
            self.setStringList(ids)

    @property
    def ids(self) -> list[str]:
        """The ids, in order."""
        return self._ids

    def row(self, place: int) -> Row:
        """Return the row at a place; those around it are made at once."""
        row_id = self._ids[place]
        if row_id not in self._made:
            above, below = self.around
            around = self._ids[max(0, place - above) : place + below]
            if len(self._made) > 2_000:
                self._made.clear()
            self._made.update(self._make([each for each in around if each not in self._made]))
        return self._made.get(row_id) or Row(row_id, (Cell(""),))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row for its painter, its words for the others."""
        if not index.isValid():
            return None
        if role == _ROW_ROLE:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self.row(index.row()).said
        return None


class RowDelegate(QStyledItemDelegate):
    """Paints rows: every text in its own direction, wrapped to two lines, the rest elided."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        from PySide6.QtWidgets import QStyle  # its enumerations take 17 ms, which an empty launcher need not wait for

        row: Row = index.data(_ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        rect: QRect = option.rect
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.color("solution_tint"))
            side = rect.right() - 2 if mirrored else rect.left()
            painter.fillRect(QRect(side, rect.top(), 3, rect.height()), theme.color("solution"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        for cell, place in zip(row.cells, _places(row, rect, mirrored), strict=True):
            _paint_cell(painter, cell, place, mirrored, row.lines)
        _paint_chips(painter, row, rect, mirrored)
        if row.checked is not None:
            _paint_box(painter, row.checked, rect, mirrored)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the list's height of a row: the same for all, so that ten thousand cost no more than ten."""
        del option, index
        view = self.parent()
        return QSize(100, view.row_height if isinstance(view, RowView) else MINIMUM_HEIGHT)


class _Type(NamedTuple):
    """A font and what is measured with it; made once, as both are slow to make."""

    font: QFont
    metrics: QFontMetrics


@lru_cache(64)
def _type(pixels: int, bold: bool = False, struck: bool = False) -> _Type:
    made = theme.font(pixels, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setStrikeOut(struck)
    return _Type(made, QFontMetrics(made))


def _type_of(cell: Cell) -> _Type:
    return _type(cell.pixels, cell.bold, cell.struck)


def _chips_width(row: Row) -> int:
    metrics = _type(CHIP_PIXELS).metrics
    return max(row.chips_room, sum(metrics.horizontalAdvance(chip.text) + 16 + 8 for chip in row.chips))


def _places(row: Row, rect: QRect, mirrored: bool) -> list[QRect]:
    """Return where the cells stand, mirrored when the window is."""
    box = 28 if row.checked is not None else 0
    fixed = sum(cell.width for cell in row.cells if cell.share == 0)
    gaps = GAP * (len(row.cells) - 1)
    free = rect.width() - 2 * PADDING - box - fixed - gaps - _chips_width(row)
    shares = sum(cell.share for cell in row.cells) or 1
    places = []
    x = rect.left() + PADDING + box
    for cell in row.cells:
        width = cell.width if cell.share == 0 else max(20, free * cell.share // shares)
        left = rect.left() + rect.right() - x - width + 1 if mirrored else x
        places.append(QRect(left, rect.top(), width, rect.height()))
        x += width + GAP
    return places


def _inner(cell: Cell, width: int) -> int:
    return width - 10 if cell.bar else width


@lru_cache(2048)
def _broken(text: str, cell: tuple[int, bool, bool], width: int, rtl: bool, lines: int) -> tuple[str, ...]:
    """Return the first lines of a text as it breaks at a width; the last one elided when there is more."""
    font, metrics = _type(*cell)
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


def _paint_cell(painter: QPainter, cell: Cell, place: QRect, mirrored: bool, lines: int) -> None:
    font, metrics = _type_of(cell)
    inner = _inner(cell, place.width())
    left = place.left()
    if cell.bar:
        bar = place.right() - 2 if mirrored else place.left()
        painter.fillRect(QRect(bar, place.top() + 10, 3, place.height() - 20), theme.color(cell.bar))
        left = place.left() if mirrored else place.left() + 10
    rtl = mirrored if cell.labels else is_right_to_left(cell.text, otherwise=mirrored)
    look = (cell.pixels, cell.bold, cell.struck)
    broken = _broken(cell.text, look, inner, rtl, lines) if cell.text else ()
    height = metrics.lineSpacing() * len(broken) + (20 if cell.below else 0)
    top = place.top() + (place.height() - height) / 2
    painter.setPen(theme.color(cell.color))
    for line in broken:
        draw_line(painter, line, font, QRectF(left, top, inner, metrics.lineSpacing()), rtl)
        top += metrics.lineSpacing()
    if cell.below:
        small, measure = _type(13)
        below = measure.elidedText(cell.below, Qt.TextElideMode.ElideRight, inner)
        painter.setPen(theme.color("text2"))
        below_rtl = mirrored if cell.labels else is_right_to_left(below, otherwise=mirrored)
        # Under its text, whatever side that begins at: a second line far away would belong to nothing.
        draw_line(painter, below, small, QRectF(left, top, inner, 20), below_rtl, start_side=below_rtl == rtl)


def _paint_chips(painter: QPainter, row: Row, rect: QRect, mirrored: bool) -> None:
    font, metrics = _type(CHIP_PIXELS)
    x = rect.right() - PADDING
    for chip in reversed(row.chips):
        width = metrics.horizontalAdvance(chip.text) + 16
        left = rect.left() + rect.right() - x if mirrored else x - width
        place = QRectF(left, rect.center().y() - CHIP_HEIGHT / 2, width, CHIP_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(chip.tint))
        painter.drawRoundedRect(place, 8, 8)
        painter.setPen(theme.color(chip.color))
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, chip.text)
        x -= width + 8


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


class RowView(QListView):
    """The list; Enter, Space and Delete are told, the arrows move."""

    entered_row = Signal(str)
    """Enter or a double click on a row."""
    toggled_row = Signal(str)
    """Space on a row."""
    chosen_row = Signal(str)
    """Another row is the current one; empty when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row_height = MINIMUM_HEIGHT
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda index: self.entered_row.emit(self.rows.ids[index.row()]))
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen_row.emit(self.current()))

    def set_row_height(self, pixels: int) -> None:
        """Give every row this height."""
        self.row_height = pixels
        self.scheduleDelayedItemsLayout()

    def current(self) -> str:
        """Return the id of the current row, nothing when there is none."""
        index = self.currentIndex()
        return self.rows.ids[index.row()] if index.isValid() and index.row() < len(self.rows.ids) else ""

    def show_rows(
        self,
        ids: list[str],
        make: Callable[[Sequence[str]], dict[str, Row]],
        current: str | None = None,
        touched: set[str] | None = None,
    ) -> None:
        """Show rows; the one that was current stays so, unless another is named (`RowModel.show`)."""
        wanted = self.current() if current is None else current
        self.rows.show(ids, make, touched)
        if wanted in ids:
            self.make_current(wanted)

    def make_current(self, row_id: str) -> None:
        """Make a row the current one and bring it into sight."""
        if row_id in self.rows.ids:
            self.setCurrentIndex(self.rows.index(self.rows.ids.index(row_id)))

    def choose_none(self) -> None:
        """Let no row be the current one."""
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def step(self, by: int) -> None:
        """Go up or down by so many rows."""
        count = len(self.rows.ids)
        if count:
            place = self.currentIndex().row() + by
            self.setCurrentIndex(self.rows.index(min(max(place, 0), count - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tell Enter and Space; letters are left to the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.current():
                self.entered_row.emit(self.current())
        elif event.key() == Qt.Key.Key_Space and self.current():
            self.toggled_row.emit(self.current())
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out anew when fonts or the direction change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
