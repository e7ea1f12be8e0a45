"""What frames every page: the header that gives way, the keys of the moment, the toast that covers nothing."""

import threading

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from shiboken6 import isValid

from ogp_desktop.gui.translation import say
from ogp_desktop.storage import queries
from tests.gui.conftest import SIZES, go

KEYS = [
    ("desk", "hint.enter_present"),
    ("walk_in", "hint.enter_registers"),
    ("erasing", "hint.enter_keeps"),
    ("desk_room", "hint.enter_assigns"),
    ("desk_hour", "hint.enter_saves"),
    ("headcount", "hint.plus_minus"),
    ("room", "hint.enter_saves"),
    ("withdrawing", "hint.enter_withdraws"),
    ("parking", "hint.enter_notes"),
    ("correcting", "hint.escape_back"),
    ("votes", "hint.enter_counts"),
    ("rewording", "hint.enter_keeps"),
    ("agreement", "hint.enter_accepts"),
    ("versions", "hint.sides"),
    ("ideas", "hint.views"),
    ("papers_notice", "hint.enter_saves"),
    ("list_doubts", "hint.same_person"),
]


def footer(hands):
    return hands.window._form.footer


def place_of(widget, window):
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_the_footer_names_the_keys_of_the_state_that_is_shown(hands):
    wrong = {}
    for place, key in KEYS:
        go(hands, place)
        if say(key) not in footer(hands).keys.text():
            wrong[place] = footer(hands).keys.text()
        hands.desktop.go_home()
    assert wrong == {}


def test_the_footer_names_what_enter_does_to_the_button_that_has_the_focus(both):
    go(both, "hand_purging")
    form = both.form
    assert form.keep_all.hasFocus()
    assert say("hint.enter_presses", button=form.keep_all.text()) in footer(both).keys.text()
    assert say("hint.enter_copies") not in footer(both).keys.text()
    form.places.setFocus()
    both.settle()
    assert say("hint.enter_copies") in footer(both).keys.text()
    form.keep_all.setFocus()
    both.press(Qt.Key.Key_Return)
    assert not form.confirm.isVisible()


def test_enter_presses_a_button_of_the_launcher_and_begins_on_a_post(hands):
    hands.form.new_event.setFocus()
    hands.settle()
    told = footer(hands).keys.text()
    assert say("hint.enter_presses", button=hands.form.new_event.text()) in told
    assert say("hint.enter_begins") not in told
    hands.press(Qt.Key.Key_Return)
    assert hands.screen.name == "new_event"
    hands.desktop.go_home()
    hands.qtbot.waitUntil(lambda: bool(hands.form.events.current()))
    hands.form.room.setFocus()
    hands.settle()
    assert say("hint.enter_begins") in footer(hands).keys.text()
    hands.form.room.setChecked(True)
    hands.press(Qt.Key.Key_Return)
    assert hands.screen.name == "room"


def test_leaving_a_page_gives_the_keys_of_the_list_back(hands):
    hands.at("desk").screen.walk_in()
    hands.press(Qt.Key.Key_Escape)
    assert say("hint.enter_present") in footer(hands).keys.text()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_toast_lies_beside_the_keys_and_on_no_button(make_hands, lang):
    hands = make_hands(lang)
    hands.window.resize(*SIZES["1093x574"])
    hands.at("restitution", "2")
    hands.window._tell_done(say("desk.arrival_saved", name="BOUSFIHA Chaïmae"), True)
    hands.settle()
    toast = place_of(hands.window._toast, hands.window)
    controls = hands.screen.findChildren(QAbstractButton) + hands.screen.findChildren(QLineEdit)
    shown = [place_of(each, hands.window) for each in controls if each.isVisible()]
    assert not any(toast.intersects(place) for place in shown)
    keys = footer(hands).keys
    begin = place_of(keys, hands.window)
    width = keys.sizeHint().width()
    words = QRect(begin.right() - width if lang == "ar" else begin.left(), begin.top(), width, begin.height())
    assert not toast.intersects(words)
    assert hands.window.rect().contains(toast)
    stamp = footer(hands).saved
    hands.window.tell("Un mot " * 12)
    hands.settle()
    assert not stamp.isVisible(), "half a stamp says nothing"
    hands.window._toast.hide()
    hands.window.tell("Copié")
    hands.settle()
    assert stamp.isVisible()
    assert not place_of(hands.window._toast, hands.window).intersects(place_of(stamp, hands.window))


def test_only_what_was_undone_is_offered_to_be_done_again(hands):
    window, action = hands.at("room", "2").window, hands.window._toast._action
    hands.desktop.workplace.told.emit(say("inbox.told.already"), False)
    assert action.isHidden()
    hands.type("Une idée à reprendre")
    hands.press(Qt.Key.Key_Return)
    assert action.text() == say("window.undo_key")
    window.undo()
    hands.settle()
    assert action.text() == say("window.redo_key")
    window.redo()
    hands.settle()
    assert action.text() == say("window.undo_key")


def test_a_long_title_ends_in_an_ellipsis_and_is_told_whole_when_pointed_at(hands):
    hands.window.resize(*SIZES["1093x574"])
    header, screen = hands.at("room", "2").window._form.header, hands.screen
    short = header._title.toolTip()
    title = "Atelier 1 — " + "Qualité, simplification et dématérialisation " * 3
    screen.heading = lambda of=screen.heading: of()._replace(title=title)
    screen.heading_changed.emit()
    hands.settle()
    header.grab()
    assert short == ""
    assert header._title.toolTip() == title
    last = place_of(header._counter, hands.window)
    assert place_of(header._title, hands.window).right() < last.left()


def test_a_page_that_is_left_while_something_is_saved_stands_until_it_was_told(hands, monkeypatch):
    room, disk = hands.at("room"), threading.Event()
    crashes = []
    hands.desktop.workplace.crashed.connect(crashes.append)
    hands.desktop.workplace.do(lambda _: disk.wait(20))
    room.type("Personne ne sait où va l’eau")
    room.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    left = hands.screen
    hands.desktop.hand_over()
    assert hands.screen is not left
    for _ in range(5):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isValid(left)
    disk.set()
    hands.settle()
    hands.qtbot.wait(100)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(left)
    assert crashes == []
    ideas = queries.records(hands.desktop.workplace.bench.register.conn, "idea")
    assert "Personne ne sait où va l’eau" in {idea["problem"] for idea in ideas}
