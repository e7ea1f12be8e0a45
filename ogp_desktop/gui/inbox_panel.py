"""The inbox of the secretariat: files poured in, what became of each, whose are missing, what to do with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ogp_desktop import words
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.row_view import Cell, Chip, Row
from ogp_desktop.services import enrolment, inbox, keys, receiving
from ogp_desktop.words import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.exchange.receiving import Receipt
    from ogp_desktop.gui.forms.ui_secretariat_screen import Ui_SecretariatScreen
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.gui.writer import Job
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.inbox import InboxLine

ROW_HEIGHT = 62
CHIPS_ROOM = 190
_COLORS = {
    "merged": ("result", "result_tint"),
    "already": ("text2", "hover"),
    "quarantined": ("saffron_text", "saffron_tint"),
    "refused": ("error", "error_tint"),
    "waiting": ("solution", "solution_tint"),
    "locked": ("saffron_text", "saffron_tint"),
}
_FACTS = ("label", "words", "slip", "ideas", "people", "new_changes", "at")
_READING = "reading/"


class InboxPanel(QObject):
    """Fills the files view; every file is read on the writer's thread, one after another."""

    told = Signal(str)
    """A sentence to show for a moment."""
    changed = Signal()
    """What is shown should be read anew."""

    def __init__(self, workplace: Workplace, form: Ui_SecretariatScreen) -> None:
        super().__init__(form.received)
        self._work, self._form = workplace, form
        self._lines: dict[str, InboxLine] = {}
        self._reading: dict[Path, Job] = {}
        self._locked: list[Path] = []
        self._waiting = 0
        self._new_came = False
        self._conflicts = 0
        form.received.set_row_height(ROW_HEIGHT)
        form.received.chosen_row.connect(lambda _: self._show_detail())
        form.received.entered_row.connect(lambda _: self.accept())
        form.received.entered_row.connect(lambda _: self.take())
        form.take.clicked.connect(self.take)
        form.accept.clicked.connect(self.accept)
        form.unlock.clicked.connect(self.unlock)
        form.unlock_words.returnPressed.connect(self.unlock)
        form.drop_zone.files_dropped.connect(self.receive)
        form.progress.hide()

    def show_state(self, conflicts: int) -> None:
        """Read what came and show it; `conflicts` wait for a decision."""
        bench = self._work.bench
        self._conflicts = conflicts
        self._lines = {line.id: line for line in inbox.lines(bench)}
        form = self._form
        form.unlock_panel.setVisible(bench.keyring.is_locked(bench.register.plan))
        reading = [f"{_READING}{place}" for place in range(len(self._reading) + len(self._locked))]
        form.received.show_rows([*reading, *self._lines], self._rows)
        if self._lines and (self._new_came or not form.received.current()):
            form.received.make_current(next(iter(self._lines)))
        self._new_came = self._new_came and bool(self._reading)
        form.received_summary.setText(self._summary(inbox.awaited(bench)))
        self._show_detail()

    def _summary(self, awaited: inbox.Awaited) -> str:
        if awaited.missing:
            missing = " · ".join(awaited.missing)
            return say("inbox.missing", came=awaited.came, all=awaited.came + len(awaited.missing), missing=missing)
        if not self._lines:
            return say("secretariat.nothing_received")
        merged = len({line.device for line in self._lines.values() if line.status == "merged"})
        return say("secretariat.received_count", n=merged)

    # Receiving.

    def receive(self, parcels: list[Path]) -> None:
        """Receive parcels one after another; saves of others go between them."""
        gatekeeper = self._work.gatekeeper
        for parcel in parcels:

            def one(bench: Bench, path: Path = parcel) -> Receipt:
                return receiving.receive_one(bench, path, (), gatekeeper)

            def left(trouble: Trouble, path: Path = parcel) -> None:
                if trouble.code == "parcel_locked" and path not in self._locked:
                    self._locked.append(path)
                    self._form.unlock_words.setFocus()
                elif trouble.code != "not_done":
                    self._work.troubled.emit(trouble)
                self._one_done(path)

            def taken(receipt: Receipt, path: Path = parcel) -> None:
                if receipt.status == "already":
                    self.told.emit(say("inbox.told.already"))
                self._one_done(path)

            self._waiting += parcel not in self._reading
            self._reading[parcel] = self._work.do(one, "", taken, left)
        if parcels:
            self._new_came = True
            self._form.progress.setRange(0, self._waiting)
            self._form.progress.setValue(0)
            self._form.progress.show()
            self.changed.emit()

    def stop(self) -> None:
        """Leave the files that are not read yet; those that were taken stay."""
        for job in self._reading.values():
            job.is_cancelled = True
        if self._reading:
            self.told.emit(say("secretariat.stopped"))

    def _one_done(self, parcel: Path) -> None:
        self._reading.pop(parcel, None)
        progress = self._form.progress
        progress.setValue(progress.value() + 1)
        progress.setVisible(bool(self._reading))
        if not self._reading:
            self._waiting = 0
        self.changed.emit()

    def unlock(self) -> None:
        """Open the secretariat's keys with what was typed, and read what waits for them."""
        typed = self._form.unlock_words.text()
        if not typed.strip():
            return

        def opened(_: object) -> None:
            self._form.unlock_words.clear()
            waiting, self._locked = self._locked, []
            self.told.emit(say("inbox.unlocked"))
            self.receive(waiting)
            self.changed.emit()

        self._work.do(lambda bench: keys.unlock(bench, typed), "", opened)

    def accept(self) -> None:
        """Accept the computer of the file that is chosen, and take what was set aside of it."""
        line = self._lines.get(self._form.received.current())
        if line is None or not _can_accept(line):
            return
        gatekeeper = self._work.gatekeeper
        self._work.do(
            lambda bench: enrolment.accept(bench, line.device, gatekeeper),
            "",
            lambda _: self.changed.emit(),
        )

    def take(self) -> None:
        """Take what is whole of the copied register that is chosen."""
        line = self._lines.get(self._form.received.current())
        if line is None or not line.can_be_taken_partly:
            return
        gatekeeper = self._work.gatekeeper
        self._new_came = True
        self._work.do(
            lambda bench: inbox.take_readable(bench, line.id, gatekeeper),
            "",
            lambda _: self.changed.emit(),
        )

    # What is shown.

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        waiting = [*((path, "waiting") for path in self._reading), *((path, "locked") for path in self._locked)]
        found = {}
        for row in ids:
            if row.startswith(_READING):
                place = int(row.removeprefix(_READING))
                if place < len(waiting):
                    path, state = waiting[place]
                    found[row] = _row(row, path.name, say(f"inbox.told.{state}"), state)
            elif row in self._lines:
                line = self._lines[row]
                found[row] = _row(row, line.file, _below(line), line.status)
        return found

    def _show_detail(self) -> None:
        form = self._form
        line = self._lines.get(form.received.current())
        form.detail.setVisible(line is not None)
        if line is None:
            return
        form.detail_title.setText(line.file)
        told = words.sentence(line.reason, language()) if line.reason else say(f"inbox.told.{line.status}")
        form.detail_state.setText(told)
        facts = [say(f"inbox.fact.{name}", value=_fact(line, name)) for name in _FACTS if _fact(line, name)]
        form.detail_facts.setText("\n".join(facts))
        form.accept.setVisible(_can_accept(line))
        form.take.setVisible(line.can_be_taken_partly)
        form.settle.setVisible(line.status == "merged" and self._conflicts > 0)
        form.settle.setText(say("inbox.settle_count", n=self._conflicts))


def _can_accept(line: InboxLine) -> bool:
    removed = line.reason is not None and line.reason.code == "parcel_removed_device"
    return bool(line.device) and (line.status == "quarantined" or removed)


def _row(row: str, file: str, below: str, status: str) -> Row:
    chip = Chip(say(f"inbox.status.{status}"), *_COLORS[status])
    return Row(row, (Cell(file, bold=True, below=below, labels=True),), (chip,), lines=1, chips_room=CHIPS_ROOM)


def _below(line: InboxLine) -> str:
    ideas = say("room.count", n=line.ideas) if line.ideas else ""
    label = isolated(line.label) if line.label else ""
    return " · ".join(filter(None, [label, ideas, say("secretariat.received_at", time=line.at[11:16])]))


def _fact(line: InboxLine, name: str) -> str:
    value = getattr(line, name)
    if name == "at":
        return f"{line.at[8:10]}/{line.at[5:7]}/{line.at[:4]} {line.at[11:16]}"
    return str(value) if value else ""
