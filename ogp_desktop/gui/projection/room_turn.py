"""The turn of a room at the closing: which rooms report back, the time of each, the clock of the one that does."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ogp_desktop.gui import theme
from ogp_desktop.gui.naming import minutes
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.closing import Closing

if TYPE_CHECKING:
    import datetime

    from ogp_desktop.gui.forms.ui_restitution_screen import Ui_RestitutionScreen
    from ogp_desktop.gui.screen import Screen
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.closing import Group
    from ogp_desktop.services.room.workshop import Record

LAST_MINUTE = 60
"""Seconds before the end of a room's share from which the clock warns."""


class RoomTurn(QObject):
    """Tells the rooms, and the time that is left to the one that reports back."""

    def __init__(self, screen: Screen, form: Ui_RestitutionScreen) -> None:
        super().__init__(screen)
        self._screen, self._form = screen, form
        self.groups: dict[str, Group] = {}
        """Those that report back, by the ids of their sessions."""
        self._begun: float | None = None
        self._deadline: datetime.datetime | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)

    @property
    def has_begun(self) -> bool:
        """Say whether the room reports back now."""
        return self._begun is not None

    def show(self, bench: Bench, session: Record, points: int) -> None:
        """Show the rooms, and the share of the one whose so many points are told."""
        closing, form = Closing(bench), self._form
        self.groups = {group.session["id"]: group for group in closing.groups()}
        form.groups.show_groups(list(self.groups.values()), session["id"])
        self._deadline = closing.deadline(session)
        form.share.setText(share := self._share(bench, points))
        form.share.setVisible(bool(share))
        if self.has_begun:
            self.tick()

    def _share(self, bench: Bench, points: int) -> str:
        """Return how much time the room has, before its turn began."""
        if self._deadline is None or self.has_begun:
            return ""
        left = int((self._deadline - bench.now()).total_seconds())
        return say("restitution.share", n=points, time=minutes(left))

    def next(self, session: Record) -> str:
        """Return the session of the next room that has not reported back, of the first one after the last."""
        rows = list(self.groups)
        place = rows.index(session["id"]) + 1 if session["id"] in rows else 0
        later = (row for row in (*rows[place:], *rows[:place]) if self.groups[row].state not in ("told", "telling"))
        return next(later, "")

    def begin(self, session: Record) -> None:
        """Begin the turn of a room."""
        self._begun = time.monotonic()
        self._clock.start()
        work, refresh = self._screen.work, self._screen.refresh
        work.do(lambda bench: Closing(bench).begin(session), "", lambda _: refresh(), undoable=False)

    def end(self) -> None:
        """Count no more."""
        self._begun = None
        self._clock.stop()
        self._form.clock.clear()

    def tick(self) -> None:
        """Show the time that is left, the time that passed where the event does not say when it closes."""
        clock = self._form.clock
        seconds = int(time.monotonic() - self._begun) if self._begun is not None else 0
        if self._deadline is None:
            clock.setText(minutes(seconds))
            return
        left = int((self._deadline - self._screen.work.bench.now()).total_seconds())
        clock.setText(minutes(left))
        clock.setAccessibleName(say("restitution.time_left", time=minutes(left)))
        theme.mark(clock, "kind", "clock" if left >= LAST_MINUTE else "clock_late")
