import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.badge import Badge, badge_code, check_digit, read_badge

badges = st.builds(Badge, st.integers(0, 99), st.integers(0, 99), st.integers(0, 999) | st.integers(1_000, 9_999))
FRENCH = str.maketrans("0123456789", "à&é\"'(-è_ç")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(badges)
def test_a_badge_is_read_under_every_keyboard(badge):
    code = badge_code(badge)
    assert len(code) == (8 if badge.number < 1_000 else 9)
    assert read_badge(code) == read_badge(code.translate(FRENCH)) == read_badge(code.translate(ARABIC)) == badge


@given(badges, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_never_taken_for_another_badge(badge, place, shift):
    code = badge_code(badge)
    place = min(place, len(code) - 1)
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    assert read_badge(wrong) is None


def test_a_badge_printed_with_three_digits_of_a_number_is_still_the_same():
    assert badge_code(Badge(7, 0, 42)) == "07000425"
    assert read_badge(badge_code(Badge(7, 0, 999))) == Badge(7, 0, 999)
    assert read_badge(badge_code(Badge(7, 0, 10_042))) == Badge(7, 0, 42)


@given(badges)
def test_a_number_of_three_digits_is_read_in_one_way_only(badge):
    stretched = f"{badge.event:02d}{badge.desk:02d}{badge.number:04d}"
    badge_of_four = read_badge(stretched + check_digit(stretched))
    assert badge_of_four == (badge if badge.number >= 1_000 else None)


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "abcdefgh", "²²²²²²²²", "touzani"])
def test_what_is_no_badge_is_no_badge(typed):
    assert read_badge(typed) is None
