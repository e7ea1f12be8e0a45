"""Seventy arrivals by keys alone, by name in four keys at most, by badge in none; the whole morning of two desks."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from ogp_desktop import paths
from ogp_desktop.domain.badge import LAYOUTS
from ogp_desktop.gui.files.sticks import Stick
from ogp_desktop.services.desk.arrivals import badge_of
from ogp_desktop.services.device import name_device, this_device
from ogp_desktop.services.event import creation, events
from ogp_desktop.services.files.review import Review
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.personal.consent import everyones_answers
from ogp_desktop.sheets.reading import read_table
from tests.gui.conftest import *  # noqa: F403 - the same hands
from tests.gui.conftest import LOOKS

ENTER, ESCAPE, CONTROL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.KeyboardModifier.ControlModifier
SAMPLE = paths.resources() / "sample" / "demonstration"
LIST = SAMPLE / "registrations.xlsx"
MOST_KEYS = 4
SCANNED_UNDER = ("azerty", "digits", "arabic_digits")
"""French and Arabic (102) keyboards; Arabic (101) with Western digits; the same with Arabic ones."""


class Mouse(QObject):
    """Counts what no arrival may need."""

    clicks = 0

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        self.clicks += event.type() == QEvent.Type.MouseButtonPress
        return False


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Return the register of an event of which no list was imported yet."""
    folder = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OGP_HOME", str(folder))
        creation.new_event(folder / "day.ogp", SAMPLE / "event.json")
    return folder / "day.ogp"


@pytest.fixture
def no_mouse(qapp):
    """Watch the mouse: nobody touches it."""
    mouse = Mouse()
    qapp.installEventFilter(mouse)
    yield
    qapp.removeEventFilter(mouse)
    assert mouse.clicks == 0


def desk_of(hands, register):
    """Open the desk on a copy of a register."""
    events.folder().mkdir(parents=True, exist_ok=True)
    return hands.at("desk", path=shutil.copyfile(register, events.folder() / "day.ogp"))


@pytest.fixture
def at_the_desk(make_hands, listed_file, no_mouse):
    """Return a function that opens the desk on the morning of the event; the mouse is watched."""
    return lambda lang, look: desk_of(make_hands(lang, look), listed_file)


def present(hands):
    return {person["id"] for person in People(hands.desktop.workplace.bench).everyone() if person["arrived"]}


def shortest(directory, person):
    """Return the fewest letters of a name, and how often the arrow, that lead to a person."""
    names = ("family_name", "given_name", "family_name_ar", "given_name_ar")
    ways = []
    for name in filter(None, map(person.get, names)):
        for length in (1, 2, 3):
            found = [each["id"] for each in directory.find(name[:length])]
            if person["id"] in found:
                ways.append((length + found.index(person["id"]), name[:length], found.index(person["id"])))
    return min(ways)[1:]


def test_seventy_people_are_checked_in_by_name_in_four_keys_each_and_undone(at_the_desk):
    hands = at_the_desk("fr", "light")
    directory = hands.screen._directory
    people = list(directory.expected())
    assert len(people) == 70
    random.Random(5).shuffle(people)
    for person in people:
        letters, arrows = shortest(directory, person)
        hands.keys = 0
        hands.type(letters)
        for _ in range(arrows):
            hands.press(Qt.Key.Key_Down)
        hands.press(ENTER)
        assert hands.keys <= MOST_KEYS, (letters, arrows)
        assert hands.screen.band.state == "welcome"
        assert directory.people[person["id"]]["arrived"]
    assert len(present(hands)) == 70
    for _ in range(3):
        hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert present(hands) == {person["id"] for person in people[:-3]}


def test_seventy_badges_are_read_under_three_layouts_with_no_key_more_and_any_focus(at_the_desk):
    hands = at_the_desk("ar", "dark")
    chance, directory = random.Random(7), hands.screen._directory
    people, event = list(directory.expected()), hands.screen._reference.event
    form = hands.form
    pages = (
        (form.results_page, (form.search, form.results, form.test_reader)),
        (form.walk_in_page, (form.family_name, form.category, form.phone, form.save_walk_in, form.cancel_walk_in)),
    )
    chance.shuffle(people)
    for place, person in enumerate(people):
        page, fields = chance.choice(pages)
        form.middle.setCurrentWidget(page)
        chance.choice(fields).setFocus()
        row = LAYOUTS[SCANNED_UNDER[place % 3]]
        hands.scan("".join(row[int(digit)] for digit in badge_of(person, event)))
        assert directory.people[person["id"]]["arrived"], SCANNED_UNDER[place % 3]
        assert form.middle.currentWidget() is page
    assert len(present(hands)) == len(directory.people) == 70
    typed = [field.text() for field in (form.search, form.family_name, form.phone)]
    assert typed == ["", "", ""]


# The whole morning.

SHEETS = ("badges.pdf", "attendance.pdf", "present.pdf", "present.xlsx", "calls.pdf")


@pytest.fixture
def dialogs(monkeypatch):
    """Answer the system's dialogs, in which no key of a test arrives, with the path that is wanted next."""
    wanted = []
    for ask in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_: (str(wanted.pop()), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(wanted.pop())], ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    return wanted


