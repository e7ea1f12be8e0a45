"""Selection: how participants were identified, and of one person whether they are retained, wait or were refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.participants import selection

if TYPE_CHECKING:
    from ogp_desktop.domain.trouble import Trouble
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
        self._shown = ("", "")
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
        field = self._form.identification
        if not field.hasFocus() and field.text() == self._noted:
            field.setText(noted)
            self._noted = noted

    def show(self, person: Record | None, reference: Reference) -> None:
        """Show what is known of the selection of a person, unless it is being written."""
        form = self._form
        is_same = self._person is not None and person is not None and self._person["id"] == person["id"]
        if is_same and self._typed() != self._shown:
            return
        self._person = None if person is None or person["erased"] else person
        for widget in (form.state, form.criterion, form.save_selection):
            widget.setEnabled(self._person is not None)
        known = self._person or {}
        form.person.setText(reference.script_name(known, language()) if known else say("list.choose_person"))
        known = known | self._work.openings.values("selection", known.get("id", ""))
        form.state.setCurrentIndex(max(0, form.state.findData(known.get("selection") or selection.NONE)))
        form.criterion.setText(known.get("criterion") or "")
        self._shown = self._typed()

    def _typed(self) -> tuple[str, str]:
        return str(self._form.state.currentData()), self._form.criterion.text()

    def choose(self) -> None:
        """Go where the state of the current person is said."""
        if self._form.state.isEnabled():
            self._form.state.setFocus()

    def save(self) -> None:
        """Save the state and the criterion of the person."""
        if self._person is None:
            return
        person, form = self._person["id"], self._form
        state, criterion = self._shown = self._typed()
        says = say("list.selection_saved", name=form.person.text())
        saving = Saving("selection", person, {"selection": state, "criterion": criterion})

        def refused(trouble: Trouble) -> None:
            self._shown = ("", "")
            self._work.troubled.emit(trouble)

        self._work.save(saving, lambda bench: selection.select(bench, person, state, criterion), says, failed=refused)
        form.people.setFocus()

    def _note_identification(self) -> None:
        text, before = self._form.identification.text(), self._noted
        if text.strip() == before.strip():
            return

        def refused(trouble: Trouble) -> None:
            self._noted = before
            self._work.troubled.emit(trouble)

        self._noted = text
        says = say("list.identification_saved")
        self._work.do(lambda bench: selection.note_identification(bench, text), says, failed=refused)
