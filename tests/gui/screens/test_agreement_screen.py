"""The reading to the room and conclusions from several ideas, by the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.agreement import Agreement
from ogp_desktop.services.room.course import Course
from ogp_desktop.services.room.restitution import Restitution
from ogp_desktop.services.room.workshop import Workshop

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def reading(both):
    both.at("room", "2").press(Qt.Key.Key_D, CONTROL)
    return both


@pytest.fixture
def concluding(both):
    both.at("restitution", "2").press(Qt.Key.Key_F3)
    assert both.screen.name == "conclusion"
    return both


def session(hands):
    return Workshop(hands.desktop.workplace.bench).session("2")


def points(hands):
    return Restitution(hands.desktop.workplace.bench).points(session(hands))


def agreed(hands):
    return Agreement(hands.desktop.workplace.bench).of(session(hands))


def begin_unread(hands):
    """Let no conclusion be read yet."""

    def forget(bench):
        with bench.register.act(bench.author) as act:
            for point in Restitution(bench).points(session(hands)):
                act.set("conclusion", point.id, {"read_at": None})

    hands.desktop.workplace.do(forget, undoable=False)
    hands.settle()
    hands.form.rows.step(-10)


def test_enter_accepts_one_after_another_and_the_last_is_the_agreement_of_the_room(reading):
    begin_unread(reading)
    rows = [point.id for point in points(reading)]
    assert reading.form.field.hasFocus()
    for place, row in enumerate(rows):
        assert reading.form.rows.current() == row
        assert reading.screen.form.slide.slide.headline == points(reading)[place].text
        reading.press(ENTER)
    assert all(point.read_at for point in points(reading))
    assert agreed(reading).agreed_at
    assert reading.form.state.text() == say("agreement.given", time=agreed(reading).agreed_at[11:16])
    reading.press(Qt.Key.Key_Z, CONTROL)
    assert [bool(point.read_at) for point in points(reading)] == [True] * (len(rows) - 1) + [False]
    for _ in rows[1:]:
        reading.press(Qt.Key.Key_Z, CONTROL)
    assert not any(point.read_at for point in points(reading))


def test_what_is_typed_is_a_disagreement_with_the_conclusion_that_is_shown(reading):
    before = len(agreed(reading).disagreements)
    reading.press(Qt.Key.Key_Down)
    row = reading.form.rows.current()
    reading.type("Ce n’est pas ما قلناه")
    reading.press(ENTER)
    told = agreed(reading).disagreements[-1]
    assert (told.text, told.about) == ("Ce n’est pas ما قلناه", (row,))
    assert reading.form.field.text() == ""
    assert reading.form.rows.current() == row
    assert say("slides.disputed") in reading.form.slide.slide.below
    reading.press(Qt.Key.Key_F6)
    reading.form.noted.make_current(told.id)
    reading.press(Qt.Key.Key_F2)
    reading.form.field.selectAll()
    reading.type("Pas tout à fait")
    reading.press(ENTER)
    assert agreed(reading).disagreements[-1].text == "Pas tout à fait"
    reading.press(Qt.Key.Key_F6)
    reading.form.noted.make_current(told.id)
    reading.press(Qt.Key.Key_Delete)
    assert len(agreed(reading).disagreements) == before
    for _ in range(3):
        reading.press(Qt.Key.Key_Z, CONTROL)
    assert len(agreed(reading).disagreements) == before


def test_a_conclusion_is_reworded_and_reserves_are_noted_and_taken_back(reading):
    reading.press(Qt.Key.Key_F2)
    reading.form.field.selectAll()
    reading.type("En d’autres mots")
    reading.press(ENTER)
    row = reading.form.rows.current()
    point = next(each for each in points(reading) if each.id == row)
    assert (point.text, point.read_at) == ("En d’autres mots", "")
    reading.press(Qt.Key.Key_F4)
    reading.form.field.selectAll()
    reading.type("Le n° 3 est mal noté")
    reading.press(ENTER)
    assert agreed(reading).reserves == "Le n° 3 est mal noté"
    assert "Le n° 3" in reading.form.reserves.text()
    reading.press(Qt.Key.Key_F4)
    reading.form.field.selectAll()
    reading.press(Qt.Key.Key_Backspace)
    reading.press(ENTER)
    assert agreed(reading).reserves == ""


def test_what_is_being_typed_stays_with_its_conclusion_and_is_there_again(reading):
    first = reading.form.rows.current()
    reading.type("À moitié dit")
    reading.press(Qt.Key.Key_Down)
    assert reading.form.field.text() == ""
    reading.press(Qt.Key.Key_Up)
    assert reading.form.field.text() == "À moitié dit"
    reading.press(ESCAPE)
    assert reading.screen.name == "room"
    reading.press(Qt.Key.Key_D, CONTROL)
    reading.form.rows.make_current(first)
    assert reading.form.field.text() == "À moitié dit"
    reading.press(ENTER)
    reading.press(ESCAPE)
    reading.press(Qt.Key.Key_D, CONTROL)
    reading.form.rows.make_current(first)
    assert reading.form.field.text() == ""


def test_the_projector_shows_the_conclusion_that_is_read_and_a_remote_control_goes_through_them(reading):
    reading.press(Qt.Key.Key_F5)
    projection = reading.screen.projector.window
    before = reading.form.rows.current()
    QTest.keyClick(projection, Qt.Key.Key_PageDown)
    assert projection.view.slide == reading.form.slide.slide
    assert projection.view.slide.point == reading.form.rows.current() != before


def test_ending_the_workshop_leads_to_its_papers_and_is_undone(reading):
    bench = reading.desktop.workplace.bench
    reading.press(Qt.Key.Key_T, CONTROL)
    assert reading.screen.name == "copy"
    assert Course(bench).ended_at(session(reading))


def test_a_room_without_conclusions_is_proposed_some(both):
    hands = both.at("room", "0")
    hands.press(Qt.Key.Key_D, CONTROL)
    assert hands.form.propose.isVisible()
    hands.press(ENTER)
    assert len(hands.form.rows.rows.ids) == 4
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert hands.form.propose.isVisible()


# A conclusion from several ideas.


def test_several_ideas_are_ticked_and_concluded_from(concluding):
    before = len(points(concluding))
    form = concluding.form
    for down in (0, 2, 3):
        for _ in range(down):
            concluding.press(Qt.Key.Key_Down)
        concluding.press(Qt.Key.Key_Space)
    ticked = list(concluding.screen._ticked)
    form.part.setFocus()
    concluding.press(Qt.Key.Key_Down)
    form.rows.setFocus()
    concluding.type("Trois idées disent la même chose")
    concluding.press(ENTER)
    assert concluding.screen.name == "restitution"
    told = points(concluding)[-1]
    assert (len(points(concluding)), told.text, told.part) == (
        before + 1,
        "Trois idées disent la même chose",
        "solution",
    )
    assert sorted(told.sources) == sorted(ticked)
    assert len(told.sources) == 3
    concluding.press(Qt.Key.Key_Z, CONTROL)
    assert len(points(concluding)) == before
    concluding.press(Qt.Key.Key_Y, CONTROL)
    concluding.form.points.make_current(told.id)
    concluding.press(Qt.Key.Key_F2, SHIFT)
    assert concluding.form.field.text() == told.text
    concluding.form.rows.make_current(told.sources[1])
    concluding.form.rows.setFocus()
    concluding.press(Qt.Key.Key_Delete)
    concluding.press(ENTER)
    assert points(concluding)[-1].sources == (told.sources[0], told.sources[2])
    concluding.press(Qt.Key.Key_Z, CONTROL)
    assert points(concluding)[-1].sources == told.sources
    concluding.form.points.make_current(told.id)
    concluding.form.points.setFocus()
    concluding.press(Qt.Key.Key_Delete)
    assert len(points(concluding)) == before


def test_what_is_missing_is_said_and_what_was_ticked_and_typed_is_kept(concluding):
    concluding.type("Sans idée")
    concluding.press(ENTER)
    assert concluding.window.band_sentence
    assert concluding.screen.name == "conclusion"
    concluding.form.rows.setFocus()
    concluding.press(Qt.Key.Key_Space)
    ticked = list(concluding.screen._ticked)
    concluding.press(ESCAPE)
    concluding.press(Qt.Key.Key_F3)
    assert (concluding.form.field.text(), concluding.screen._ticked) == ("Sans idée", ticked)
    concluding.press(ENTER)
    assert points(concluding)[-1].text == "Sans idée"
