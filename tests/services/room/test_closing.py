"""The closing of the day: each room has its share of the time that is left, computed when its turn begins."""

import datetime

import pytest

from ogp_desktop.services.room.closing import Closing
from ogp_desktop.services.room.workshop import Workshop

ZONE = datetime.timezone(datetime.timedelta(hours=1))


@pytest.fixture
def closing(make_register):
    """Return the closing of a day of three workshops that ends at 15:30, the time being 15:00."""
    bench = make_register()
    with bench.register.act(bench.author) as act:
        act.new("session", {"number": 0, "sort": "plenary"})
        for number in (1, 2, 3):
            act.new("session", {"number": number, "sort": "workshop"})
        act.new("agenda_item", {"number": 1, "begins": "15:00", "ends": "15:30", "sort": "restitution"})
    return at(Closing(bench), "15:00"), Workshop(bench)


def at(closing, hour):
    told = datetime.datetime.combine(datetime.date(2026, 11, 21), datetime.time.fromisoformat(hour), ZONE)
    closing._bench.now = lambda: told
    return closing


def share(closing, session):
    left = closing.deadline(session) - closing._bench.now()
    return left.total_seconds() / 60


def test_three_rooms_share_what_the_closing_words_leave(closing):
    closing, workshop = closing
    one, two, three = workshop.sessions()[1:]
    assert [share(closing, room) for room in (one, two, three)] == [pytest.approx(25 / 3)] * 3


def test_a_room_that_begins_late_has_less_and_what_is_saved_goes_to_the_others(closing):
    closing, workshop = closing
    one, two, three = workshop.sessions()[1:]
    closing.begin(one)
    at(closing, "15:15")
    assert share(closing, two) == 5
    closing.begin(two)
    at(closing, "15:17")
    assert share(closing, two) == 3
    assert share(closing, three) == 8


def test_a_turn_that_is_begun_again_goes_on_with_its_time(closing):
    closing, workshop = closing
    one = workshop.sessions()[1]
    closing.begin(one)
    before = closing.deadline(one)
    at(closing, "15:04")
    closing.begin(one)
    assert closing.deadline(one) == before


def test_when_nothing_is_left_or_nobody_said_when_the_day_closes_there_is_no_share(closing, make_register):
    closing, workshop = closing
    one = workshop.sessions()[1]
    assert at(closing, "15:26").deadline(one) is None
    assert closing.deadline(workshop.sessions()[0]) is None
    assert Closing(make_register("other")).deadline({"id": one["id"], "sort": "workshop"}) is None


def test_a_room_is_awaited_until_something_of_it_is_here_and_has_its_turn(closing):
    closing, workshop = closing
    one, two, _ = workshop.sessions()[1:]
    workshop.add(one, {"problem": "Eau"})
    states = [group.state for group in closing.groups()]
    assert states == ["ready", "awaited", "awaited"]
    closing.begin(one)
    at(closing, "15:10").begin(two)
    assert [group.state for group in closing.groups()] == ["told", "telling", "awaited"]
    assert closing.groups()[0].ideas == 1
