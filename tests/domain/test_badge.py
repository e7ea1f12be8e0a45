import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.badge import Badge, badge_code, read_badge

badges = st.builds(Badge, st.integers(0, 99), st.integers(0, 99), st.integers(0, 999))
FRENCH = str.maketrans("0123456789", "à&é\"'(-è_ç")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(badges)
def test_a_badge_is_read_under_every_keyboard(badge):
    code = badge_code(badge)
    assert len(code) == 8
    assert read_badge(code) == read_badge(code.translate(FRENCH)) == read_badge(code.translate(ARABIC)) == badge


@given(badges, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_never_taken_for_another_badge(badge, place, shift):
    code = badge_code(badge)
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    assert read_badge(wrong) is None


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "abcdefgh", "²²²²²²²²", "touzani"])
def test_what_is_no_badge_is_no_badge(typed):
    assert read_badge(typed) is None
