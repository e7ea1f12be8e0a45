"""The columns of a file that is looked at: which row holds their titles, what each is read as; corrected by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ogp_desktop.gui.desk import list_rows
from ogp_desktop.gui.translation import say
from ogp_desktop.services.participants import registration
from ogp_desktop.sheets import columns
from ogp_desktop.sheets.registration import understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.gui.aside import Aside
    from ogp_desktop.gui.forms.ui_list_screen import Ui_ListScreen
    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.sheets.registration import RegistrationList


class ColumnsPanel(QObject):
    """Shows them beside the people; what is corrected is understood anew, aside."""

    corrected = Signal(object)
    """The `RegistrationList` as it is understood then."""

    def __init__(self, parent: QObject, form: Ui_ListScreen, aside: Aside) -> None:
        super().__init__(parent)
        self._form, self._aside = form, aside
        self._listed: RegistrationList | None = None
        form.columns.set_row_height(50)
        form.columns.chosen_row.connect(lambda _: self._show_field())
        form.columns.entered_row.connect(lambda _: self.choose_field())
        form.field.activated.connect(lambda _: self._map())
        form.header.activated.connect(lambda _: self._point())

    def show(self, listed: RegistrationList | None) -> None:
        """Show the columns of a list, in the language that is spoken."""
        self._listed = listed
        form = self._form
        form.field.clear()
        form.field.addItem(say("list.field.none"), "")
        for field in columns.fields():
            form.field.addItem(say(f"list.field.{field}"), field)
        if listed is None:
            return
        form.header.clear()
        for row, told in list_rows.header_rows(listed):
            form.header.addItem(told, row)
        form.header.setCurrentIndex(form.header.findData(listed.header_row))
        current = form.columns.current()
        ids = [str(place) for place, title in enumerate(listed.headers) if title or place in listed.mapping]
        form.columns.show_rows(ids, self._rows, current or (ids[0] if ids else ""))
        self._show_field()

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: list_rows.column_row(self._listed, int(row)) for row in ids} if self._listed else {}

    # What a column is.

    def _show_field(self) -> None:
        form, column = self._form, self._form.columns.current()
        if self._listed is None or not column:
            return
        form.field.setCurrentIndex(max(0, form.field.findData(self._listed.mapping.get(int(column), ""))))
        form.field.setEnabled(int(column) not in self._listed.refused)

    def choose_field(self) -> None:
        """Go where it is said what the current column is."""
        if self._form.field.isEnabled():
            self._form.field.setFocus()

    def _map(self) -> None:
        """Read the current column as what was chosen; another column of the same field is left out."""
        listed, column = self._listed, self._form.columns.current()
        if listed is None or not column:
            return
        field = self._form.field.currentData()
        mapping = {place: name for place, name in listed.mapping.items() if place != int(column) and name != field}
        if field:
            mapping[int(column)] = field
        table, digest, file, header = listed.table, listed.file_sha256, listed.file, listed.header_row
        self._aside.do(lambda: understood(table, digest, mapping, file, header), self.corrected.emit)

    # Where the titles are.

    def choose_header(self) -> None:
        """Go where it is said which row holds the titles."""
        self._form.header.setFocus()

    def _point(self) -> None:
        """Read the chosen row as the titles; the columns are mapped anew."""
        listed, row = self._listed, int(self._form.header.currentData())
        if listed is not None and row != listed.header_row:
            self._aside.do(lambda: registration.pointed(listed, row), self._pointed)

    def _pointed(self, listed: RegistrationList) -> None:
        """Tell the list as it is understood then, unless another row was chosen meanwhile."""
        if self._form.header.currentData() == listed.header_row:
            self.corrected.emit(listed)
        else:
            self._listed = listed
            self._point()
