"""The check-in desk: one field that owns the keyboard, Enter means present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ogp_desktop.domain.badge import badge_digits
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.desk.badge_reader import FEWEST, BadgeReader
from ogp_desktop.gui.desk.check_in import CheckIn
from ogp_desktop.gui.desk.consent_panel import ConsentPanel
from ogp_desktop.gui.desk.counts_panel import CountsPanel
from ogp_desktop.gui.desk.desk_pages import DeskPages
from ogp_desktop.gui.desk.desk_results import DeskResults, nobody
from ogp_desktop.gui.desk.person_rows import PersonRows
from ogp_desktop.gui.desk.walk_in_form import WalkInForm
from ogp_desktop.gui.desk.welcome_band import WelcomeBand
from ogp_desktop.gui.forms.ui_desk_screen import Ui_DeskScreen
from ogp_desktop.gui.late import after_painting, one_a_turn
from ogp_desktop.gui.naming import ratio
from ogp_desktop.gui.screen import Heading, Screen
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.desk.bearers import Bearers
from ogp_desktop.services.desk.clock_check import clock_fault
from ogp_desktop.services.desk.rooms import offered, rooms
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.participants.directory import Directory
from ogp_desktop.services.participants.people import ABOUT_ONE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.desk.rooms import Room
    from ogp_desktop.services.participants.people import Record
    from ogp_desktop.settings import Settings


class DeskScreen(Screen):
    """Search, results, welcome; counters beside."""

    name = "desk"
    form: Ui_DeskScreen
    shows_late = True
    concerned = frozenset({"participant", "arrival", "erasure", "headcount", *ABOUT_ONE})
    hints = ("hint.enter_present", "hint.walk_in", "hint.undo")

    list_requested = Signal()
    """The registration list, on a page of its own."""
    papers_requested = Signal()
    """What is printed, and what comes back from paper."""

    def __init__(self, workplace: Workplace, settings: Settings) -> None:
        super().__init__(form := Ui_DeskScreen(), workplace)
        self._directory: Directory | None = None
        self.is_behind = False
        """Whether the counts, the list and the header are still to follow what the band says."""
        self._is_coming = False
        self._touched: dict[str, set[str]] = {}
        self._unlisted: set[str] | None = None
        """Who was read anew since the list was shown; None where all are to be painted anew."""
        self._is_stale = False
        self._bearers = Bearers({})
        self._has_told_clock = False
        self._reference = Reference(workplace.bench)
        self._people = PersonRows(self._reference)
        self._results = DeskResults(form, self._people)
        self.band = WelcomeBand(form.welcome, form.welcome_text, form.welcome_detail)
        self.check_in = CheckIn(self, self.band, self._people, self._reference)
        self.counts = CountsPanel(form, self._reference, self._people, workplace.bench.now)
        self._walk_in = WalkInForm(form, self._reference, self._twins_of)
        self.pages = DeskPages(self, settings, self.band)
        self.consents = ConsentPanel(self, form.middle)
        self.consents.left.connect(self.leave_page)
        self.reader = BadgeReader(self, form.search)
        self.reader.scanned.connect(self._scanned)
        self.reader.unreadable.connect(self._not_scanned)
        self._connect(form)
        self.band.show("ready")
        self.retranslate()

    def _connect(self, form: Ui_DeskScreen) -> None:
        form.search.textChanged.connect(lambda _: self._search())
        form.search.returnPressed.connect(self._enter)
        form.results.entered_row.connect(self.check_in.by_row)
        form.import_list.clicked.connect(self.list_requested)
        form.add_first.clicked.connect(self.walk_in)
        form.save_walk_in.clicked.connect(self._save_walk_in)
        form.cancel_walk_in.clicked.connect(self.leave_page)
        self.add_key("desk.walk_in", "F3", self.walk_in, in_header=True)
        self.add_key("desk.import", "F6", self.list_requested.emit)
        self.add_key("desk.count_by", "F7", self.counts.turn)
        self.add_key("desk.headcount", "F10", self.consents.show_counts)
        self.add_key("desk.papers", "Ctrl+P", self.papers_requested.emit, in_header=True)
        self.add_escape("desk.clear", self._leave)

    def heading(self) -> Heading:
        """Return the event, and how many are here."""
        event, counted = self._reference.event, self.counts.attendance
        number = max(1, self.work.bench.device.desk)
        subtitle = " · ".join(filter(None, [titled(event, "title", language()), say("desk.post", n=number)]))
        here = ratio(counted.here, counted.everyone) if self._directory is not None else ""
        return Heading(say("desk.title"), subtitle, here, bool(event["demonstration"]))

    def keys_of_now(self) -> tuple[str, ...]:
        """Return the keys of the list, or of the page that stands in its place."""
        page = self.form.middle.currentWidget()
        return self.hints if page is self.form.results_page else self.pages.keys_of(page)

    def first_field(self) -> QWidget:
        """Begin in the search."""
        return self.form.search

    def leave(self) -> None:
        """Let the keyboard and the camera go."""
        self.reader.stop()
        self.pages.stop()
        super().leave()

    def retranslate(self) -> None:
        """Fill the choices."""
        self._walk_in.retranslate()
        self.pages.retranslate()
        self.consents.retranslate()
        if self.band.state == "ready":
            self.band.show("ready")

    def refresh(self, touched: dict[str, set[str]] | None = None) -> None:
        """Follow what was touched, soon; a change that cannot be read now is not forgotten."""
        for kind, rows in (touched or {}).items():
            if not rows or kind == "branch":  # a fork was settled: anything may have changed
                self._is_stale = True
            if kind in self.concerned:
                self._touched.setdefault(kind, set()).update(rows)
        if touched is None or self._is_stale or not self.has_shown:
            super().refresh(touched)
        elif self._touched:
            self.follow_soon()

    def show_state(self) -> None:
        """Read everyone, later only those who were touched; count, and search again."""
        self._reference.read()
        if self._directory is None or self._is_stale:
            rows = None
            self._directory = Directory(self.work.bench)
            self.counts.count(self._directory)
            self._bearers = Bearers(self._directory.people)
        else:
            rows = self._directory.follow(self._touched)
            for following in (self.counts.attendance, self._bearers):
                following.follow(self._directory.people, rows)
        self._touched, self._is_stale = {}, False
        self._unlisted = self._unlisted | rows if rows and self._unlisted is not None else None
        self.consents.follow()
        if not self._is_coming:
            self._show_counts()
            self._show_list()
        self.check_in.follow()
        self._look_at_the_clock()

    def follow_soon(self) -> None:
        """Once the band is painted, follow what was touched, then show the counts and the list; for several at once."""
        self.is_behind = True
        if not self._is_coming:
            self._is_coming = True
            after_painting(self, self._follow)

    def _follow(self) -> None:
        """Do it, with room for a key between two steps; where an arrival is being written, its end calls again."""
        if self.check_in.under_way:
            self._is_coming = False
        else:
            one_a_turn(self, self._read_touched, self._show_counts, self._show_list)

    def _read_touched(self) -> None:
        if self._touched:
            super().refresh()
        self._is_coming = False

    def _show_counts(self) -> None:
        if self._directory is not None:
            self.counts.show(self._directory)

    def _show_list(self) -> None:
        self.is_behind = self._is_coming or bool(self.check_in.under_way)
        self._search()

    def _look_at_the_clock(self) -> None:
        if not self._has_told_clock and (fault := clock_fault(self.work.bench)) is not None:
            self._has_told_clock = True
            self.troubled.emit(fault)

    # Search and check-in.

    def _search(self) -> None:
        text, counted = self.form.search.text().strip(), self.counts.attendance
        # A badge on its way: no name looks so. Or nobody is looked for, and the list follows with the counts.
        if text.isdecimal() or len(badge_digits(text) or "") > 1 or (not text and self.is_behind):
            self.form.results.choose_none()
        elif self._directory is not None:
            self._results.show(self._directory, text, counted.everyone - counted.here, self._unlisted)
            self._unlisted = set()

    def _enter(self) -> None:
        text = self.form.search.text().strip()
        if self.form.results.current():
            self.check_in.by_row(self.form.results.current())
        elif len(badge_digits(text) or "") >= FEWEST:
            self.check_in.by_badge(text)
        elif text and self._directory is not None and self._directory.people:
            self.band.show("unknown", nobody(self._directory, text), say("desk.unknown_then"))

    def _scanned(self, typed: str, end: str) -> None:
        if not self.pages.take_scan(typed, end) and not self.consents.take_scan(typed, self.form.walk_in_page):
            self.check_in.by_badge(typed)

    def _not_scanned(self, typed: str) -> None:
        if not self.pages.refuse_scan(typed):
            self.check_in.by_badge(typed)

    def begin_anew(self) -> None:
        """Be ready for the next name while an arrival is being written; what follows it shows the list."""
        self.is_behind = True
        self.form.search.clear()

    def bearer(self, typed: str) -> Record | None:
        """Return the one person of a badge, None where only the register can say."""
        is_followed = not (self._touched or self._is_stale or self.work.waiting)
        return self.person(self._bearers.of(typed) or "") if is_followed else None

    def meant(self) -> Record | None:
        """Return whom a key is about: who is chosen in the list, else who was welcomed last; None, and told."""
        people = self._directory.people if self._directory else {}
        person = people.get(self.form.results.current()) or people.get(self.check_in.welcomed)
        if person is None:
            self.told.emit(say("desk.erase_whom"))
        return person

    def person(self, row: str) -> Record | None:
        """Return a person by id."""
        return self._directory.people.get(row) if self._directory else None

    def rooms(self) -> list[Room]:
        """Return the rooms of the workshops, none while a commit is being written."""
        nothing: list[Room] = []
        return self.read(lambda: rooms(self.work.bench), nothing)

    def person_name(self, person: Record) -> str:
        """Return how a person is called in the window."""
        return self._people.name(person)

    # Pages.

    def _leave(self) -> bool:
        leaves = self.form.middle.currentWidget() is not self.form.results_page or bool(self.form.search.text())
        self.leave_page()
        self.form.search.clear()
        return leaves

    def leave_page(self) -> None:
        """Go back to the list."""
        self.form.middle.setCurrentWidget(self.form.results_page)
        self.form.welcome.show()
        self.form.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Letters typed anywhere go to the search; the arrows move in the results; Enter saves a walk-in."""
        form = self.form
        searching = form.middle.currentWidget() is form.results_page
        if searching and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            form.results.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif searching and event.text().isprintable() and event.text() and not form.search.hasFocus():
            form.search.setFocus()
            form.search.insert(event.text())
        elif form.middle.currentWidget() is form.walk_in_page and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save_walk_in()
        else:
            super().keyPressEvent(event)

    def walk_in(self) -> None:
        """Open the short form for someone who is not on the list, with what was typed."""
        found = self.rooms()
        self.consents.walk_in.clear()
        self._walk_in.begin(self.form.search.text().strip(), found, offered(found))

    def _twins_of(self, family_name: str, given_name: str, phone: str, limit: int) -> list[Record]:
        return self._directory.twins(family_name, given_name, phone, limit) if self._directory else []

    def _save_walk_in(self) -> None:
        self.check_in.walk_in(self._walk_in.name, self._walk_in.told(), self.consents.walk_in.sayings())
