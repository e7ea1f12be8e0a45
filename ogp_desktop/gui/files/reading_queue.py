"""Files on their way into the register: each read on the writer's thread, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ogp_desktop import words
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.files import receiving

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.exchange.receiving import Receipt
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.gui.writer import Job
    from ogp_desktop.services.compose import Bench

_STOPPED = frozenset({"cancelled", "not_done"})
"""Troubles that are told elsewhere: a file was left by its user, or an error is ours."""


class ReadingQueue(QObject):
    """Reads files and tells what became of each; saves of others go between them."""

    changed = Signal()
    """A file came, or was read, whatever became of it."""
    taken = Signal(object)
    """A `Receipt` of any other file: taken now or before, or waiting for somebody's accord."""
    refused = Signal(object)
    """A `Receipt` of a file that was not taken."""
    troubled = Signal(object)
    """A `Trouble` that kept a file from being read."""
    locked = Signal()
    """A file waits for the phrase of the secretariat."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = workplace
        self._waiting: list[tuple[Path, Job]] = []
        self._locked: list[Path] = []
        self._all = 0
        self._is_over = False

    @property
    def waiting(self) -> list[Path]:
        """The files that are not read yet."""
        return [path for path, _ in self._waiting]

    @property
    def behind_the_phrase(self) -> list[Path]:
        """The files that only the phrase of the secretariat opens."""
        return list(self._locked)

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the files that came together are read, and how many came."""
        return self._all - len(self._waiting), self._all

    def receive(self, files: list[Path]) -> None:
        """Read files, those that wait already once."""
        gatekeeper = self._work.gatekeeper
        for file in files:
            if file in self.waiting or file in self._locked:
                continue

            def one(bench: Bench, path: Path = file) -> Receipt:
                return receiving.receive_one(bench, path, gatekeeper=gatekeeper)

            def read(receipt: Receipt, path: Path = file) -> None:
                self._leave(path)
                self._tell(receipt)

            def left(trouble: Trouble, path: Path = file) -> None:
                self._leave(path)
                self._tell_trouble(trouble, path)

            self._all += 1
            self._waiting.append((file, self._work.do(one, "", read, left)))
        if files:
            self.changed.emit()

    def unlocked(self) -> None:
        """Read what waited for the phrase."""
        files, self._locked = self._locked, []
        self.receive(files)

    def stop(self) -> bool:
        """Leave the files that are not read yet, and say whether there were any; those that were taken stay."""
        for _, job in self._waiting:
            job.is_cancelled = True
        return bool(self._waiting)

    def end(self) -> None:
        """Tell nothing more; what is on its way is still taken in."""
        self._is_over = True

    def _leave(self, path: Path) -> None:
        self._waiting = [(waits, job) for waits, job in self._waiting if waits != path]
        if not self._waiting:
            self._all = 0

    def _tell(self, receipt: Receipt) -> None:
        if self._is_over:
            return
        if receipt.status == "refused":
            self.refused.emit(receipt)
        else:
            self.taken.emit(receipt)
        if receipt.status == "already":
            aside = words.sentence(receipt.reason, language()) if receipt.reason else say("inbox.told.already")
            self._work.told.emit(aside, False)
        self.changed.emit()

    def _tell_trouble(self, trouble: Trouble, path: Path) -> None:
        if self._is_over:
            return
        if trouble.code == "parcel_locked":
            self._locked.append(path)
            self.locked.emit()
        elif trouble.code not in _STOPPED:
            self.troubled.emit(trouble)
        self.changed.emit()
