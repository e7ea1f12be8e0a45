"""A page with one question on a card: a title, what is asked, a sentence below; Escape leaves it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ogp_desktop.gui.widgets.plain_label import PlainLabel


class CardPage(QWidget):
    """Stands in the place of a list until it is answered or left."""

    keys: tuple[str, ...] = ("hint.escape_back", "hint.help")
    """The words of the keys that matter while it is shown."""

    left = Signal()
    """Nothing more is asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.note = wrapped("title"), wrapped("secondary")
        card = QFrame()
        card.setProperty("kind", "card")
        self.inside = QVBoxLayout(card)
        self.inside.setContentsMargins(16, 16, 16, 16)
        self.inside.setSpacing(12)
        self.inside.addWidget(self.title)
        self.inside.addWidget(self.note)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        outside.addStretch()

    def ask_with(self, widget: QWidget) -> None:
        """Put a widget between title and note."""
        self.inside.insertWidget(self.inside.count() - 1, widget)


def wrapped(kind: str) -> PlainLabel:
    """Return a label of a kind whose text breaks into lines."""
    label = PlainLabel()
    label.setWordWrap(True)
    label.setProperty("kind", kind)
    return label
