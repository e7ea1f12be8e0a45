"""The header: what this screen is, where, the number that matters, and the actions of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ogp_desktop.gui.naming import keys_text
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.elided_label import ElidedLabel
from ogp_desktop.gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ogp_desktop.gui.screen import Heading

HEIGHT = 56


class HeaderBar(QFrame):
    """Title and subtitle at the start; counter, clock and actions at the end."""

    home_requested = Signal()
    """Back to the choice of event and post."""
    hand_over_requested = Signal()
    """To the page where the file is handed over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "header")
        self.setFixedHeight(HEIGHT)
        self._title, self._subtitle = _label("title", ElidedLabel), _label("secondary", ElidedLabel)
        self._mark, self._counter = _label("demonstration"), _label("clock")
        self._mark.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.home = QPushButton()
        self.home.clicked.connect(self.home_requested)
        self.hand_over = QPushButton()
        self.hand_over.clicked.connect(self.hand_over_requested)
        self.hand_over.hide()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 4, 16, 4)
        line.setSpacing(16)
        line.addLayout(names)
        line.addWidget(self._mark)
        line.addStretch(1)
        line.addWidget(self._counter)
        line.addLayout(self._buttons)
        line.addWidget(self.hand_over)
        line.addWidget(self.home)
        self._shown: list[tuple[QAction, QPushButton]] = []

    def show_heading(self, heading: Heading, actions: list[QAction], with_home: bool) -> None:
        """Show a screen's heading and its actions."""
        self._title.setText(heading.title)
        self._subtitle.setText(heading.subtitle)
        self._subtitle.setVisible(bool(heading.subtitle))
        self._counter.setText(heading.counter)
        self._counter.setVisible(bool(heading.counter))
        self._mark.setText(say("window.demonstration"))
        self._mark.setVisible(heading.demonstration)
        self.home.setText(say("window.home"))
        self.home.setVisible(with_home)
        if [action for action, _ in self._shown] != actions:
            self._place(actions)
        for action, button in self._shown:
            button.setText(f"{action.text()}  {keys_text(action)}")
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip() if action.toolTip() != action.text() else "")

    def show_way_out(self, action: QAction, shown: bool) -> None:
        """Show the button of handing over, where there is something to hand over."""
        self.hand_over.setText(f"{action.text()}  {keys_text(action)}")
        self.hand_over.setVisible(shown)

    def _place(self, actions: list[QAction]) -> None:
        for _, button in self._shown:
            self._buttons.removeWidget(button)
            button.deleteLater()
        self._shown = []
        for action in actions:
            button = QPushButton()
            button.clicked.connect(action.trigger)
            self._buttons.addWidget(button)
            self._shown.append((action, button))


def _label(kind: str, sort: type[PlainLabel] = PlainLabel) -> PlainLabel:
    made = sort()
    made.setProperty("kind", kind)
    return made
