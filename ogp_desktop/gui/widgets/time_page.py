"""The page that corrects when somebody arrived, where a clock was wrong or a list was typed in later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.card_page import CardPage
from ogp_desktop.gui.widgets.search_edit import SearchEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.services.participants.people import Record


class TimePage(CardPage):
    """Asks for hours and minutes; Enter keeps them."""

    keys = ("hint.enter_saves", "hint.escape_back", "hint.help")

    corrected = Signal(str, str)
    """The id of the person, and the hour that was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person, self._name = "", ""
        self.field = SearchEdit()
        self.field.setObjectName("arrival_time")
        self.field.setMaximumWidth(120)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhTime)
        self.field.returnPressed.connect(lambda: self.corrected.emit(self._person, self.field.text()))
        self.ask_with(self.field)

    def ask(self, person: Record, name: str) -> None:
        """Ask about the arrival of a person."""
        self._person, self._name = person["id"], name
        self.retranslate()
        self.field.setText(str(person["arrived"])[11:16])
        self.field.selectAll()
        self.field.setFocus()

    def retranslate(self) -> None:
        """Say it in the language that is spoken now."""
        self.title.setText(say("desk.time_title", name=self._name))
        self.field.setAccessibleName(say("desk.time_field"))
        self.note.setText(say("desk.time_hint"))
