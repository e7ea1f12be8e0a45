"""The sticks of this machine, looked for while a page shows them; a share that hangs never holds the window."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal

from ogp_desktop.storage import location

if TYPE_CHECKING:
    from collections.abc import Callable

EVERY_MILLISECONDS = 1_500
_PATIENCE_SECONDS = 1


@dataclass(frozen=True)
class Stick:
    """A place to hand over to: its folder, what people call it, its free bytes (None: not known)."""

    path: Path
    name: str
    free: int | None = None
    read_only: bool = False


def plugged_in() -> list[Stick]:
    """Return the removable drives that are there now."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = Path(volume.rootPath())
        if volume.isValid() and volume.isReady() and location.is_removable(root):
            found.append(Stick(root, volume.displayName() or root.name, volume.bytesAvailable(), volume.isReadOnly()))
    return found


class Sticks(QObject):
    """Looks for sticks again and again, in a thread of its own; tells when they are others than before."""

    changed = Signal(list)
    """The sticks that are there now."""
    _seen = Signal(list)

    def __init__(self, find: Callable[[], list[Stick]] = plugged_in) -> None:
        super().__init__()
        self._find = find
        self._found: list[Stick] = []
        self._looking: threading.Thread | None = None
        self._seen.connect(self._take)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look now, and go on looking."""
        self._timer.start()
        self.look()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._seen.disconnect(self._take)
        if self._looking is not None:
            self._looking.join(_PATIENCE_SECONDS)

    def look(self) -> None:
        """Look once, unless a look is still on its way."""
        if self._looking is None or not self._looking.is_alive():
            self._looking = threading.Thread(target=lambda: self._seen.emit(self._find()), name="sticks", daemon=True)
            self._looking.start()

    def _take(self, found: list[Stick]) -> None:
        if found != self._found:
            self._found = found
            self.changed.emit(found)
