"""A day as people of an office write it: 12/10/2026, 12.10.26, 2026-10-12, 12 octobre 2026, in any digits."""

from __future__ import annotations

import datetime
import re

from ogp_desktop.domain.text.folding import folded
from ogp_desktop.domain.text.numbers import MONTHS, western_digits

_MARKS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_NUMBERS = re.compile(r"(\d{1,4})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,4})")
_WORDS = re.compile(r"(?:[^\W\d]+,?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d]+)\s+(\d{2,4})")
_MONTHS = {folded(month): place for months in MONTHS.values() for place, month in enumerate(months, 1)}
_YEAR_DIGITS, _CENTURY, _YEARS = 4, 2000, range(1900, 2200)


def day_in(text: str) -> datetime.date | None:
    """Return the day that `text` tells, None where it is not written like one.

    Raises `ValueError` for one that no calendar has (31/02). The day stands before the month, as in Morocco.
    """
    plain = western_digits(text.translate(_MARKS)).strip()
    if numbers := _NUMBERS.fullmatch(plain):
        first, month, last = numbers.groups()
        return _day(*((first, month, last) if len(first) == _YEAR_DIGITS else (last, month, first)))
    if told := _WORDS.fullmatch(plain):
        day, name, year = told.groups()
        return _day(year, str(_MONTHS[folded(name)]), day) if folded(name) in _MONTHS else None
    return None


def _day(year: str, month: str, day: str) -> datetime.date | None:
    whole = int(year) + (_CENTURY if len(year) == 2 else 0)
    if whole not in _YEARS or len(day) > 2:
        return None
    return datetime.date(whole, int(month), int(day))


def written(day: datetime.date) -> str:
    """Return a day as it is typed: 12/10/2026."""
    return day.strftime("%d/%m/%Y")
