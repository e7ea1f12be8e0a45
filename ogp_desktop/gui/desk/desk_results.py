"""The list of the desk: who is found, who is still expected, or what to do where nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ogp_desktop.gui.desk.person_rows import PersonRows, namesakes
from ogp_desktop.gui.translation import say
from ogp_desktop.services.participants.people import shown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.gui.forms.ui_desk_screen import Ui_DeskScreen
    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.services.participants.directory import Directory
    from ogp_desktop.services.participants.people import Record

NEAR = 3
ROW_HEIGHT = 62
IN_SIGHT = 8
EXPECTED = 100
"""Those still expected who are listed while nothing is typed; nobody scrolls further."""


class DeskResults:
    """Shows what the search finds; the first one found is chosen."""

    def __init__(self, form: Ui_DeskScreen, rows: PersonRows) -> None:
        self._form, self._rows = form, rows
        form.results.set_row_height(ROW_HEIGHT)
        form.results.let_rows_change()
        form.results.rows.around = (0, IN_SIGHT)
        form.results.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        form.results.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        form.nobody.hide()  # until it is known who is on the list

    def show(self, directory: Directory, text: str, expected: int, touched: set[str] | None = None) -> None:
        """Show who is found by `text`, or the first of the `expected` who have not come.

        Where the same are listed as before, only the `touched` ones are painted anew; all, when None.
        """
        form, results, empty = self._form, self._form.results, not directory.people
        found = directory.find(text) if text else directory.expected(EXPECTED)
        ids = [person["id"] for person in found]
        twins = namesakes(found) if text else set()
        anew = None if text and touched else touched  # whoever has another name may be, or have been, a namesake
        results.show_rows(ids, lambda wanted: self._made(wanted, directory.people, twins), "", anew)
        if text and ids:
            results.make_current(ids[0])
        else:
            results.choose_none()
        form.results_title.setText(self._title(bool(text), len(ids) if text else expected))
        for widget, is_shown in (
            (results, bool(ids)),
            (form.results_title, bool(ids)),
            (form.nobody, not ids),
            (form.import_list, empty),
            (form.add_first, empty or bool(text)),
        ):
            if widget.isHidden() == is_shown:  # asking costs nothing, hiding lays everything out anew
                widget.setVisible(is_shown)
        if not ids:
            form.nobody_text.setText(nobody(directory, text))

    def _title(self, is_found: bool, count: int) -> str:
        if not count:
            return ""
        return say("desk.found", n=count) if is_found else say("desk.still_expected", n=count)

    def _made(self, ids: Sequence[str], people: dict[str, Record], twins: set[str]) -> dict[str, Row]:
        return {row: self._rows.row(people[row], row in twins) for row in ids if row in people}


def nobody(directory: Directory, text: str) -> str:
    """Return what to say where nobody is found: who is near, or what to do."""
    if not directory.people:
        return say("desk.empty")
    if not text:
        return say("desk.type_to_find")
    near = directory.near(text, NEAR)
    if not near:
        return say("desk.unknown", text=text)
    return say("desk.unknown_near", text=text, near=[shown_name(person) for person in near])
