"""The check-in desk: one field that owns the keyboard, Enter means present."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ogp_desktop.domain.badge import read_badge
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.forms.ui_desk_screen import Ui_DeskScreen
from ogp_desktop.gui.list_rows import selection_chips
from ogp_desktop.gui.naming import ratio, session_place
from ogp_desktop.gui.screen import Heading, Screen
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.category_bars import Bar
from ogp_desktop.gui.widgets.erase_page import ErasePage
from ogp_desktop.gui.widgets.row_view import Cell, Chip, Row
from ogp_desktop.services.desk import Arrival, Desk
from ogp_desktop.services.directory import Directory
from ogp_desktop.services.people import Record, shown_name
from ogp_desktop.services.reference import Reference
from ogp_desktop.services.selection import is_expected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.workplace import Workplace

LATEST = 4
NEAR = 3
GENDERS = ("", "f", "m")


class DeskScreen(Screen):
    """Search, results, welcome; counters beside."""

    name = "desk"
    form: Ui_DeskScreen
    concerned = frozenset({"participant", "identity", "arrival", "allocation", "selection", "erasure"})
    hints = ("hint.enter_present", "hint.walk_in", "hint.undo")

    list_requested = Signal()
    """The registration list, on a page of its own."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(form := Ui_DeskScreen(), workplace)
        self._directory: Directory | None = None
        self._touched: dict[str, set[str]] = {}
        self._is_stale = False
        self._reference = Reference(workplace.bench)
        self._welcomed = ""
        form.results.set_row_height(62)
        form.latest.set_row_height(42)
        form.latest.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        form.latest.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        form.results.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        form.search.textChanged.connect(lambda _: self._search())
        form.search.returnPressed.connect(self._enter)
        form.results.entered_row.connect(self._check_in)
        form.import_list.clicked.connect(self.list_requested)
        form.add_first.clicked.connect(self.walk_in)
        form.save_walk_in.clicked.connect(self._save_walk_in)
        form.cancel_walk_in.clicked.connect(self._leave_page)
        for field in (form.family_name, form.given_name, form.organisation):
            field.returnPressed.connect(self._save_walk_in)
            field.textChanged.connect(lambda _: self._look_for_twin())
        self.add_key("desk.walk_in", "F3", self.walk_in, in_header=True)
        self.add_key("desk.import", "F6", self.list_requested.emit)
        self.add_key("desk.clear", "Esc", self._leave)
        self._erasing = ErasePage()
        self._erasing.kept.connect(self._leave_page)
        self._erasing.erased.connect(self._erase)
        form.middle.addWidget(self._erasing)
        form.results.addAction(self.add_key("desk.erase", "F8", self._ask_to_erase))
        form.results.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._set_state("ready")
        self.retranslate()

    def heading(self) -> Heading:
        """Return the event, and how many are here."""
        people = list(filter(is_expected, self._directory.people.values())) if self._directory else []
        arrived = sum(bool(person["arrived"]) for person in people)
        event = self._reference.event
        subtitle = " · ".join(filter(None, [titled(event, "title", language()), say("desk.post", n=self._number)]))
        return Heading(say("desk.title"), subtitle, ratio(arrived, len(people)), bool(event["demonstration"]))

    @property
    def _number(self) -> int:
        return max(1, self.work.bench.device.desk)

    def first_field(self) -> QWidget:
        """Begin in the search."""
        return self.form.search

    def retranslate(self) -> None:
        """Fill the choices."""
        form = self.form
        form.category.clear()
        form.category.addItem("—", "")
        for category in self._reference.categories:
            form.category.addItem(titled(category, "title", language()), category["code"])
        form.gender.clear()
        for gender in GENDERS:
            form.gender.addItem(say(f"gender.{gender}") if gender else "—", gender)
        self._erasing.retranslate()
        if form.welcome.property("state") == "ready":
            self._set_state("ready")

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
            self._directory = Directory(self.work.bench)
        else:
            self._directory.follow(self._touched)
        self._touched, self._is_stale = {}, False
        self._show_counts()
        self._search()
        welcomed = self._directory.people.get(self._welcomed)
        if self._welcomed and not (welcomed and welcomed["arrived"]):
            self._welcomed = ""
            self._set_state("ready")

    # Search and check-in.

    def _search(self) -> None:
        if self._directory is None:
            return
        form, text = self.form, self.form.search.text()
        typed = bool(text.strip())
        found = self._directory.find(text) if typed else self._directory.expected()
        ids = [person["id"] for person in found]
        form.results.show_rows(ids, self._rows, "")
        if typed and ids:
            form.results.make_current(ids[0])
        else:
            form.results.choose_none()
        form.results_title.setText(self._results_title(typed, len(ids)))
        empty = not self._directory.people
        form.results.setVisible(bool(ids))
        form.results_title.setVisible(bool(ids))
        form.nobody.setVisible(not ids)
        form.import_list.setVisible(empty)
        form.add_first.setVisible(empty or bool(text.strip()))
        form.nobody_text.setText(self._nobody(text.strip(), empty))

    def _results_title(self, typed: bool, count: int) -> str:
        if not count:
            return ""
        return say("desk.found", n=count) if typed else say("desk.still_expected", n=count)

    def _nobody(self, text: str, empty: bool) -> str:
        if empty:
            return say("desk.empty")
        if not text:
            return say("desk.type_to_find")
        near = self._directory.near(text, NEAR) if self._directory else []
        names = "، " if language() == "ar" else ", "
        if not near:
            return say("desk.unknown", text=text)
        return say("desk.unknown_near", text=text, near=names.join(shown_name(person) for person in near))

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        people = self._directory.people if self._directory else {}
        return {row: self._person_row(people[row]) for row in ids if row in people}

    def _person_row(self, person: Record) -> Row:
        shown = ("category",) if person["erased"] else ("region", "category")
        about = [self._reference.title(field, person, language()) for field in shown]
        if not person["erased"]:
            about.insert(0, person.get("organisation") or "")
        if person["arrived"]:
            chips: tuple[Chip, ...] = (
                Chip(say("desk.arrived_at", time=person["arrived"][11:16]), "result", "result_tint"),
            )
        else:
            gender = "" if person["erased"] else person.get("gender") or ""
            chips = selection_chips(person) or (Chip(say(f"desk.expected.{gender}")),)
        cell = Cell(self._name(person), bold=True, pixels=16, below=" · ".join(filter(None, about)))
        return Row(person["id"], (cell,), chips, lines=1)

    def _name(self, person: Record) -> str:
        return say("desk.erased_person") if person["erased"] else self._reference.script_name(person, language())

    def _enter(self) -> None:
        text = self.form.search.text().strip()
        if read_badge(text) is not None:
            self._arrive(lambda desk: desk.check_in_by_code(text))
        elif self.form.results.current():
            self._check_in(self.form.results.current())
        elif text and self._directory is not None and self._directory.people:
            self._set_state("unknown", self._nobody(text, False), say("desk.unknown_then"))

    def _check_in(self, row: str) -> None:
        people = self._directory.people if self._directory else {}
        if row in people:
            self._arrive(lambda desk: desk.check_in(people[row]), shown_name(people[row]))

    def _arrive(self, how: Callable[[Desk], Arrival], name: str = "") -> None:
        says = say("desk.arrival_saved", name=name) if name else say("desk.arrival_saved_badge")
        self.form.search.clear()
        self.work.do(lambda bench: how(Desk(bench)), says, self._welcome, self.troubled.emit, quiet=True)

    def _welcome(self, arrival: Arrival) -> None:
        person, time = arrival.person, arrival.at[11:16]
        self._welcomed = person["id"]
        name = " ".join(filter(None, [_address(person), self._reference.script_name(person, language())]))
        if not arrival.first_time:
            self._set_state("again", say("desk.again", name=name, time=time), say("desk.nothing_changed"))
            return
        session = self._reference.session(person.get("session"))
        room = session_place(session) if session else ""
        welcome = say("desk.welcome_room", name=name, room=room) if room else say("desk.welcome", name=name)
        detail = [say("desk.saved_at", time=time), *(chip.text for chip in selection_chips(person))]
        detail.append(person.get("organisation") or "")
        detail.append(titled(session, "title", language()) if session else say("desk.room_later"))
        self._set_state("welcome", welcome, " · ".join(filter(None, [*detail, say("desk.undo_hint")])))

    def _set_state(self, state: str, text: str = "", detail: str = "") -> None:
        form = self.form
        form.welcome.setProperty("state", state)
        form.welcome_text.setText(text or say("desk.ready"))
        form.welcome_detail.setText(detail or say("desk.ready_detail"))
        form.welcome.style().unpolish(form.welcome)
        form.welcome.style().polish(form.welcome)

    def _leave(self) -> None:
        if self.form.middle.currentWidget() is not self.form.results_page:
            self._leave_page()
        self.form.search.clear()
        self.form.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Letters typed anywhere go to the search; the arrows move in the results."""
        form = self.form
        searching = form.middle.currentWidget() is form.results_page
        if searching and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            form.results.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif searching and event.text().isprintable() and event.text() and not form.search.hasFocus():
            form.search.setFocus()
            form.search.insert(event.text())
        else:
            super().keyPressEvent(event)

    # Walk-ins.

    def walk_in(self) -> None:
        """Open the short form for someone who is not on the list, with what was typed."""
        form = self.form
        for field in (form.family_name, form.given_name, form.organisation):
            field.clear()
        form.category.setCurrentIndex(0)
        form.gender.setCurrentIndex(0)
        form.family_name.setText(form.search.text().strip())
        form.middle.setCurrentWidget(form.walk_in_page)
        form.family_name.setFocus()

    def _look_for_twin(self) -> None:
        form = self.form
        text = f"{form.family_name.text()} {form.given_name.text()}".strip()
        twins = self._directory.find(text, NEAR) if self._directory and len(text) > 2 else []
        told = say("desk.twin", name=shown_name(twins[0])) if twins else ""
        form.near_twin.setText(told)
        form.near_twin.setVisible(bool(told))

    def _save_walk_in(self) -> None:
        form = self.form
        told = {
            "category": str(form.category.currentData() or ""),
            "organisation": form.organisation.text(),
            "gender": str(form.gender.currentData() or ""),
        }
        for part in ("family_name", "given_name"):
            text = getattr(form, part).text()
            told[self._reference.name_field(part, text)] = text
        name = " ".join(filter(None, [form.family_name.text().strip(), form.given_name.text().strip()]))
        says = say("desk.walk_in_saved", name=name)

        def saved(arrival: Arrival) -> None:
            self._leave_page()
            self.form.search.clear()
            self._welcome(arrival)

        self.work.do(lambda bench: Desk(bench).walk_in(told), says, saved, self.troubled.emit, quiet=True)

    def _leave_page(self) -> None:
        self.form.middle.setCurrentWidget(self.form.results_page)
        self.form.search.setFocus()

    # Erasing.

    def _ask_to_erase(self) -> None:
        """Ask about the person of the current row, on a page of its own."""
        person = self._directory.people.get(self.form.results.current()) if self._directory else None
        if person is None or person["erased"]:
            self.told.emit(say("desk.erase_whom" if person is None else "desk.erase_already"))
            return
        self.form.middle.setCurrentWidget(self._erasing)
        self._erasing.ask(person["id"], self._name(person))

    def _erase(self, person: str) -> None:
        from ogp_desktop.services import privacy

        def erased(certificate: privacy.Certificate) -> None:
            detail = say("desk.erased_later" if certificate.pending else "desk.erased_detail")
            self._set_state("ready", say("desk.erased"), detail)

        self._leave_page()
        self.form.search.clear()
        says = say("desk.erased")
        self.work.do(lambda bench: privacy.erase_person(bench, person), says, erased, self.troubled.emit, quiet=True)

    # Counters.

    def _show_counts(self) -> None:
        people = list(filter(is_expected, self._directory.people.values())) if self._directory else []
        form = self.form
        here = [person for person in people if person["arrived"]]
        arrived, totals = (Counter(person.get("category") or None for person in some) for some in (here, people))
        bars = []
        for category in [*self._reference.categories, None]:
            row = category["id"] if category else None
            label = titled(category, "title", language()) if category else say("desk.no_category")
            if totals[row]:
                bars.append(Bar(label, arrived[row], totals[row]))
        form.bars.show_bars(tuple(sorted(bars, key=lambda bar: -bar.total)))
        told = [person for person in here if person.get("gender") in ("f", "m")]
        women = sum(person["gender"] == "f" for person in told)
        shares = round(100 * women / len(told)) if told else 0
        form.gender_shares.setText(say("desk.shares", women=shares, men=100 - shares) if told else "")
        latest = sorted(here, key=lambda person: person["arrived"], reverse=True)[:LATEST]
        rows = {p["id"]: self._latest_row(p) for p in latest}
        form.latest.show_rows(list(rows), lambda _: rows)

    def _latest_row(self, person: Record) -> Row:
        name = self._name(person)
        time = Cell(person["arrived"][11:16], share=0, width=44, pixels=13, color="text2")
        return Row(person["id"], (time, Cell(name, pixels=13)), lines=1)


def _address(person: Record) -> str:
    """Return how a person is addressed, only if they said so; a word we do not know stands as it was typed."""
    typed = str(person.get("title") or "")
    key = f"address.{typed.casefold().rstrip('.')}"
    return say(key) if key in _ADDRESSES else typed


_ADDRESSES = frozenset({"address.mme", "address.mlle", "address.m", "address.dr", "address.pr"})
