import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.text.intake import intake, intake_name

anything = st.text(st.characters(), max_size=60)


@given(anything)
def test_intake_is_idempotent_and_its_result_can_be_saved_and_sent(text):
    kept = intake(text)
    assert intake(kept) == kept
    assert kept.encode("utf-8").decode() == kept
    assert kept == unicodedata.normalize("NFC", kept)
    assert not set(kept) & {"\x00", "\r", "\t", "\u2028", "\x1b", "\x85", "\ufffe"}


@given(anything)
def test_names_are_idempotent_on_one_line_and_hide_no_direction(text):
    kept = intake_name(text)
    assert intake_name(kept) == kept
    assert not set(kept) & set("\n\u202e\u2066\u200f")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("e\u0301", "é"),
        ("a\x00b\x1bc", "abc"),
        ("x\ud800y", "xy"),
        ("لا\u200d\u200c", "لا\u200d\u200c"),
        ("<b>=1+1</b>", "<b>=1+1</b>"),
    ],
)
def test_what_is_kept_of_a_text(typed, kept):
    assert intake(typed) == kept
