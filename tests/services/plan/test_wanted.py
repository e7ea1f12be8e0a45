"""The laptops an event needs: named, numbered and filed so that no two are taken for each other."""

import pytest

from ogp_desktop.services.compose import opened
from ogp_desktop.services.event import creation
from ogp_desktop.services.plan import wanted


@pytest.fixture
def event(tmp_path, sample):
    creation.new_event(tmp_path / "event.ogp", sample / "demonstration" / "event.json")
    with opened(tmp_path / "event.ogp") as bench:
        yield bench


def test_an_event_wants_two_desks_its_rooms_and_the_plenary(event):
    (told,) = wanted.events_of(event)
    places = wanted.places(event, told["id"])
    assert [place.key for place in places] == ["desk-1", "desk-2", "room-1", "room-2", "room-3", "restitution-0"]
    assert [place.wanted.session is None for place in places] == [True, True, False, False, False, False]


def test_their_files_have_names_that_any_stick_keeps(event):
    (told,) = wanted.events_of(event)
    names = [wanted.file_name(told, place) for place in wanted.places(event, told["id"])]
    assert names[:3] == ["dem-accueil-1.ogp", "dem-accueil-2.ogp", "dem-atelier-1.ogp"]
    assert names[-1] == "dem-pleniere.ogp"
    assert all(name.isascii() for name in names)


def test_a_second_laptop_of_a_room_has_a_letter_and_a_third_desk_a_number(event):
    (told,) = wanted.events_of(event)
    places = wanted.places(event, told["id"])
    second = wanted.another(places[2], places)
    third = wanted.another(second, [*places, second])
    assert (second.key, third.key) == ("room-1B", "room-1C")
    assert wanted.another(places[0], places).key == "desk-3"
    assert len({wanted.file_name(told, place) for place in [*places, second, third]}) == 8


def test_a_plans_register_offers_each_of_its_events(tmp_path, sample):
    creation.new_plan(tmp_path / "central.ogp", sample / "plan.json")
    for name in sorted(path.name for path in (sample / "events").iterdir()):
        creation.new_event(tmp_path / f"{name}.ogp", sample / "events" / name, tmp_path / "central.ogp")
    with opened(tmp_path / "central.ogp") as bench:
        told = wanted.events_of(bench)
        assert len(told) == 4
        assert all(wanted.places(bench, event["id"])[2].session["number"] == 1 for event in told)
