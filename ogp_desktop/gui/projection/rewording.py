"""A conclusion in other words, in a line above the slide: kept as a draft until it is durable or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ogp_desktop.gui.field_drafts import FieldDrafts
from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.restitution import Restitution

if TYPE_CHECKING:
    from ogp_desktop.gui.forms.ui_restitution_screen import Ui_RestitutionScreen
    from ogp_desktop.gui.opened import Opened
    from ogp_desktop.gui.screen import Screen

LIMIT = 1_000


class Rewording(QObject):
    """Drives the line; what is typed of a conclusion comes back to it if it is refused."""

    def __init__(self, screen: Screen, form: Ui_RestitutionScreen) -> None:
        super().__init__(screen)
        self._screen, self._form = screen, form
        self._opened: Opened | None = None
        register = screen.work.bench.register
        self._drafts = FieldDrafts(register.path, register.scope, "wording")
        form.wording.setMaxLength(LIMIT)
        form.wording.textEdited.connect(self._keep_draft)
        form.wording.returnPressed.connect(self.save)
        form.keep_wording.clicked.connect(self.save)
        form.reword.hide()

    @property
    def row(self) -> str:
        """The conclusion that stands in the line, nothing where none does."""
        return self._opened.row if self._opened else ""

    def open(self, row: str) -> None:
        """Take a conclusion up, as it stands or as it was left; one that stands in the line already stays there."""
        if row != self.row:
            opened = self._screen.opened("conclusion", row)
            if opened is None or not opened.values:
                return
            self._opened = opened
            self._form.wording.setText(self._drafts.text(row) or opened.text("text"))
        self._form.reword.show()
        self._form.wording.setFocus()

    def save(self) -> None:
        """Save the words; nothing said leaves the conclusion as it stands."""
        opened, text = self._opened, self._form.wording.text()
        if opened is None:
            return
        self.put_aside()
        if not text.strip():
            self._drafts.keep(opened.row, "")
            return
        self._drafts.keep(opened.row, text)
        self._screen.work.save(
            Saving("conclusion", opened.row, {"text": text}),
            lambda bench: Restitution(bench).reword(opened.row, text, opened.seen),
            say("restitution.reworded"),
            lambda _: self._drafts.saved(opened.row, text),
            self._screen.troubled.emit,
        )

    def stop(self) -> bool:
        """Leave the conclusion as it stands; says whether one stood in the line."""
        row = self.row
        if row:
            self._drafts.keep(row, "")
        self.put_aside()
        return bool(row)

    def put_aside(self) -> None:
        """Do something else: what is typed is there again when the conclusion is taken up."""
        self._opened = None
        self._form.reword.hide()
        self._form.points.setFocus()

    def _keep_draft(self, text: str) -> None:
        if self._opened is not None:
            self._drafts.keep(self._opened.row, text)

    def leave(self) -> None:
        """Keep what is being typed and end."""
        self._drafts.close()