class AtADesk:
    """One of two desks: a computer of its own, and somebody who touches keys only."""

    def __init__(self, number, make_hands, look, folder, dialogs):
        self.number, self.dialogs = number, dialogs
        self.home, self.stick = folder / f"home-{number}", folder / f"stick-{number}"
        self.stick.mkdir()
        os.environ["OGP_HOME"] = str(self.home)
        name_device(replace(this_device(), label=f"accueil-{number}", post="desk", desk=number))
        self.hands = make_hands(*look)

    def sit_down(self):
        """Come to this computer."""
        os.environ["OGP_HOME"] = str(self.home)
        self.hands.window.activateWindow()
        self.hands.qtbot.waitUntil(self.hands.window.isActiveWindow)

    def begin(self, register):
        """Import the list, as it is."""
        hands = desk_of(self.hands, register)
        hands.press(Qt.Key.Key_F6)
        self.dialogs.append(LIST)
        hands.press(Qt.Key.Key_O, CONTROL)
        hands.qtbot.waitUntil(hands.form.do_import.isEnabled, timeout=20_000)
        hands.press(ENTER, CONTROL)
        hands.press(ESCAPE)

    def sees(self, person):
        """Check somebody in by name."""
        letters, arrows = shortest(self.hands.screen._directory, person)
        self.hands.type(letters)
        for _ in range(arrows):
            self.hands.press(Qt.Key.Key_Down)
        self.hands.press(ENTER)

    def scans(self, person):
        """Check somebody in by badge, under an Arabic keyboard."""
        digits = badge_of(person, self.hands.screen._reference.event)
        self.hands.type("".join(LAYOUTS["arabic_digits"][int(digit)] for digit in digits))
        self.hands.press(ENTER)

    def registers(self, family_name, given_name, *, agrees):
        """Register somebody who is on no list; who does not agree to anything is here like everybody."""
        hands = self.hands
        hands.press(Qt.Key.Key_F3)
        hands.type(family_name)
        hands.press(Qt.Key.Key_Tab)
        hands.type(given_name)
        if agrees:
            first = hands.screen.consents.walk_in.consents.first()
            while not first.hasFocus():
                hands.press(Qt.Key.Key_Tab)
            hands.press(Qt.Key.Key_Space)
        hands.press(ENTER)

    def hands_over(self):
        """Copy onto a stick; returns the file on it."""
        self.hands.press(Qt.Key.Key_R, CONTROL)
        self.hands.screen.show_sticks([Stick(self.stick, "PAN3", 14_000_000_000)])
        self.hands.press(ENTER)
        return max(self.stick.glob("*.ogpx"), key=lambda path: path.stat().st_mtime_ns)

    def receives(self, parcel):
        """Take in what the other desk copied, whose computer is accepted."""
        hands = self.hands
        if hands.screen.name != "handover":
            hands.press(Qt.Key.Key_R, CONTROL)
        self.dialogs.append(parcel)
        hands.press(Qt.Key.Key_O, CONTROL)
        hands.qtbot.waitUntil(lambda: bool(hands.form.received.rows.ids), timeout=20_000)
        hands.qtbot.waitUntil(lambda: not hands.screen.reception.is_reading, timeout=20_000)
        hands.settle()
        hands.form.received.setFocus()
        hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_F7)
        hands.press(ESCAPE)

    def writes(self, folder):
        """Write the sheets of the morning."""
        hands = self.hands
        hands.press(Qt.Key.Key_P, CONTROL)
        for name in SHEETS:
            kind, _, sort = name.partition(".")
            while hands.screen.kind != kind:
                hands.press(Qt.Key.Key_Down)
            self.dialogs.append(folder / name)
            if sort == "pdf":
                hands.press(Qt.Key.Key_S, CONTROL)
            else:
                while not hands.form.save_table.hasFocus():
                    hands.press(Qt.Key.Key_Tab)
                hands.press(Qt.Key.Key_Space)
                hands.form.papers.setFocus()

    def everyone(self):
        people = People(self.hands.desktop.workplace.bench).everyone()
        return {person["id"]: person | {"rid": None} for person in people}


def text_of(path):
    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(path))


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_a_morning_of_two_desks_from_the_list_to_the_sheets(look, make_hands, no_mouse, empty, dialogs, tmp_path):
    one, two = (AtADesk(number, make_hands, look, tmp_path, dialogs) for number in (1, 2))
    one.sit_down()
    one.begin(empty)
    expected = sorted(one.everyone().values(), key=lambda person: person["number"])
    assert len(expected) == 70
    for person in expected[:29]:
        one.sees(person)
    for number in range(6):
        one.registers(f"ZERRADI{number}", "سلمى", agrees=number < 4)
    one.sees(expected[60])  # who is not there
    one.hands.press(Qt.Key.Key_Z, CONTROL)
    carried = one.hands_over()
    two.sit_down()
    two.begin(empty)
    two.sees(expected[0])  # who came by the other door too
    for person in expected[29:58]:
        two.scans(person)
    for number in range(6):
        two.registers(f"OUMALEK{number}", "Tilila", agrees=number < 5)
    two.receives(carried)
    carried = two.hands_over()
    one.sit_down()
    one.receives(carried)
    assert one.everyone() == two.everyone()
    people = one.everyone().values()
    came = [person for person in people if person["arrived"]]
    assert (len(people), len(came), sum(person["origin"] != "list" for person in came)) == (82, 70, 12)
    assert {person["id"] for person in people if not person["arrived"]} == {each["id"] for each in expected[58:]}
    bench = one.hands.desktop.workplace.bench
    assert sum(not answers["forum"] for answers in everyones_answers(bench).values()) == 3
    assert Review(bench).conflicts() == []
    one.writes(tmp_path)
    told = {name: text_of(tmp_path / name) for name in SHEETS if name.endswith(".pdf")}
    codes = {badge_of(person, one.hands.screen._reference.event) for person in people}
    for name in ("badges.pdf", "calls.pdf"):
        assert all(code in told[name].replace(" ", "") for code in codes), name
    assert all(f"OUMALEK{number}" in told["present.pdf"] for number in range(6))
    rows = read_table(tmp_path / "present.xlsx").rows
    assert sum(bool(row[4]) and ":" in row[4] for row in rows) == 70
