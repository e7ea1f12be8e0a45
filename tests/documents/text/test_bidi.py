"""Our UAX #9 against python-bidi, an independent implementation."""

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from ogp_desktop.documents.text.bidi import levels, visual_order
from tests.conftest import CAMPAIGN

alphabet = st.sampled_from("abc ABC 0123456789 ,.:;-+/%()[]{}«»!? ابتةىيلا ٠١٢٣ \u064e\u0651 €$#°& \u200f\u200e ⵣⵉ עב")


@settings(max_examples=3000 if CAMPAIGN else 1000)
@given(st.text(alphabet, max_size=40), st.integers(0, 1))
def test_the_order_is_that_of_an_independent_implementation(text, base):
    ordered = "".join(text[place] for place in visual_order(levels(text, base)))
    assert ordered == get_display(text, base_dir="R" if base else "L")


@pytest.mark.parametrize(
    ("text", "base", "seen"),
    [
        ("PAN3: البوابة", 1, "ةباوبلا :PAN3"),
        ("(أي 9)", 1, ")9 يأ("),
        ("القانون 31-13", 1, "13-31 نوناقلا"),  # right by the rules; `held_together` keeps it as people write it
        ("31.13 loi", 0, "31.13 loi"),
    ],
)
def test_strings_that_people_read(text, base, seen):
    assert "".join(text[place] for place in visual_order(levels(text, base))) == seen


@given(st.text(max_size=30), st.integers(0, 1))
def test_any_text_has_levels_and_an_order(text, base):
    found = levels(text, base)
    assert len(found) == len(text)
    assert sorted(visual_order(found)) == list(range(len(text)))
