"""Cycles of objects are collected in the window's thread only, between two events.

Python collects in whichever thread happens to allocate. In the writer's it would destroy Qt's objects there,
which ends in a crash now and then; in the window's it would stop in the middle of a key.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

MILLISECONDS = 2_000
_THRESHOLDS = (700, 10, 10)


class Collector(QObject):
    """Takes over from Python's own collector for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(MILLISECONDS)
        self._timer.timeout.connect(collect)
        self._timer.start()

    def settle(self) -> None:
        """Set what stands now apart, so that later collections do not walk through all of it again."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()


def collect() -> int:
    """Collect the oldest generation that is due, as Python would; returns it, -1 when none is."""
    counts = gc.get_count()
    due = [generation for generation in (2, 1, 0) if counts[generation] > _THRESHOLDS[generation]]
    if due:
        gc.collect(due[0])
    return due[0] if due else -1
