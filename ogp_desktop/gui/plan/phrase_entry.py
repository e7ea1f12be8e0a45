"""A new phrase of the secretariat: typed twice, unseen unless one asks, or drawn and typed once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from ogp_desktop.gui.translation import say
from ogp_desktop.services.plan import keys

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PhraseEntry(QObject):
    """The fields `first` and `again` of a form, its buttons `show_phrase` and `suggest`, and `phrase_state`."""

    changed = Signal()

    def __init__(self, form: Any) -> None:  # noqa: ANN401 - a compiled form
        super().__init__(form.first)
        self._form = form
        for field in (form.first, form.again):
            field.textChanged.connect(lambda _: self.show_state())
        form.show_phrase.toggled.connect(self._show)
        form.suggest.clicked.connect(self.suggest)

    @property
    def phrase(self) -> str:
        """What was typed, however good."""
        return str(self._form.first.text())

    @property
    def is_ready(self) -> bool:
        """Say whether the phrase is long enough and was typed twice alike."""
        return self._is_long() and self.phrase == self._form.again.text()

    def next_field(self) -> QWidget:
        """Return the field that is still to be typed in."""
        field: QWidget = self._form.again if self._is_long() else self._form.first
        return field

    def clear(self) -> None:
        """Forget what was typed."""
        self._form.show_phrase.setChecked(False)
        self._form.first.clear()
        self._form.again.clear()

    def suggest(self) -> None:
        """Draw words, show them, and have them typed once."""
        self._form.first.setText(keys.suggested_words())
        self._form.again.clear()
        self._form.show_phrase.setChecked(True)
        self._form.again.setFocus()

    def show_state(self) -> None:
        """Say what is still missing."""
        count = keys.length_of(self.phrase)
        if not self._is_long():
            told = say("keys.phrase_length", n=count, least=keys.SHORTEST_WORDS)
        elif not self._form.again.text():
            told = say("keys.phrase_again")
        else:
            told = say("keys.phrase_same") if self.is_ready else say("keys.phrase_differs")
        self._form.phrase_state.setText(told)
        self.changed.emit()

    def _is_long(self) -> bool:
        return keys.length_of(self.phrase) >= keys.SHORTEST_WORDS

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in (self._form.first, self._form.again):
            field.setEchoMode(mode)
