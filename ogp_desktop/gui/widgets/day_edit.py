"""A day to type as one writes it; the arrows go to the day after and the day before."""

from __future__ import annotations

import datetime
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ogp_desktop.domain.text.days import day_in, written
from ogp_desktop.gui.widgets.search_edit import SearchEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class DayEdit(SearchEdit):
    """One line; what is typed stays as it is until an arrow is pressed."""

    def day(self) -> datetime.date | None:
        """Return the day that is typed, None where it is none; raises `ValueError` as `day_in` does."""
        return day_in(self.text())

    def set_day(self, day: datetime.date) -> None:
        """Show a day as it is typed."""
        self.setText(written(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to another day, or type."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        with suppress(ValueError, OverflowError):
            if (day := self.day()) is not None:
                self.set_day(day + datetime.timedelta(days=step))
