"""The directory follows what is touched, and answers as if everyone had been read anew."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ogp_desktop.language.typed_word import Nearness
from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.participants.directory import Directory
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.safety.undoing import undo_act

TYPED = ("a", "al", "m", "fassi", "el f", "mohamed a", "محمد", "ع", "wazani", "amal", "x", "")


@pytest.fixture
def bench(make_register):
    return make_register("directory")


def walk_in(bench, family, given_name="", **more):
    return Desk(bench).walk_in({"family_name": family, "given_name": given_name, **more}).person["id"]


def expected(bench, *names):
    """Register people of a list, who have not come yet; returns their ids."""
    rows = []
    with bench.register.act(bench.author) as act:
        for number, (family, given_name) in enumerate(names):
            rows.append(act.new("participant", {"number": number, "origin": "list"}))
            act.new("identity", {"family_name": family, "given_name": given_name}, rows[-1])
    return rows


def names(directory, text):
    return [f"{person['family_name']} {person['given_name']}" for person in directory.find(text)]


def answers(directory):
    """Return all that can be asked of a directory."""
    found = {text: [(person["id"], near) for person, near in directory.found(text)] for text in TYPED}
    return directory.people, [person["id"] for person in directory.expected()], found, directory.near("fassixq")


def test_someone_who_arrives_is_no_longer_expected_and_stands_last_among_equals(bench):
    first, _ = expected(bench, ("ALAMI", "Amal"), ("ALAMI", "Badr"))
    directory = Directory(bench)
    assert names(directory, "alami") == ["ALAMI Amal", "ALAMI Badr"]
    Desk(bench).check_in(directory.people[first])
    directory.update([first])
    assert names(directory, "alami") == ["ALAMI Badr", "ALAMI Amal"]
    assert [person["given_name"] for person in directory.expected()] == ["Badr"]
    assert answers(directory) == answers(Directory(bench))


def test_what_an_act_touched_is_followed_and_so_is_its_undoing(bench):
    expected(bench, ("ALAMI", "Amal"))
    directory = Directory(bench)
    acts = []
    bench.register.on_saved = acts.append
    Desk(bench).check_in(directory.find("alami")[0])
    walk_in(bench, "FASSI", "Mohamed")
    for act in acts:
        directory.follow(act.touched)
    assert answers(directory) == answers(Directory(bench))
    assert directory.expected() == []
    for act in list(reversed(acts)):
        undo_act(bench, act.batch)
        directory.follow(acts[-1].touched)
    assert answers(directory) == answers(Directory(bench))
    assert names(directory, "a") == ["ALAMI Amal"]


def test_what_several_people_did_is_followed_at_once(bench):
    first, second = expected(bench, ("ALAMI", "Amal"), ("ALAMI", "Badr"))
    directory = Directory(bench)
    acts = []
    bench.register.on_saved = acts.append
    Desk(bench).check_in(directory.people[first])
    with bench.register.act(bench.author) as act:
        act.set("participant", second, {"organisation": "Radio Ennour"})
    directory.follow({kind: rows for each in acts for kind, rows in each.touched.items()})
    assert names(directory, "radio") == ["ALAMI Badr"]
    assert directory.people[first]["arrived"]
    assert answers(directory) == answers(Directory(bench))


def test_everyone_but_those_who_were_touched_stays_as_they_were_read(bench, monkeypatch):
    first, second = expected(bench, ("ALAMI", "Amal"), ("ALAMI", "Badr"))
    directory = Directory(bench)
    kept = directory.people[second]
    monkeypatch.setattr(People, "everyone", None)
    directory.update([first, "nobody"])
    assert directory.people[second] is kept
    assert set(directory.people) == {first, second}


CHANGES = st.lists(
    st.tuples(st.sampled_from(("come", "leave", "rename", "walk in")), st.integers(0, 9), st.sampled_from("ABEFM")),
    max_size=8,
)


@given(CHANGES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changes_followed_one_by_one_equal_reading_anew(bench, changes):
    if not People(bench).everyone():
        expected(bench, ("ALAMI", "Amal"), ("EL FASSI", "Mohamed"), ("OUAZZANI", "Ali"), ("FASSI", "Aïcha"))
    directory = Directory(bench)
    acts = []
    bench.register.on_saved = acts.append
    for sort, number, letter in changes:
        row = sorted(directory.people)[number % len(directory.people)]
        if sort == "come":
            Desk(bench).check_in(directory.people[row])
        elif sort == "walk in":
            walk_in(bench, f"{letter}LAOUI", "Omar", organisation=f"{letter}mal")
        else:
            with bench.register.act(bench.author) as act:
                if sort == "leave" and len(directory.people) > 1:
                    act.delete("participant", row)
                else:
                    act.set("identity", row, {"family_name": f"{letter}LAMI", "family_name_ar": None})
        while acts:
            directory.follow(acts.pop().touched)
    bench.register.on_saved = None
    assert answers(directory) == answers(Directory(bench))


def test_many_names_that_fall_between_the_same_two_find_room(bench):
    directory = Directory(bench)
    for number in range(80):
        directory.update([walk_in(bench, f"ALAMI {'B' * (80 - number)}")])
    assert answers(directory) == answers(Directory(bench))


def test_the_command_and_the_window_find_the_same(bench):
    expected(bench, ("ALAMI", "Amal"), ("EL FASSI", "Mohamed"), ("WAZZANI", "Ali"), ("FASSI", "Aïcha"))
    directory = Directory(bench)
    for text in TYPED:
        assert People(bench).find(text) == directory.find(text)
    assert [near for _, near in directory.found("ouazzani")] == [Nearness.SOUNDS]


def test_near_are_those_who_would_be_found_with_fewer_letters(bench):
    expected(bench, ("TOUZANI", "Wafae"), ("ALAMI", "Amal"))
    directory = Directory(bench)
    assert [person["family_name"] for person in directory.near("touzanixqq")] == ["TOUZANI"]
    assert directory.near("q") == directory.near("") == []
    assert directory.near("q" * 65_536) == []


@pytest.mark.parametrize("text", ["", " ", "0610", "😀", "\x00", "\ud800", "a" * 65_536, "Mohaمد"])
def test_bad_input_finds_nobody_or_somebody_and_never_fails(bench, text):
    expected(bench, ("ALAMI", "Amal"), ("😀", ""), ("", ""))
    assert set(names(Directory(bench), text)) <= {"ALAMI Amal"}
