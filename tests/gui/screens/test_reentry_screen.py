"""A ticked list of paper is typed in by keys alone, saved whole and taken back whole."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.services.participants.people import People

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def paper(both):
    both.at("desk").desktop.desk.show_reentry()
    both.settle()
    return both


def expected(hands):
    return [p for p in hands.screen._people.values() if not p["arrived"] and p["origin"] == "list"]


def arrivals(hands):
    return People(hands.desktop.workplace.bench).arrivals()


def test_a_number_and_enter_tick_and_the_hour_stays_until_another_is_typed(paper):
    first, second, third, *_ = expected(paper)
    before = arrivals(paper)
    for text in (f"{first['number']} 9:05", str(second["number"]), f"{third['number']} 0912"):
        paper.type(text)
        paper.press(Qt.Key.Key_Return)
    assert arrivals(paper) == before
    assert len(paper.screen._ticked) == 3
    paper.press(Qt.Key.Key_Return, CTRL)
    fresh = {row: one for row, one in arrivals(paper).items() if row not in before}
    assert {row: one["at"][11:16] for row, one in fresh.items()} == {
        first["id"]: "09:05",
        second["id"]: "09:05",
        third["id"]: "09:12",
    }
    assert {one["source"] for one in fresh.values()} == {"paper"}
    paper.press(Qt.Key.Key_Z, CTRL)
    assert arrivals(paper) == before


def test_letters_and_arrows_find_too(paper):
    person = expected(paper)[0]
    paper.type((person["family_name"] or person["family_name_ar"])[:4])
    assert person["id"] in paper.screen._found
    for _ in range(paper.screen._found.index(person["id"])):
        paper.press(Qt.Key.Key_Down)
    paper.press(Qt.Key.Key_Return)
    assert list(paper.screen._ticked) == [person["id"]]


def test_who_is_here_already_an_unknown_number_and_no_hour_are_told_and_tick_nobody(paper):
    here = next(p for p in paper.screen._people.values() if p["arrived"] and p["origin"] == "list")
    for text in (str(here["number"]), "997", "3 25:71"):
        paper.type(text)
        paper.press(Qt.Key.Key_Return)
        assert paper.form.told.text()
        paper.form.line.clear()
    assert paper.screen._ticked == {}


def test_a_line_that_was_ticked_by_mistake_is_taken_out(paper):
    first, second, *_ = expected(paper)
    for person in (first, second):
        paper.type(str(person["number"]))
        paper.press(Qt.Key.Key_Return)
    paper.form.batch.setFocus()
    paper.form.batch.make_current(first["id"])
    paper.press(Qt.Key.Key_Delete)
    assert list(paper.screen._ticked) == [second["id"]]
    assert paper.form.line.hasFocus()


def test_seventy_lines_take_three_keys_each(paper, monkeypatch):
    people = [p for p in paper.screen._people.values() if p["origin"] == "list"]
    for person in people:
        person["arrived"] = None
    paper.keys = 0
    for person in people:
        paper.form.line.setFocus()
        paper.type(str(person["number"]))
        paper.press(Qt.Key.Key_Return)
    assert len(paper.screen._ticked) == len(people) == 70
    assert paper.keys <= 3 * len(people)
