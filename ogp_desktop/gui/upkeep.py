"""Upkeep: what the window does for the safety of the day's work, once it stands and nobody waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ogp_desktop.domain.text.numbers import plain_date
from ogp_desktop.gui.translation import language, say

if TYPE_CHECKING:
    import datetime

    from ogp_desktop.gui.workplace import Workplace

AFTER_BEGINNING_MILLISECONDS = 4_000
"""The first seconds at a post belong to the person."""

LOOKS_EVERY_MILLISECONDS = 60_000


class Upkeep(QObject):
    """Takes the day's backup on the writer's thread, and looks at the room on the disk every minute."""

    low_room = Signal(int)
    """Megabytes that are left; told when they run short, and again at each post that begins."""
    troubled = Signal(object)
    told = Signal(str)
    """What is to be thought of, until it is closed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace: Workplace | None = None
        self._was_told = False
        self._begin = QTimer(self)
        self._begin.setSingleShot(True)
        self._begin.setInterval(AFTER_BEGINNING_MILLISECONDS)
        self._begin.timeout.connect(self._begin_day)
        self._look = QTimer(self)
        self._look.setInterval(LOOKS_EVERY_MILLISECONDS)
        self._look.timeout.connect(self.look)
        self._look.start()

    def begin(self, workplace: Workplace) -> None:
        """Look after a register that was opened."""
        self._workplace, self._was_told = workplace, False
        self._begin.start()

    def stop(self) -> None:
        """End for good."""
        self._look.stop()
        self.end()

    def end(self) -> None:
        """Let go of the register, which is being closed."""
        self._begin.stop()
        self._workplace = None

    def _begin_day(self) -> None:
        from ogp_desktop.services.safety import upkeep

        if self._workplace is not None:
            self._workplace.do(upkeep.begin_day, failed=self.troubled.emit)
            self._look_at_keeping(self._workplace)
        self.look()

    def _look_at_keeping(self, workplace: Workplace) -> None:
        """Remind the secretariat of personal data that should be gone."""
        if workplace.bench.device.post != "secretariat":
            return
        from ogp_desktop.services.personal import notice

        def found(events: dict[str, datetime.date]) -> None:
            if events:
                self.told.emit(say("window.kept_too_long", date=plain_date(min(events.values()), language())))

        workplace.do(notice.kept_too_long, done=found, undoable=False)

    def look(self) -> None:
        """Tell when room runs short, once; make the reserve again when there is room."""
        from ogp_desktop.services.safety import upkeep

        left = upkeep.low_room()
        if left is not None and not self._was_told:
            self.low_room.emit(left)
        self._was_told = left is not None
        if self._workplace is not None and not self._begin.isActive() and upkeep.lacks_reserve():
            self._workplace.do(upkeep.begin_day, failed=self.troubled.emit)
