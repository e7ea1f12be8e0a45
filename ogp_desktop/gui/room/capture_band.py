"""The band under the editors: what is being done with an idea that was said before, and what it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.search_edit import SearchEdit
from ogp_desktop.services.room.workshop import Workshop

if TYPE_CHECKING:
    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.forms.ui_room_screen import Ui_RoomScreen
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.event.reference import Reference

Mode = Literal["", "withdrawing", "parking"]

REASONS = ("room.reason.twice", "room.reason.taken_back", "room.reason.off_subject", "room.reason.mistake")


class CaptureBand(QObject):
    """Correcting and completing tell which idea; withdrawing asks why, parking for which room, and does it."""

    turned = Signal()
    """Another thing is asked, or nothing any more."""
    done = Signal()
    """What was asked is answered, and what was to be done is under way."""
    told = Signal(str)
    """A sentence to show for a moment."""
    parked_as_typed = Signal(str)
    """The idea that is being typed is for the room of this theme."""

    def __init__(self, workplace: Workplace, form: Ui_RoomScreen, reference: Reference, session: str) -> None:
        super().__init__(form.editing_band)
        self._work, self._form, self._reference, self._session = workplace, form, reference, session
        self._mode: Mode = ""
        self._row, self._number = "", ""
        self._reason = SearchEdit()
        form.reason.setLineEdit(self._reason)
        form.reason.setCompleter(None)  # type: ignore[arg-type]  # what is typed is not guessed
        self._reason.returnPressed.connect(self.answer)
        self.hide()

    def retranslate(self) -> None:
        """Fill the reasons and the themes; what was chosen stays."""
        form = self._form
        typed, chosen = self._reason.text(), form.theme.currentData()
        form.reason.clear()
        form.reason.addItems([say(key) for key in REASONS])
        form.reason.setCurrentIndex(-1)
        self._reason.setText(typed)
        self._reason.setPlaceholderText(say("room.reason"))
        self._reason.setAccessibleName(say("room.reason"))
        form.theme.clear()
        form.theme.addItem(say("room.theme.here"), "")
        for theme, title in self._themes():
            form.theme.addItem(title, theme)
        form.theme.setCurrentIndex(max(0, form.theme.findData(chosen)))
        self._name_enter()

    def _themes(self) -> list[tuple[str, str]]:
        """Return the other rooms' themes, then those that no room of the event has."""
        ours = next((each["theme"] for each in self._reference.sessions if each["id"] == self._session), None)
        found: dict[str, str] = {}
        for session in self._reference.sessions:
            if session["theme"] and session["theme"] != ours:
                found.setdefault(session["theme"], session_title(session))
        for theme in self._reference.themes:
            if theme["id"] != ours:
                found.setdefault(theme["id"], titled(theme, "title", language()))
        return list(found.items())

    @property
    def asks(self) -> bool:
        """Say whether an answer is awaited."""
        return self._mode in ("withdrawing", "parking")

    def tell(self, sentence: str) -> None:
        """Say which idea stands in the editors."""
        self._show("", sentence)

    def ask_reason(self, row: str, number: str) -> None:
        """Ask why an idea is withdrawn; its number, the hour and the reason stay."""
        self._row, self._number = row, number
        self._form.reason.setCurrentIndex(-1)
        self._reason.clear()
        self._show("withdrawing", say("room.withdrawing", number=number))
        self._form.reason.setFocus()

    def ask_theme(self, row: str, number: str, theme: str) -> None:
        """Ask for which room an idea is; the one that is being typed has no id and no number yet."""
        themes = self._form.theme
        self._row, self._number = row, number
        self._show("parking", say("room.parking", number=number) if row else say("room.parking_new"))
        themes.setCurrentIndex(0 if theme else min(1, themes.count() - 1))
        themes.setFocus()

    def _show(self, mode: Mode, sentence: str) -> None:
        form = self._form
        self._mode = mode
        form.editing_text.setText(sentence)
        form.reason.setVisible(mode == "withdrawing")
        form.theme.setVisible(mode == "parking")
        form.editing_band.show()
        self._name_enter()

    def hide(self) -> None:
        """Be done."""
        self._mode = ""
        self._form.editing_band.hide()
        self._name_enter()

    def _name_enter(self) -> None:
        """Say on the button what Enter does now."""
        self._form.save.setText(say("room.withdraw_now" if self._mode == "withdrawing" else "room.save"))
        self.turned.emit()

    def keys_of_now(self) -> tuple[str, ...]:
        """Return the words of the keys that matter; none where nothing is asked and no idea is corrected."""
        if self._mode:
            return ("hint.enter_withdraws" if self._mode == "withdrawing" else "hint.enter_notes", "hint.escape_back")
        if self._form.ideas.hasFocus():
            return ("hint.edit", "hint.delete_withdraws", "hint.escape_back")
        if not self._form.editing_band.isHidden():
            return ("hint.enter_saves", "hint.tab_moves", "hint.escape_back")
        return ()

    def answer(self) -> None:
        """Do what was asked about, as it was answered."""
        (self._withdraw if self._mode == "withdrawing" else self._park)()

    def _withdraw(self) -> None:
        row, reason = self._row, self._reason.text()
        if not reason.strip():
            self.told.emit(say("room.reason_needed"))
            return

        def withdraw(bench: Bench) -> None:
            from ogp_desktop.services.desk.arrivals import Desk

            Workshop(bench).withdraw(row, reason, Desk(bench).moment(None))

        number = self._number

        def refused(trouble: Trouble) -> None:
            if not self.asks:
                self.ask_reason(row, number)
                self._reason.setText(reason)
            self._work.troubled.emit(trouble)

        self._work.do(withdraw, say("room.withdrawn", number=number), failed=refused)
        self.done.emit()

    def _park(self) -> None:
        row, theme = self._row, str(self._form.theme.currentData() or "")
        if row:
            says = say("room.parked", number=self._number) if theme else say("room.unparked", number=self._number)
            self._work.do(lambda bench: Workshop(bench).park(row, theme), says)
        self.done.emit()
        if not row:
            self.parked_as_typed.emit(theme)
