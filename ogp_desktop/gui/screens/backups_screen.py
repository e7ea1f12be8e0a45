"""Backups of a file that nobody has open: what is kept, going back to one, and whether the file is whole."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal

from ogp_desktop.domain.text.numbers import long_date
from ogp_desktop.gui.aside import Aside
from ogp_desktop.gui.button_screen import ButtonScreen
from ogp_desktop.gui.forms.ui_backups_screen import Ui_BackupsScreen
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.safety import backups

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from PySide6.QtWidgets import QWidget

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.services.safety.backups import Restored, Told
    from ogp_desktop.services.safety.checking import Checked

REASONS = ("start", "receive", "migration", "restore", "renew", "damaged")


class BackupsScreen(ButtonScreen):
    """A list, the latest first; Enter goes back to one, Ctrl+Z to what stood there before."""

    name = "backups"
    form: Ui_BackupsScreen
    shows_late = True
    hints = ("hint.enter_restores", "hint.escape_back", "hint.help")

    left = Signal()

    def __init__(self, path: Path, title: str) -> None:
        self._path, self._title = path, title
        self._told: dict[str, Told] = {}
        self._before: list[str] = []
        self._is_read = False
        super().__init__(form := Ui_BackupsScreen())
        self._aside = Aside(self)
        self._aside.troubled.connect(self._refused)
        form.backups.set_row_height(58)
        form.backups.entered_row.connect(self.restore)
        form.restore.clicked.connect(lambda: self.restore(form.backups.current()))
        form.check.clicked.connect(self.check)
        form.back.clicked.connect(self.left)
        form.title.setBuddy(form.backups)
        self.add_key("backups.restore", "Ctrl+Return", lambda: self.restore(form.backups.current()))
        self.add_key("backups.check", "F7", self.check)
        self.add_key("backups.back", "Esc", self.left.emit)
        self.retranslate()

    def heading(self) -> Heading:
        """Return the title and the file's."""
        return Heading(say("backups.title"), self._title)

    def first_field(self) -> QWidget:
        """Begin on the list."""
        return self.form.backups

    def retranslate(self) -> None:
        """Say what is kept."""
        self._show_rows()

    def leave(self) -> None:
        """End what is being done."""
        self._aside.stop()
        super().leave()

    def show_state(self) -> None:
        """Read the list aside: counting what large files hold takes a while."""
        self._do(lambda: backups.listed(self._path), self._show)

    def _do(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        if self._aside.do(work, done):
            self._show_actions()

    def _show(self, told: list[Told]) -> None:
        self._told, self._is_read = {each.id: each for each in told}, True
        self._show_rows()
        (self.form.backups if told else self.form.back).setFocus()

    def _show_rows(self) -> None:
        self.form.backups.show_rows(list(self._told), self._rows)
        if self._told and not self.form.backups.current():
            self.form.backups.step(0)
        is_empty = self._is_read and not self._told
        self.form.empty.setVisible(is_empty)
        self.form.backups.setVisible(not is_empty)
        self._show_actions()

    def _show_actions(self) -> None:
        idle = not self._aside.is_busy
        self.form.restore.setEnabled(idle and bool(self._told))
        self.form.check.setEnabled(idle)

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {each: _row(self._told[each]) for each in ids}

    # Going back.

    def restore(self, which: str) -> None:
        """Put a backup in the place of the file; what stood there is a backup itself from now on."""
        if which:
            self._do(lambda: backups.restore(self._path, which), self._restored)

    def _restored(self, done: Restored) -> None:
        if done.before is not None:
            self._before.append(done.before)
        moment = shown_moment(done.restored.at)
        if done.before is None:
            self.told.emit(say("backups.restored", moment=moment))
        else:
            self.done.emit(say("backups.restored", moment=moment))
        self.show_state()

    def turn_back(self) -> bool:
        """Go back to what stood in the file before the last restore."""
        if not self._before or self._aside.is_busy:
            return False
        which = self._before.pop()

        def turned(_: Restored) -> None:
            self.told.emit(say("backups.turned_back"))
            self.show_state()

        self._do(lambda: backups.restore(self._path, which), turned)
        return True

    def _refused(self, trouble: Trouble) -> None:
        self._show_actions()
        self.troubled.emit(trouble)

    # Verifying.

    def check(self) -> None:
        """Verify the file: what is derived is mended, what was said is never touched."""
        self._do(lambda: _checked(self._path), self._show_checked)

    def _show_checked(self, found: Checked) -> None:
        self._show_actions()
        if found.reason is not None:
            self.troubled.emit(found.reason)
        else:
            self.told.emit(say("backups.mended" if found.repaired else "backups.whole", n=found.changes))
        self.show_state()


def _checked(path: Path) -> Checked:
    from ogp_desktop.services.compose import opened
    from ogp_desktop.services.safety.checking import check

    with opened(path) as bench:
        return check(bench)


def shown_moment(at: str) -> str:
    """Return an ISO moment as a day in words and an hour."""
    moment = datetime.datetime.fromisoformat(at)
    return say("backups.moment", day=long_date(moment.date(), language()), time=moment.strftime("%H:%M"))


def _row(told: Told) -> Row:
    if told.ideas is None or told.people is None:
        counts, chips = [], [Chip(say("backups.unreadable"), "error", "error_tint")]
    else:
        counts = [say("launcher.people", n=told.people), say("launcher.ideas", n=told.ideas)]
        chips = [Chip(say("backups.present"), "result", "result_tint")] if told.is_present else []
    why = say(f"backups.why.{told.why}") if told.why in REASONS else ""
    size = say("backups.size", megabytes=QLocale().toString(told.bytes / 1e6, "f", 1))
    below = " · ".join(filter(None, [why, *counts, size]))
    return Row(told.id, (Cell(shown_moment(told.at), bold=True, below=below),), tuple(chips), lines=1)
