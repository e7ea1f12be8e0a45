"""The paper key as it is typed back: each group told right or wrong before the whole is tried."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.exchange import keys as crypto
from ogp_desktop.services.plan import keys

SECRET = crypto.draw_identity()
GROUPS = keys.on_paper(SECRET)


def test_a_paper_typed_as_it_is_printed_is_right_group_by_group():
    assert keys.compared(SECRET, " ".join(GROUPS)) == ["right"] * len(GROUPS)
    assert keys.compared(SECRET, SECRET) == ["right"] * len(GROUPS)


def test_a_missing_character_spoils_its_own_group_only():
    short = [*GROUPS[:3], GROUPS[3][1:], *GROUPS[4:]]
    assert keys.compared(SECRET, " ".join(short)).count("wrong") == 1
    assert keys.compared(SECRET, " ".join(short))[3] == "wrong"


def test_the_group_that_is_being_typed_is_not_wrong_yet():
    assert keys.compared(SECRET, f"{GROUPS[0]} {GROUPS[1][:2]}") == ["right", "begun"]
    assert keys.compared(SECRET, GROUPS[0] + GROUPS[1][:2]) == ["right", "begun"]


def test_what_is_typed_beyond_the_paper_is_wrong():
    assert keys.compared(SECRET, " ".join([*GROUPS, "QQ"]))[-1] == "wrong"


@given(st.text(max_size=90))
def test_any_text_is_compared_without_trouble(typed):
    states = keys.compared(SECRET, typed)
    assert len(states) == len(keys.typed_groups(typed))
    assert set(states) <= {"right", "begun", "wrong"}


@given(st.integers(0, 57), st.sampled_from("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"))
def test_one_wrong_character_is_found_in_its_group(place, other):
    whole = "".join(GROUPS)
    typed = whole[:place] + other + whole[place + 1 :]
    states = keys.compared(SECRET, typed)
    wrong = [number for number, state in enumerate(states) if state == "wrong"]
    assert wrong == ([] if typed == whole else [place // 5])


def test_suggested_words_are_long_enough_and_never_the_same():
    drawn = {keys.suggested_words() for _ in range(20)}
    assert len(drawn) == 20
    for words in drawn:
        keys.require_words(words)


@pytest.mark.parametrize("typed", ["", "   ", "---", "؟"])
def test_nothing_typed_is_no_group(typed):
    assert keys.compared(SECRET, typed) == []
