"""Handing over to the secretariat: plug in, copy, note the slip; and receiving what another post hands over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from ogp_desktop import paths
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui import theme
from ogp_desktop.gui.button_screen import ButtonScreen
from ogp_desktop.gui.files.needs_panel import NeedsPanel
from ogp_desktop.gui.files.place_rows import place_row
from ogp_desktop.gui.files.purge_panel import PurgePanel
from ogp_desktop.gui.files.reception import Parts, Reception
from ogp_desktop.gui.files.sticks import Stick, Sticks
from ogp_desktop.gui.forms.ui_handover_screen import Ui_HandoverScreen
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import language, paper_language, say
from ogp_desktop.gui.widgets.rows import Row
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.files import handover, inbox
from ogp_desktop.services.files.handover import Handed, How
from ogp_desktop.services.plan import papers
from ogp_desktop.storage.drafts import Drafts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench

_FOR_ROOMS_BY = ("desk", "secretariat")
_RECEIVE_ELSEWHERE = "secretariat"
"""The post that has a page of its own for what it receives."""


class HandoverScreen(ButtonScreen):
    """Three steps on one side, receiving on the other."""

    name = "handover"
    form: Ui_HandoverScreen
    concerned = frozenset({"idea", "participant", "arrival", "conclusion", "session", "access_need"})
    way_out = ""
    hints = ("hint.enter_copies", "hint.escape_back", "hint.help")

    left = Signal()
    """Back to the post."""
    purge_requested = Signal(list)
    """The paths of this event on this computer, which the secretariat acknowledged."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(form := Ui_HandoverScreen(), workplace)
        self._reference = Reference(workplace.bench)
        self._post = workplace.bench.device.post
        self._sticks: list[Stick] = []
        self._folders: list[Stick] = []
        self._handed: Handed | None = None
        self._is_copying = False
        form.places.set_row_height(44)
        form.places.entered_row.connect(lambda _: self.copy())
        form.folder.clicked.connect(self._choose_folder)
        form.copy.clicked.connect(self.copy)
        form.print_slip.clicked.connect(self._print_slip)
        form.save_slip.clicked.connect(self._save_slip)
        form.mail.clicked.connect(self._draft_mail)
        form.for_rooms.setVisible(self._post in _FOR_ROOMS_BY)
        form.take.setVisible(self._post != _RECEIVE_ELSEWHERE)
        form.received.set_row_height(58)
        self.reception = Reception(workplace, Parts(form.drop_zone, form.browse, form.received, form.reading))
        self.reception.changed.connect(self.refresh)
        self.reception.troubled.connect(self.troubled)
        self.purge = PurgePanel(workplace, form)
        self.purge.changed.connect(self.refresh)
        self.purge.condemned.connect(self.purge_requested)
        for widget in (form.progress, form.slip, form.copied, form.receipt_row, form.confirm):
            widget.hide()
        self.needs = NeedsPanel(workplace, form)
        self.needs.told.connect(self.told)
        self.add_key("handover.needs_purge", "F8", self.needs.ask)
        self.add_key("handover.back", "Esc", self._escape, in_header=True)
        self.add_key("handover.folder", "Ctrl+D", self._choose_folder)
        self.add_key("handover.print", "Ctrl+P", self._print_slip)
        if self._post != _RECEIVE_ELSEWHERE:
            self.add_key("handover.browse", "Ctrl+O", self.reception.choose)
            self.add_key("handover.accept_key", "F7", lambda: self.reception.accept(form.received.current()))
        self.sticks = Sticks()
        self.sticks.changed.connect(self.show_sticks)
        self.sticks.begin()

    def heading(self) -> Heading:
        """Return the event and the post."""
        event = self._reference.event
        subtitle = " · ".join(filter(None, [titled(event, "title", language()), say(f"post.{self._post}")]))
        return Heading(say("handover.title"), subtitle, "", bool(event["demonstration"]))

    def first_field(self) -> QWidget:
        """Begin where the place is chosen."""
        return self.form.copy

    def show_state(self) -> None:
        """Show what leaves, what was handed over before, and what came."""
        form = self.form
        state = handover.state(self.work.bench)
        counts = [say(f"handover.count.{kind}", n=count) for kind, count in state.counts.items()]
        form.leaving.setText(" · ".join(counts) or say("handover.nothing_yet"))
        form.unfinished.setVisible(bool(Drafts(self.work.bench.register.path).texts()))
        if self._handed is None and state.last is not None:
            self._handed = state.last
            self._remember_folder(Path(state.last.folder))
        self._show_since(state)
        self._show_slip()
        if self._post != _RECEIVE_ELSEWHERE:
            self.purge.show(state)
        if form.unfinished.isVisibleTo(self):
            form.stays.hide()  # what is to be done first takes its place
        self.needs.show()
        lines = inbox.lines(self.work.bench)
        self.reception.show(lines)
        form.received_none.setVisible(not lines and not self.reception.is_reading)
        self._show_places()

    def _show_since(self, state: handover.State) -> None:
        form, last = self.form, state.last
        form.since.setVisible(last is not None)
        if last is None:
            return
        time = last.at[11:16]
        if not state.changed:
            told = say("handover.unchanged", time=time)
        elif state.ideas_since:
            told = say("handover.ideas_since", n=state.ideas_since, time=time)
        else:
            told = say("handover.changed", time=time)
        form.since_text.setText(told)
        theme.mark(form.since, "state", "again" if state.changed else "")

    def _show_slip(self) -> None:
        form, handed = self.form, self._handed
        for widget in (form.slip, form.print_slip, form.save_slip):
            widget.setVisible(handed is not None)
        if handed is not None:
            form.code.setText(f"\u2066{handed.slip.code}\u2069")
            form.slip_words.setText(say("handover.words", words=handed.slip.words))

    # Places.

    def show_sticks(self, found: list[Stick]) -> None:
        """Show the sticks that are plugged in now."""
        if not self._is_left:
            self._sticks = found
            self._show_places()

    def _show_places(self) -> None:
        form, places = self.form, self._places()
        form.places.show_rows(list(places), self._rows)
        form.places.setVisible(bool(places))
        form.places.setMaximumHeight(min(3, len(places)) * form.places.row_height + 6)
        form.no_place.setVisible(not places)
        if places and not form.places.current():
            form.places.step(0)

    def _places(self) -> dict[str, Stick]:
        return {str(each.path): each for each in (*self._sticks, *self._folders)}

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        places = self._places()
        return {row: place_row(row, places[row]) for row in ids if row in places}

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("handover.folder"))
        if chosen:
            self._remember_folder(Path(chosen))
            self._show_places()
            self.form.places.make_current(str(Path(chosen)))
            self.form.copy.setFocus()

    def _remember_folder(self, folder: Path) -> None:
        if folder.is_dir() and str(folder) not in self._places():
            self._folders.insert(0, Stick(folder, folder.name or str(folder)))

    # Copying.

    def copy(self) -> None:
        """Write the parcel to the chosen place; what is in the way is told, and Enter tries again."""
        place = self._places().get(self.form.places.current())
        if place is None:
            self.told.emit(say("handover.no_place"))
            return
        how = self._how()
        self._do(lambda bench: handover.hand_over(bench, place.path, how), self._copied)

    def _how(self) -> How:
        form = self.form
        return How(form.plain.isChecked(), form.for_rooms.isVisible() and form.for_rooms.isChecked())

    def _draft_mail(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("handover.mail_folder"))
        if chosen:
            how, lang = self._how(), paper_language()
            self._do(lambda bench: handover.draft_mail(bench, Path(chosen), lang, how), self._copied)

    def _do(self, work: object, done: object) -> None:
        if self._is_copying:
            return
        self._set_copying(True)
        self.work.do(work, "", done, self._refused)  # type: ignore[arg-type]

    def _set_copying(self, copying: bool) -> None:
        self._is_copying = copying
        self.form.progress.setVisible(copying)
        if copying:
            self.form.copied.hide()

    def _copied(self, handed: Handed) -> None:
        if self._is_left:
            return
        self._set_copying(False)
        self._handed = handed
        self.form.copied.setText(say("handover.copied_rooms" if handed.for_rooms else "handover.copied"))
        self.form.copied.show()
        self.told.emit(say("handover.may_unplug", file=handed.file))
        self.refresh()

    def _refused(self, trouble: Trouble) -> None:
        if self._is_left:
            return
        self._set_copying(False)
        self.troubled.emit(Trouble("destination_gone") if trouble.code == "folder_missing" else trouble)

    # The slip.

    def _print_slip(self) -> None:
        if self._handed is not None:
            self._write_slip(paths.home() / "slips" / f"{Path(self._handed.file).stem}.pdf", self._open_page)

    def _open_page(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.told.emit(say("handover.no_viewer"))

    def _save_slip(self) -> None:
        if self._handed is None:
            return
        wanted = f"{Path(self._handed.file).stem}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, say("handover.save_slip"), wanted, "PDF (*.pdf)")
        if chosen:
            self._write_slip(Path(chosen), lambda path: self.told.emit(say("handover.slip_saved", file=path.name)))

    def _write_slip(self, path: Path, then: object) -> None:
        handed, lang = self._handed, paper_language()

        def write(bench: Bench) -> Path:
            path.parent.mkdir(parents=True, exist_ok=True)
            papers.write_slip(bench, handed, lang, path)  # type: ignore[arg-type]
            return path

        self.work.do(write, "", then)  # type: ignore[arg-type]

    # Keys.

    def _escape(self) -> None:
        if self.reception.is_reading:
            self.reception.queue.stop()
        elif self.needs.is_asking:
            self.needs.stop()
        elif self.purge.is_asking:
            self.purge.stop()
        else:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter copies where no button has the focus; the arrows choose a place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pressed_by_enter() is None:
            self.copy()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.form.copy.hasFocus():
            self.form.places.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Look for sticks no more; files on their way are still taken in."""
        if not self._is_left:
            self.sticks.end()
            self.reception.end()
        super().leave()
