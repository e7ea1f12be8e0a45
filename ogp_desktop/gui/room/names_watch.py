"""Watches whether a text names somebody present; who is there is read little by little, between two keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ogp_desktop.services.room.names_said import NamesSaid

if TYPE_CHECKING:
    from ogp_desktop.gui.screen import Screen

MILLISECONDS = 20


class NamesWatch(QObject):
    """The names that texts may say in one room."""

    known = Signal()
    """Everybody who is there is known now: what stands in the editors is to be looked at again."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._names = NamesSaid(screen.work.bench)
        self._timer = QTimer(self)
        self._timer.setInterval(MILLISECONDS)
        self._timer.timeout.connect(self._read_on)
        self._timer.start()

    def forget(self) -> None:
        """Read the names anew: somebody came, or the event was changed."""
        self._names.forget()
        self._timer.start()

    def in_text(self, text: str) -> str:
        """Return the name of somebody present whom a text names; nothing where the event allows names."""
        return self._names.in_text(text)

    def _read_on(self) -> None:
        if self._screen.has_shown and self._screen.read(self._names.read_some, otherwise=False):
            self._timer.stop()
            self.known.emit()
