"""The process that answers while people type: in small lots, one question at a time, and never needed."""

import time

import pytest

from ogp_desktop.services.room.hearing import CoachQuestion, Ears, Hearing, Lot, NearQuestion, text_of


def answered(hearing, seconds=20):
    end = time.monotonic() + seconds
    while (found := hearing.answer()) is None and not hearing.is_lost and time.monotonic() < end:
        time.sleep(0.002)
    return found


@pytest.fixture
def hearing():
    made = Hearing(())
    yield made
    made.close()


def test_it_takes_ideas_in_and_answers_and_a_process_that_ends_leaves_only_silence(hearing):
    hearing.tell(Lot({"a": "Publier le budget communal dans une forme simple", "b": "Le bus scolaire ne passe plus"}))
    assert not hearing.is_free
    assert answered(hearing) is True
    hearing.tell(NearQuestion("نشر ميزانية الجماعة بشكل مبسط"))
    assert [near.row for near in answered(hearing)] == ["a"]
    hearing.tell(NearQuestion("نشر ميزانية الجماعة بشكل مبسط", ("a",)))
    assert answered(hearing) == []
    hearing.tell(CoachQuestion({"solution": "Un joli site moderne"}))
    assert {remark.code for remark in answered(hearing)} == {"no_verb", "no_actor", "no_result"}
    hearing._process.kill()
    hearing._process.join()
    hearing.tell(NearQuestion("نشر ميزانية الجماعة بشكل مبسط"))
    assert answered(hearing) is None
    assert hearing.is_lost
    assert not hearing.is_free


def test_a_withdrawn_idea_is_not_heard_any_more():
    ears = Ears(())
    idea = {"problem": "Publier le budget communal", "solution": None, "result": "x" * 9_000, "withdrawn_at": None}
    assert len(text_of(idea)) == 2_000
    ears.answer(Lot({"a": text_of(idea)}))
    assert ears.answer(NearQuestion("publier le budget communal bientôt"))
    ears.answer(Lot({"a": text_of(idea | {"withdrawn_at": "2026-10-12T14:30"})}))
    assert ears.answer(NearQuestion("publier le budget communal bientôt")) == []
