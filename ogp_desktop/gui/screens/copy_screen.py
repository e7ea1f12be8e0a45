"""At the door of the room: give its papers and the association's copy; verify a copy, or a slip's numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.button_screen import ButtonScreen
from ogp_desktop.gui.forms.ui_copy_screen import Ui_CopyScreen
from ogp_desktop.gui.naming import ratio
from ogp_desktop.gui.room.door_panel import DoorPanel
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import is_mirrored, language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.files.proof import spoken
from ogp_desktop.services.files.verifying import Answer, Verified, verify_file, verify_numbers
from ogp_desktop.services.room.workshop import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.domain.fingerprint import Numbered
    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench

_TYPED_LIMIT = 20_000
_COLORS = {
    "altered": ("error", "error_tint"),
    "missing": ("error", "error_tint"),
    "withdrawn": ("saffron_text", "saffron_tint"),
    "added": ("solution", "solution_tint"),
    "found": ("result", "result_tint"),
}
_FIRST = tuple(_COLORS)
"""What asks for a look comes first."""


class CopyScreen(ButtonScreen):
    """One side gives what a session leaves with, the other answers a copy or a slip."""

    name = "copy"
    form: Ui_CopyScreen
    concerned = frozenset({"idea", "session", "event"})
    hints = ("hint.copy", "hint.open_copy", "hint.escape_back")

    left = Signal()
    """Back to where the person came from."""

    def __init__(self, workplace: Workplace, session: str = "") -> None:
        super().__init__(form := Ui_CopyScreen(), workplace)
        self._reference = Reference(workplace.bench)
        self._verified: Verified | None = None
        form.answers.set_row_height(58)
        form.numbers.setMaxLength(_TYPED_LIMIT)
        self.door = DoorPanel(form, self._ask)
        self.door.troubled.connect(self.troubled)
        form.open_copy.clicked.connect(self._choose_copy)
        form.check_numbers.clicked.connect(self.verify_typed)
        form.numbers.returnPressed.connect(self.verify_typed)
        self.add_key("copy.copy", "Ctrl+Return", self.door.choose_folder)
        self.add_key("copy.open", "Ctrl+O", self._choose_copy)
        self.add_key("copy.numbers", "Ctrl+F", self.form.numbers.setFocus)
        self.add_key("copy.back", "Esc", self.left.emit, in_header=True)
        self._keep_its_place(form.answers)
        self.door.fill_sessions(self._reference.sessions, session)
        self.door.show_written()
        self._show_verified()

    def heading(self) -> Heading:
        """Return the event."""
        event = self._reference.event
        return Heading(say("copy.title"), titled(event, "title", language()), "", bool(event["demonstration"]))

    def first_field(self) -> QWidget:
        """Begin where the copy is given."""
        return self.form.copy

    def retranslate(self) -> None:
        """Say again what is shown."""
        self.door.fill_sessions(self._reference.sessions, self.form.session.currentData())
        self.door.show_written()
        self._show_verified()

    def show_state(self) -> None:
        """Read the sessions anew."""
        self._reference.read()
        self.door.fill_sessions(self._reference.sessions, self.form.session.currentData())
        self.door.compare(self.work.bench)

    @staticmethod
    def _keep_its_place(widget: QWidget) -> None:
        policy = widget.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        widget.setSizePolicy(policy)

    def _ask(self, work: Callable[[Bench], object], done: Callable[..., None]) -> None:
        """Do what may take a moment on the writer's thread; nothing is shown on a screen that was left meanwhile."""

        def answered(outcome: object) -> None:
            if not self._is_left:
                done(outcome)

        def failed(trouble: Trouble) -> None:
            answered(None)
            self.troubled.emit(trouble)

        self.work.do(work, "", answered, failed)

    # Verifying one.

    def _choose_copy(self) -> None:
        wanted = f"{say('copy.copy_files')} (*.json *.txt)"
        path, _ = QFileDialog.getOpenFileName(self, say("copy.open"), "", wanted)
        if path:
            self.verify(Path(path))

    def verify(self, path: Path) -> None:
        """Answer a copy or a file of numbers."""
        self._ask(lambda bench: verify_file(bench, path), self._answered)

    def verify_typed(self) -> None:
        """Answer the numbers that are typed."""
        text = self.form.numbers.text()
        if text.strip():
            self._ask(lambda bench: verify_numbers(bench, text), self._answered)

    def _answered(self, found: Verified | None) -> None:
        self._verified = found
        self._show_verified()
        if found is not None:
            self.form.answers.choose_none()
            self.form.answers.step(0)

    def _show_verified(self) -> None:
        form, found = self.form, self._verified
        form.verdict.setVisible(found is not None)
        form.answers.setVisible(found is not None)
        if found is None:
            form.answers.show_rows([], lambda _: {})
            return
        count = ratio(found.count("found"), found.numbers)
        form.verdict_text.setText(say(_verdict(found), ratio=count))
        form.verdict_more.setText(_compared(found))
        form.verdict_more.setVisible(bool(found.fingerprint))
        form.verdict.setProperty("state", "" if found.ok else "unknown")
        form.verdict.style().unpolish(form.verdict)
        form.verdict.style().polish(form.verdict)
        ordered = sorted(found.answers, key=lambda answer: _FIRST.index(_status(answer)))
        rows = {str(place): _row(str(place), answer) for place, answer in enumerate(ordered)}
        form.answers.show_rows(list(rows), lambda ids: {each: rows[each] for each in ids})


