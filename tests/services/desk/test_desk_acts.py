"""What one check-in desk does, on a real register: arrivals, hours, rooms, badges; each act has its undo."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ogp_desktop.domain.badge import Badge, badge_code
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.desk.attendance import FACETS, Attendance
from ogp_desktop.services.desk.bearers import Bearers, bearer
from ogp_desktop.services.desk.clock_check import clock_fault
from ogp_desktop.services.desk.rooms import assign, offered, rooms
from ogp_desktop.services.event import events
from ogp_desktop.services.participants.directory import Directory
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.safety.undoing import undo_act
from ogp_desktop.storage import devices
from tests.conftest import EVENT


@pytest.fixture
def bench(make_register):
    made = make_register("accueil")
    with made.register.act(made.author) as act:
        act.new("event", {"number": 2, "code": "CHE", "date": "2026-10-12", "city_fr": "Chefchaouen"}, EVENT)
        for number, capacity in ((0, None), (1, 2), (2, 25)):
            sort = "workshop" if number else "plenary"
            act.new("session", {"number": number, "sort": sort, "room_fr": f"Salle {number}", "capacity": capacity})
        row = act.new("participant", {"number": 7, "origin": "list"})
        act.new("identity", {"family_name": "TOUZANI", "given_name": "Wafae"}, row)
    return replace(made, device=replace(made.device, desk=2))


@pytest.fixture
def acts(bench):
    """Return the acts that were saved since, the latest last."""
    saved = []
    bench.register.on_saved = saved.append
    return saved


def wafae(bench):
    return next(person for person in People(bench).everyone() if person["family_name"] == "TOUZANI")


def walk_in(bench, family, **more):
    return Desk(bench).walk_in({"family_name": family, **more}).person


def code_of(trouble):
    return trouble.value.code, trouble.value.values


def test_the_second_time_the_first_hour_and_desk_are_told_and_nothing_is_written(bench, acts):
    desk = Desk(bench)
    assert desk.check_in(wafae(bench), "09:04").desk == "2"
    again = desk.check_in(wafae(bench), "09:30")
    assert (again.first_time, again.at[11:16], again.desk) == (False, "09:04", "2")
    assert len(acts) == 1


def test_the_desk_of_another_computer_is_told_by_what_people_call_it(bench):
    other = replace(bench, device=replace(bench.device, id="0" * 8 + bench.device.id[8:]))
    with bench.register.writing() as conn:
        devices.enrol(conn, [devices.Enrolled(other.device.id, devices.EVENT, "Accueil 1")], bench.now())
    Desk(other).check_in(wafae(bench))
    assert Desk(bench).check_in(wafae(bench)).desk == "1"


def test_an_hour_is_corrected_whatever_desk_noted_it_and_undone(bench, acts):
    desk = Desk(bench)
    with pytest.raises(Trouble) as trouble:
        desk.correct_time(wafae(bench), "09:10")
    assert trouble.value.code == "not_arrived"
    desk.check_in(wafae(bench), "03:17")
    desk.correct_time(wafae(bench), "9:10")
    assert wafae(bench)["arrived"][11:16] == "09:10"
    undo_act(bench, acts[-1].batch)
    assert wafae(bench)["arrived"][11:16] == "03:17"
    with pytest.raises(Trouble) as trouble:
        desk.correct_time(wafae(bench), "neuf heures")
    assert trouble.value.code == "time_unreadable"


def test_a_walk_in_has_a_room_and_a_phone_at_once_and_one_undo_takes_it_all_back(bench, acts):
    room = rooms(bench)[1].session
    person = walk_in(bench, "ZAKI", given_name="Ghita", phone="06 00 00 00 09", session=room["id"])
    known = People(bench).of([person["id"]])[person["id"]]
    assert (known["session"], known["phone"]) == (room["id"], "06 00 00 00 09")
    undo_act(bench, acts[-1].batch)
    assert People(bench).of([person["id"]]) == {}
    assert [room.taken for room in rooms(bench)] == [0, 0]


@pytest.mark.parametrize("told", [{}, {"family_name": "   "}, {"title": "Mme", "phone": "0600000000"}])
def test_an_empty_walk_in_is_refused_and_nothing_is_kept(bench, acts, told):
    with pytest.raises(Trouble) as trouble:
        Desk(bench).walk_in(told)
    assert trouble.value.code == "walk_in_without_name"
    assert acts == []


def test_rooms_are_offered_once_groups_exist_and_a_full_one_never_refuses(bench, acts):
    small, large = rooms(bench)
    assert offered([small, large]) is None
    for family in ("AMRI", "BADRI", "CHERIF"):
        assign(bench, walk_in(bench, family), small.session["id"])
    small, large = rooms(bench)
    assert (small.taken, small.is_full, large.is_full) == (3, True, False)
    assert offered([small, large]) == large
    assign(bench, wafae(bench), large.session["id"])
    assign(bench, wafae(bench), None)
    assert wafae(bench)["session"] is None
    undo_act(bench, acts[-1].batch)
    assert wafae(bench)["session"] == large.session["id"]
    before = len(acts)
    assign(bench, wafae(bench), large.session["id"])
    assert len(acts) == before


def test_a_badge_names_its_bearer_by_list_and_by_desk(bench):
    zaki = walk_in(bench, "ZAKI")
    assert bearer(bench, badge_code(Badge(2, 0, 7)))["family_name"] == "TOUZANI"
    assert bearer(bench, badge_code(Badge(2, 2, 1)))["id"] == zaki["id"]


@pytest.mark.parametrize("code", ["", "12345678", badge_code(Badge(2, 0, 8)), badge_code(Badge(2, 9, 7))])
def test_a_code_of_nobody_is_not_recognised(bench, code):
    with pytest.raises(Trouble) as trouble:
        bearer(bench, code)
    assert trouble.value.code == "badge_unreadable"


def test_a_code_of_several_people_names_them_and_takes_nobody(bench):
    with bench.register.act(bench.author) as act:
        row = act.new("participant", {"number": 10_007, "origin": "list"})
        act.new("identity", {"family_name": "ZAKI"}, row)
        apart = act.new("participant", {"number": 1_007, "origin": "list"})
    assert bearer(bench, badge_code(Badge(2, 0, 1_007)))["id"] == apart
    with pytest.raises(Trouble) as trouble:
        bearer(bench, badge_code(Badge(2, 0, 7)))
    code, told = code_of(trouble)
    assert code == "badge_shared"
    assert {"TOUZANI Wafae", "ZAKI"} == set(told["candidates"])


def test_a_badge_of_another_event_is_explained_by_what_this_computer_knows(bench, make_register):
    code = badge_code(Badge(3, 0, 7))
    with pytest.raises(Trouble) as trouble:
        bearer(bench, code)
    assert code_of(trouble) == ("badge_other_event", {"event": "03"})
    events.folder().mkdir(parents=True)
    other = make_register("ifrane", event=bench.device.id)
    with other.register.act(other.author) as act:
        told = {"number": 3, "code": "IFR", "city_fr": "Ifrane", "city_ar": "إفران", "date": "2026-10-03"}
        act.new("event", told, bench.device.id)
    other.register.close()
    other.register.path.rename(events.folder() / "ifrane.ogp")
    with pytest.raises(Trouble) as trouble:
        bearer(bench, code)
    assert trouble.value.values["event"] == "Ifrane · إفران · 03/10/2026"


def at(year, month, day, hour=9):
    return lambda: datetime.datetime(year, month, day, hour, tzinfo=datetime.UTC)


def test_a_clock_that_runs_behind_what_was_saved_or_years_away_is_told(bench):
    now = bench.now()
    assert clock_fault(replace(bench, now=lambda: now)) is None
    behind = clock_fault(replace(bench, now=lambda: now - datetime.timedelta(hours=1)))
    assert behind.code == "clock_behind"
    assert behind.values["now"] < behind.values["last"]
    assert clock_fault(replace(bench, now=at(now.year + 5, 1, 1))).code == "clock_far"
    with bench.register.act(bench.author) as act:
        act.set("event", EVENT, {"date": "le 12"})
    assert clock_fault(replace(bench, now=at(now.year + 5, 1, 1))) is None


def test_a_twin_is_found_by_name_in_either_script_and_by_phone(bench):
    person = walk_in(bench, "ZAKI", given_name="Ghita", phone="06.00.00.00.09")
    directory = Directory(bench)
    assert [each["id"] for each in directory.twins("Zaki", "g")] == [person["id"]]
    assert [each["id"] for each in directory.twins("زكي", "غيثة")] == [person["id"]]
    assert [each["id"] for each in directory.twins("", "", "+212 600 00 00 09")] == [person["id"]]
    assert directory.twins("Z", "") == directory.twins("", "", "0600") == []
    with bench.register.act(bench.author) as act:
        act.set("contact", person["id"], {"phone": "0600000010"})
    directory.update([person["id"]])
    assert directory.twins("", "", "0600000009") == []


PEOPLE = st.dictionaries(
    st.sampled_from("abcdef"),
    st.fixed_dictionaries(
        {
            "category": st.sampled_from((None, "c1", "c2")),
            "gender": st.sampled_from((None, "f", "m")),
            "organisation": st.sampled_from((None, "", "Amal")),
            "region_typed": st.sampled_from((None, "Rif")),
            "arrived": st.sampled_from((None, "2026-10-12T09:04:00+01:00", "2026-10-12T09:11:00+01:00", "hier")),
        }
    ),
)


@given(PEOPLE, PEOPLE)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_that_follow_equal_counts_made_anew(before, after):
    followed, anew = Attendance(before), Attendance(after)
    followed.follow(after, before.keys() | after.keys())
    for facet in FACETS:
        assert followed.shares(facet) == anew.shares(facet)
    assert (followed.here, followed.everyone) == (anew.here, anew.everyone)
    assert followed.latest(3, "2026-10-12T09:05") == anew.latest(3, "2026-10-12T09:05")
    assert followed.curve() == anew.curve()


def test_who_came_just_now_stands_before_those_of_a_day_to_come():
    at = {
        "demo-1": "2026-12-12T09:04:00+01:00",
        "demo-2": "2026-12-12T09:11:00+01:00",
        "now": "2026-11-21T10:00:00+01:00",
    }
    counted = Attendance({row: {"id": row, "arrived": arrived} for row, arrived in at.items()})
    assert counted.latest(3, "2026-11-21T10:00:01+01:00") == ["now", "demo-2", "demo-1"]
    assert counted.latest(3, "2026-12-13T08:00:00+01:00") == ["demo-2", "demo-1", "now"]


def test_the_curve_tells_every_five_minutes_and_a_lone_wrong_clock_does_not_stretch_it():
    hours = ("09:01", "09:04", "09:11", "09:14", "09:14")
    people = {str(place): {"arrived": f"2026-10-12T{hour}:00"} for place, hour in enumerate(hours)}
    assert Attendance(people).curve() == [("09:00", 2), ("09:05", 0), ("09:10", 3)]
    people["x"] = {"arrived": "2026-10-12T23:50:00"}
    assert len(Attendance(people).curve()) <= 12 * 12 + 1
    assert Attendance({}).curve() == []


def by_the_register(bench, code):
    try:
        return bearer(bench, code)["id"]
    except Trouble:
        return None


def test_bearers_in_memory_are_those_of_the_register(bench):
    ghita = walk_in(bench, "ZAKI", given_name="Ghita")
    blank, *numbered = badges = [
        badge_code(Badge(2, desk, number)) for desk, number in ((2, 805), (0, 7), (2, 1), (0, 8), (9, 7), (2, 2))
    ]
    directory = Directory(bench)
    known = Bearers(directory.people)

    def agree():
        found = [known.of(code) for code in badges]
        assert found == [by_the_register(bench, code) for code in badges]
        assert found == [Bearers(Directory(bench).people).of(code) for code in badges]
        return found

    assert agree() == [None, wafae(bench)["id"], ghita["id"], None, None, None]
    with bench.register.act(bench.author) as act:
        act.new("given_badge", {"badge": blank}, ghita["id"])
        shares = act.new("participant", {"number": 10_007, "origin": None})
    known.follow(directory.people, directory.update([ghita["id"], shares]))
    assert agree()[:3] == [ghita["id"], None, ghita["id"]]
    with bench.register.act(bench.author) as act:
        act.set("given_badge", ghita["id"], {"badge": numbered[0]})
        act.delete("participant", shares)
    known.follow(directory.people, directory.update([ghita["id"], shares]))
    assert agree()[:2] == [None, ghita["id"]]
    assert known.of("12345678") is known.of("") is None
