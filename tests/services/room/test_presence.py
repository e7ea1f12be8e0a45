"""Who is in a room: the group it expects, those who walked in, those who went elsewhere; turns by category."""

import pytest

from ogp_desktop.services.room.presence import Presence
from ogp_desktop.services.room.workshop import Workshop


@pytest.fixture
def two_rooms(make_register):
    bench = make_register()
    with bench.register.act(bench.author) as act:
        rooms = [act.new("session", {"number": number}) for number in (1, 2)]
        people = [act.new("participant", {"number": number}) for number in (1, 2, 3)]
        for person, name in zip(people, ("ABARDI", "BENNIS", "CHRAIBI"), strict=True):
            act.new("identity", {"family_name": name}, person)
        act.new("allocation", {"session": rooms[0]}, people[1])
        category = act.new("category", {"code": "cs", "title_fr": "Société civile"})
    workshop = Workshop(bench)
    return Presence(bench), [workshop.session(row) for row in rooms], people, category


def here(presence, room):
    return [seat.person["family_name"] for seat in presence.seats(room) if seat.is_here]


def test_a_room_lists_its_group_first_and_then_everybody(two_rooms):
    presence, (one, two), _, _ = two_rooms
    assert [seat.person["family_name"] for seat in presence.seats(one)] == ["BENNIS", "ABARDI", "CHRAIBI"]
    assert [seat.is_expected for seat in presence.seats(two)] == [False] * 3
    assert presence.here(one) == 0


def test_who_walks_into_another_room_is_counted_there_and_left_the_first(two_rooms):
    presence, (one, two), people, _ = two_rooms
    presence.tick(one, people[1])
    presence.tick(one, people[0])
    presence.tick(two, people[1])
    assert (here(presence, one), here(presence, two)) == (["ABARDI"], ["BENNIS"])
    left = next(seat for seat in presence.seats(one) if seat.person["id"] == people[1])
    assert (left.is_expected, left.elsewhere) == (True, two["id"])
    presence.tick(one, people[1])
    assert presence.here(one) == 2


def test_a_tick_by_mistake_is_taken_back(two_rooms):
    presence, (one, _), people, _ = two_rooms
    presence.tick(one, people[2])
    presence.untick(one, people[2])
    presence.untick(one, people[2])
    assert presence.here(one) == 0
    presence.tick(one, people[2])
    assert here(presence, one) == ["CHRAIBI"]


def test_turns_are_counted_by_category(two_rooms):
    presence, (one, two), _, category = two_rooms
    for _ in range(3):
        presence.count_turn(one, category)
    presence.count_turn(two, category)
    assert presence.turns(one) == {category: 3}
