"""A label that shows a text as it is, never as markup."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """Shows plain text: what people typed is never interpreted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", "PlainText")
