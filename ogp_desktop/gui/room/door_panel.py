"""At the door of the room: one action writes its papers and the association's copy; each can be opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.naming import latin, session_title
from ogp_desktop.gui.translation import paper_language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.files.proof import proof
from ogp_desktop.services.room.door import Door, write_all
from ogp_desktop.services.room.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ogp_desktop.gui.forms.ui_copy_screen import Ui_CopyScreen
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

ROW_HEIGHT = 46
_COPY = "copy"


class DoorPanel(QObject):
    """Gives the papers of the session that is chosen; `ask` does what takes a moment on the writer's thread."""

    troubled = Signal(object)
    """A `Trouble` to show."""

    def __init__(
        self, form: Ui_CopyScreen, ask: Callable[[Callable[[Bench], object], Callable[..., None]], None]
    ) -> None:
        super().__init__(form.papers)
        self._form, self._ask = form, ask
        self._written: Door | None = None
        self._is_stale = False
        form.papers.set_row_height(ROW_HEIGHT)
        form.papers.entered_row.connect(self.open)
        form.copy.clicked.connect(self.choose_folder)
        form.open_folder.clicked.connect(self._open_folder)
        form.open_paper.clicked.connect(lambda: self.open(form.papers.current()))
        form.session.currentIndexChanged.connect(lambda _: self._forget())

    def fill_sessions(self, sessions: Sequence[Record], chosen: str) -> None:
        """Offer the sessions; the one of id `chosen` stays chosen."""
        combo = self._form.session
        combo.blockSignals(True)
        combo.clear()
        for session in sessions:
            combo.addItem(session_title(session), session["id"])
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.blockSignals(False)
        self._form.copy.setEnabled(combo.count() > 0)

    def choose_folder(self) -> None:
        """Ask for the stick, and write everything onto it."""
        folder = QFileDialog.getExistingDirectory(self._form.copy, say("copy.choose_folder"))
        if folder:
            self.write_to(Path(folder))

    def write_to(self, folder: Path) -> None:
        """Write every paper of the chosen session, and the copy, into a folder."""
        form, lang = self._form, paper_language()
        session, with_names = form.session.currentData(), form.with_names.isChecked()
        form.copy.setEnabled(False)
        form.copy.setText(say("copy.copying"))

        def done(written: Door | None) -> None:
            self._written, self._is_stale = written, False
            self.show_written()
            (form.papers if written else form.copy).setFocus()

        self._ask(lambda bench: write_all(bench, session, folder, lang, with_names), done)

    def _forget(self) -> None:
        self._written = None
        self.show_written()

    def show_written(self) -> None:
        """Show what was written, or what will be."""
        form, written = self._form, self._written
        form.copy.setText(say("copy.copy"))
        form.copy.setEnabled(form.session.count() > 0)
        form.written.setVisible(written is not None)
        for widget in (form.give_explained, form.with_names):
            widget.setVisible(written is None)
        rows = {row.id: row for row in _rows(written)} if written else {}
        form.papers.show_rows(list(rows), lambda ids: {each: rows[each] for each in ids})
        if written is None:
            return
        form.papers.step(0)
        folder = written.copy.files[0].parent
        form.written_text.setText(say("copy.written", n=written.copy.ideas, folder=folder.name or str(folder)))
        form.written_text.setToolTip(str(folder))
        form.fingerprint_words.setText(latin(written.copy.spoken))
        self._show_words()

    def _show_words(self) -> None:
        self._form.words_label.setText(say("copy.changed_since" if self._is_stale else "copy.words"))

    def compare(self, bench: Bench) -> None:
        """Say whether what was written is still what the session says."""
        session = self._form.session.currentData()
        if self._written is None or not session:
            return
        now = proof(bench, Workshop(bench).session(session)).fingerprint
        self._is_stale = now != self._written.copy.fingerprint
        self._show_words()

    def open(self, row: str) -> None:
        """Open a paper with the program of this computer that shows and prints it."""
        path = self._path(row)
        if path is not None and not (path.is_file() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))):
            self.troubled.emit(Trouble("paper_not_opened", file=path.name))

    def _path(self, row: str) -> Path | None:
        if self._written is None:
            return None
        papers: dict[str, Path] = {paper.sort: paper.path for paper in self._written.papers}
        return (papers | {_COPY: self._written.copy.files[0]}).get(row)

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.copy.files[0].parent)))


def _rows(written: Door) -> list[Row]:
    """Return what was written, in the order in which it is given out."""
    rows = [
        _row(paper.sort, say(f"copy.paper.{paper.sort}"), paper.path, say("copy.pages", n=paper.pages))
        for paper in written.papers
    ]
    return [*rows, _row(_COPY, say("copy.paper.copy"), written.copy.files[0], say("copy.three_files"))]


def _row(row: str, title: str, path: Path, chip: str) -> Row:
    cell = Cell(title, bold=True, below=latin(path.name))
    return Row(row, (cell,), (Chip(chip, "result", "result_tint"),), lines=1, chips_room=150)
