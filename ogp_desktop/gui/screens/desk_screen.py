"""The check-in desk: one field that owns the keyboard, Enter means present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ogp_desktop import words
from ogp_desktop.domain.badge import badge_digits
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.desk.badge_reader import FEWEST, BadgeReader
from ogp_desktop.gui.desk.consent_panel import ConsentPanel
from ogp_desktop.gui.desk.counts_panel import CountsPanel
from ogp_desktop.gui.desk.desk_pages import DeskPages
from ogp_desktop.gui.desk.desk_results import DeskResults, nobody
from ogp_desktop.gui.desk.person_rows import PersonRows
from ogp_desktop.gui.desk.walk_in_form import WalkInForm
from ogp_desktop.gui.desk.welcome_band import WelcomeBand
from ogp_desktop.gui.forms.ui_desk_screen import Ui_DeskScreen
from ogp_desktop.gui.late import after_painting
from ogp_desktop.gui.naming import ratio
from ogp_desktop.gui.screen import Heading, Screen
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.desk.arrivals import Arrival, Desk
from ogp_desktop.services.desk.clock_check import clock_fault
from ogp_desktop.services.desk.rooms import offered, rooms
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.participants.directory import Directory
from ogp_desktop.services.participants.people import Record, shown_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.desk.rooms import Room
    from ogp_desktop.settings import Settings

UNKNOWN = frozenset({"badge_unreadable", "badge_other_event", "badge_shared", "badge_not_given"})
"""Troubles about who stands at the desk: told in the band, where everybody looks."""


class DeskScreen(Screen):
    """Search, results, welcome; counters beside."""

    name = "desk"
    form: Ui_DeskScreen
    shows_late = True
    concerned = frozenset(
        {
            "participant",
            "identity",
            "contact",
            "arrival",
            "allocation",
            "selection",
            "erasure",
            "given_badge",
            "headcount",
        }
    )
    hints = ("hint.enter_present", "hint.walk_in", "hint.undo")

    list_requested = Signal()
    """The registration list, on a page of its own."""
    papers_requested = Signal()
    """What is printed, and what comes back from paper."""

    def __init__(self, workplace: Workplace, settings: Settings) -> None:
        super().__init__(form := Ui_DeskScreen(), workplace)
        self._directory: Directory | None = None
        self.is_behind = False
        """Whether the counts and the list wait to be shown."""
        self._touched: dict[str, set[str]] = {}
        self._is_stale = False
        self._has_told_clock = False
        self._reference = Reference(workplace.bench)
        self._welcomed = ""
        self._shown: tuple[str | None, str | None] = (None, None)
        self._people = PersonRows(self._reference)
        self._results = DeskResults(form, self._people)
        self.band = WelcomeBand(form.welcome, form.welcome_text, form.welcome_detail)
        self.counts = CountsPanel(form, self._reference, self._people)
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
        form.results.entered_row.connect(self._check_in)
        form.import_list.clicked.connect(self.list_requested)
        form.add_first.clicked.connect(self.walk_in)
        form.save_walk_in.clicked.connect(self._save_walk_in)
        form.cancel_walk_in.clicked.connect(self.leave_page)
        self.add_key("desk.walk_in", "F3", self.walk_in, in_header=True)
        self.add_key("desk.import", "F6", self.list_requested.emit)
        self.add_key("desk.count_by", "F7", self.counts.turn)
        self.add_key("desk.headcount", "F10", self.consents.show_counts)
        form.results.addAction(self.add_key("desk.consents", "F9", self._ask_consents))
        self.add_key("desk.papers", "Ctrl+P", self.papers_requested.emit, in_header=True)
        self.add_key("desk.clear", "Esc", self._leave)

    def heading(self) -> Heading:
        """Return the event, and how many are here."""
        event, counted = self._reference.event, self.counts.attendance
        number = max(1, self.work.bench.device.desk)
        subtitle = " · ".join(filter(None, [titled(event, "title", language()), say("desk.post", n=number)]))
        here = ratio(counted.here, counted.everyone) if self._directory is not None else ""
        return Heading(say("desk.title"), subtitle, here, bool(event["demonstration"]))

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
        """Follow what was touched; a change that cannot be read now is not forgotten."""
        for kind, rows in (touched or {}).items():
            self._touched.setdefault(kind, set()).update(rows)
            if not rows or kind == "branch":  # a fork was settled: anything may have changed
                self._is_stale = True
        super().refresh(touched)

    def show_state(self) -> None:
        """Read everyone, later only those who were touched; count, and search again."""
        self._reference.read()
        if self._directory is None or self._is_stale:
            rows = None
            self._directory = Directory(self.work.bench)
            self.counts.count(self._directory)
        else:
            rows = self._directory.follow(self._touched)
            self.counts.attendance.follow(self._directory.people, rows)
            rows = rows or None  # nothing was touched: another language is spoken
        self._touched, self._is_stale = {}, False
        if rows is None:
            self.counts.show(self._directory)
        else:
            self._follow_soon()
        self.consents.follow()
        self._search(rows)
        self._follow_welcomed()
        self._look_at_the_clock()

    def _follow_soon(self) -> None:
        """Show the counts, and the list where nothing is typed, once the welcome is painted; for several at once."""
        if not self.is_behind:
            self.is_behind = True
            after_painting(self, self._catch_up)

    def _catch_up(self) -> None:
        self.is_behind = False
        if self._directory is not None:
            self.counts.show(self._directory)
            self._search()

    def _follow_welcomed(self) -> None:
        """Keep the band true: the arrival may be undone, the hour corrected, the room given."""
        person = self.person(self._welcomed)
        if self._welcomed and not (person and person["arrived"]):
            self._welcomed = ""
            self.band.show("ready")
        elif person and self.band.state == "welcome" and self._shown_of(person) != self._shown:
            self._welcome(Arrival(person, person["arrived"], "", True))

    def _shown_of(self, person: Record) -> tuple[str | None, str | None]:
        return person["arrived"], person.get("session")

    def _look_at_the_clock(self) -> None:
        if not self._has_told_clock and (fault := clock_fault(self.work.bench)) is not None:
            self._has_told_clock = True
            self.troubled.emit(fault)

    # Search and check-in.

    def _search(self, touched: set[str] | None = None) -> None:
        text, counted = self.form.search.text().strip(), self.counts.attendance
        # A badge on its way: no name looks so. Or nobody is looked for, and the list follows with the counts.
        if text.isdecimal() or len(badge_digits(text) or "") > 1 or (not text and self.is_behind):
            self.form.results.choose_none()
        elif self._directory is not None:
            self._results.show(self._directory, text, counted.everyone - counted.here, touched)

    def _enter(self) -> None:
        text = self.form.search.text().strip()
        if self.form.results.current():
            self._check_in(self.form.results.current())
        elif len(badge_digits(text) or "") >= FEWEST:
            self._arrive(lambda desk: desk.check_in_by_code(text))
        elif text and self._directory is not None and self._directory.people:
            self.band.show("unknown", nobody(self._directory, text), say("desk.unknown_then"))

    def _scanned(self, typed: str, end: str) -> None:
        if not self.pages.take_scan(typed, end) and not self.consents.take_scan(typed, self.form.walk_in_page):
            self._arrive(lambda desk: desk.check_in_by_code(typed))

    def _not_scanned(self, typed: str) -> None:
        if not self.pages.refuse_scan(typed):
            self._arrive(lambda desk: desk.check_in_by_code(typed))

    def _check_in(self, row: str) -> None:
        people = self._directory.people if self._directory else {}
        if row in people:
            self._arrive(lambda desk: desk.check_in(people[row]), shown_name(people[row]))

    def _arrive(self, how: Callable[[Desk], Arrival], name: str = "") -> None:
        says = say("desk.arrival_saved", name=name) if name else say("desk.arrival_saved_badge")
        self.work.do(lambda bench: how(Desk(bench)), says, self._welcome, self._refused, quiet=True)
        self._follow_soon()
        self.form.search.clear()  # while it is being written

    def _refused(self, trouble: Trouble) -> None:
        if trouble.code in UNKNOWN:
            happened, _, then = words.sentence(trouble, language()).partition(". ")
            self.band.show("unknown", f"{happened}.", then)
        else:
            self.troubled.emit(trouble)

    def _welcome(self, arrival: Arrival) -> None:
        self._welcomed = arrival.person["id"]
        self._shown = self._shown_of({**arrival.person, "arrived": arrival.at})
        session = self._reference.session(arrival.person.get("session"))
        self.band.welcome(arrival, self._people.addressed(arrival.person), session)

    def meant(self) -> Record | None:
        """Return whom a key is about: who is chosen in the list, else who was welcomed last; None, and told."""
        people = self._directory.people if self._directory else {}
        person = people.get(self.form.results.current()) or people.get(self._welcomed)
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

    def _leave(self) -> None:
        if self.form.middle.currentWidget() is not self.form.results_page:
            self.leave_page()
        self.form.search.clear()
        self.form.search.setFocus()

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
        told, says = self._walk_in.told(), say("desk.walk_in_saved", name=self._walk_in.name)
        more = self.consents.walk_in.sayings()

        def saved(arrival: Arrival) -> None:
            self.leave_page()
            self.form.search.clear()
            self._welcome(arrival)

        self.work.do(
            lambda bench: Desk(bench).walk_in(told, None, more(bench)), says, saved, self.troubled.emit, quiet=True
        )

    def _ask_consents(self) -> None:
        """Ask what a person agrees to, on a page of its own."""
        person = self.meant()
        if person is not None and not person["erased"]:
            self.consents.ask(person["id"], self.person_name(person))
