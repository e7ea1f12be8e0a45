"""A line to type in: its direction follows what is typed, and an empty one leaves Ctrl+Z to the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.gui.translation import is_mirrored
from ogp_desktop.gui.widgets.undo_aware import is_undo_or_redo, leaves_to_application

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QFocusEvent, QKeyEvent

NAME_LIMIT = 120


class SearchEdit(QLineEdit):
    """One line of plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(NAME_LIMIT)
        self.textChanged.connect(self._turn)

    def _turn(self, text: str) -> None:
        rtl = is_right_to_left(text, otherwise=is_mirrored())
        self.setProperty("layoutDirection", "RightToLeft" if rtl else "LeftToRight")
        if not text:
            self.unsetLayoutDirection()

    def _can_undo(self) -> bool:
        return bool(self.text()) and self.isUndoAvailable()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """From the first time somebody comes here to type, look at every key."""
        super().focusInEvent(event)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the application's undo have a Ctrl+Z that would undo nothing here."""
        if leaves_to_application(event, self._can_undo(), self.isRedoAvailable() and bool(self.text())):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Type."""
        if is_undo_or_redo(event) and not self.text():
            event.ignore()
            return
        super().keyPressEvent(event)
