"""The registration list: who is registered and how they were selected; a file is seen before it is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ogp_desktop.gui.button_screen import ButtonScreen
from ogp_desktop.gui.desk import list_rows
from ogp_desktop.gui.desk.list_preview import ListPreview
from ogp_desktop.gui.desk.selection_panel import SelectionPanel
from ogp_desktop.gui.forms.ui_list_screen import Ui_ListScreen
from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.participants import registration, selection
from ogp_desktop.services.participants.people import People

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.participants.list_comparison import Comparison
    from ogp_desktop.services.participants.people import Record

WANTED = "*.xlsx *.xls *.ods *.csv"


class ListScreen(ButtonScreen):
    """Two pages: the people, and the preview of a file."""

    name = "list"
    form: Ui_ListScreen
    concerned = frozenset(
        {"participant", "identity", "selection", "erasure", "event", "list_import", "branch", "arrival"}
    )
    hints = ("hint.open_list", "hint.views", "hint.escape_back")

    left = Signal()
    """Back to where the person came from."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(form := Ui_ListScreen(), workplace)
        self._reference = Reference(workplace.bench)
        self._people: dict[str, Record] = {}
        self._last_import = ""
        self.preview = ListPreview(self, workplace, form)
        self.preview.opened.connect(self._show_preview)
        self.preview.imported.connect(self._imported)
        self.preview.troubled.connect(self.troubled)
        self.preview.told.connect(self.told)
        self.selection = SelectionPanel(workplace, form)
        form.people.set_row_height(50)
        form.people.chosen_row.connect(self._choose_person)
        form.people.entered_row.connect(lambda _: self.selection.choose())
        form.choose.clicked.connect(self.choose)
        form.other_file.clicked.connect(self.choose)
        form.undo_import.clicked.connect(self._undo_import)
        form.drop.files_dropped.connect(lambda paths: self.preview.open(paths[0]))
        self.add_key("list.choose", "Ctrl+O", self.choose, in_header=True)
        self.add_key("list.back", "Esc", self._back, in_header=True)
        self.add_key("list.next_view", "F6", self._next_view)
        self.add_key("list.change", "F2", self._change)
        self.add_key("list.point", "F4", self._point)
        self.add_key("list.do_import", "Ctrl+Return", self.preview.do_import)
        self.retranslate()

    @property
    def _previews(self) -> bool:
        return self.form.pages.currentWidget() is self.form.preview_page

    def heading(self) -> Heading:
        """Return the event."""
        return Heading(
            say("list.title"), list_rows.event_title(self._reference), "", bool(self._reference.event["demonstration"])
        )

    def first_field(self) -> QWidget:
        """Begin where a list is chosen."""
        return self.form.choose

    def retranslate(self) -> None:
        """Fill the choices and say again what is shown."""
        self.selection.retranslate()
        self.preview.retranslate()

    def show_state(self) -> None:
        """Read everyone, the selection and the latest import."""
        self._reference.read()
        bench, form = self.work.bench, self.form
        self._people = {person["id"]: person for person in People(bench).everyone()}
        names = {row: self._reference.script_name(person, language()) for row, person in self._people.items()}
        ids = sorted(self._people, key=lambda row: (not names[row], names[row].casefold()))
        form.people.show_rows(ids, self._rows)
        form.people.setVisible(bool(ids))
        form.nobody.setVisible(not ids)
        form.people_title.setText(say("list.registered", n=len(ids)))
        counts = selection.counts(bench)
        told = [say(f"list.count.{state}", count=str(counts[state])) for state in selection.STATES if counts[state]]
        form.people_counts.setText(" · ".join(told))
        self.selection.show_identification(selection.identification(bench))
        self._choose_person(form.people.current())
        self._show_last_import()
        if self._previews:
            self.preview.compare_anew()

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: list_rows.registered_row(self._people[row], self._reference) for row in ids if row in self._people}

    def _choose_person(self, row: str) -> None:
        self.selection.show(self._people.get(row), self._reference)

    def _show_last_import(self) -> None:
        noted = registration.last_import(self.work.bench)
        self._last_import = noted["id"] if noted else ""
        self.form.undo_import.setVisible(noted is not None)
        self.form.last_import.setVisible(noted is not None)
        if noted is not None:
            counts = {"added": noted["added"] or 0, "updated": noted["updated"] or 0}
            time = (noted["at"] or "")[11:16]
            self.form.last_import.setText(say("list.last_import", file=noted["file"] or "", time=time, **counts))

    # The file.

    def choose(self) -> None:
        """Choose a list and show what is in it."""
        path, _ = QFileDialog.getOpenFileName(self, say("list.choose"), "", f"{say('list.files')} ({WANTED})")
        if path:
            self.preview.open(Path(path))

    def _show_preview(self) -> None:
        if not self._previews:
            self.form.pages.setCurrentWidget(self.form.preview_page)
            self.preview.show_view("people")
            self.form.columns.setFocus()

    def _imported(self, found: Comparison) -> None:
        self.form.pages.setCurrentWidget(self.form.people_page)
        if not found.rows("added") and not found.rows("updated"):
            self.told.emit(say("list.nothing_new"))
        (self.form.people if self.form.people.isVisible() else self.form.choose).setFocus()

    def _undo_import(self) -> None:
        """Take the import back that is shown, and none before it where the button is pressed twice."""
        shown = self._last_import
        if shown and not self.work.openings.is_saving("list_import", shown):
            gone = Saving("list_import", shown, None)
            says = say("list.import_undone")
            self.work.save(gone, lambda bench: registration.undo_last(bench, shown), says, failed=self.troubled.emit)

    # Keys.

    def _back(self) -> None:
        if self._previews:
            self.form.pages.setCurrentWidget(self.form.people_page)
            self.form.choose.setFocus()
        else:
            self.left.emit()

    def _next_view(self) -> None:
        if self._previews:
            self.preview.next_view()

    def _change(self) -> None:
        (self.preview.columns.choose_field if self._previews else self.selection.choose)()

    def _point(self) -> None:
        if self._previews:
            self.preview.columns.choose_header()

    def keys_of_now(self) -> tuple[str, ...]:
        """Return the keys of the list; where people are told apart, those that do so."""
        doubts = self._previews and self.form.same.isVisible()
        return ("hint.same_person", "hint.other_person", "hint.escape_back") if doubts else self.hints

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete says that a doubt is another person."""
        if self._previews and event.key() == Qt.Key.Key_Delete:
            self.preview.decide("other")
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Let nothing be read any more."""
        self.preview.stop()
        super().leave()
