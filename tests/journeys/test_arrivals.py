"""Seventy arrivals by keys alone: by name in four keys at most, by badge in none, whatever has the focus."""

from __future__ import annotations

import random
import shutil

import pytest
from PySide6.QtCore import QEvent, QObject, Qt

from ogp_desktop import paths
from ogp_desktop.domain.badge import LAYOUTS
from ogp_desktop.services.compose import opened
from ogp_desktop.services.desk.arrivals import badge_of
from ogp_desktop.services.event import creation, events
from ogp_desktop.services.participants import registration
from ogp_desktop.services.participants.people import People
from tests.gui.conftest import *  # noqa: F403 - the same hands

ENTER = Qt.Key.Key_Return
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
def listed(tmp_path_factory):
    """Return the register of an event whose seventy people are expected."""
    folder = tmp_path_factory.mktemp("listed")
    sample = paths.resources() / "sample" / "demonstration"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OGP_HOME", str(folder))
        creation.new_event(folder / "day.ogp", sample / "event.json")
        with opened(folder / "day.ogp") as bench:
            registration.import_list(bench, registration.preview(sample / "registrations.xlsx"))
    return folder / "day.ogp"


@pytest.fixture
def at_the_desk(make_hands, listed, qapp):
    """Return a function that opens the desk on the morning of the event; the mouse is watched."""
    mouse = Mouse()
    qapp.installEventFilter(mouse)

    def make(lang, look):
        events.folder().mkdir(parents=True, exist_ok=True)
        path = events.folder() / "day.ogp"
        shutil.copyfile(listed, path)
        return make_hands(lang, look).at("desk", path=path)

    yield make
    qapp.removeEventFilter(mouse)
    assert mouse.clicks == 0


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
