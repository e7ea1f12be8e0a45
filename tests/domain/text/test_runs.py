"""Numbers in runs, as slips have them and people type them again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.text.runs import runs, spread


def test_numbers_that_follow_each_other_are_one_run():
    given_ = ["DEM-2-1", "DEM-2-2", "DEM-2-3", "DEM-2-7", "DEM-2A-8", "DEM-2A-9", "DEM-2A-9", "DEM-2-None"]
    assert runs(given_) == ["DEM-2-1 … DEM-2-3", "DEM-2-7", "DEM-2A-8 … DEM-2A-9"]


@pytest.mark.parametrize(
    "written",
    [
        "DEM-2-1 … DEM-2-3",
        "dem-2-1...dem-2-3",
        "de DEM-2-1 à DEM-2-3.",
        "من \u2066DEM-2-1\u2069 إلى \u2066DEM-2-٣\u2069",
        "DEM-2-1, DEM-2-2; DEM-2-3",
    ],
)
def test_a_run_is_taken_however_it_is_written(written):
    assert spread(written, 100) == ["DEM-2-1", "DEM-2-2", "DEM-2-3"]


def test_what_is_no_run_is_its_ends_and_no_run_is_endless():
    assert spread("DEM-2-9 … DEM-2-3", 10) == ["DEM-2-9", "DEM-2-3"]
    assert spread("DEM-2-9 … DEM-3-12", 10) == ["DEM-2-9", "DEM-3-12"]
    assert len(spread("DEM-2-1 … DEM-2-999999999999999 DEM-3-1", 10)) == 11
    assert spread("2026-12-12 … bonjour", 10) == []


@given(st.lists(st.tuples(st.sampled_from(["DEM-2", "DEM-2A", "ÉTÉ-10"]), st.integers(1, 60)), max_size=80))
def test_runs_are_read_back_as_they_were(numbers):
    told = list(dict.fromkeys(f"{room}-{number}" for room, number in sorted(numbers)))
    assert spread(" · ".join(runs(told)), 1000) == told