def _verdict(found: Verified) -> str:
    """Return the key of the sentence that tells how a copy or a slip was answered."""
    if not found.fingerprint:
        return "copy.slip"
    return "copy.altered_copy" if not found.whole else "copy.all_found" if found.ok else "copy.some_differ"


def _compared(found: Verified) -> str:
    if not found.fingerprint:
        return ""
    if found.fingerprint == found.register_fingerprint:
        return say("copy.same_words", words=found.spoken)
    return say("copy.other_words", copy=found.spoken, register=spoken(found.register_fingerprint))


def _row(row: str, answer: Answer) -> Row:
    number = Cell(f"\u2066{answer.number}\u2069", share=0, width=96, bold=True)
    said = answer.entry.said if answer.entry is not None else answer.copied
    chip = Chip(say(f"copy.status.{_status(answer)}"), *_COLORS[_status(answer)])
    return Row(row, (number, Cell(_headline(said), below=_noted(answer))), (chip,), lines=1, chips_room=112)


def _status(answer: Answer) -> str:
    """Return the answer as it is shown: what was withdrawn is there, and is told apart."""
    withdrawn = answer.entry is not None and answer.entry.said.state == "withdrawn"
    return "withdrawn" if answer.status == "found" and withdrawn else answer.status


def _headline(said: Numbered | None) -> str:
    """Return the first text said under a number, or why there is none."""
    if said is None:
        return say("copy.nothing_here")
    if said.state in ("undone", "unknown"):
        return say(f"copy.state.{said.state}")
    return next((text for part in PARTS if (text := getattr(said, part))), "")


def _noted(answer: Answer) -> str:
    """Return what is worth knowing of a number, in the direction of the window whatever stands above it."""
    noted = _note(answer)
    return f"\u2067{noted}\u2069" if noted and is_mirrored() else noted


def _note(answer: Answer) -> str:
    """Return what the copy says, when and why a number was withdrawn, when it came."""
    entry, copied = answer.entry, answer.copied
    if answer.status in ("altered", "missing") and copied is not None and entry is not None:
        return say("copy.in_copy", text=_difference(copied, entry.said))
    if entry is not None and entry.said.state == "withdrawn":
        return say("copy.withdrawn", time=entry.withdrawn_at[11:], reason=entry.withdrawn_reason or "—")
    if answer.status == "added" and entry is not None and entry.said_at:
        return say("copy.added_at", time=entry.said_at[11:16])
    return ""


def _difference(copied: Numbered, said: Numbered) -> str:
    """Return the first text of the copy that differs."""
    differing = (getattr(copied, part) for part in PARTS if getattr(copied, part) != getattr(said, part))
    return next(differing, "") or "—"
