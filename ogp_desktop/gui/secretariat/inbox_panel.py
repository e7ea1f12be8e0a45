"""The inbox of the secretariat: files poured in, what became of each, whose are missing, what to do with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ogp_desktop import words
from ogp_desktop.gui.files.reading_queue import ReadingQueue
from ogp_desktop.gui.files.receipt_rows import file_row
from ogp_desktop.gui.naming import latin
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.files import inbox
from ogp_desktop.services.plan import enrolment, keys
from ogp_desktop.words import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ogp_desktop.gui.forms.ui_secretariat_screen import Ui_SecretariatScreen
    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.files.inbox import InboxLine

ROW_HEIGHT = 62
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
        self._queue = queue = ReadingQueue(workplace, self)
        queue.changed.connect(self.changed)
        queue.troubled.connect(workplace.troubled)
        queue.locked.connect(form.unlock_words.setFocus)
        self._new_came = False
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
            form.received.make_current(next(iter(self._lines)))
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
        merged = len({line.device for line in self._lines.values() if line.status == "merged"})
        return say("secretariat.received_count", n=merged)

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

    def put_away(self) -> None:
        """Show the refused file that is chosen in the list no more; its copy stays on this computer."""
        line = self._lines.get(self._form.received.current())
        if line is not None and line.status == "refused":
            says = say("inbox.put_away_done", file=line.file)
            self._work.arrange(
                lambda bench: inbox.put_away(bench, line.id), lambda bench: inbox.bring_back(bench, line.id), says
            )

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
                found[row] = file_row(row, line.file, line.status, _below(line))
        return found

    def _show_detail(self) -> None:
        form = self._form
        line = self._lines.get(form.received.current())
        form.detail.setVisible(line is not None)
        if line is None:
            return
        form.detail_title.setText(latin(line.file))
        told = words.sentence(line.reason, language()) if line.reason else say(f"inbox.told.{line.status}")
        form.detail_state.setText(told)
        facts = [say(f"inbox.fact.{name}", value=_fact(line, name)) for name in _FACTS if _fact(line, name)]
        form.detail_facts.setText("\n".join(facts))
        form.accept.setVisible(_can_accept(line))
        form.take.setVisible(line.can_be_taken_partly)
        form.put_away.setVisible(line.status == "refused")
        form.settle.setVisible(line.status == "merged" and self._conflicts > 0)
        form.settle.setText(say("inbox.settle_count", n=self._conflicts))


def _can_accept(line: InboxLine) -> bool:
    removed = line.reason is not None and line.reason.code == "parcel_removed_device"
    return bool(line.device) and (line.status == "quarantined" or removed)


def _below(line: InboxLine) -> list[str]:
    ideas = say("room.count", n=line.ideas) if line.ideas else ""
    label = isolated(words.computer(language(), line.label)) if line.label else ""
    return list(filter(None, [label, ideas, say("secretariat.received_at", time=line.at[11:16])]))


def _fact(line: InboxLine, name: str) -> str:
    value = getattr(line, name)
    if name == "at":
        return f"{line.at[8:10]}/{line.at[5:7]}/{line.at[:4]} {line.at[11:16]}"
    told = str(value) if value else ""
    return words.computer(language(), told) if name == "label" else told
