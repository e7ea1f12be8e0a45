"""The check-in desk by its keys."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.gui.screens.desk_screen import DeskScreen
from ogp_desktop.gui.translation import say


@pytest.fixture
def desk(both):
    return both.at("desk")


def arrived(hands):
    return {row for row, person in hands.screen._directory.people.items() if person["arrived"]}


def one_expected(hands):
    return next(p for p in hands.screen._directory.expected() if p["family_name"])


def test_three_letters_and_enter_are_an_arrival(desk):
    person = one_expected(desk)
    before = arrived(desk)
    desk.type(person["family_name"][:4] + " " + person["given_name"][:2])
    desk.press(Qt.Key.Key_Return)
    assert arrived(desk) - before == {person["id"]}
    assert desk.form.welcome.property("state") == "welcome"
    assert desk.form.search.text() == ""


def test_an_arrival_reads_only_those_who_came_anew(desk, monkeypatch):
    directory, person = desk.screen._directory, one_expected(desk)
    monkeypatch.setattr("ogp_desktop.services.people.People.everyone", None)
    desk.type(person["family_name"])
    desk.press(Qt.Key.Key_Return)
    assert person["id"] in arrived(desk)
    assert desk.screen._directory is directory


def test_after_a_fork_was_settled_everyone_is_read_anew(desk):
    directory = desk.screen._directory
    desk.desktop.workplace.touched.emit({"branch": {"x"}})
    assert desk.screen.heading().counter
    desk.desktop.workplace.touched.emit({"participant": set(), "arrival": set()})
    assert desk.screen._directory is not directory
    assert desk.screen._directory.people == directory.people


def test_a_name_typed_by_ear_finds_and_enter_is_an_arrival(desk):
    person = next(p for p in desk.screen._directory.people.values() if p["given_name_ar"] == "خديجة")
    desk.type("khadidja ramlawi")
    assert desk.form.results.current() == person["id"]


def test_enter_on_an_empty_search_checks_nobody_in(desk):
    before = arrived(desk)
    desk.press(Qt.Key.Key_Return)
    assert arrived(desk) == before


def test_someone_who_is_here_is_told_and_nothing_changes(desk):
    here = next(p for p in desk.screen._directory.people.values() if p["arrived"] and p["family_name"])
    before = arrived(desk)
    desk.type(f"{here['family_name']} {here['given_name']}")
    desk.press(Qt.Key.Key_Return)
    assert desk.form.welcome.property("state") == "again"
    assert here["arrived"][11:16] in desk.form.welcome_text.text()
    assert arrived(desk) == before


def test_ctrl_z_undoes_an_arrival_even_from_the_search_and_ctrl_y_redoes_it(desk):
    person = one_expected(desk)
    desk.type(person["family_name"])
    desk.press(Qt.Key.Key_Return)
    assert person["id"] in arrived(desk)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert person["id"] not in arrived(desk)
    assert desk.form.welcome.property("state") == "ready"
    desk.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert person["id"] in arrived(desk)


def test_a_walk_in_is_registered_and_here(desk):
    count = len(desk.screen._directory.people)
    desk.press(Qt.Key.Key_F3)
    desk.type("ZERHOUNI")
    desk.press(Qt.Key.Key_Tab)
    desk.type("سلمى")
    desk.press(Qt.Key.Key_Return)
    assert len(desk.screen._directory.people) == count + 1
    person = next(p for p in desk.screen._directory.people.values() if p["family_name"] == "ZERHOUNI")
    assert person["arrived"]
    assert person["given_name_ar"] == "سلمى"
    assert desk.form.search.hasFocus()


def test_a_walk_in_without_a_name_is_refused_in_words_and_stays_on_screen(desk):
    desk.press(Qt.Key.Key_F3)
    desk.press(Qt.Key.Key_Return)
    assert desk.window.band_sentence
    assert desk.form.middle.currentWidget() is desk.form.walk_in_page


def test_near_twins_are_shown_while_a_walk_in_is_typed(desk):
    person = one_expected(desk)
    desk.press(Qt.Key.Key_F3)
    desk.type(person["family_name"])
    assert person["family_name"] in desk.form.near_twin.text()


def test_nobody_found_offers_those_who_are_near(desk):
    person = one_expected(desk)
    desk.type(person["family_name"] + "xq")
    assert person["family_name"] in desk.form.nobody_text.text()
    desk.press(Qt.Key.Key_Return)
    assert desk.form.welcome.property("state") == "unknown"


def test_letters_typed_anywhere_go_to_the_search(desk):
    desk.form.results.setFocus()
    desk.type("z")
    assert desk.form.search.text() == "z"
    assert desk.form.search.hasFocus()


def test_an_empty_event_says_what_to_do_and_takes_the_list(make_hands, sample):
    from ogp_desktop.services import events

    hands = make_hands()
    path = events.create(events.asked(next(iter(events.templates().values()))))
    hands.at("desk", path=path)
    assert hands.form.import_list.isVisible()
    hands.press(Qt.Key.Key_F6)
    hands.screen.preview.open(sample / "demonstration" / "registrations.xlsx")
    hands.qtbot.waitUntil(hands.form.do_import.isEnabled, timeout=20_000)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_Escape)
    assert isinstance(hands.screen, DeskScreen)
    assert len(hands.screen._directory.people) == 70
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(hands.screen._directory.people) == 0


def chosen(desk):
    """Type the name of somebody expected; returns them."""
    person = one_expected(desk)
    desk.type(person["family_name"])
    assert desk.form.results.current() == person["id"]
    return person


def test_erasing_is_two_steps_by_keys_and_the_person_stays_counted(desk):
    person, counted = chosen(desk), desk.screen.heading().counter
    desk.press(Qt.Key.Key_F8)
    assert desk.screen._name(person) in desk.screen._erasing.title.text()
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    shown = desk.screen._directory.people[person["id"]]
    assert shown["erased"]
    assert not shown.get("family_name")
    assert desk.screen.heading().counter == counted
    assert desk.form.welcome_text.text() == say("desk.erased")
    row = desk.screen._person_row(shown)
    assert row.cells[0].text == say("desk.erased_person")
    assert (person["organisation"] or "-") not in row.said


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space])
def test_any_first_key_on_the_page_keeps_the_person(desk, key):
    person = chosen(desk)
    desk.press(Qt.Key.Key_F8)
    desk.press(key)
    assert desk.form.middle.currentWidget() is desk.form.results_page
    assert not desk.screen._directory.people[person["id"]]["erased"]
    assert desk.form.search.hasFocus()


def test_neither_the_erasure_nor_what_was_done_to_the_person_before_is_undone(desk):
    person = chosen(desk)
    desk.press(Qt.Key.Key_Return)
    desk.type(person["family_name"])
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Space)
    for _ in range(2):
        desk.window._form.band.hide()
        desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert desk.window.band_sentence
        assert person["id"] in arrived(desk)
    assert desk.screen._directory.people[person["id"]]["erased"]


def test_without_a_person_nothing_is_asked(desk):
    desk.press(Qt.Key.Key_F8)
    assert desk.form.middle.currentWidget() is desk.form.results_page
