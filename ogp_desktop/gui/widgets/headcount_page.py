"""Counts for inclusion, made by hand: arrows choose a group, + and - count; nobody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.plain_label import PlainLabel
from ogp_desktop.gui.widgets.row_view import RowView
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.personal.headcount import GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

_SIGNS = {"+": 1, "=": 1, "-": -1, "−": -1}
"""On a French keyboard + is = with Shift, which is easily forgotten."""


class HeadcountPage(QWidget):
    """A row a group, with how many all desks have counted."""

    keys = ("hint.arrows", "hint.plus_minus", "hint.escape_back")

    counted = Signal(str, int)
    """A group, and 1 or -1."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = dict.fromkeys(GROUPS, 0)
        self.title, self.told = PlainLabel(), PlainLabel()
        self.title.setProperty("kind", "title")
        self.told.setProperty("kind", "secondary")
        self.told.setWordWrap(True)
        self.groups = RowView()
        self.groups.set_row_height(40)
        self.groups.setMinimumHeight(100)
        self.more, self.fewer, self.back = QPushButton(), QPushButton(), QPushButton()
        self.more.setProperty("kind", "primary")
        self.more.clicked.connect(lambda: self._count(1))
        self.fewer.clicked.connect(lambda: self._count(-1))
        self.back.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch()
        buttons.addWidget(self.fewer)
        buttons.addWidget(self.more)
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.setSpacing(8)
        for widget in (self.title, self.told, self.groups):
            inside.addWidget(widget)
        inside.addLayout(buttons)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        self.retranslate()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many were counted."""
        self._counts = dict(counts)
        self.groups.show_rows(list(GROUPS), self._rows, "")
        if not self.groups.current():
            self.groups.make_current(GROUPS[0])

    def retranslate(self) -> None:
        """Say the page in the language that is spoken."""
        self.title.setText(say("headcount.title"))
        self.told.setText(say("headcount.told"))
        self.groups.setAccessibleName(say("headcount.title"))
        self.more.setText(say("headcount.more"))
        self.fewer.setText(say("headcount.fewer"))
        self.back.setText(say("headcount.back"))
        self.show_counts(self._counts)

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {group: self._row(group) for group in ids}

    def _row(self, group: str) -> Row:
        name = Cell(say(f"headcount.group.{group}"), bold=True, labels=True)
        return Row(group, (name,), (Chip(str(self._counts.get(group, 0))),), lines=1)

    def _count(self, by: int) -> None:
        self.counted.emit(self.groups.current() or GROUPS[0], by)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Count by the signs, whatever keyboard they are typed on."""
        by = _SIGNS.get(event.text())
        if by is not None:
            self._count(by)
        else:
            super().keyPressEvent(event)
