"""Days are read as an office writes them, and told back the same."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.text.days import day_in, written
from ogp_desktop.domain.text.numbers import MONTHS, long_date, plain_date

DAY = datetime.date(2026, 10, 12)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["12/10/2026", "12.10.2026", "12-10-2026", "12 10 2026", "12/10/26", "2026-10-12", "2026/10/12", " 12 / 10 / 2026 ",
     "١٢/١٠/٢٠٢٦", "٢٠٢٦-١٠-١٢", "\u200e12/10/2026\u200e", "\u206612/10/2026\u2069", "12 octobre 2026",
     "lundi 12 OCTOBRE 2026", "12 أكتوبر 2026", "الاثنين 12 أكتوبر 2026", "Monday 12 October 2026"],
)  # fmt: skip
def test_a_day_is_read_in_every_way_it_is_written(text):
    assert day_in(text) == DAY


@pytest.mark.parametrize("text", ["31/02/2026", "2026-13-01", "0/10/2026", "٣١/٠٤/٢٠٢٦", "30 février 2026"])
def test_a_day_that_no_calendar_has_is_told_from_what_is_no_day(text):
    with pytest.raises(ValueError, match=r"day|month"):
        day_in(text)


@pytest.mark.parametrize("text", ["", "demain", "12/10", "12/10/226", "12/10/9999", "999/10/2026", "12 brumaire 2026"])
def test_what_is_not_written_like_a_day_is_none(text):
    assert day_in(text) is None


@given(DAYS)
def test_a_day_that_is_told_is_read_again(day):
    assert day_in(written(day)) == day_in(day.isoformat()) == day
    for lang in MONTHS:
        assert day_in(plain_date(day, lang)) == day_in(long_date(day, lang)) == day


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_day_or_none(text):
    try:
        day = day_in(text)
    except ValueError:
        return
    assert day is None or 1900 <= day.year < 2200
