"""While a person chooses at the launcher, what posts need is loaded, a little at a time."""

from __future__ import annotations

from importlib import import_module
from itertools import chain

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer

COMMON = (
    "dataclasses",
    "hashlib",
    "sqlite3",
    "zoneinfo",
    "ogp_desktop.domain.kinds",
    "ogp_desktop.storage.schema",
    "ogp_desktop.storage.register",
    "ogp_desktop.exchange.keyring",
    "ogp_desktop.services.compose",
    "ogp_desktop.services.plan.meant",
    "ogp_desktop.services.room.workshop",
    "ogp_desktop.gui.workplace",
    "ogp_desktop.gui.widgets.rows",
    "ogp_desktop.gui.widgets.row_painting",
)
POSTS = {
    "desk": ("ogp_desktop.language.name_index", "ogp_desktop.gui.screens.desk_screen"),
    "room": ("ogp_desktop.gui.forms.ui_room_screen", "ogp_desktop.gui.screens.room_screen"),
    "restitution": ("ogp_desktop.gui.screens.restitution_screen",),
    "secretariat": ("ogp_desktop.gui.screens.secretariat_screen",),
}
"""What a post needs besides, each after what it stands on, so that no step takes long."""

PAUSE_MILLISECONDS = 20
"""Between two steps: keys and the pointer come first."""


class Readiness(QObject):
    """Loads one module after another, after the common ones those of the post of last time; ends when one begins."""

    def __init__(self, parent: QObject, post: str) -> None:
        super().__init__(parent)
        self._left = [*COMMON, *POSTS.get(post, ()), *chain.from_iterable(POSTS.values())][::-1]
        self._pause = QTimer(self)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._step)
        self._pause.start()
        QtCore.Qt  # noqa: B018 - its enumerations are made when it is first named

    @property
    def is_done(self) -> bool:
        """Whether everything is loaded, or nothing more will be."""
        return not self._left

    def stop(self) -> None:
        """Load no more: what begins now loads what it needs."""
        self._left.clear()
        self._pause.stop()

    def _step(self) -> None:
        if self._left:
            import_module(self._left.pop())
        if self.is_done:
            self._pause.stop()
