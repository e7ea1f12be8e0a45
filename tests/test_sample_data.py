"""The sample data: whole, coherent, in both languages, and every person in it invented."""

import json
from collections import Counter

import pytest

from ogp_desktop.domain import genesis
from ogp_desktop.language.guess import guessed_language
from ogp_desktop.sheets.registration import read_registrations


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def events(sample):
    return [*sorted((sample / "events").glob("*.json")), sample / "demonstration" / "event.json"]


def test_the_plan_has_all_regions_and_what_events_refer_to(sample):
    plan = read(sample / "plan.json")
    assert len(plan["regions"]) == 12
    assert len(plan["administrations"]) == 17
    for listed in ("regions", "themes", "categories", "administrations"):
        codes = [item["code"] for item in plan[listed]]
        assert len(codes) == len(set(codes))
        assert all(item["title"]["fr"] and item["title"]["ar"] for item in plan[listed])


def test_there_are_four_events_as_empty_templates_and_one_demonstration(sample):
    told = [read(path) for path in events(sample)]
    assert [event["date"] for event in told[:4]] == ["2023-10-14", "2023-10-19", "2023-10-21", "2023-10-28"]
    assert [sum(s["sort"] == "workshop" for s in event["sessions"]) for event in told] == [2, 3, 2, 3, 3]
    assert [event["demonstration"] for event in told] == [False] * 4 + [True]
    assert len({event["code"] for event in told}) == len({event["number"] for event in told}) == 5


def test_every_description_gives_its_changes_the_same_every_time(sample):
    plan = read(sample / "plan.json")
    for path in events(sample):
        event = read(path)
        assert genesis.event_genesis(plan, event) == genesis.event_genesis(plan, event)


@pytest.fixture
def day(sample):
    return read(sample / "demonstration" / "day.json")


def test_the_list_has_seventy_people_with_particles_twins_and_gaps(sample):
    people = read_registrations(sample / "demonstration" / "registrations.xlsx").people
    assert len(people) == 70
    assert {"AÏT BRIGUI", "EL OUARRAKI", "BEN ZEROUAL", "OULD DAHMAR"} <= {person.family_name for person in people}
    assert sum(not person.family_name for person in people) >= 3
    assert sum(not person.email for person in people) >= 5
    assert all(person.phone.replace(" ", "")[:8] in ("", "06000000") for person in people)
    assert all(person.email.endswith("@example.org") for person in people if person.email)


def test_the_day_says_over_sixty_ideas_in_several_languages(day):
    keys = [idea["key"] for idea in day["ideas"]]
    assert len(keys) == len(set(keys)) >= 60
    languages = Counter(guessed_language(idea["problem"]) for idea in day["ideas"])
    assert min(languages["fr"], languages["ar"]) >= 15
    assert languages["zgh"] >= 2
    for told in (*day["edits"], *day["withdrawn"]):
        assert told["idea"] in keys
    assert {key for told in day["conclusions"] for key in told["sources"]} <= set(keys)


def test_two_people_were_checked_in_at_both_desks(day):
    one, other = (set(day["arrivals"][desk]) for desk in ("desk-1", "desk-2"))
    assert len(one & other) == 2
    assert len(one | other) + len(day["walk_ins"]) >= 60
