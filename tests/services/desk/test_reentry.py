"""From paper back into the register: blank badges given to people, and ticked lists typed in."""

import pytest

from ogp_desktop.domain.badge import Badge, badge_code
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.desk import blank_badges, reentry
from ogp_desktop.services.desk.arrivals import Desk, badge_of
from ogp_desktop.services.participants.directory import Directory
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.personal.privacy import badges
from ogp_desktop.services.safety.undoing import undo_act
from ogp_desktop.storage import queries
from tests.conftest import EVENT

NAMES = ("TAZI", "ALAMI", "BENZIANE", "AMRAZI")


@pytest.fixture
def desk(make_register):
    bench = make_register()
    with bench.register.act(bench.author) as act:
        act.new("event", {"code": "DEM", "number": 99, "date": "2026-12-12"}, EVENT)
        for number, name in enumerate(NAMES, 1):
            row = act.new("participant", {"number": number, "origin": "list"})
            act.new("identity", {"family_name": name, "given_name": "Nour"}, row)
    return bench


def walk_in(bench, typed="", name="MEKNASSI"):
    more = [lambda act, row: blank_badges.give_in(act, bench, row, typed)] if typed else []
    return Desk(bench).walk_in({"family_name": name}, "09:10", more).person["id"]


def event_of(bench):
    return queries.record(bench.register.conn, "event", EVENT)


# Blank badges.


def test_a_blank_badge_that_is_scanned_for_a_walk_in_is_theirs(desk):
    code = badge_code(blank_badges.fresh(desk, 3)[1])
    person = walk_in(desk, code)
    assert Desk(desk).check_in_by_code(code).person["id"] == person
    assert badges(desk)[person, EVENT] == code
    assert not Desk(desk).check_in_by_code(code).first_time


@pytest.mark.parametrize("typed", ["802", "٨٠٢", " 802 "])
def test_its_number_may_be_typed(desk, typed):
    person = walk_in(desk, typed)
    (known,) = [one for one in People(desk).everyone() if one["id"] == person]
    assert badge_of(known, event_of(desk)) == badge_code(Badge(99, desk.device.desk, 802))


def test_a_badge_that_somebody_has_is_told_and_the_walk_in_is_not_half_saved(desk):
    walk_in(desk, "801", "MEKNASSI")
    before = len(People(desk).everyone())
    with pytest.raises(Trouble, match="badge_taken") as told:
        walk_in(desk, "801", "FASSI")
    assert told.value.values["name"] == "MEKNASSI"
    assert len(People(desk).everyone()) == before


@pytest.mark.parametrize(("typed", "code"), [("12345678", "badge_unreadable"), ("3", "badge_not_blank")])
def test_what_is_no_blank_badge_is_refused(desk, typed, code):
    with pytest.raises(Trouble, match=code):
        walk_in(desk, typed)


def test_a_blank_badge_of_another_event_or_nobodys_is_explained(desk):
    with pytest.raises(Trouble, match="badge_other_event"):
        walk_in(desk, badge_code(Badge(98, 1, 801)))
    with pytest.raises(Trouble, match="badge_not_given"):
        Desk(desk).check_in_by_code(badge_code(Badge(99, 1, 805)))


def test_a_lost_badge_is_replaced_and_the_old_one_still_says_who_it_was(desk):
    person = People(desk).everyone()[0]
    own = badge_of(person, event_of(desk))
    blank_badges.give(desk, person["id"], "803")
    blank_badges.give(desk, person["id"], "804")
    assert Desk(desk).check_in_by_code(own).person["id"] == person["id"]
    with pytest.raises(Trouble, match="badge_not_given"):
        Desk(desk).check_in_by_code(badge_code(Badge(99, desk.device.desk, 803)))


def test_those_printed_next_begin_after_the_last_that_was_given(desk):
    walk_in(desk, "807")
    assert [badge.number for badge in blank_badges.fresh(desk, 3)] == [808, 809, 810]


# Typing in what was ticked.


@pytest.mark.parametrize(
    ("line", "who", "hour"),
    [("3", "3", ""), ("3 9:05", "3", "09:05"), ("1-4 0912", "1-4", "09:12"), ("taz 912", "taz", "09:12"),
     ("٣ ٩:٠٥", "3", "09:05"), ("ben ziane 9h30", "ben ziane", "09:30"), ("", "", ""), ("99000077", "99000077", "")],
)  # fmt: skip
def test_a_line_is_a_number_or_letters_and_perhaps_an_hour(line, who, hour):
    assert reentry.read_line(line) == reentry.Typed(who, hour)


@pytest.mark.parametrize("hour", ["25:00", "9:75", "x"])
def test_an_hour_that_is_none_is_told(hour):
    with pytest.raises(Trouble, match="time_unreadable"):
        reentry.read_hour(hour)


def test_numbers_codes_and_letters_find_who_is_meant(desk):
    walk = walk_in(desk)
    directory, event = Directory(desk), event_of(desk)
    by_name = {person["family_name"]: row for row, person in directory.people.items()}
    code = badge_of(directory.people[by_name["AMRAZI"]], event)
    for typed, name in (("3", "BENZIANE"), ("03", "BENZIANE"), ("taz", "TAZI"), (code, "AMRAZI")):
        assert reentry.meant(directory, event, typed)[0]["family_name"] == name
    assert [one["id"] for one in reentry.meant(directory, event, f"{desk.device.desk}-1")] == [walk]
    assert reentry.meant(directory, event, "77") == []


def test_a_batch_is_one_act_marked_as_paper_and_leaves_who_is_here_as_they_were(desk):
    rows = [person["id"] for person in People(desk).everyone()]
    Desk(desk).check_in(People(desk).everyone()[0], "08:50")
    acts = []
    desk.register.on_saved = lambda act: acts.append(act.batch)
    done = reentry.take(desk, [(row, "09:15") for row in rows])
    assert (done.added, done.already) == (3, (rows[0],))
    arrivals = People(desk).arrivals()
    assert arrivals[rows[0]]["at"][11:16] == "08:50"
    assert {(arrivals[row]["at"][11:16], arrivals[row]["source"]) for row in rows[1:]} == {("09:15", "paper")}
    (batch,) = acts
    undo_act(desk, batch)
    assert set(People(desk).arrivals()) == {rows[0]}
