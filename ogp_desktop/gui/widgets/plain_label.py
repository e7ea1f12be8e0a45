"""A label that shows a text as it is, never as markup."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """Shows plain text: what people typed is never interpreted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", "PlainText")


def plain_tip(text: str) -> str:
    """Return a text as a tooltip shows it as it is: Qt takes one for markup by its tags."""
    return text if "<" not in text else f"<qt>{text.replace('&', '&amp;').replace('<', '&lt;')}</qt>"
