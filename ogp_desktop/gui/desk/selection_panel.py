"""Selection: how participants were identified, and of one person whether they are retained, wait or were refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.participants import selection

if TYPE_CHECKING:
    from ogp_desktop.gui.forms.ui_list_screen import Ui_ListScreen
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.event.reference import Reference
    from ogp_desktop.services.participants.people import Record


class SelectionPanel:
    """Drives the fields beside the people."""

    def __init__(self, workplace: Workplace, form: Ui_ListScreen) -> None:
        self._work, self._form = workplace, form
        self._person: Record | None = None
        self._noted = ""
        form.identification.editingFinished.connect(self._note_identification)
        form.criterion.returnPressed.connect(self.save)
        form.save_selection.clicked.connect(self.save)

    def retranslate(self) -> None:
        """Fill the choices."""
        state = self._form.state
        chosen = state.currentData()
        state.clear()
        for each in (selection.NONE, *selection.STATES):
            state.addItem(say(f"list.state.{each}"), each)
        state.setCurrentIndex(max(0, state.findData(chosen)))

    def show_identification(self, noted: str) -> None:
        """Show how participants were identified, unless somebody is writing it."""
        self._noted = noted
        if not self._form.identification.hasFocus():
            self._form.identification.setText(noted)

    def show(self, person: Record | None, reference: Reference) -> None:
        """Show what is known of the selection of a person."""
        form = self._form
        self._person = None if person is None or person["erased"] else person
        for widget in (form.state, form.criterion, form.save_selection):
            widget.setEnabled(self._person is not None)
        known = self._person or {}
        form.person.setText(reference.script_name(known, language()) if known else say("list.choose_person"))
        form.state.setCurrentIndex(max(0, form.state.findData(known.get("selection") or selection.NONE)))
        form.criterion.setText(known.get("criterion") or "")

    def choose(self) -> None:
        """Go where the state of the current person is said."""
        if self._form.state.isEnabled():
            self._form.state.setFocus()

    def save(self) -> None:
        """Save the state and the criterion of the person."""
        if self._person is None:
            return
        person, form = self._person["id"], self._form
        state, criterion = str(form.state.currentData()), form.criterion.text()
        says = say("list.selection_saved", name=form.person.text())
        self._work.do(lambda bench: selection.select(bench, person, state, criterion), says)
        form.people.setFocus()

    def _note_identification(self) -> None:
        text = self._form.identification.text()
        if text.strip() != self._noted.strip():
            self._noted = text
            self._work.do(lambda bench: selection.note_identification(bench, text), say("list.identification_saved"))
