"""Where ideas are typed: plain text, the direction of each text by its own letters, Enter saves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from ogp_desktop.domain.text.intake import intake
from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.gui.translation import is_mirrored
from ogp_desktop.gui.widgets.undo_aware import leaves_to_application

LIMIT = 5_000
"""Characters of one text; what is beyond in a paste is left out, and said."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class IdeaEdit(QTextEdit):
    """Several lines of plain text; never `QPlainTextEdit`, which leaves Arabic on the left."""

    entered = Signal()
    """Enter: save."""
    entered_again = Signal()
    """Ctrl+Enter: save, and go on with the same problem."""
    shortened = Signal(int)
    """A text was longer than the limit, which is given: the rest was not taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._turned: bool | None = None
        self.textChanged.connect(self._follow)

    def turn_over(self) -> None:
        """Read the text in the other direction, until it is empty again."""
        self._turned = not self._reads_right_to_left()
        self._apply_direction()

    def _follow(self) -> None:
        if not self.toPlainText():
            self._turned = None
        self._apply_direction()

    def _reads_right_to_left(self) -> bool:
        if self._turned is not None:
            return self._turned
        return is_right_to_left(self.toPlainText(), otherwise=is_mirrored())

    def _apply_direction(self) -> None:
        right_to_left = Qt.LayoutDirection.RightToLeft
        wanted = right_to_left if self._reads_right_to_left() else Qt.LayoutDirection.LeftToRight
        option = self.document().defaultTextOption()
        if option.textDirection() != wanted:
            option = QTextOption(option)
            option.setTextDirection(wanted)
            self.document().setDefaultTextOption(option)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language while there is no text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._apply_direction()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Take what is pasted as plain text, as long as it fits."""
        text = intake(source.text()[: LIMIT * 4])
        room = LIMIT - len(self.toPlainText()) + len(self.textCursor().selectedText())
        self.textCursor().insertText(text[: max(0, room)])
        if len(text) > room or len(source.text()) > LIMIT * 4:
            self.shortened.emit(LIMIT)

    def set_text(self, text: str) -> None:
        """Put a text in; the cursor stands at its end and there is nothing to undo here."""
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Let the application's undo have a Ctrl+Z that would undo nothing here."""
        document = self.document()
        if leaves_to_application(event, document.isUndoAvailable(), document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Type; Enter saves, Shift+Enter begins a line."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and modifiers == Qt.KeyboardModifier.NoModifier:
            self.entered.emit()
        elif event.key() in _ENTER and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.entered_again.emit()
        elif event.text() and event.text().isprintable() and len(self.toPlainText()) >= LIMIT:
            self.shortened.emit(LIMIT)
        else:
            super().keyPressEvent(event)
