"""The demonstration, from the launcher: as it was made, or as it stood before that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ogp_desktop.gui.aside import Aside
from ogp_desktop.gui.translation import say
from ogp_desktop.services.event import events
from ogp_desktop.services.event.demonstration_anew import begin_anew
from ogp_desktop.services.safety import backups

if TYPE_CHECKING:
    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.screens.launcher_screen import LauncherScreen
    from ogp_desktop.settings import Settings


class Practice(QObject):
    """Plays the day of the demonstration again, beside the window; one thing at a time."""

    def __init__(self, launcher: LauncherScreen, settings: Settings) -> None:
        super().__init__(launcher)
        self._launcher, self._settings = launcher, settings
        self._before: list[str] = []
        self._aside = Aside(self)
        self._aside.troubled.connect(self._refused)

    def begin_anew(self) -> None:
        """Let the demonstration be as it was made, its first steps offered again."""
        if self._aside.do(begin_anew, self._begun):
            self._launcher.form.anew.setEnabled(False)
            self._launcher.told.emit(say("launcher.anew.playing"))

    def turn_back(self) -> bool:
        """Put back what stood there before it began anew; says whether there was anything."""
        if not self._before or self._aside.is_busy:
            return False
        path, which = events.folder() / events.DEMONSTRATION, self._before.pop()
        self._aside.do(lambda: backups.restore(path, which), lambda _: self._shown("launcher.anew.undone"))
        return True

    def stop(self) -> None:
        """Wait for what was begun."""
        self._aside.stop()

    def _begun(self, before: str | None) -> None:
        self._settings.toured.clear()
        self._settings.write()
        if before is None:
            self._shown("launcher.anew.done")
            return
        self._before.append(before)
        self._show()
        self._launcher.done.emit(say("launcher.anew.done"))

    def _shown(self, key: str) -> None:
        self._show()
        self._launcher.told.emit(say(key))

    def _show(self) -> None:
        self._launcher.form.anew.setEnabled(True)
        self._launcher.show_state()

    def _refused(self, trouble: Trouble) -> None:
        self._launcher.form.anew.setEnabled(True)
        self._launcher.troubled.emit(trouble)
