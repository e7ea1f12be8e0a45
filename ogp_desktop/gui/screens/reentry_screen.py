"""From paper into the register: the numbers or first letters ticked while the computer was out, as one batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.button_screen import ButtonScreen
from ogp_desktop.gui.field_drafts import FieldDrafts
from ogp_desktop.gui.forms.ui_reentry_screen import Ui_ReentryScreen
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.desk import reentry
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.participants.directory import Directory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.desk.reentry import Taken
    from ogp_desktop.services.participants.people import Record

_MOST_CANDIDATES = 8
_LEFT = "@"
"""Begins the draft of an hour: one that is not said yet is a draft too."""


class ReentryScreen(ButtonScreen):
    """One line that takes a number and Enter; the hour stays until another is typed; the batch is saved whole."""

    name = "reentry"
    form: Ui_ReentryScreen
    concerned = frozenset({"participant", "identity", "arrival", "erasure", "given_badge"})
    hints = ("hint.enter_ticks", "hint.save_batch", "hint.escape_back")

    left = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(form := Ui_ReentryScreen(), workplace)
        self._reference = Reference(workplace.bench)
        self._directory: Directory | None = None
        register = workplace.bench.register
        self._drafts = FieldDrafts(register.path, register.scope, "reentry")
        self._ticked = {row: hour.removeprefix(_LEFT) for row, hour in self._drafts.left().items()}
        """Hours by person, in the order they were typed; what was left of them before it was saved is there again."""
        self._found: list[str] = []
        form.candidates.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        form.candidates.set_row_height(46)
        form.batch.set_row_height(46)
        form.line.textChanged.connect(lambda _: self._search())
        form.line.returnPressed.connect(self._tick)
        form.hour.returnPressed.connect(form.line.setFocus)
        form.candidates.entered_row.connect(self._tick_row)
        form.batch.entered_row.connect(self._untick)
        form.save.clicked.connect(self.save)
        form.back.clicked.connect(self.left)
        self.add_key("reentry.save", "Ctrl+Return", self.save)
        form.batch.addAction(self.add_key("reentry.untick", "Del", lambda: self._untick(form.batch.current())))
        self.add_key("reentry.back", "Esc", self.left.emit)
        self.retranslate()

    def heading(self) -> Heading:
        """Return the event."""
        event = self._reference.event
        told = titled(event, "title", language())
        return Heading(say("reentry.title"), told, "", bool(event["demonstration"]))

    def first_field(self) -> QWidget:
        """Begin in the line."""
        return self.form.line

    def retranslate(self) -> None:
        """Say the batch again."""
        self._show_batch()

    def show_state(self) -> None:
        """Read everyone."""
        self._reference.read()
        self._directory = Directory(self.work.bench)
        self._ticked = {row: hour for row, hour in self._ticked.items() if row in self._directory.people}
        self._search()
        self._show_batch()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let the arrows choose among those who are found."""
        if self.form.line.hasFocus() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.form.candidates.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    # The line.

    def _search(self) -> None:
        form = self.form
        self._found, told = [], ""
        try:
            typed = reentry.read_line(form.line.text())
        except Trouble as trouble:
            told = say("reentry.no_hour", text=str(trouble.values["text"]))
        else:
            if self._directory is not None and typed.who:
                found = reentry.meant(self._directory, self._reference.event, typed.who)
                self._found = [person["id"] for person in found[:_MOST_CANDIDATES]]
                told = "" if found else say("reentry.nobody", text=typed.who)
        form.told.setText(told)
        form.candidates.show_rows(self._found, self._rows, "")
        if self._found:
            form.candidates.make_current(self._found[0])

    def _tick(self) -> None:
        if self._found:
            self._tick_row(self.form.candidates.current() or self._found[0])

    def _tick_row(self, row: str) -> None:
        form = self.form
        try:
            hour = reentry.read_line(form.line.text()).hour or form.hour.text().strip()
            hour = reentry.read_hour(hour) if hour else ""
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return
        form.hour.setText(hour)
        person = self._people.get(row)
        if person is None:
            return
        is_here = bool(person["arrived"])
        if not is_here:
            self._ticked.pop(row, None)
            self._ticked[row] = hour
            self._drafts.keep(row, _LEFT + hour)
        form.line.clear()
        form.line.setFocus()
        form.told.setText(
            say("reentry.here_already", name=self._name(person), time=person["arrived"][11:16])
            if is_here
            else say("reentry.ticked", name=self._name(person), time=hour or say("reentry.now"))
        )
        self._show_batch()

    @property
    def _people(self) -> dict[str, Record]:
        return self._directory.people if self._directory else {}

    def _name(self, person: Record) -> str:
        return self._reference.script_name(person, language())

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: self._row(self._people[row]) for row in ids if row in self._people}

    def _row(self, person: Record) -> Row:
        cell = Cell(self._name(person), bold=True, below=person["organisation"] or "")
        chips = [Chip(say("reentry.number", number=reentry.short_number(person)))]
        if person["arrived"]:
            chips.append(Chip(say("reentry.here", time=person["arrived"][11:16]), "result", "result_tint"))
        elif person["id"] in self._ticked:
            hour = self._ticked[person["id"]] or say("reentry.now")
            chips.append(Chip(hour, "solution", "solution_tint"))
        return Row(person["id"], (cell,), tuple(chips), lines=1)

    # The batch.

    def _show_batch(self) -> None:
        form, ids = self.form, list(reversed(self._ticked))
        form.batch.show_rows(ids, self._rows, "")
        form.batch_title.setText(say("reentry.batch_of", n=len(ids)) if ids else say("reentry.batch_empty"))
        form.save.setEnabled(bool(ids))
        self.heading_changed.emit()

    def _untick(self, row: str) -> None:
        if self._ticked.pop(row, None) is not None:
            self._drafts.keep(row, "")
            self._show_batch()
            self.form.line.setFocus()

    def save(self) -> None:
        """Save the batch as one act."""
        if not self._ticked:
            return
        batch, self._ticked = self._ticked, {}
        count = len(batch)

        def saved(taken: Taken) -> None:
            for row in batch.keys() - self._ticked:
                self._drafts.keep(row, "")
            self.form.told.setText(say("reentry.saved", n=taken.added))
            self.form.line.setFocus()

        def failed(trouble: Trouble) -> None:
            self._ticked = batch | self._ticked
            self._show_batch()
            self.troubled.emit(trouble)

        self._show_batch()
        self.work.do(lambda bench: reentry.take(bench, batch.items()), say("reentry.saved", n=count), saved, failed)

    def leave(self) -> None:
        """Keep what is ticked, and end."""
        if not self._is_left:
            self._drafts.close()
        super().leave()
