"""The page that asks before somebody's data are erased: what goes, what stays, and that nothing takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_TEXTS = {"goes": "", "stays": "", "final": "warning"}
"""The sentences of the page, in their order, and their look."""


class ErasePage(QWidget):
    """Erasing is the second step: to keep has the focus, Enter and Escape keep."""

    keys = ("hint.enter_keeps", "hint.escape_back", "hint.help")

    erased = Signal(str)
    """The id of the person whose data are to be erased."""
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person, self._name = "", ""
        self.title = _label("title")
        self._texts = {key: _label(kind) for key, kind in _TEXTS.items()}
        self.keep, self.erase = QPushButton(), QPushButton()
        self.keep.setProperty("kind", "primary")
        self.keep.clicked.connect(self.kept)
        self.erase.clicked.connect(lambda: self.erased.emit(self._person))
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.setSpacing(12)
        buttons = QHBoxLayout()
        for button in (self.keep, self.erase):
            buttons.addWidget(button)
        buttons.addStretch()
        for label in (self.title, *self._texts.values()):
            inside.addWidget(label)
        inside.addLayout(buttons)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        outside.addStretch()
        self.retranslate()

    def ask(self, person: str, name: str) -> None:
        """Ask about a person."""
        self._person, self._name = person, name
        self.retranslate()
        self.keep.setFocus()

    def retranslate(self) -> None:
        """Say it in the language that is spoken now."""
        self.title.setText(say("desk.erase_title", name=self._name))
        for key, label in self._texts.items():
            label.setText(say(f"desk.erase_{key}"))
        self.keep.setText(say("desk.erase_keep"))
        self.erase.setText(say("desk.erase_do"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses the button that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.erase if self.erase.hasFocus() else self.keep).click()
        else:
            super().keyPressEvent(event)


def _label(kind: str) -> PlainLabel:
    label = PlainLabel()
    label.setWordWrap(True)
    if kind:
        label.setProperty("kind", kind)
    return label
