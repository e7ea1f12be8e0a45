"""What takes a while and concerns no open register: one thing at a time, on a thread of its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable


class Aside(QObject):
    """Does one thing; what it found, or its trouble, comes back in the window's thread."""

    found = Signal(object)
    troubled = Signal(object)
    """A `Trouble`."""
    _ended_there = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._done: Callable[[Any], None] = lambda _: None
        self._ended_there.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Say whether something is being done."""
        return self._thread is not None

    def do(self, work: Callable[[], Any], done: Callable[[Any], None]) -> bool:
        """Begin, unless something is being done already; says whether it began."""
        if self.is_busy:
            return False
        self._done = done
        self._thread = threading.Thread(target=self._work, args=(work,), name="aside", daemon=True)
        self._thread.start()
        return True

    def stop(self) -> None:
        """Wait for what was begun; its answer is dropped."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._done = lambda _: None

    def _work(self, work: Callable[[], Any]) -> None:
        try:
            answer, error = work(), None
        except Exception as trouble:  # handed to the window's thread, which tells it
            answer, error = None, trouble
        self._ended_there.emit(answer, error)

    @Slot(object, object)
    def _deliver(self, answer: Any, error: Exception | None) -> None:  # noqa: ANN401 - whatever was asked
        if self._thread is None:
            return
        self._thread.join()
        self._thread = None
        if isinstance(error, Trouble):
            self.troubled.emit(error)
        elif error is not None:
            raise error
        else:
            self._done(answer)
