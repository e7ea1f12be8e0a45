"""The preview of a list: what its columns are, who it tells of, what would be done; nothing is saved yet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.gui.aside import Aside
from ogp_desktop.gui.desk import list_rows
from ogp_desktop.gui.desk.columns_panel import ColumnsPanel
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.participants import registration
from ogp_desktop.services.participants.list_columns import remember
from ogp_desktop.services.participants.list_rejected import write_rejected
from ogp_desktop.sheets.sheet_child import ENCODINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.gui.forms.ui_list_screen import Ui_ListScreen
    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.list_comparison import Comparison, Decision
    from ogp_desktop.sheets.registration import RegistrationList

VIEWS = ("people", "doubts", "rejected", "kept")


class ListPreview(QObject):
    """Drives the second page of the list's screen."""

    opened = Signal()
    """A list was read and stands on the page."""
    imported = Signal(object)
    """A `Comparison`: what was done."""
    troubled = Signal(object)
    told = Signal(str)

    def __init__(self, screen: QObject, workplace: Workplace, form: Ui_ListScreen) -> None:
        super().__init__(screen)
        self._form, self._work = form, workplace
        self._aside = Aside(self)
        self._aside.troubled.connect(self._failed)
        self.columns = ColumnsPanel(self, form, self._aside)
        self.columns.corrected.connect(self._understood)
        self._path = Path()
        self.listed: RegistrationList | None = None
        self.found: Comparison | None = None
        self.decisions: dict[int, Decision] = {}
        self._asked = 0
        self._view = "people"
        for view in VIEWS:
            button = getattr(form, f"{view}_view")
            button.clicked.connect(lambda _=False, each=view: self.show_view(each))
        form.do_import.setEnabled(False)
        form.lines.set_row_height(50)
        form.source.activated.connect(lambda _: self._read_again())
        form.lines.entered_row.connect(lambda _: self.decide("same"))
        form.same.clicked.connect(lambda: self.decide("same"))
        form.other.clicked.connect(lambda: self.decide("other"))
        form.export_rejected.clicked.connect(self._export)
        form.do_import.clicked.connect(self.do_import)

    @property
    def is_busy(self) -> bool:
        """Say whether a file is being read."""
        return self._aside.is_busy

    def stop(self) -> None:
        """Let nothing be answered any more."""
        self._aside.stop()

    # Reading.

    def open(self, path: Path, encoding: str = "", sheet: int | None = None) -> None:
        """Read the list at `path`, aside; it is shown when it is understood."""
        self._form.choose.setEnabled(False)
        self._form.drop_explained.setText(say("list.reading", file=path.name))
        if self._aside.do(lambda: registration.read_list(path, encoding, sheet), self._understood):
            self._path = path

    def _failed(self, trouble: object) -> None:
        self._free()
        self.troubled.emit(trouble)

    def _free(self) -> None:
        self._form.choose.setEnabled(True)
        self._form.drop_explained.setText(say("list.choose_explained"))

    def _understood(self, listed: RegistrationList) -> None:
        self._free()
        is_other = self.listed is None or listed.file_sha256 != self.listed.file_sha256
        if is_other:
            self.decisions.clear()
        self.listed, self.found = listed, None
        self._fill_source()
        self.retranslate()
        self.opened.emit()
        self._compare()

    def _fill_source(self) -> None:
        """Offer the encodings of a text, or the sheets of a workbook that has several."""
        form, listed = self._form, self.listed
        if listed is None:
            return
        table = listed.table
        form.source.clear()
        if table.encoding:
            for encoding in dict.fromkeys((table.encoding, *ENCODINGS)):
                form.source.addItem(say(f"list.encoding.{encoding}"), encoding)
        else:
            for place, name in enumerate(table.sheets):
                form.source.addItem(name, place)
            form.source.setCurrentIndex(max(0, form.source.findText(table.name)))
        for widget in (form.source, form.source_label):
            widget.setVisible(form.source.count() > 1)
        form.source_label.setText(say("list.encoding" if table.encoding else "list.sheet"))

    def _read_again(self) -> None:
        chosen = self._form.source.currentData()
        if isinstance(chosen, str):
            self.open(self._path, chosen)
        else:
            self.open(self._path, "", int(chosen))

    def retranslate(self) -> None:
        """Say everything again."""
        if self.listed is not None:
            self._form.file.setText(self.listed.file)
        self.columns.show(self.listed)
        self._show_lines()

    # What would be done.

    def _compare(self) -> None:
        listed, decisions = self.listed, dict(self.decisions)
        self._form.do_import.setEnabled(False)
        if listed is None:
            return
        if not listed.has_names:
            self._form.summary.setText(say("list.no_names"))
            self._show_lines()
            return
        self._asked += 1
        asked = self._asked

        def compared(found: Comparison) -> None:
            if asked == self._asked:
                self.found = found
                self._form.do_import.setEnabled(True)
                self._show_lines()

        lang = language()

        def compare(bench: Bench) -> Comparison:
            return registration.compare(bench, listed, decisions, lang)

        self._work.do(compare, "", compared, self.troubled.emit)

    def compare_anew(self) -> None:
        """Compare with the register again, which has changed."""
        if self.listed is not None:
            self._compare()

    def show_view(self, view: str) -> None:
        """Show the people, the doubts, the rows not taken or what is kept."""
        self._view = view
        getattr(self._form, f"{view}_view").setChecked(True)
        self._form.lines.choose_none()
        self._show_lines()
        if self._form.lines.rows.ids:
            self._form.lines.step(1)
        self._form.lines.setFocus()

    def next_view(self) -> None:
        """Show the next of them that holds something."""
        place = VIEWS.index(self._view)
        following = (*VIEWS[place + 1 :], *VIEWS[: place + 1])
        self.show_view(next((view for view in following if self._rows_of(view)), "people"))

    def _rows_of(self, view: str) -> dict[str, Callable[[], Row]]:
        found, listed = self.found, self.listed
        if found is None or listed is None:
            return {}
        if view == "people":
            by_row = {person.row: person for person in listed.people}
            return {str(step.row): partial(list_rows.person_row, step, by_row[step.row]) for step in found.steps}
        if view == "doubts":
            return {str(doubt.row): partial(list_rows.doubt_row, doubt) for doubt in found.doubts}
        if view == "rejected":
            return {str(bad.row): partial(list_rows.rejected_row, listed, bad) for bad in found.rejected}
        return {f"{kept.row}/{kept.field}": partial(list_rows.kept_row, kept) for kept in found.kept}

    def _show_lines(self) -> None:
        form, found = self._form, self.found
        counts = {
            "people": len(found.steps) if found else 0,
            "doubts": len(found.doubts) if found else 0,
            "rejected": len(found.rejected) if found else 0,
            "kept": len(found.kept) if found else 0,
        }
        for view, count in counts.items():
            getattr(form, f"{view}_view").setText(say(f"list.view.{view}", count=str(count)))
        rows = self._rows_of(self._view)
        form.lines.show_rows(list(rows), lambda ids: {row: rows[row]() for row in ids if row in rows})
        form.lines_explained.setText(say(f"list.explained.{self._view}"))
        for button in (form.same, form.other):
            button.setVisible(self._view == "doubts" and bool(rows))
        form.export_rejected.setVisible(self._view == "rejected" and bool(rows))
        if found is not None and self.listed is not None:
            form.summary.setText(list_rows.summary(self.listed, found))

    def decide(self, decision: Decision) -> None:
        """Say whether the current doubt is the same person or another, and go to the next one."""
        if self._view != "doubts" or not self._form.lines.current():
            return
        self.decisions[int(self._form.lines.current())] = decision
        self._form.lines.step(1)
        self._compare()

    def _export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self._form.export_rejected, say("list.export_rejected"), "", "*.xlsx")
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the rows that are not taken."""
        listed, found, lang = self.listed, self.found, language()
        if listed is None or found is None:
            return
        target = path.with_suffix(".xlsx")
        self._aside.do(
            lambda: write_rejected(listed, found.rejected, target, lang),
            lambda count: self.told.emit(say("list.exported", count=str(count), file=target.name)),
        )

    def do_import(self) -> None:
        """Take the list into the register, off the window's thread."""
        listed, decisions = self.listed, dict(self.decisions)
        if listed is None or not self._form.do_import.isEnabled():
            return
        self._form.do_import.setEnabled(False)

        def done(found: Comparison) -> None:
            remember(listed)
            self.listed = self.found = None
            self.imported.emit(found)

        def failed(trouble: object) -> None:
            self._form.do_import.setEnabled(True)
            self.troubled.emit(trouble)

        says = say("list.import_saved", file=listed.file)
        self._work.do(lambda bench: registration.import_list(bench, listed, decisions), says, done, failed)
