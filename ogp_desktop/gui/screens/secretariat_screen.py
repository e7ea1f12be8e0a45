"""The secretariat: pour the files in, read every room's ideas, settle what was written twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from ogp_desktop import words
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.forms.ui_secretariat_screen import Ui_SecretariatScreen
from ogp_desktop.gui.idea_rows import idea_row
from ogp_desktop.gui.idea_screen import IdeaScreen
from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.near_panel import NearPanel
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.row_view import Cell, Chip, Row
from ogp_desktop.services import receiving
from ogp_desktop.services.idea_list import STATES
from ogp_desktop.services.ideas_search import find_ideas
from ogp_desktop.services.reference import Reference
from ogp_desktop.services.review import DELETED, Conflict, Review, Version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.exchange.receiving import Receipt
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.gui.writer import Job
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.workshop import Record
    from ogp_desktop.storage.devices import Noted

SEARCH_MILLISECONDS = 120
_STATUS_COLORS = {
    "merged": ("result", "result_tint"),
    "already": ("text2", "hover"),
    "quarantined": ("saffron_text", "saffron_tint"),
    "refused": ("error", "error_tint"),
    "reading": ("solution", "solution_tint"),
}


class SecretariatScreen(IdeaScreen):
    """Three views: received files, ideas, two versions."""

    name = "secretariat"
    form: Ui_SecretariatScreen
    concerned = frozenset({"idea", "idea_link", "conclusion", "session", "event", "participant", "arrival", "branch"})
    hints = ("hint.open_files", "hint.views", "hint.undo")

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(form := Ui_SecretariatScreen(), workplace)
        self._reference = Reference(workplace.bench)
        self._found: list[str] | None = None
        self._conflicts: dict[str, Conflict] = {}
        self._receipts: list[tuple[Path, Receipt | None]] = []
        self._received: list[Noted] = []
        self._came_before: int | None = None
        """How many files had come before this screen was opened."""
        self._waiting = 0
        self._reading: list[Job] = []
        self._first_chosen = True
        self._near = NearPanel(workplace, form.near_panel, form.near_title, form.near)
        self._near.read_by(self.ideas_of, self._number_of)
        self._search_soon = QTimer(self)
        self._search_soon.setSingleShot(True)
        self._search_soon.setInterval(SEARCH_MILLISECONDS)
        self._search_soon.timeout.connect(self._search)
        views = (form.files_view, form.ideas_view, form.versions_view)
        for place, button in enumerate(views):
            button.clicked.connect(lambda _=False, each=place: self.show_view(each))
        form.received.set_row_height(62)
        form.ideas.set_row_height(58)
        form.ideas.chosen_row.connect(self._near.ask)
        self._near.shown.connect(lambda: form.ideas.scrollTo(form.ideas.currentIndex()))
        form.near.entered_row.connect(self._go_to)
        form.conflicts.set_row_height(58)
        form.drop_zone.files_dropped.connect(self.receive)
        form.browse.clicked.connect(self._browse)
        form.received.entered_row.connect(self._accept)
        form.find.textChanged.connect(lambda _: self._search_soon.start())
        form.session.currentIndexChanged.connect(lambda _: self.refresh())
        form.state.currentIndexChanged.connect(lambda _: self.refresh())
        form.conflicts.chosen_row.connect(lambda _: self._show_decision())
        form.conflicts.entered_row.connect(lambda _: self._keep_chosen())
        form.keep_first.clicked.connect(lambda: self._keep("1"))
        form.keep_second.clicked.connect(lambda: self._keep("2"))
        form.keep_both.clicked.connect(lambda: self._keep("both"))
        form.progress.hide()
        self.add_key("secretariat.open", "Ctrl+O", self._browse, in_header=True)
        self.add_key("secretariat.stop", "Esc", self.stop_receiving)
        self.add_key("secretariat.find_key", "Ctrl+F", self._go_to_search)
        self.add_key("secretariat.next_view", "F6", self._next_view)
        self.add_key("secretariat.accept_key", "F7", lambda: self._accept(form.received.current()))
        self.retranslate()

    def heading(self) -> Heading:
        """Return the event or plan, and how many ideas there are."""
        event = self._reference.event
        count = self._ideas.count() if self._ideas else 0
        subtitle = " · ".join([titled(event, "title", language()), say("room.count", n=count)])
        return Heading(say("secretariat.title"), subtitle, "", bool(event["demonstration"]))

    def first_field(self) -> QWidget:
        """Begin where files are taken in."""
        return self.form.browse

    def retranslate(self) -> None:
        """Fill the choices."""
        form = self.form
        for combo in (form.session, form.state):
            combo.blockSignals(True)
        chosen, state = form.session.currentData(), form.state.currentData()
        form.session.clear()
        form.session.addItem(say("secretariat.all_sessions"), "")
        for session in self._reference.sessions:
            form.session.addItem(session_title(session), session["id"])
        form.session.setCurrentIndex(max(0, form.session.findData(chosen)))
        form.state.clear()
        for each in STATES:
            form.state.addItem(say(f"secretariat.state.{each}"), each)
        form.state.setCurrentIndex(max(0, form.state.findData(state)))
        for combo in (form.session, form.state):
            combo.blockSignals(False)
        self._near.retranslate()

    def show_state(self) -> None:
        """Show files, ideas and versions."""
        self.follow()
        self._received = receiving.received(self.work.bench)
        if self._came_before is None:
            self._came_before = len(self._received)
        self._conflicts = {conflict.id: conflict for conflict in Review(self.work.bench).conflicts()}
        self._show_files()
        self._show_ideas()
        self._show_conflicts()

    def leave(self) -> None:
        """Let nothing be looked for any more."""
        self._search_soon.stop()
        self._near.ask("")
        super().leave()

    # Views.

    def show_view(self, place: int) -> None:
        """Show received files (0), ideas (1) or two versions (2)."""
        form = self.form
        form.middle.setCurrentIndex(place)
        (form.files_view, form.ideas_view, form.versions_view)[place].setChecked(True)
        (form.browse, form.find, form.conflicts)[place].setFocus()

    def _next_view(self) -> None:
        self.show_view((self.form.middle.currentIndex() + 1) % 3)

    def _go_to_search(self) -> None:
        self.show_view(1)

    # Files.

    def _browse(self) -> None:
        wanted = f"{say('secretariat.parcel_files')} (*.ogpx)"
        paths, _ = QFileDialog.getOpenFileNames(self, say("secretariat.open"), "", wanted)
        self.receive([Path(path) for path in paths])

    def receive(self, parcels: list[Path], accept: tuple[str, ...] = ()) -> None:
        """Receive parcels one after another; saves of others go between them."""
        self._waiting += len(parcels)
        gatekeeper = self.work.gatekeeper
        for parcel in parcels:
            self._receipts.insert(0, (parcel, None))

            def taken(receipt: Receipt, path: Path = parcel) -> None:
                place = next(n for n, (each, known) in enumerate(self._receipts) if each == path and known is None)
                self._receipts[place] = (path, receipt)
                self._one_done()

            def one(bench: Bench, path: Path = parcel) -> Receipt:
                return receiving.receive_one(bench, path, accept, gatekeeper)

            def left(_: Trouble, path: Path = parcel) -> None:
                self._receipts.remove((path, None))
                self._one_done()

            self._reading.append(self.work.do(one, "", taken, left))
        if parcels:
            self.show_view(0)
            self._show_files()
            self.form.progress.setRange(0, self._waiting)
            self.form.progress.setValue(0)
            self.form.progress.show()

    def stop_receiving(self) -> None:
        """Leave the files that are not read yet; those that were taken stay."""
        waiting = self._waiting
        for job in self._reading:
            job.is_cancelled = True
        if waiting:
            self.told.emit(say("secretariat.stopped"))

    def _one_done(self) -> None:
        self._waiting -= 1
        self.form.progress.setValue(self.form.progress.value() + 1)
        self.form.progress.setVisible(self._waiting > 0)
        if not self._waiting:
            self._reading.clear()
            self.refresh()
        self._show_files()

    def _show_files(self) -> None:
        rows = {f"now/{place}": self._receipt_row(place) for place in range(len(self._receipts))}
        before = self._came_before or 0
        for place, came in enumerate(self._received[len(self._received) - before :]):
            rows[f"before/{place}"] = _received_row(f"before/{place}", came)
        self.form.received.show_rows(list(rows), lambda _: rows)
        merged = sum(noted.came.status == "merged" for noted in self._received)
        text = say("secretariat.received_count", n=merged) if rows else say("secretariat.nothing_received")
        self.form.received_summary.setText(text)

    def _receipt_row(self, place: int) -> Row:
        path, receipt = self._receipts[place]
        row = f"now/{place}"
        if receipt is None:
            return Row(row, (Cell(path.name, bold=True, below=say("secretariat.status.reading")),), lines=1)
        below = [receipt.label]
        if receipt.reason is not None:
            below = [words.sentence(receipt.reason, language())]
        elif receipt.status == "merged":
            below += [say("secretariat.new_changes", n=receipt.new_changes)]
        else:
            below += [say("secretariat.nothing_to_do")]
        chips = [_status_chip(receipt.status)]
        if receipt.new_conflicts:
            chips.insert(0, Chip(say("secretariat.conflicts", n=receipt.new_conflicts), "saffron_text", "saffron_tint"))
        return Row(row, (Cell(path.name, bold=True, below=" · ".join(filter(None, below))),), tuple(chips), lines=1)

    def _accept(self, row: str) -> None:
        """Accept the computer of a parcel that was set aside, and take the parcel in."""
        if not row.startswith("now/"):
            return
        path, receipt = self._receipts[int(row.removeprefix("now/"))]
        if receipt is not None and receipt.status == "quarantined":
            self.receive([path], receipt.unknown_devices)

    # Ideas.

    def _search(self) -> None:
        text = self.form.find.text().strip()
        if not text:
            self._found = None
            self.refresh()
            return

        def found(ids: list[str]) -> None:
            if self.form.find.text().strip() == text:
                self._found = ids
                self.refresh()

        self.work.do(lambda bench: find_ideas(bench, text), "", found)

    def _show_ideas(self) -> None:
        if self._ideas is None:
            return
        form = self.form
        ids = self._ideas.ids(form.session.currentData() or "", form.state.currentData() or "all", latest_first=False)
        if self._found is not None:
            allowed = set(ids)
            ids = [row for row in self._found if row in allowed]
        form.ideas.show_rows(ids, self._idea_rows)
        form.found_count.setText(say("secretariat.found", n=len(ids)))

    def _idea_rows(self, ids: Sequence[str]) -> dict[str, Row]:
        found = self.ideas_of(ids)
        disputed = {conflict.row for conflict in self._conflicts.values()}
        return {row: idea_row(idea, self._number_of(idea), row in disputed) for row, idea in found.items()}

    def _go_to(self, row: str) -> None:
        """Choose an idea, and show all of them where the filters hide it."""
        form = self.form
        if row not in form.ideas.rows.ids:
            self._search_soon.stop()
            for widget in (form.find, form.session, form.state):
                widget.blockSignals(True)
            form.find.clear()
            form.session.setCurrentIndex(0)
            form.state.setCurrentIndex(0)
            for widget in (form.find, form.session, form.state):
                widget.blockSignals(False)
            self._found = None
            self._show_ideas()
        form.ideas.make_current(row)
        form.ideas.setFocus()

    def _number_of(self, idea: Record) -> str:
        session = self._reference.session(idea["session"])
        number = session["number"] if session else "?"
        return f"{self._reference.event['code'] or ''}-{number}{idea['letter'] or ''}-{idea['number']}"

    # Two versions.

    def _show_conflicts(self) -> None:
        form = self.form
        count = len(self._conflicts)
        form.versions_view.setText(say("secretariat.versions_count", n=count))
        form.versions_text.setText(say("secretariat.versions_explained", n=count))
        form.conflicts.show_rows(list(self._conflicts), self._conflict_rows)
        if self._conflicts and not form.conflicts.current():
            form.conflicts.step(0)
        form.conflicts.setVisible(bool(self._conflicts))
        self._show_decision()

    def _conflict_rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: self._conflict_row(self._conflicts[row]) for row in ids if row in self._conflicts}

    def _conflict_row(self, conflict: Conflict) -> Row:
        below = " · ".join(_origin(version) for version in conflict.versions)
        return Row(conflict.id, (Cell(self._named(conflict), bold=True, below=below),), lines=1)

    def _named(self, conflict: Conflict) -> str:
        kind = say(f"kind.{conflict.kind}") if conflict.kind in ("idea", "conclusion") else say("kind.record")
        field = "deleted" if conflict.field in ("", DELETED) else conflict.field
        what = say(f"field.{field}") if field in _FIELDS else field
        number = ""
        if conflict.kind == "idea" and self._ideas is not None:
            idea = self.ideas_of([conflict.row]).get(conflict.row)
            number = f" {idea['number']}" if idea else ""
        return f"{kind}{number} · {what}"

    def _show_decision(self) -> None:
        form = self.form
        conflict = self._conflicts.get(form.conflicts.current())
        form.decision.setVisible(conflict is not None)
        if conflict is None:
            return
        form.decision_title.setText(self._named(conflict))
        for name, version in zip(("first", "second"), conflict.versions, strict=False):
            getattr(form, f"{name}_origin").setText(_origin(version))
            getattr(form, f"{name}_text").set_text(_shown(version))
        form.keep_both.setEnabled(all(isinstance(v.value, str) for v in conflict.versions) and bool(conflict.field))
        self._choose(True)

    def _choose(self, first: bool) -> None:
        self._first_chosen = first
        for frame, chosen in ((self.form.first, first), (self.form.second, not first)):
            frame.setProperty("chosen", str(chosen).lower())
            frame.style().unpolish(frame)
            frame.style().polish(frame)

    def _keep_chosen(self) -> None:
        self._keep("1" if self._first_chosen else "2")

    def _keep(self, which: str) -> None:
        conflict = self._conflicts.get(self.form.conflicts.current())
        if conflict is not None:
            says = say("secretariat.decided")
            self.work.do(lambda bench: Review(bench).resolve(conflict.id, which) and None, says)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right choose a version, Enter keeps it."""
        deciding = self.form.middle.currentIndex() == 2
        if deciding and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self._choose((event.key() == Qt.Key.Key_Left) != mirrored)
        elif deciding and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep_chosen()
        else:
            super().keyPressEvent(event)


_FIELDS = ("problem", "solution", "result", "text", "deleted", "category", "withdrawn_reason", "session", "order")
_POSTS = ("desk", "room", "restitution", "secretariat", "plenary")


def _status_chip(status: str) -> Chip:
    return Chip(say(f"secretariat.status.{status}"), *_STATUS_COLORS[status])


def _received_row(row: str, noted: Noted) -> Row:
    came, at = noted
    below = " · ".join(filter(None, [came.label, say("secretariat.received_at", time=at[11:16])]))
    return Row(row, (Cell(came.name, bold=True, below=below),), (_status_chip(came.status),), lines=1)


def _origin(version: Version) -> str:
    where = say(f"post.{version.where}") if version.where in _POSTS else version.where
    return " · ".join(filter(None, [where, version.who, version.when[11:16]]))


def _shown(version: Version) -> str:
    if version.value is None:
        return "—"
    if version.value in ("kept", DELETED):
        return say(f"version.{version.value}")
    return str(version.value)
