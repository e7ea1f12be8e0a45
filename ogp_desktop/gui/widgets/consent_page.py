"""The page of a person's answers: what they agreed to, changed or taken back at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.consent_row import ConsentRow
from ogp_desktop.gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent


class ConsentPage(QWidget):
    """Enter keeps the answers, Escape leaves them as they were."""

    keys = ("hint.space_ticks", "hint.enter_saves", "hint.escape_back")

    answered = Signal(str, object)
    """The id of a person, and their answers by purpose."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person, self._name = "", ""
        self.title, self.row = PlainLabel(), ConsentRow()
        self.title.setProperty("kind", "title")
        self.title.setWordWrap(True)
        self.save, self.back = QPushButton(), QPushButton()
        self.save.setProperty("kind", "primary")
        self.save.clicked.connect(self._answer)
        self.back.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch()
        buttons.addWidget(self.save)
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.setSpacing(12)
        inside.addWidget(self.title)
        inside.addWidget(self.row)
        inside.addLayout(buttons)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        outside.addStretch()
        self.retranslate()

    def ask(self, person: str, name: str, answers: Mapping[str, bool]) -> None:
        """Show what a person answered."""
        self._person, self._name = person, name
        self.row.show_answers(answers)
        self.retranslate()
        self.row.first().setFocus()

    def retranslate(self) -> None:
        """Say the page in the language that is spoken."""
        self.title.setText(say("consent.of", name=self._name))
        self.save.setText(say("consent.save"))
        self.back.setText(say("consent.back"))
        self.row.retranslate()

    def _answer(self) -> None:
        self.answered.emit(self._person, self.row.answers())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter keeps what is ticked, wherever the focus is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer()
        else:
            super().keyPressEvent(event)
