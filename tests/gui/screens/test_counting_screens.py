"""The two pages that count a room, by the keyboard alone: who is here, and how it votes."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.gui.translation import say
from ogp_desktop.services.participants.people import full_names
from ogp_desktop.services.room.polls import Polls
from ogp_desktop.services.room.presence import Presence
from ogp_desktop.services.room.workshop import Workshop

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


@pytest.fixture
def session(both):
    return Workshop(both.at("room", "2").desktop.workplace.bench).session("2")


@pytest.fixture
def present(both, session):
    both.desktop.rooms.show_presence(session)
    both.settle()
    return both


@pytest.fixture
def voting(both, session):
    both.desktop.workplace.do(lambda bench: Polls(bench).open(session))
    both.settle()
    both.desktop.rooms.show_votes(session)
    both.settle()
    return both


def presence(hands):
    return Presence(hands.desktop.workplace.bench)


def test_the_group_of_the_room_comes_first(present):
    seats = list(present.screen._seats.values())
    expected = sum(seat.is_expected for seat in seats)
    assert 0 < expected < len(seats)
    assert all(seat.is_expected for seat in seats[:expected])


def test_a_few_letters_and_enter_tick_a_person_of_another_group_and_undo_takes_it_back(present, session):
    seat = next(seat for seat in present.screen._seats.values() if not seat.is_expected)
    present.keys = 0
    present.type(full_names(seat.person)[0][:5].lower())
    while present.form.rows.current() != seat.person["id"]:
        present.press(Qt.Key.Key_Down)
    present.press(ENTER)
    assert presence(present).here(session) == 1
    assert present.form.field.text() == ""
    assert say("presence.joined") in present.screen._rows([seat.person["id"]])[seat.person["id"]].said
    present.press(Qt.Key.Key_Z, CONTROL)
    assert presence(present).here(session) == 0
    present.press(Qt.Key.Key_Y, CONTROL)
    assert presence(present).here(session) == 1


def test_enter_on_a_person_who_is_here_takes_the_tick_back(present, session):
    present.press(ENTER)
    present.press(ENTER)
    assert presence(present).here(session) == 0


def test_escape_goes_back_to_the_room(present):
    present.press(Qt.Key.Key_Escape)
    assert present.screen.name == "room"


def test_a_number_and_enter_for_each_idea_and_totals_when_the_poll_is_closed(voting, session):
    rows = list(voting.screen._ideas)
    for votes in ("6", "٤", "0"):
        voting.type(votes)
        voting.press(ENTER)
    poll = Polls(voting.desktop.workplace.bench).of(session)
    assert [poll.votes.get(row) for row in rows[:4]] == [6, 4, 0, None]
    assert say("slides.votes", n=6) not in voting.screen._rows(rows)[rows[0]].said
    voting.press(ENTER, CONTROL)
    assert say("slides.votes", n=6) in voting.screen._rows(rows)[rows[0]].said
    assert not voting.form.field.isEnabled()
    voting.press(ENTER, CONTROL)
    assert voting.form.field.isEnabled()
    for _ in range(5):
        voting.press(Qt.Key.Key_Z, CONTROL)
    assert Polls(voting.desktop.workplace.bench).of(session).votes == {}


def test_a_number_that_was_typed_counts_when_the_vote_is_closed_and_what_is_none_keeps_it_open(voting, session):
    rows = list(voting.screen._ideas)
    voting.type("douze")
    voting.press(ENTER, CONTROL)
    assert voting.form.field.isEnabled()
    assert voting.form.field.text() == "douze"
    voting.form.field.setText("3")
    voting.press(ENTER, CONTROL)
    poll = Polls(voting.desktop.workplace.bench).of(session)
    assert (poll.votes, poll.is_open) == ({rows[0]: 3}, False)
    assert voting.form.field.text() == ""


@pytest.mark.parametrize("typed", ["1000", "douze", "-1", "²"])
def test_what_is_no_number_of_votes_is_said_and_stays_in_the_field(voting, session, typed):
    voting.type(typed)
    voting.press(ENTER)
    assert voting.form.field.text() == typed
    assert Polls(voting.desktop.workplace.bench).of(session).votes == {}


def test_an_idea_of_which_nothing_was_typed_keeps_its_votes(voting, session):
    voting.press(ENTER)
    assert Polls(voting.desktop.workplace.bench).of(session).votes == {}
