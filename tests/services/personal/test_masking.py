"""Counts in public: no small one is told, and none comes back by subtraction, even to one who knows the rule."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.services.files.exports import public_counts
from ogp_desktop.services.personal.masking import MASK, MASKED_BELOW, masked, told_total

COUNTS = st.lists(st.integers(0, 40), max_size=12)


@given(COUNTS)
def test_no_small_count_is_told_and_what_is_told_is_true(counts):
    told = masked(counts)
    assert all(text in (MASK, str(count)) for text, count in zip(told, counts, strict=True))
    assert not {str(count) for count in range(1, MASKED_BELOW)} & set(told)


@given(COUNTS)
def test_what_is_left_of_a_told_total_is_no_small_count(counts):
    told, total = masked(counts), told_total(counts)
    secret = [count for text, count in zip(told, counts, strict=True) if text == MASK]
    if total != MASK and secret:
        rest = int(total) - sum(int(text) for text in told if text != MASK)
        assert rest >= MASKED_BELOW
        assert len(secret) > 1


@given(COUNTS)
def test_nothing_is_masked_where_nothing_is_small(counts):
    if all(count == 0 or count >= MASKED_BELOW for count in counts):
        assert MASK not in [*masked(counts), told_total(counts)]


@pytest.mark.parametrize(("rows", "most"), [(2, 13), (3, 13), (4, 9)])
def test_one_who_knows_the_rule_and_the_total_still_cannot_tell_a_small_count(rows, most):
    same = defaultdict(list)
    for counts in product(range(most), repeat=rows):
        same[(*masked(counts), told_total(counts))].append(counts)
    for told, possible in same.items():
        for place in range(rows):
            could_be = {counts[place] for counts in possible}
            assert len(could_be) > 1 or told[place] != MASK or not 0 < could_be.pop() < MASKED_BELOW


def test_the_public_face_counts_registered_and_present_apart():
    people = [{"category": "A", "arrived": "x"}] * 9 + [{"category": "B", "arrived": None}] * 8
    people += [{"category": "C", "arrived": "x"}] * 3 + [{"category": None, "arrived": None}] * 6
    told = {row["category"]: (row["registered"], row["present"]) for row in public_counts(people)}
    assert told == {"A": ("9", MASK), "B": ("8", "0"), "C": (MASK, MASK), "—": (MASK, "0")}
