"""The inbox of the secretariat: files poured in, what became of each, whose are missing, what to do with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ogp_desktop import words
from ogp_desktop.gui.files.reading_queue import ReadingQueue
from ogp_desktop.gui.files.receipt_rows import aside_since, file_row
from ogp_desktop.gui.naming import latin
from ogp_desktop.gui.secretariat.aside_part import AsidePart
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.files import inbox
from ogp_desktop.services.plan import enrolment, keys
from ogp_desktop.words import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ogp_desktop.exchange.receiving import Receipt
    from ogp_desktop.gui.forms.ui_secretariat_screen import Ui_SecretariatScreen
    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.files.inbox import InboxLine

ROW_HEIGHT = 62
_FACTS = (("label", "slip"), ("words",), ("ideas", "people", "new_changes"))
"""What the detail tells, line by line."""
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
        self._queue = queue = ReadingQueue(workplace, self)
        self._aside = AsidePart(workplace, form.aside, self.chosen, self)
        queue.changed.connect(self.changed)
        queue.taken.connect(self._note)
        queue.refused.connect(lambda _: self._note(None))
        queue.troubled.connect(workplace.troubled)
        queue.locked.connect(form.unlock_words.setFocus)
        self._new_came = False
        self._came = ""
        """The hash of the file that was read last; empty where it was refused."""
        self._conflicts = 0
        form.received.set_row_height(ROW_HEIGHT)
        form.received.chosen_row.connect(lambda _: self._show_detail())
        form.received.entered_row.connect(lambda _: self.accept())
        form.received.entered_row.connect(lambda _: self.take())
        form.take.clicked.connect(self.take)
        form.accept.clicked.connect(self.accept)
        form.put_away.clicked.connect(self.put_away)
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
        waiting = len(self._queue.waiting)
        reading = [f"{_READING}{place}" for place in range(waiting + len(self._queue.behind_the_phrase))]
        form.received.show_rows([*reading, *self._lines], self._rows)
        if self._lines and (self._new_came or not form.received.current()):
            same = (row for row, line in self._lines.items() if self._came and line.sha256 == self._came)
            form.received.make_current(next(same, next(iter(self._lines))))
        self._new_came = self._new_came and bool(waiting)
        self._show_progress()
        form.received_summary.setText(self._summary(inbox.awaited(bench)))
        self._show_detail()

    def _summary(self, awaited: inbox.Awaited) -> str:
        if awaited.missing:
            missing = [words.computer(language(), label) for label in awaited.missing]
            return say("inbox.missing", came=awaited.came, all=awaited.came + len(missing), missing=missing)
        if not self._lines:
            return say("secretariat.nothing_received")
        merged = len({line.device for line in self._lines.values() if line.state == "merged"})
        return say("secretariat.received_count", n=merged)

    def chosen(self) -> InboxLine | None:
        """Return the file that is chosen, if it was read."""
        return self._lines.get(self._form.received.current())

    def set_aside(self) -> None:
        """Set the file that is chosen aside, or put it back."""
        self._aside.turn()

    # Receiving.

    def receive(self, files: list[Path]) -> None:
        """Read files one after another."""
        self._new_came = self._new_came or bool(files)
        self._queue.receive(files)

    def stop(self) -> bool:
        """Leave the files that are not read yet, and say whether there were any; those that were taken stay."""
        stopped = self._queue.stop()
        if stopped:
            self.told.emit(say("secretariat.stopped"))
        return stopped

    def unlock(self) -> None:
        """Open the secretariat's keys with what was typed, and read what waits for them."""
        typed = self._form.unlock_words.text()
        if not typed.strip():
            return

        def opened(_: object) -> None:
            self._form.unlock_words.clear()
            self.told.emit(say("inbox.unlocked"))
            self._new_came = True
            self._queue.unlocked()
            self.changed.emit()

        self._work.do(lambda bench: keys.unlock(bench, typed), "", opened)

    def accept(self) -> None:
        """Accept the computer of the file that is chosen, and take what was set aside of it."""
        line = self.chosen()
        if line is None or not _can_accept(line):
            return
        gatekeeper = self._work.gatekeeper
        self._new_came = True
        self._work.do(
            lambda bench: enrolment.accept(bench, line.device, gatekeeper),
            "",
            lambda accepted: self._took(accepted.receipts),
        )

    def take(self) -> None:
        """Take what is whole of the copied register that is chosen."""
        line = self.chosen()
        if line is None or not line.can_be_taken_partly:
            return
        gatekeeper = self._work.gatekeeper
        self._new_came = True
        self._work.do(
            lambda bench: inbox.take_readable(bench, line.id, gatekeeper),
            "",
            lambda receipt: self._took([receipt] if receipt else []),
        )

    def put_away(self) -> None:
        """Show the refused file that is chosen in the list no more; its copy stays on this computer."""
        line = self._lines.get(self._form.received.current())
        if line is not None and line.status == "refused":
            says = say("inbox.put_away_done", file=line.file)
            self._work.arrange(
                lambda bench: inbox.put_away(bench, line.id), lambda bench: inbox.bring_back(bench, line.id), says
            )

    def _took(self, receipts: list[Receipt]) -> None:
        for receipt in receipts:
            self._note(receipt)
        self.changed.emit()

    def _note(self, receipt: Receipt | None) -> None:
        """Note which file was read, None for one that was refused: it is chosen, and Ctrl+Z sets it aside."""
        self._came = receipt.sha256 if receipt else ""
        if receipt is not None:
            self._aside.note_reception(receipt)

    # What is shown.

    def _show_progress(self) -> None:
        read, of = self._queue.progress
        self._form.progress.setVisible(of > 0)
        self._form.progress.setRange(0, max(of, 1))
        self._form.progress.setValue(read)

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        queue = self._queue
        waiting = [
            *((path, "waiting") for path in queue.waiting),
            *((path, "locked") for path in queue.behind_the_phrase),
        ]
        on_the_way = dict(zip((f"{_READING}{place}" for place in range(len(waiting))), waiting, strict=True))
        found = {}
        for row in ids:
            if row in on_the_way:
                path, state = on_the_way[row]
                found[row] = file_row(row, path.name, state, [say(f"inbox.told.{state}")])
            elif row in self._lines:
                line = self._lines[row]
                found[row] = file_row(row, line.file, line.state, self._below(line))
        return found

    def _below(self, line: InboxLine) -> list[str]:
        if line.aside is not None:
            return aside_since(line.label, line.aside)
        ideas = say("room.count", n=line.ideas) if line.ideas else ""
        label = isolated(words.computer(language(), line.label)) if line.label else ""
        day, hour = f"{line.at[8:10]}/{line.at[5:7]}/{line.at[:4]}", line.at[11:16]
        is_of_today = line.at.startswith(self._work.bench.now().date().isoformat())
        at = say("secretariat.received_at", time=hour) if is_of_today else say("inbox.fact.at", value=f"{day} {hour}")
        return list(filter(None, [label, ideas, at]))

    def _show_detail(self) -> None:
        form = self._form
        line = self.chosen()
        form.detail.setVisible(line is not None)
        if line is None:
            return
        form.detail_title.setText(latin(line.file))
        tells = line.reason if line.aside is None else None
        told = words.sentence(tells, language()) if tells else say(f"inbox.told.{line.state}")
        form.detail_state.setText(told)
        facts = [[_fact(line, name) for name in names if _fact(line, name)] for names in _FACTS]
        form.detail_facts.setText("\n".join(" · ".join(told) for told in facts if told))
        form.accept.setVisible(_can_accept(line))
        form.take.setVisible(line.can_be_taken_partly)
        form.put_away.setVisible(line.status == "refused")
        self._aside.show(line)
        form.settle.setVisible(line.state == "merged" and self._conflicts > 0)
        form.settle.setText(say("inbox.settle_count", n=self._conflicts))


def _can_accept(line: InboxLine) -> bool:
    removed = line.reason is not None and line.reason.code == "parcel_removed_device"
    return bool(line.device) and (line.status == "quarantined" or removed)


def _fact(line: InboxLine, name: str) -> str:
    value = getattr(line, name)
    if name == "label":
        value = words.computer(language(), value)
    return say(f"inbox.fact.{name}", value=value) if value else ""
