"""The page "Test the scanner": one badge is scanned, and what the scanner types is told and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ogp_desktop.domain.badge import badge_digits, layout_of
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.card_page import CardPage, wrapped

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.settings import Settings


class ReaderPage(CardPage):
    """Nobody is checked in while it is shown."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._found: tuple[str, str] | None = None
        self._wrong = ""
        self.result = wrapped("")
        self.back = QPushButton()
        self.back.setObjectName("reader_back")
        self.back.clicked.connect(self.left)
        self.ask_with(self.result)
        self.inside.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)

    def ask(self) -> None:
        """Wait for a badge."""
        self._found, self._wrong = None, ""
        self.retranslate()
        self.back.setFocus()

    def take(self, typed: str, end: str) -> None:
        """Tell what the scanner typed, and remember how."""
        self._found, self._wrong = (typed, end), ""
        self._settings.scanner, self._settings.scanner_end = layout_of(typed) or "mixed", end
        self._settings.write()
        self.retranslate()

    def refuse(self, typed: str) -> None:
        """Tell that this is no badge, and what came."""
        self._found, self._wrong = None, typed
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language that is spoken now."""
        self.title.setText(say("desk.reader_title"))
        self.back.setText(say("desk.cancel"))
        self.note.setText(say("desk.reader_hint"))
        self.result.setText(self._told())

    def _told(self) -> str:
        if self._wrong:
            return say("desk.reader_wrong", typed=self._wrong)
        if self._found is None:
            return say("desk.reader_waits")
        typed, end = self._found
        lines = [
            say("desk.reader_reads", code=badge_digits(typed) or ""),
            say(f"desk.reader_keyboard.{layout_of(typed) or 'mixed'}"),
            say(f"desk.reader_end.{end or 'none'}"),
        ]
        return "\n".join(lines)
