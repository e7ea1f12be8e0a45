"""The secretariat: pour the files in, read every room's ideas, settle what was written twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.forms.ui_secretariat_screen import Ui_SecretariatScreen
from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.room.idea_rows import idea_notes, idea_row
from ogp_desktop.gui.room.idea_screen import IdeaScreen
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.secretariat.inbox_panel import InboxPanel
from ogp_desktop.gui.secretariat.near_panel import NearPanel
from ogp_desktop.gui.secretariat.versions_panel import VersionsPanel
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.event import events
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.files.inbox import LIST
from ogp_desktop.services.ideas.idea_list import STATES
from ogp_desktop.services.ideas.ideas_search import find_ideas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.room.workshop import Record

SEARCH_MILLISECONDS = 120


class SecretariatScreen(IdeaScreen):
    """Three views: received files, ideas, two versions."""

    name = "secretariat"
    form: Ui_SecretariatScreen
    concerned = frozenset(
        {"idea", "idea_link", "conclusion", "session", "event", "participant", "arrival", "branch"}
        | {"agreement", "disagreement", "set_aside", LIST}
    )
    hints = ("hint.open_files", "hint.views", "hint.undo")

    keys_requested = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(form := Ui_SecretariatScreen(), workplace)
        self._reference = Reference(workplace.bench)
        self._found: list[str] | None = None
        self._near = NearPanel(workplace, form.near_panel, form.near_title, form.near)
        self._near.read_by(self.ideas_of, self._number_of)
        self.inbox = InboxPanel(workplace, form)
        self.inbox.told.connect(self.told)
        self.inbox.changed.connect(self.refresh)
        self.versions = VersionsPanel(workplace, form, self._reference, self._number_in_words)
        self._search_soon = QTimer(self)
        self._search_soon.setSingleShot(True)
        self._search_soon.setInterval(SEARCH_MILLISECONDS)
        self._search_soon.timeout.connect(self._search)
        views = (form.files_view, form.ideas_view, form.versions_view)
        for place, button in enumerate(views):
            button.clicked.connect(lambda _=False, each=place: self.show_view(each))
        form.ideas.set_row_height(58)
        form.ideas.chosen_row.connect(self._near.ask)
        self._near.shown.connect(lambda: form.ideas.scrollTo(form.ideas.currentIndex()))
        form.near.entered_row.connect(self._go_to)
        form.browse.clicked.connect(self._browse)
        form.find.textChanged.connect(lambda _: self._search_soon.start())
        form.session.currentIndexChanged.connect(lambda _: self.refresh())
        form.state.currentIndexChanged.connect(lambda _: self.refresh())
        form.settle.clicked.connect(lambda: self.show_view(2))
        self.add_key("secretariat.open", "Ctrl+O", self._browse, in_header=True)
        self.add_key("secretariat.keys", "Ctrl+K", self.keys_requested.emit, in_header=True)
        self.add_escape("secretariat.stop", self.inbox.stop)
        self.add_key("secretariat.find_key", "Ctrl+F", self._go_to_search)
        self.add_key("secretariat.next_view", "F6", self._next_view)
        self.add_key("secretariat.accept_key", "F7", self.inbox.accept)
        self.add_key("secretariat.aside_key", "F8", self.inbox.set_aside)
        form.received.addAction(self.add_key("inbox.put_away_key", "Del", self._put_away))
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
        self.versions.read()
        self.inbox.show_state(len(self.versions.conflicts))
        self._show_ideas()
        self.versions.show_state()

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
        wanted = f"{say('secretariat.parcel_files')} (*.ogpx *.ogp)"
        late = events.late_parcel(self.work.bench.register.path)
        begin = str(late.parent) if late.exists() else ""
        paths, _ = QFileDialog.getOpenFileNames(self, say("secretariat.open"), begin, wanted)
        self.receive([Path(path) for path in paths])

    def receive(self, parcels: list[Path]) -> None:
        """Receive parcels, and show what becomes of them."""
        self.inbox.receive(parcels)
        if parcels:
            self.show_view(0)

    def _put_away(self) -> None:
        if self.form.middle.currentIndex() == 0:
            self.inbox.put_away()

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
        disputed = {conflict.row for conflict in self.versions.conflicts.values()}
        return {
            row: idea_row(idea, self._number_of(idea), row in disputed, self._notes(idea))
            for row, idea in found.items()
        }

    def _notes(self, idea: Record) -> str:
        theme = self._reference.title("theme", idea, language())
        links = self._ideas.links(idea["id"]) if self._ideas else ()
        return idea_notes(idea, links, self._ideas.number if self._ideas else str, theme)

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

    def _number_in_words(self, row: str) -> str:
        idea = self.ideas_of([row]).get(row)
        return self._number_of(idea) if idea else ""

    def keys_of_now(self) -> tuple[str, ...]:
        """Return the keys of the view that is shown."""
        deciding = self.form.middle.currentIndex() == 2 and bool(self.form.conflicts.rows.ids)
        return ("hint.sides", "hint.enter_keeps", "hint.undo") if deciding else self.hints

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right choose a version, Enter keeps it."""
        deciding = self.form.middle.currentIndex() == 2
        if deciding and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.versions.choose((event.key() == Qt.Key.Key_Left) != mirrored)
        elif deciding and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.versions.keep_chosen()
        else:
            super().keyPressEvent(event)
