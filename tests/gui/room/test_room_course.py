"""Leading a room by the keyboard, while the cursor stays where ideas are typed."""

import datetime
import sqlite3
import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ogp_desktop.gui.naming import minutes
from ogp_desktop.gui.projection.projector import Projector
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.course import Course
from ogp_desktop.services.room.presence import Presence
from ogp_desktop.services.room.restitution import Restitution
from ogp_desktop.services.room.workshop import Workshop

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def room(both):
    return both.at("room", "2")


def goes(hands, **by):
    """Let the clock go on."""
    now = hands.desktop.workplace.bench.now() + datetime.timedelta(**by)
    for bench in (hands.desktop.workplace.bench, hands.desktop.workplace._writing):
        bench.now = lambda: now


def step(hands):
    return hands.form.course.step


def slide(hands):
    return hands.screen.course.projector.window.view.slide


def test_the_steps_follow_each_other_and_the_cursor_stays_in_the_editor(room):
    goes(room, seconds=0)
    seen = []
    for _ in range(6):
        room.press(Qt.Key.Key_F8)
        seen.append(step(room))
        goes(room, minutes=1)
        assert room.form.problem.hasFocus()
    assert seen == ["introduction", "problems", "solutions", "results", "agreement", "agreement"]
    room.press(Qt.Key.Key_F8, SHIFT)
    assert step(room) == "results"
    room.press(Qt.Key.Key_Z, CONTROL)
    assert step(room) == "agreement"


def test_the_time_warns_runs_over_and_is_extended(room):
    goes(room, seconds=0)
    room.press(Qt.Key.Key_F8)
    goes(room, minutes=9)
    room.form.course.tick()
    assert (room.form.course.form.clock.text(), room.form.course.form.clock.property("kind")) == (
        minutes(60),
        "clock_late",
    )
    goes(room, minutes=3)
    room.form.course.tick()
    assert room.form.course.form.clock.text() == minutes(-120)
    room.press(Qt.Key.Key_F8, CONTROL)
    assert room.form.course.form.clock.text() == minutes(180)
    room.type("On tape toujours")
    room.press(Qt.Key.Key_Return)
    assert any(idea["problem"] == "On tape toujours" for idea in Workshop(room.desktop.workplace.bench).ideas())


def test_the_projector_follows_the_step_and_what_is_said_and_a_remote_control_goes_through_it(room):
    room.press(Qt.Key.Key_F8)
    room.press(Qt.Key.Key_F8)
    room.press(Qt.Key.Key_F5)
    assert slide(room).headline == say("room_slides.question.problems")
    assert slide(room).clock
    projection = room.screen.course.projector.window
    QTest.keyClick(projection, Qt.Key.Key_PageDown)
    assert len(slide(room).cards) == 4
    room.desktop.window.activateWindow()
    room.settle()
    room.type("Une idée que la salle voit aussitôt")
    room.press(Qt.Key.Key_Return)
    assert slide(room).cards[0].blocks[0].text == "Une idée que la salle voit aussitôt"
    for _ in range(3):
        room.press(Qt.Key.Key_F8)
    conclusion = Restitution(room.desktop.workplace.bench).points(room.screen._session)[0].text
    assert step(room) == "agreement"
    assert slide(room).headline == conclusion


@pytest.mark.parametrize("key", [(Qt.Key.Key_F3,), (Qt.Key.Key_E, CONTROL)], ids=["conclusion", "presence"])
def test_the_room_goes_on_seeing_its_last_slide_while_another_page_is_open(room, monkeypatch, key):
    monkeypatch.setattr(Projector, "_own", property(lambda _: None))  # the only screen there is, as another one
    room.press(Qt.Key.Key_F8)
    room.press(Qt.Key.Key_F8)
    room.press(Qt.Key.Key_F5)
    QTest.keyClick(room.screen.course.projector.window, Qt.Key.Key_PageDown)
    cards = slide(room)
    assert len(cards.cards) == 4
    room.desktop.window.activateWindow()
    room.settle()
    room.press(*key)
    aside = room.screen.projector
    assert (aside.on is not None, aside.window.view.slide) == (True, cards)
    room.desktop.window.activateWindow()
    room.settle()
    QTest.keyClick(room.form.field, Qt.Key.Key_Escape)
    assert room.screen.name == "room"
    assert room.screen.course.projector.on is not None
    assert slide(room) == cards
    room.settle()
    assert slide(room).cards == cards.cards


def test_turns_are_counted_by_category_and_never_by_person(room):
    room.press(Qt.Key.Key_F10)
    assert Presence(room.desktop.workplace.bench).turns(room.screen._session) == {}
    room.form.category.setCurrentIndex(1)
    room.form.problem.setFocus()
    room.press(Qt.Key.Key_F10)
    room.press(Qt.Key.Key_F10)
    assert sum(Presence(room.desktop.workplace.bench).turns(room.screen._session).values()) == 2
    room.press(Qt.Key.Key_Z, CONTROL)
    assert sum(Presence(room.desktop.workplace.bench).turns(room.screen._session).values()) == 1


def test_a_silent_minute_has_its_own_clock_and_votes_are_opened_only_on_request(room):
    panel = room.form.course
    panel.form.method.setCurrentIndex(panel.form.method.findData("silence"))
    panel._begin_round()
    assert panel.form.now.text() == say("course.phase.silence")
    assert panel.form.clock.text() in (minutes(60), minutes(59))
    assert "votes" not in panel._buttons
    panel.form.method.setCurrentIndex(panel.form.method.findData("hands"))
    panel._begin_round()
    room.settle()
    assert room.screen.name == "votes"
    room.press(Qt.Key.Key_Escape)
    assert "votes" in room.form.course._buttons


def test_the_session_ends_with_one_key_and_its_restitution_is_ready(both):
    room = both.at("room", "0")
    assert room.form.problem_label.text() == say("room.question")
    room.press(Qt.Key.Key_T, CONTROL)
    assert room.screen.name == "restitution"
    bench, session = room.desktop.workplace.bench, room.screen.session
    assert Course(bench).ended_at(session)
    assert Restitution(bench).points(session)
    room.press(Qt.Key.Key_Z, CONTROL)
    room.press(Qt.Key.Key_Z, CONTROL)
    assert Course(bench).ended_at(session) is None
    assert not Restitution(bench).points(session)


def test_a_page_opens_while_something_is_being_saved(room):
    """A commit that takes long keeps the page waiting, not failing."""
    held = threading.Event()

    def hold(path):
        conn = sqlite3.connect(path, isolation_level=None)
        conn.execute("BEGIN EXCLUSIVE")
        held.set()
        time.sleep(0.2)
        conn.execute("ROLLBACK")
        conn.close()

    thread = threading.Thread(target=hold, args=(room.desktop.workplace.bench.register.path,))
    thread.start()
    held.wait()
    room.press(Qt.Key.Key_E, CONTROL)
    thread.join()
    room.settle()
    assert room.screen.name == "presence"
    assert room.form.rows.rows.ids


def test_what_is_near_is_not_told_everything_again_when_a_reading_was_refused(room):
    """Ten thousand ideas told anew would keep both the window and the process that hears busy for seconds."""
    heard = []
    told = room.screen.near.heard
    room.screen.near.heard = lambda rows: (heard.extend(rows), told(rows))
    room.screen.refresh()
    room.settle()
    assert heard == []
