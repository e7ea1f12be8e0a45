"""The check-in desk by its keys."""

import dataclasses
import datetime

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
    monkeypatch.setattr("ogp_desktop.services.participants.people.People.everyone", None)
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
    from ogp_desktop.services.event import events

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
    assert desk.screen.person_name(person) in desk.screen.pages.erasing.title.text()
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    shown = desk.screen._directory.people[person["id"]]
    assert shown["erased"]
    assert not shown.get("family_name")
    assert desk.screen.heading().counter == counted
    assert desk.form.welcome_text.text() == say("desk.erased")
    row = desk.screen._people.row(shown)
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


# Rooms, hours, counts.


def undo(desk):
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def room_of(desk, person):
    return desk.screen._directory.people[person["id"]].get("session")


def test_a_room_is_given_by_hand_shown_in_the_band_and_undone(desk):
    person = chosen(desk)
    before = room_of(desk, person)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F4)
    page = desk.screen.pages.room
    ids = page.rows.rows.ids
    assert len(ids) == 4
    other = next(row for row in ids if row not in (before, page.rows.current(), "-"))
    page.rows.make_current(other)
    desk.press(Qt.Key.Key_Return)
    assert room_of(desk, person) == other
    assert desk.form.search.hasFocus()
    number = str(desk.screen._reference.session(other)["number"])
    assert number in desk.form.welcome_text.text()
    undo(desk)
    assert room_of(desk, person) == before
    assert number not in desk.form.welcome_text.text()


def test_a_full_room_is_told_with_one_that_is_not_and_is_given_all_the_same(desk, monkeypatch):
    from ogp_desktop.services.desk import rooms as service

    found = desk.screen.rooms()
    full = dataclasses.replace(found[0], taken=25, capacity=25)
    monkeypatch.setattr(desk.screen, "rooms", lambda: [full, *found[1:]])
    person = chosen(desk)
    desk.press(Qt.Key.Key_F4)
    page = desk.screen.pages.room
    page.rows.make_current(full.session["id"])
    assert "25 / 25" in page.note.text()
    free = min(found[1:], key=lambda room: room.fullness)
    assert f"{free.taken} / {free.capacity}" in page.note.text()
    desk.press(Qt.Key.Key_Return)
    assert room_of(desk, person) == full.session["id"]
    assert service.offered([full]) == full


def test_an_hour_is_corrected_and_undone_and_a_wrong_one_is_told(desk):
    person = chosen(desk)
    desk.press(Qt.Key.Key_F2)
    assert desk.form.middle.currentWidget() is desk.form.results_page
    desk.press(Qt.Key.Key_Return)
    noted = desk.screen._directory.people[person["id"]]["arrived"]
    desk.press(Qt.Key.Key_F2)
    desk.type("25:99")
    desk.press(Qt.Key.Key_Return)
    assert desk.window.band_sentence
    assert desk.screen.pages.time.field.text() == "25:99"
    desk.screen.pages.time.field.selectAll()
    desk.type("09:07")
    desk.press(Qt.Key.Key_Return)
    assert desk.screen._directory.people[person["id"]]["arrived"][11:16] == "09:07"
    assert "09:07" in desk.form.welcome_detail.text()
    assert desk.form.search.hasFocus()
    undo(desk)
    assert desk.screen._directory.people[person["id"]]["arrived"] == noted


def test_one_key_counts_by_the_next_thing_and_the_curve_is_told_in_words(desk):
    titles, described = [], []
    for _ in range(4):
        titles.append(desk.form.present_title.text())
        described.append(desk.form.bars.accessibleDescription())
        desk.press(Qt.Key.Key_F7)
    assert len(set(titles)) == len(set(described)) == 4
    assert desk.form.present_title.text() == titles[0]
    assert desk.form.curve.isVisible()
    assert "09:00" in desk.form.curve.accessibleDescription()
    assert desk.form.curve.accessibleName()


def test_a_walk_in_takes_names_a_typed_category_and_enter_and_has_the_room_that_is_offered(desk):
    category = desk.screen._reference.categories[0]
    title = category["title_fr" if desk.window.layoutDirection() == Qt.LayoutDirection.LeftToRight else "title_ar"]
    desk.press(Qt.Key.Key_F3)
    offered = desk.form.room.currentData()
    desk.keys = 0
    for text in ("ZERHOUNI", "Salma"):
        desk.type(text)
        desk.press(Qt.Key.Key_Tab)
    desk.type(title[:6])
    desk.press(Qt.Key.Key_Return)
    assert desk.keys <= len("ZERHOUNI" + "Salma") + 2 + 6 + 1
    person = next(p for p in desk.screen._directory.people.values() if p["family_name"] == "ZERHOUNI")
    assert person["category"] == category["id"]
    assert person["session"] == offered != ""
    undo(desk)
    assert person["id"] not in desk.screen._directory.people


def test_a_near_twin_is_told_with_phone_and_never_blocks(desk):
    person = next(p for p in desk.screen._directory.people.values() if p.get("phone") and p["family_name"])
    count = len(desk.screen._directory.people)
    desk.press(Qt.Key.Key_F3)
    desk.type("Q")
    desk.form.phone.setText(person["phone"].replace(" ", "."))
    told = desk.form.near_twin.text()
    assert person["family_name"] in told
    assert person["phone"] in told
    desk.press(Qt.Key.Key_Return)
    assert len(desk.screen._directory.people) == count + 1


def test_people_of_the_same_name_are_marked_in_the_list(desk):
    for _ in range(2):
        desk.press(Qt.Key.Key_F3)
        desk.type("ZERHOUNI")
        desk.press(Qt.Key.Key_Return)
    desk.type("ZERHOUNI")
    made = desk.form.results.rows.row(0)
    assert say("desk.same_name") in [chip.text for chip in made.chips]


def test_a_clock_that_runs_behind_is_told_once_and_stops_nobody(both, monkeypatch):
    from ogp_desktop.services.desk import clock_check

    now = datetime.datetime(2016, 1, 1, 9, 4, tzinfo=datetime.UTC)
    monkeypatch.setattr(clock_check, "TOLERATED", datetime.timedelta(0))
    monkeypatch.setattr("ogp_desktop.services.compose.clock_of", lambda _: lambda: now)
    desk = both.at("desk")
    assert "01/01/2016 09:04" in desk.window.band_sentence
    assert desk.window._form.band.property("state") == "calm", "a warning: nothing was refused"
    desk.window._form.band.hide()
    person = chosen(desk)
    desk.press(Qt.Key.Key_Return)
    assert person["id"] in arrived(desk)
    assert desk.window.band_sentence == ""
