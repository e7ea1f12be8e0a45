"""A list of rows that are painted by us; what paints them is loaded with the first row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import QListView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.widgets.rows import Row

    Index = QModelIndex | QPersistentModelIndex

MINIMUM_HEIGHT = 42
ROW_ROLE = 0x0100
"""A number of our own, `Qt.UserRole`: Qt's names are made when first asked for, which no start should wait for."""
_SHOWN = 0
"""`Qt.DisplayRole`."""


class RowModel(QStringListModel):
    """Holds ids; a row is made when it is painted, and kept until it is touched.

    The ids stand in Qt's own list, so that laying out ten thousand rows calls no Python.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._made: dict[str, Row] = {}
        self._make: Callable[[Sequence[str]], dict[str, Row]] = lambda _: {}
        self.around = (8, 16)
        """Rows above and below that are made at once; fewer where they are in memory anyway."""

    def show(
        self, ids: list[str], make: Callable[[Sequence[str]], dict[str, Row]], touched: set[str] | None = None
    ) -> None:
        """Show these rows; `make` makes several of them at once when they come into sight.

        Only the `touched` ones are made and painted again; all, when None.
        """
        before, self._ids, self._make = self._ids, ids, make
        stale = self._made.keys() & (self._made if touched is None else touched)
        for row in stale:
            del self._made[row]
        if ids == before and touched is not None:
            for row in stale.intersection(ids) if stale else ():
                place = self.index(ids.index(row))
                self.dataChanged.emit(place, place)
        elif ids == before:
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
        return self._made.get(row_id) or self._empty(row_id)

    def _empty(self, row_id: str) -> Row:
        from ogp_desktop.gui.widgets.rows import Cell, Row

        return Row(row_id, (Cell(""),))

    def data(self, index: Index, role: int = _SHOWN) -> object:
        """Return a row for its painter, its words for the others."""
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self.row(index.row())
        if role in (QtCore.Qt.ItemDataRole.AccessibleTextRole, QtCore.Qt.ItemDataRole.DisplayRole):
            return self.row(index.row()).said
        return None


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
        self.row_height, self.rows_last = MINIMUM_HEIGHT, True
        self._is_dressed = False
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda index: self.entered_row.emit(self.rows.ids[index.row()]))

    def set_row_height(self, pixels: int) -> None:
        """Give every row this height."""
        self.row_height = pixels
        self.scheduleDelayedItemsLayout()

    def let_rows_change(self) -> None:
        """Paint rows straight, without keeping their pictures: at every key others stand here."""
        self.rows_last = False

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
        if ids and not self._is_dressed:
            self._dress()
        self.rows.show(ids, make, touched)
        if wanted in ids:
            self.make_current(wanted)

    def _dress(self) -> None:
        from ogp_desktop.gui.widgets.row_painting import Layouter, RowDelegate

        self.setItemDelegate(RowDelegate(self, lambda: self.row_height, self.rows_last))
        self.installEventFilter(Layouter(self))
        self._is_dressed = True

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

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Tell which row is the current one."""
        super().currentChanged(current, previous)
        self.chosen_row.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tell Enter and Space; letters are left to the window."""
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter) and not event.modifiers():
            if self.current():
                self.entered_row.emit(self.current())
        elif event.key() == QtCore.Qt.Key.Key_Space and self.current():
            self.toggled_row.emit(self.current())
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)
