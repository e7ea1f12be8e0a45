"""The footer: the three keys that matter now, and that everything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ogp_desktop.gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 32


class FooterBar(QFrame):
    """Hints at the start, the saved stamp at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "footer")
        self.setFixedHeight(HEIGHT)
        self.keys, self.saved = PlainLabel(), PlainLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 0, 24, 0)
        for label in (self.keys, self.saved):
            label.setProperty("kind", "secondary")
        line.addWidget(self.keys)
        line.addStretch(1)
        line.addWidget(self.saved)

    def show_hints(self, hints: Sequence[str]) -> None:
        """Show the keys that matter now."""
        self.keys.setText("   ·   ".join(hints))

    def show_saved(self, sentence: str) -> None:
        """Show when something was saved last."""
        self.saved.setText(sentence)
