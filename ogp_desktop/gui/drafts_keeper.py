"""Drafts are kept by a thread of their own: no key waits for the disk, a power cut takes half a second at most."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ogp_desktop.storage.drafts import Drafts

if TYPE_CHECKING:
    from pathlib import Path

MILLISECONDS = 600
"""From the first key that is not kept yet; further keys do not put it off."""


class DraftsKeeper(QObject):
    """Keeps the texts that stand in editors, by field."""

    def __init__(self, register: Path) -> None:
        super().__init__()
        self._drafts = Drafts(register)
        self._texts = self._drafts.texts()
        self.stopped_at = self._drafts.begin()
        """When typing stopped without an end, in seconds since 1970; None where all is as it should be."""
        self._waiting: dict[str, str] = {}
        self._orders: queue.SimpleQueue[dict[str, str] | None] = queue.SimpleQueue()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MILLISECONDS)
        self._timer.timeout.connect(self.flush)
        self._thread = threading.Thread(target=self._work, name="drafts", daemon=True)
        self._thread.start()

    def texts(self) -> dict[str, str]:
        """Return the drafts that stood there at the start."""
        return dict(self._texts)

    def keep(self, field: str, text: str) -> None:
        """Keep what stands in a field now; an empty text forgets it.

        What was being saved when the page was left is told after its end, and forgotten at once.
        """
        if not self._thread.is_alive():
            self._drafts.keep_all({field: text})
            return
        self._waiting[field] = text
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write what is waiting, now."""
        if self._waiting:
            self._orders.put(self._waiting)
            self._waiting = {}

    def close(self) -> None:
        """Write what is waiting and end."""
        self._timer.stop()
        self.flush()
        self._orders.put(None)
        self._thread.join()
        self._drafts.end()

    def _work(self) -> None:
        while (texts := self._orders.get()) is not None:
            self._drafts.keep_all(texts)
