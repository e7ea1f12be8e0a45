"""An editor that is opened while something is being saved begins with that: nothing is lost, nothing doubled."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.room.agreement import Agreement
from ogp_desktop.services.room.restitution import Restitution
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage.author import Author

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, F2 = Qt.Key.Key_Return, Qt.Key.Key_F2


def quickly(hands, *keys):
    """Press keys without waiting for what they do."""
    for pressed in keys:
        key = pressed if isinstance(pressed, tuple) else (pressed,)
        QTest.keyClick(QApplication.focusWidget() or hands.window, *key)


def anew(hands, field, text):
    """Write a text where another one stands."""
    field.selectAll()
    hands.type(text)


@pytest.fixture
def told(make_hands):
    hands = make_hands().at("restitution", "2")
    hands.form.points.step(-20)
    return hands


def session(hands):
    return Workshop(hands.desktop.workplace.bench).session("2")


def heads(hands, kind, row, name):
    found = hands.desktop.workplace.bench.register.row(kind, row).heads[name]
    return [head.value for head in found]


def test_a_conclusion_is_reworded_twice_before_the_first_time_is_durable(told, held_back):
    row, form = told.form.points.current(), told.form
    disk = held_back(told)
    quickly(told, F2)
    anew(told, form.wording, "Dit une fois")
    quickly(told, ENTER, F2)
    assert form.wording.text() == "Dit une fois"
    form.wording.setCursorPosition(len("Dit une fois"))
    told.type(" et complété")
    quickly(told, ENTER, (F2, SHIFT))
    assert told.form.field.text() == "Dit une fois et complété"  # on the page of its sources too
    anew(told, told.form.field, "Dit la troisième fois")
    quickly(told, ENTER, ENTER)
    disk.set()
    told.settle()
    assert heads(told, "conclusion", row, "text") == ["Dit la troisième fois"]
    for text in ("Dit une fois et complété", "Dit une fois"):
        told.press(Qt.Key.Key_Z, CONTROL)
        assert heads(told, "conclusion", row, "text") == [text]


def test_a_rewording_that_another_computer_did_not_see_is_a_second_version_and_never_overwrites_it(told):
    row = told.form.points.current()
    quickly(told, F2)
    told.desktop.workplace.do(lambda bench: by_another(bench, row, "Dit ailleurs"))
    told.settle()
    anew(told, told.form.wording, "Dit ici")
    told.press(ENTER)
    assert sorted(heads(told, "conclusion", row, "text")) == ["Dit ailleurs", "Dit ici"]


def by_another(bench, row, text):
    """Write as somebody else does whose file came in."""
    with bench.register.act(Author("ailleurs", "room"), bench.register.scope) as act:
        act.set("conclusion", row, {"text": text})


def test_words_that_are_refused_are_there_again(told, held_back, monkeypatch):
    def refuse(*_):
        raise Trouble("disk_full", file="x.ogp")

    monkeypatch.setattr(Restitution, "reword", refuse)
    row = told.form.points.current()
    quickly(told, F2)
    anew(told, told.form.wording, "Ne se perd pas")
    told.press(ENTER)
    assert told.window.band_sentence
    told.desktop.go_home()
    told.at("restitution", "2").form.points.make_current(row)
    quickly(told, F2)
    assert told.form.wording.text() == "Ne se perd pas"


def test_what_the_room_says_is_put_in_other_words_again_at_once(make_hands, held_back):
    hands = make_hands().at("room", "2")
    hands.press(Qt.Key.Key_D, CONTROL)
    form, row = hands.form, hands.form.rows.current()
    disk = held_back(hands)
    for key in (F2, Qt.Key.Key_F4):
        quickly(hands, key)
        anew(hands, form.field, "Dit une fois")
        quickly(hands, ENTER, key)
        assert form.field.text() == "Dit une fois"
        form.field.setCursorPosition(99)
        hands.type(" et demie")
        quickly(hands, ENTER)
    disk.set()
    hands.settle()
    assert heads(hands, "conclusion", row, "text") == ["Dit une fois et demie"]
    assert heads(hands, "agreement", session(hands)["id"], "reserves") == ["Dit une fois et demie"]
    assert Agreement(hands.desktop.workplace.bench).of(session(hands)).reserves == "Dit une fois et demie"


def test_a_key_that_comes_twice_says_a_thing_once_and_one_undo_takes_it_back(told, held_back):
    silent = told.at("restitution", "0")
    disk = held_back(silent)
    quickly(silent, Qt.Key.Key_F6, Qt.Key.Key_F6)
    disk.set()
    silent.settle()
    assert len(silent.screen._points) == 4
    first = silent.form.points.rows.ids[0]
    silent.form.points.make_current(first)
    disk = held_back(silent)
    quickly(silent, Qt.Key.Key_Delete, Qt.Key.Key_Delete, (Qt.Key.Key_Z, CONTROL))
    disk.set()
    silent.settle()
    assert first in silent.screen._points
    assert len(silent.screen._points) == 4


def test_the_desk_opens_what_is_being_saved_and_registers_nobody_twice(make_hands, held_back):
    desk = make_hands().at("desk")
    bench = desk.desktop.workplace.bench
    desk.form.results.step(1)
    person = desk.form.results.current()
    disk = held_back(desk)
    quickly(desk, Qt.Key.Key_F9, Qt.Key.Key_Space, ENTER, Qt.Key.Key_Escape)
    desk.form.results.make_current(person)
    quickly(desk, Qt.Key.Key_F9)
    assert desk.screen.consents.answers.row.choices["forum"].isChecked()
    disk.set()
    desk.settle()
    disk = held_back(desk)
    quickly(desk, Qt.Key.Key_F3)
    desk.type("Zirimane")
    quickly(desk, ENTER, ENTER)
    disk.set()
    desk.settle()
    assert [one["family_name"] for one in People(bench).everyone()].count("Zirimane") == 1


def test_a_list_of_paper_that_is_left_before_it_is_saved_is_there_again(make_hands):
    hands = make_hands().at("desk")
    hands.desktop.desk.show_reentry()
    first, second, *_ = (p for p in hands.screen._people.values() if not p["arrived"] and p["origin"] == "list")
    for typed in (f"{first['number']} 9:05", str(second["number"])):
        hands.type(typed)
        hands.press(ENTER)
    hands.press(Qt.Key.Key_Escape)
    hands.desktop.desk.show_reentry()
    hands.settle()
    assert hands.screen._ticked == {first["id"]: "09:05", second["id"]: "09:05"}
    hands.press(ENTER, CONTROL)
    hands.press(Qt.Key.Key_Escape)
    hands.desktop.desk.show_reentry()
    assert hands.screen._ticked == {}


def test_what_is_typed_of_a_selection_stays_while_others_arrive(make_hands):
    hands = make_hands().at("desk")
    hands.desktop.desk.show_list()
    hands.settle()
    row = hands.form.people.rows.ids[0]
    hands.form.people.make_current(row)
    hands.form.criterion.setText("hors rég")
    other = next(person for person in hands.screen._people.values() if not person["arrived"])
    hands.desktop.workplace.do(lambda bench: Desk(bench).check_in(other))
    hands.settle()
    assert hands.form.criterion.text() == "hors rég"
    hands.form.criterion.setFocus()
    hands.type("ion")
    hands.press(ENTER)
    assert hands.screen._people[row]["criterion"].endswith("ion")
