"""What a session proves: every number given, whatever became of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.services.files.proof import _gaps, proof, spoken
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.services.safety.undoing import undo_act


def said(bench, session):
    return [entry.said[:3] for entry in proof(bench, session).entries]


def test_every_number_stands_in_order_with_its_texts(room):
    bench, session, _ = room
    assert said(bench, session) == [
        ("DEM-2-1", "said", "Eau"),
        ("DEM-2-2", "said", "الطرق"),
        ("DEM-2-3", "said", "=1+1"),
    ]


def test_a_withdrawn_number_keeps_its_texts_with_hour_and_reason(room):
    bench, session, ids = room
    before = proof(bench, session).fingerprint
    Workshop(bench).withdraw(ids[1], "Déjà dit", "2026-12-12T13:40:05+00:00")
    after = proof(bench, session)
    assert after.entries[1].said[:3] == ("DEM-2-2", "withdrawn", "الطرق")
    assert (after.entries[1].withdrawn_at, after.entries[1].withdrawn_reason) == ("2026-12-12T13:40", "Déjà dit")
    assert after.fingerprint != before
    Workshop(bench).withdraw(ids[1], "Redite", "2026-12-12T13:41:00+00:00")
    assert proof(bench, session).fingerprint == after.fingerprint


def test_a_number_that_was_undone_is_no_silent_gap(room):
    bench, session, ids = room
    with bench.register.act(bench.author) as act:
        act.delete("idea", ids[1])
    assert said(bench, session)[1] == ("DEM-2-2", "undone", "")
    undo_act(bench, act.batch)
    assert said(bench, session)[1] == ("DEM-2-2", "said", "الطرق")


def test_a_number_this_file_does_not_know_is_no_silent_gap_either(room):
    bench, session, _ = room
    with bench.register.act(bench.author) as act:
        act.new("idea", {"session": session["id"], "number": 6, "problem": "Loin"})
        act.new("idea", {"session": session["id"], "number": 2, "letter": "A", "problem": "Autre ordinateur"})
    assert [(number, state) for number, state, _ in said(bench, session)][3:] == [
        ("DEM-2-4", "unknown"),
        ("DEM-2-5", "unknown"),
        ("DEM-2-6", "said"),
        ("DEM-2A-1", "unknown"),
        ("DEM-2A-2", "said"),
    ]


def test_two_ideas_under_one_number_are_both_told(room):
    bench, session, _ = room
    with bench.register.act(bench.author) as act:
        act.new("idea", {"session": session["id"], "number": 1, "problem": "Importée"})
    assert said(bench, session)[:2] == [("DEM-2-1", "said", "Eau"), ("DEM-2-1", "said", "Importée")]


def test_a_number_out_of_all_measure_does_not_fill_the_memory():
    assert _gaps({("", 1), ("", 2**52)}) == set()


@given(st.sets(st.tuples(st.sampled_from(["", "A"]), st.integers(1, 30))))
def test_with_its_gaps_a_list_has_every_number_up_to_the_last(places):
    whole = places | _gaps(places)
    for letter in {letter for letter, _ in places}:
        numbers = sorted(number for each, number in whole if each == letter)
        assert numbers == list(range(1, numbers[-1] + 1))


@pytest.mark.parametrize(
    "more",
    [{"category": None}, {"problem_language": "ar"}, {"said_at": "2026-12-12T13:00:00+00:00"}, {"source": "portail"}],
)
def test_nothing_but_numbers_and_texts_is_in_the_fingerprint(room, more):
    bench, session, ids = room
    before = proof(bench, session).fingerprint
    with bench.register.act(bench.author) as act:
        act.set("idea", ids[0], more)
        act.new("idea_link", {"a": ids[0], "b": ids[1], "relation": "same_problem"})
    assert proof(bench, session).fingerprint == before


def test_the_fingerprint_holds_after_the_persons_were_erased(room):
    bench, session, _ = room
    with bench.register.act(bench.author) as act:
        person = act.new("participant", {"number": 1})
        act.new("identity", {"family_name": "BENZEKRI"}, person)
    before = proof(bench, session).fingerprint
    with bench.register.act(bench.author) as act:
        act.new("erasure", {"at": "2027-01-01T00:00:00+00:00"}, person)
    bodies = bench.register.conn.execute("SELECT body FROM change WHERE kind = 'identity'").fetchall()
    assert bodies == [(None,)]
    assert proof(bench, session).fingerprint == before


def test_the_words_of_a_fingerprint_are_four():
    assert spoken("00" * 32) == "babab babab babab babab"
