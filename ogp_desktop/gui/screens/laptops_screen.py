"""The laptops of an event: their files written in one action, and every computer that is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.button_screen import ButtonScreen
from ogp_desktop.gui.desk.paper_pages import words_paper
from ogp_desktop.gui.desk.printing import Paper, Printing
from ogp_desktop.gui.forms.ui_laptops_screen import Ui_LaptopsScreen
from ogp_desktop.gui.plan.computer_rows import computer_row, place_label, place_row
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.plan import enrolment, keys, laptops, wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.plan.enrolment import Accepted, Computer
    from ogp_desktop.services.plan.keys import State
    from ogp_desktop.services.plan.laptops import Made
    from ogp_desktop.services.plan.wanted import Place
    from ogp_desktop.services.room.workshop import Record

ROW_HEIGHT = 58


class LaptopsScreen(ButtonScreen):
    """On one side what is to be written, on the other who is known."""

    name = "laptops"
    form: Ui_LaptopsScreen
    concerned = frozenset({"removed_device", "session", "event", "plan_key"})
    hints = ("hint.space_chooses", "hint.write_files", "hint.undo")

    left = Signal()
    keys_requested = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(form := Ui_LaptopsScreen(), workplace)
        self._events: list[Record] = []
        self._places: dict[str, Place] = {}
        self._more: dict[str, list[Place]] = {}
        """Second laptops that were asked for, by event."""
        self._left_out: set[str] = set()
        self._made: dict[tuple[str, str], Made] = {}
        """What was written since this page is shown, by event and place: its words are nowhere else."""
        self._computers: dict[str, Computer] = {}
        self._state: State | None = None
        self._folder: Path | None = None
        self._writing = 0
        self._printing = Printing(form, workplace, self._words_paper)
        for view in (form.wanted, form.known):
            view.set_row_height(ROW_HEIGHT)
        form.wanted.toggled_row.connect(self._toggle)
        form.wanted.entered_row.connect(self._toggle)
        form.known.chosen_row.connect(lambda _: self._show_actions())
        form.event.currentIndexChanged.connect(lambda _: self.refresh())
        form.folder.clicked.connect(self.choose_folder)
        form.write.clicked.connect(self.write)
        form.unlock.clicked.connect(self.unlock)
        form.unlock_phrase.returnPressed.connect(self.unlock)
        form.keys_page.clicked.connect(self.keys_requested)
        form.accept.clicked.connect(self.accept)
        form.remove.clicked.connect(self.remove)
        self.add_key("laptops.another", "F3", self.another, in_header=True)
        self.add_key("laptops.write", "Ctrl+Return", self.write)
        self.add_key("laptops.accept", "F7", self.accept)
        self.add_key("laptops.remove", "Del", self.remove)
        self.add_key("laptops.back", "Esc", self.left.emit)
        workplace.do(keys.catch_up, done=lambda _: self.refresh(), undoable=False)

    @property
    def chosen_event(self) -> Record | None:
        """The event that laptops are made for."""
        row = self.form.event.currentData()
        return next((event for event in self._events if event["id"] == row), None)

    def heading(self) -> Heading:
        """Return the event."""
        event = self.chosen_event
        title = titled(event, "title", language()) if event else ""
        return Heading(say("laptops.title"), title, "", bool(event and event["demonstration"]))

    def first_field(self) -> QWidget:
        """Begin with the phrase where it is asked, else where the files go."""
        return self.form.unlock_phrase if self._is_locked() else self.form.folder

    def show_state(self) -> None:
        """Show what is wanted, who is known, and whether the keys are open."""
        bench = self.work.bench
        self._state = keys.state(bench)
        self._events = wanted.events_of(bench)
        self._show_events()
        event = self.chosen_event
        found = wanted.places(bench, event["id"]) if event else []
        found += self._more.get(event["id"], []) if event else []
        self._places = {place.key: place for place in found}
        self._computers = {each.id: each for each in enrolment.computers(bench)}
        self._show_locked()
        self._show_wanted()
        self._show_known()

    def _show_events(self) -> None:
        combo, kept = self.form.event, self.form.event.currentData()
        combo.blockSignals(True)
        combo.clear()
        for event in self._events:
            combo.addItem(titled(event, "title", language()), event["id"])
        combo.setCurrentIndex(max(0, combo.findData(kept)))
        combo.blockSignals(False)
        several = len(self._events) > 1
        combo.setVisible(several)
        self.form.event_label.setVisible(several)

    def _is_locked(self) -> bool:
        state = self._state
        return state is not None and state.exist and state.is_here and not state.is_open

    def _show_locked(self) -> None:
        form, state = self.form, self._state
        if state is None:
            return
        event = self.chosen_event
        practising = bool(event and event["demonstration"]) and not state.exist
        form.locked.setVisible(not practising and not state.is_open)
        told = "locked" if self._is_locked() else "elsewhere" if state.exist else "none"
        form.locked_text.setText(say(f"laptops.keys.{told}"))
        for widget in (form.unlock_phrase, form.unlock):
            widget.setVisible(told == "locked")
        form.keys_page.setVisible(told != "locked")

    # What is wanted.

    def _show_wanted(self) -> None:
        form = self.form
        form.wanted.show_rows(list(self._places), self._wanted_rows)
        if self._places and not form.wanted.current():
            form.wanted.step(0)
        form.folder_name.setText(self._folder.name or str(self._folder) if self._folder else say("laptops.no_folder"))
        form.folder_name.setToolTip(str(self._folder or ""))
        form.busy.setVisible(self._writing > 0)
        blocked = self._state is not None and self._state.exist and not self._state.is_open
        form.write.setEnabled(not self._writing and not blocked and bool(self._chosen()))
        form.write.setToolTip(say("laptops.keys_first") if blocked else "")
        self._printing.show_printers()
        form.paper_row.setVisible(self._words_paper() is not None)

    def _wanted_rows(self, ids: Sequence[str]) -> dict[str, Row]:
        event = self.chosen_event
        if event is None:
            return {}
        return {
            row: place_row(
                self._places[row],
                wanted.file_name(event, self._places[row]),
                self._made.get((event["id"], row)),
                self._is_prepared(row),
                row in self._chosen(),
            )
            for row in ids
            if row in self._places
        }

    def _is_prepared(self, row: str) -> bool:
        """Say whether a laptop of that name was made for the event before."""
        label, event = place_label(self._places[row]), self.form.event.currentData()
        return any(each.label == label and each.event == event for each in self._computers.values())

    def _chosen(self) -> list[str]:
        """Return the places whose files are to be written."""
        event = self.form.event.currentData()
        return [
            row
            for row in self._places
            if (event, row) not in self._made and (row in self._left_out) == self._is_prepared(row)
        ]

    def _toggle(self, row: str) -> None:
        self._left_out ^= {row}
        self._show_wanted()

    def another(self) -> None:
        """Want a second laptop for the chosen place."""
        event, place = self.chosen_event, self._places.get(self.form.wanted.current())
        if event is not None and place is not None:
            second = wanted.another(place, self._places.values())
            self._more.setdefault(event["id"], []).append(second)
            self.refresh()
            self.form.wanted.make_current(second.key)

    def choose_folder(self) -> None:
        """Ask where the files go: a stick, a folder."""
        chosen = QFileDialog.getExistingDirectory(self, say("laptops.folder"), str(self._folder or ""))
        if chosen:
            self._folder = Path(chosen)
            self._show_wanted()
            self.form.write.setFocus()

    def write(self) -> None:
        """Write the files of every chosen laptop, one after another."""
        if self._folder is None:
            self.choose_folder()
        event, folder = self.chosen_event, self._folder
        if folder is None or event is None or not self.form.write.isEnabled():
            return
        for row in self._chosen():
            self._writing += 1
            self._write_one(event, row, folder)
        self._show_wanted()

    def _write_one(self, event: Record, row: str, folder: Path) -> None:
        place = self._places[row]
        named = replace(place.wanted, label=place_label(place))
        out = folder / wanted.file_name(event, place)

        def done(made: Made) -> None:
            self._made[event["id"], row] = made
            self._one_done()

        def failed(trouble: Trouble) -> None:
            self._one_done()
            self.troubled.emit(trouble)

        self.work.do(lambda bench: laptops.make(bench, named, out, event["id"]), done=done, failed=failed)

    def _one_done(self) -> None:
        self._writing -= 1
        self.refresh()
        if not self._writing and self._made:
            self.told.emit(say("laptops.written", n=len(self._made)))
            self.form.print_now.setFocus() if self.form.print_now.isEnabled() else self.form.save_pdf.setFocus()

    def _words_paper(self) -> Paper | None:
        event = self.chosen_event
        made = [each for (of, _), each in self._made.items() if event and of == event["id"] and each.words]
        return words_paper(titled(event, "title", language()), made) if event and made else None

    # The phrase.

    def unlock(self) -> None:
        """Open the keys with the secretariat's phrase."""
        phrase = self.form.unlock_phrase.text()
        self.form.unlock.setEnabled(False)
        self.form.busy.show()

        def ended(trouble: Trouble | None = None) -> None:
            self.form.unlock.setEnabled(True)
            if trouble is not None:
                self.troubled.emit(trouble)
                self.form.unlock_phrase.setFocus()
            else:
                self.form.unlock_phrase.clear()
                self.form.folder.setFocus()
            self.refresh()

        self.work.do(lambda bench: keys.unlock(bench, phrase), done=lambda _: ended(), failed=ended)

    # Who is known.

    def _show_known(self) -> None:
        own = self.work.bench.device.id
        form = self.form
        rows = {each.id: computer_row(each, each.id == own) for each in self._computers.values()}
        form.known.show_rows(list(rows), lambda _: rows)
        if rows and not form.known.current():
            form.known.step(0)
        others = [each for each in self._computers.values() if each.id != own and each.state == "enrolled"]
        missing = sum(not each.last_at and each.role == "event" for each in others)
        form.known_what.setText(say("laptops.missing", n=missing))
        self._show_actions()

    def _show_actions(self) -> None:
        chosen = self._computers.get(self.form.known.current())
        own = chosen is not None and chosen.id == self.work.bench.device.id
        self.form.accept.setEnabled(chosen is not None and chosen.state in ("waiting", "removed"))
        self.form.remove.setEnabled(chosen is not None and chosen.state == "enrolled" and not own)

    def accept(self) -> None:
        """Take what the chosen computer writes, from now on and what was set aside."""
        chosen = self._computers.get(self.form.known.current())
        if chosen is None or not self.form.accept.isEnabled():
            return
        gatekeeper = self.work.gatekeeper

        def work(bench: Bench) -> Accepted:
            return enrolment.accept(bench, chosen.id, gatekeeper)

        def done(accepted: Accepted) -> None:
            self.told.emit(say("laptops.accepted", label=chosen.label, n=len(accepted.receipts)))
            self.refresh()

        self.work.do(work, say("laptops.accepted_again", label=chosen.label), done)

    def remove(self) -> None:
        """Take nothing new from the chosen computer any more; Ctrl+Z takes that back."""
        chosen = self._computers.get(self.form.known.current())
        if chosen is not None and self.form.remove.isEnabled():
            says = say("laptops.removed", label=chosen.label)
            self.work.do(lambda bench: enrolment.remove(bench, chosen.id), says)
