"""Restitution by its keys: points, order, wording, slides, the other screen."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from ogp_desktop.gui.naming import minutes
from ogp_desktop.gui.projection import projection_window
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage import queries

ZONE = datetime.timezone(datetime.timedelta(hours=1))
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def told(both):
    return both.at("restitution", "2")


@pytest.fixture
def silent(both):
    return both.at("restitution", "0")


def points(hands):
    return [point.text for point in hands.screen._points.values()]


def test_space_chooses_an_idea_and_space_again_leaves_it(silent):
    silent.press(Qt.Key.Key_Space)
    assert len(points(silent)) == 1
    silent.form.points.step(-10)
    silent.press(Qt.Key.Key_Space)
    assert points(silent) == []
    silent.press(Qt.Key.Key_Z, CONTROL)
    assert len(points(silent)) == 1


def test_the_most_complete_ideas_can_be_proposed_in_one_key_and_undone_in_one(silent):
    assert silent.form.proposal.isVisible()
    silent.press(Qt.Key.Key_F6)
    assert len(points(silent)) == 4
    assert not silent.form.proposal.isVisible()
    silent.press(Qt.Key.Key_Z, CONTROL)
    assert points(silent) == []


def test_alt_and_arrows_change_the_order(told):
    before = points(told)
    told.form.points.step(-20)
    told.press(Qt.Key.Key_Down, ALT)
    assert points(told) == [before[1], before[0], *before[2:]]
    told.press(Qt.Key.Key_Z, CONTROL)
    assert points(told) == before


def test_a_point_is_reworded_and_its_ideas_keep_their_words(told):
    ideas = [i["problem"] for i in Workshop(told.desktop.workplace.bench).ideas()]
    told.form.points.step(-20)
    told.press(Qt.Key.Key_F2)
    told.form.wording.selectAll()
    told.type("Mieux dit")
    told.press(Qt.Key.Key_Return)
    assert points(told)[0] == "Mieux dit"
    assert [i["problem"] for i in Workshop(told.desktop.workplace.bench).ideas()] == ideas


def test_slides_are_title_points_silence_thanks(told):
    count = len(points(told))
    assert len(told.screen._slides) == count + 3
    for _ in range(20):
        told.press(Qt.Key.Key_PageDown)
    assert told.screen.slide is told.screen._slides[-1]
    told.press(Qt.Key.Key_PageUp)
    assert told.screen.slide is told.screen._slides[-2]


def test_no_slide_shows_a_name(told):
    from ogp_desktop.services.participants.people import People, full_names

    names = {name for p in People(told.desktop.workplace.bench).everyone() for name in full_names(p)}
    said = " ".join(f"{slide.above} {slide.said} {slide.below}" for slide in told.screen._slides)
    assert not any(name in said for name in names)


def test_without_a_second_screen_the_slides_are_on_this_one_and_escape_returns(told):
    told.press(Qt.Key.Key_F5)
    projection = told.screen.projector.window
    assert projection.on is told.window.screen()
    at = told.screen.slide
    QTest.keyClick(projection, Qt.Key.Key_PageDown)
    assert projection.view.slide is told.screen.slide is not at
    QTest.keyClick(projection, Qt.Key.Key_Escape)
    assert projection.on is None


def test_a_second_screen_is_preferred_and_the_last_one_remembered(told, monkeypatch):
    class Other:
        def __init__(self, name):
            self._name = name

        def name(self):
            return self._name

    own, left, right = QGuiApplication.primaryScreen(), Other("HDMI-1"), Other("HDMI-2")
    monkeypatch.setattr(projection_window.QGuiApplication, "screens", staticmethod(lambda: [own, left, right]))
    assert projection_window.projection_screens(own, "HDMI-2") == [right, left]
    assert projection_window.projection_screens(own, "") == [left, right]


def test_a_screen_that_is_pulled_out_is_told_and_nothing_lands_on_the_laptop(told):
    told.press(Qt.Key.Key_F5)
    told.screen.projector.window._screen_gone(told.screen.projector.window.on)
    assert told.screen.projector.window.on is None
    assert told.screen.form.projected.text() == ""


# The turns of the rooms.


def states(hands):
    return [group.state for group in hands.screen.turn.groups.values()]


def at_hour(hands, hour):
    """Let it be this hour on the day."""
    moment = datetime.datetime.combine(datetime.date(2026, 11, 21), datetime.time.fromisoformat(hour), ZONE)
    for bench in (hands.desktop.workplace.bench, hands.desktop.workplace._writing):
        bench.now = lambda: moment


def test_the_turn_of_a_room_begins_with_its_projection_and_the_next_ones_share_what_is_left(told):
    at_hour(told, "15:00")
    told.screen.refresh()
    assert minutes(25 * 60 // 3) in told.form.share.text()
    assert states(told) == ["ready"] * 3
    told.press(Qt.Key.Key_F5)
    assert states(told) == ["ready", "telling", "ready"]
    at_hour(told, "15:10")
    told.screen.turn.tick()
    assert told.form.clock.text() == minutes(-100)
    assert told.form.clock.property("kind") == "clock_late"
    QTest.keyClick(told.screen.projector.window, Qt.Key.Key_F8)
    told.settle()
    assert told.screen.session["number"] == 3
    assert states(told) == ["ready", "told", "telling"]
    assert told.form.clock.text() == minutes(450)
    assert told.screen.projector.window.view.slide == told.screen._slides[0]
    told.desktop.window.activateWindow()
    told.settle()
    told.press(Qt.Key.Key_F8)
    told.press(Qt.Key.Key_F8)
    assert states(told) == ["telling", "told", "told"]


def test_a_room_is_awaited_until_its_file_came(told):
    workshop = Workshop(told.desktop.workplace.bench)
    first = workshop.sessions()[1]["id"]
    ideas = [idea["id"] for idea in workshop.ideas(first)]
    conclusions = [
        c["id"] for c in queries.records(told.desktop.workplace.bench.register.conn, "conclusion", session=first)
    ]

    def forget(bench):
        with bench.register.act(bench.author) as act:
            for kind, rows in (("idea", ideas), ("conclusion", conclusions)):
                for row in rows:
                    act.delete(kind, row)

    told.desktop.workplace.do(forget)
    told.settle()
    assert states(told)[0] == "awaited"
    assert say("closing.awaited") in told.form.groups._buttons[first].text()


def test_the_screens_are_exchanged_with_one_key_and_without_another_one_it_is_said(told):
    told.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert told.screen.projector.on is None
