"""One thing done on a thread of its own before any register is open; whoever waits is told in the window's thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable


class Errand(QObject):
    """Runs once, from `run`."""

    done = Signal(object)
    """What was found."""
    failed = Signal(object)
    """A `Trouble`; an error of ours is told as `not_done`."""
    _ended = Signal(object, bool)

    def __init__(self, parent: QObject, work: Callable[[], Any]) -> None:
        super().__init__(parent)
        self._work = work
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="errand", daemon=True)

    def run(self) -> None:
        """Begin."""
        self._thread.start()

    def wait(self) -> None:
        """Wait for the end; whoever waited otherwise is told nothing any more."""
        self._ended.disconnect(self._tell)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._ended.emit(self._work(), True)
        except Trouble as trouble:
            self._ended.emit(trouble, False)
        except Exception:  # told in words: nothing was begun that could be half done
            self._ended.emit(Trouble("not_done"), False)

    def _tell(self, found: object, is_done: bool) -> None:
        self._thread.join()
        (self.done if is_done else self.failed).emit(found)
