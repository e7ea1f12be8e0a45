"""A scanner's keys: taken whatever has the focus, told from a person's typing, and learnt."""

import itertools

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ogp_desktop.domain.badge import LAYOUTS, badge_code, read_badge
from ogp_desktop.gui.desk import badge_reader
from ogp_desktop.services.desk.arrivals import badge_of
from ogp_desktop.settings import Settings

ENTER = Qt.Key.Key_Return


@pytest.fixture
def desk(hands):
    return hands.at("desk")


def expected(desk):
    return next(p for p in desk.screen._directory.expected() if p["family_name"] and p["origin"] == "list")


def typed_by_a_scanner(desk, person, layout="digits"):
    digits = badge_of(person, desk.screen._reference.event)
    return "".join(LAYOUTS[layout][int(digit)] for digit in digits)


def is_here(desk, person):
    return bool(desk.screen._directory.people[person["id"]]["arrived"])


def test_a_badge_is_taken_in_the_midst_of_a_walk_in_and_leaves_it_as_it_was(desk):
    person = expected(desk)
    desk.press(Qt.Key.Key_F3)
    desk.type("ZAKI")
    desk.type(typed_by_a_scanner(desk, person, "azerty"))
    desk.press(ENTER)
    assert is_here(desk, person)
    assert desk.form.family_name.text() == "ZAKI"
    assert desk.form.search.text() == ""
    assert desk.form.middle.currentWidget() is desk.form.walk_in_page
    desk.form.category.setFocus()
    desk.form.category.setCurrentIndex(2)
    desk.type(typed_by_a_scanner(desk, expected(desk)))
    desk.press(ENTER)
    assert desk.form.category.currentIndex() == 2


def test_a_scanner_without_enter_is_taken_after_a_moment(desk):
    person = expected(desk)
    desk.type(typed_by_a_scanner(desk, person))
    desk.qtbot.waitUntil(lambda: is_here(desk, person))
    assert desk.form.search.text() == ""


def test_control_characters_around_a_code_are_trimmed(desk):
    person = expected(desk)
    code = typed_by_a_scanner(desk, person)
    desk.press(Qt.Key.Key_F3)
    desk.type(f"\x02{code[:3]}\x1d{code[3:]}\x03")
    desk.press(ENTER)
    assert is_here(desk, person)
    assert read_badge(f"\ufeff{code} \r\n") is not None


def test_the_same_code_twice_is_told_with_hour_and_desk(desk):
    person = expected(desk)
    for state in ("welcome", "again"):
        desk.type(typed_by_a_scanner(desk, person))
        desk.press(ENTER)
        assert desk.screen.band.state == state
    assert "(accueil 1)" in desk.form.welcome_text.text().translate({0x2066: None, 0x2069: None})


@pytest.mark.parametrize("where", ["search", "family_name"])
def test_a_code_that_is_no_badge_is_told_and_taken_out_of_the_field(desk, where):
    if where == "family_name":
        desk.press(Qt.Key.Key_F3)
    desk.type("3017620422003")
    desk.press(ENTER)
    assert desk.screen.band.state == "unknown"
    assert "n’est pas reconnu" in desk.form.welcome_text.text()
    assert getattr(desk.form, where).text() == ""


def test_a_phone_that_is_typed_quickly_stays_a_phone(desk):
    desk.press(Qt.Key.Key_F3)
    desk.type("ZAKI")
    desk.form.phone.setFocus()
    desk.type("0600000099")
    desk.press(ENTER)
    person = next(p for p in desk.screen._directory.people.values() if p["family_name"] == "ZAKI")
    assert person["phone"] == "0600000099"


def test_a_badge_of_another_event_is_explained(desk):
    from ogp_desktop.domain.badge import Badge

    desk.type(badge_code(Badge(77, 0, 1)))
    desk.press(ENTER)
    assert desk.screen.band.state == "unknown"
    assert "77" in desk.form.welcome_text.text()
    assert "F3" in desk.form.welcome_detail.text()


def test_a_person_who_types_a_code_slowly_is_not_a_scanner(desk, monkeypatch):
    monkeypatch.setattr(badge_reader, "PAUSE_SECONDS", 0)
    person = expected(desk)
    code = typed_by_a_scanner(desk, person)
    desk.press(Qt.Key.Key_F3)
    desk.type(code)
    desk.press(ENTER)
    assert not is_here(desk, person)
    assert any(each["family_name"] == code for each in desk.screen._directory.people.values())
    desk.type(code)
    desk.press(ENTER)
    assert is_here(desk, person)


def test_a_busy_computer_that_reads_keys_late_still_knows_a_scanner(desk, monkeypatch):
    late = itertools.count(step=badge_reader.PAUSE_SECONDS * 3)
    monkeypatch.setattr(badge_reader.time, "monotonic", lambda: next(late))
    person = expected(desk)
    desk.press(Qt.Key.Key_F3)
    desk.scan(typed_by_a_scanner(desk, person))
    assert is_here(desk, person)
    assert desk.form.family_name.text() == ""


@pytest.mark.parametrize("layout", ["digits", "azerty", "arabic_digits"])
def test_the_scanner_is_tested_on_a_page_of_its_own_and_remembered(desk, layout):
    person = expected(desk)
    desk.press(Qt.Key.Key_F12)
    desk.type(typed_by_a_scanner(desk, person, layout))
    desk.press(ENTER)
    page = desk.screen.pages.reader
    assert desk.form.middle.currentWidget() is page
    assert badge_of(person, desk.screen._reference.event) in page.result.text()
    assert not is_here(desk, person)
    remembered = Settings.read()
    assert (remembered.scanner, remembered.scanner_end) == (layout, "enter")
    assert desk.form.test_reader.text() == "Lecteur prêt ✓"
    desk.type("3017620422003")
    desk.press(ENTER)
    assert "3017620422003" in page.result.text()
    desk.press(Qt.Key.Key_Escape)
    assert desk.form.search.hasFocus()


def test_keys_that_go_elsewhere_are_none_of_ours(desk):
    desk.window.show_help()
    QApplication.processEvents()
    for char in "12345678":
        QApplication.sendEvent(
            desk.window.help, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char)
        )
    assert desk.form.search.text() == ""
    desk.window.help.close()
