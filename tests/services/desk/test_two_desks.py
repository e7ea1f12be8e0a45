"""Two desks that never met agree after they exchanged sticks: real registers, real parcels."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from ogp_desktop.domain import ids
from ogp_desktop.services.compose import opened
from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.desk.rooms import assign, rooms
from ogp_desktop.services.device import Device
from ogp_desktop.services.files.receiving import hand_over, receive_all
from ogp_desktop.services.files.review import Review
from ogp_desktop.services.participants.directory import Directory
from ogp_desktop.services.participants.people import People
from ogp_desktop.storage import queries
from ogp_desktop.storage.author import Author


@pytest.fixture
def desks(tmp_path, listed_file):
    """Return the benches of two desks that began with copies of one event's file."""
    first, second = (shutil.copyfile(listed_file, tmp_path / f"desk-{number}.ogp") for number in (1, 2))
    with opened(first) as one, opened(second) as two:
        yield [_as_desk(one, 1), _as_desk(two, 2)]


def _as_desk(bench, number):
    device = Device(ids.draw(), f"desk-{number}", "desk", number)
    return replace(bench, device=device, author=Author(device.id, "desk"))


def exchange(desks, folder):
    """Carry a stick to and fro."""
    accepted = [bench.device.id for bench in desks]
    for number, (source, target) in enumerate((desks, desks[::-1])):
        place = folder / str(number)
        place.mkdir(parents=True)
        (receipt,) = receive_all(target, [hand_over(source, place).path], accepted)
        assert receipt.status in ("merged", "already")


def everyone(bench):
    """Return all people by id, without the place of a row in its own file."""
    return {person["id"]: person | {"rid": None} for person in People(bench).everyone()}


def named(bench, text):
    return Directory(bench).find(text)[0]


def test_two_desks_that_never_met_agree(desks, tmp_path):
    one, two = desks
    Desk(one).check_in(named(one, "touzani wafae"), "09:12")
    Desk(two).check_in(named(two, "touzani wafae"), "09:04")
    Desk(one).check_in(named(one, "ramlawi"), "09:15")
    ghita = {"family_name": "ZAKI", "given_name": "Ghita", "phone": "0600000099"}
    twins = [Desk(bench).walk_in(ghita, hour).person["id"] for bench, hour in ((one, "09:20"), (two, "09:21"))]
    exchange(desks, tmp_path / "sticks")
    assert everyone(one) == everyone(two)
    for bench in desks:
        wafae = named(bench, "touzani wafae")
        assert wafae["arrived"][11:16] == "09:04"
        kept = queries.records(bench.register.conn, "arrival", person=wafae["id"])
        assert len(kept) == 2
        directory = Directory(bench)
        assert {person["id"] for person in directory.twins("zaki", "ghita")} == set(twins)
        assert {person["id"] for person in directory.twins("", "", "06 00 00 00 99")} == set(twins)
        assert {directory.people[row]["origin"] for row in twins} == {"desk-1", "desk-2"}
        assert Review(bench).conflicts() == []
    assert Desk(one).check_in(named(one, "touzani wafae")).at[11:16] == "09:04"
    Desk(two).correct_time(named(two, "touzani wafae"), "09:30")
    exchange(desks, tmp_path / "again")
    assert {named(bench, "touzani wafae")["arrived"][11:16] for bench in desks} == {"09:30"}


def test_a_room_given_differently_at_two_desks_is_a_visible_question(desks, tmp_path):
    for place, bench in enumerate(desks):
        person = next(person for person in People(bench).everyone() if not person.get("session"))
        assign(bench, person, rooms(bench)[place].session["id"])
    exchange(desks, tmp_path / "sticks")
    for bench in desks:
        assert [conflict.kind for conflict in Review(bench).conflicts()] == ["allocation"]
