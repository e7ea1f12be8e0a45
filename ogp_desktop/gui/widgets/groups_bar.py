"""The rooms that report back, in turn: which are ready, which are awaited, whose turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.plain_label import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.services.room.closing import Group


class GroupsBar(QWidget):
    """A button for each room, with its state in words."""

    chosen = Signal(str)
    """The id of the session of a room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._buttons: dict[str, QPushButton] = {}

    def show_groups(self, groups: Sequence[Group], current: str) -> None:
        """Show the rooms; the `current` one is pressed."""
        rows = [group.session["id"] for group in groups]
        if rows != list(self._buttons):
            self._make(rows)
        for group in groups:
            button = self._buttons[group.session["id"]]
            number = say("session.named", number=str(group.session["number"]))
            button.setText(f"{number} · {say(f'closing.{group.state}')}")
            button.setToolTip(plain_tip(session_title(group.session)))
            button.setAccessibleName(f"{session_title(group.session)}, {say(f'closing.{group.state}')}")
            button.setChecked(group.session["id"] == current)
        self.setVisible(len(groups) > 1)

    def _make(self, rows: list[str]) -> None:
        for button in self._buttons.values():
            self._line.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for row in rows:
            button = QPushButton(self)
            button.setProperty("kind", "view")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, each=row: self.chosen.emit(each))
            self._line.addWidget(button, 1)
            self._buttons[row] = button
