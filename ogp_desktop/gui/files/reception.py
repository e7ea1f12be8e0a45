"""Receiving files of other posts on any page: dropped or chosen, read one after another, each with its row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.gui.files.reading_queue import ReadingQueue
from ogp_desktop.gui.files.receipt_rows import line_row, waiting_row
from ogp_desktop.gui.translation import say
from ogp_desktop.services.plan import enrolment

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QProgressBar

    from ogp_desktop.gui.widgets.drop_zone import DropZone
    from ogp_desktop.gui.widgets.row_view import RowView
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.files.inbox import InboxLine

_WAITING = "waiting/"


class Parts(NamedTuple):
    """The widgets of a page with which it receives."""

    zone: DropZone
    browse: QAbstractButton
    rows: RowView
    progress: QProgressBar


class Reception(QObject):
    """Takes files in; the page shows its lines with `show` whenever it reads its state."""

    changed = Signal()
    """A file was read, whatever became of it."""
    troubled = Signal(object)

    def __init__(self, workplace: Workplace, parts: Parts) -> None:
        super().__init__()
        self._work, self._parts = workplace, parts
        self._lines: dict[str, InboxLine] = {}
        self._is_over = False
        self.queue = ReadingQueue(workplace, self)
        self.queue.changed.connect(self._read)
        self.queue.refused.connect(lambda receipt: self.troubled.emit(receipt.reason))
        self.queue.troubled.connect(self.troubled)
        parts.zone.files_dropped.connect(self.queue.receive)
        parts.browse.clicked.connect(self.choose)
        parts.rows.entered_row.connect(self.accept)
        parts.progress.hide()

    def choose(self) -> None:
        """Ask for files."""
        wanted = f"{say('secretariat.parcel_files')} (*.ogpx)"
        paths, _ = QFileDialog.getOpenFileNames(self._parts.zone, say("secretariat.open"), "", wanted)
        self.queue.receive([Path(path) for path in paths])

    def accept(self, row: str) -> None:
        """Accept the computer of a file that was set aside, and take in what came from it; of another, say why."""
        line = self._lines.get(row)
        if line is None or line.status != "quarantined":
            if line is not None and line.reason is not None:
                self.troubled.emit(line.reason)
            return
        gatekeeper = self._work.gatekeeper

        def accepted(_: object) -> None:
            if not self._is_over:
                self.changed.emit()

        self._work.do(lambda bench: enrolment.accept(bench, line.device, gatekeeper), "", accepted, self.troubled.emit)

    @property
    def is_reading(self) -> bool:
        """Say whether files wait to be read."""
        return bool(self.queue.waiting)

    def end(self) -> None:
        """Show nothing more; what is on its way is still taken in."""
        self._is_over = True
        self.queue.end()

    def show(self, lines: list[InboxLine]) -> None:
        """Show the files that came; of one that came again, the latest only."""
        latest: dict[tuple[str, str], InboxLine] = {}
        for line in lines:
            latest.setdefault((line.file, line.device), line)
        self._lines = {line.id: line for line in latest.values()}
        self._show()

    def _read(self) -> None:
        self.changed.emit()
        self._show()

    def _show(self) -> None:
        waiting = {f"{_WAITING}{place}": path.name for place, path in enumerate(self.queue.waiting)}
        rows = {row: waiting_row(row, name) for row, name in waiting.items()}
        rows |= {line.id: line_row(line) for line in self._lines.values()}
        self._parts.rows.show_rows(list(rows), lambda ids: {row: rows[row] for row in ids if row in rows})
        self._parts.rows.setVisible(bool(rows))
        self._parts.progress.setVisible(bool(waiting))
        self._parts.progress.setRange(0, 0)
