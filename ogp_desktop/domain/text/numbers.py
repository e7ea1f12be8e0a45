"""Numbers that Arabic readers must see unturned, and dates as Moroccan administrations write them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

LRM = "\u200e"
NO_BREAK = "\u00a0"

_TURNED = re.compile(
    r"(?<![\w\u200e])(?:\+?[0-9]+(?:[-./:\u00a0\u202f ][0-9]+)+(?:,[0-9]+)?|\+[0-9]+|-[0-9]+(?:[.,][0-9]+)?)"
    r"(?![\w\u200e])"
)
"""Phones, ISO dates, spaced amounts, law numbers, signed numbers: several groups of digits with separators."""

MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "zgh": (
        *("ⵉⵏⵏⴰⵢⵔ", "ⴱⵕⴰⵢⵕ", "ⵎⴰⵕⵚ", "ⵉⴱⵔⵉⵔ", "ⵎⴰⵢⵢⵓ", "ⵢⵓⵏⵢⵓ"),
        *("ⵢⵓⵍⵢⵓⵣ", "ⵖⵓⵛⵜ", "ⵛⵓⵜⴰⵏⴱⵉⵔ", "ⴽⵜⵓⴱⵔ", "ⵏⵓⵡⴰⵏⴱⵉⵔ", "ⴷⵓⵊⴰⵏⴱⵉⵔ"),
    ),
    "ar": ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"],
}
DAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "zgh": ["ⴰⵢⵏⴰⵙ", "ⴰⵙⵉⵏⴰⵙ", "ⴰⴽⵕⴰⵙ", "ⴰⴽⵡⴰⵙ", "ⴰⵙⵉⵎⵡⴰⵙ", "ⴰⵙⵉⴹⵢⴰⵙ", "ⴰⵙⴰⵎⴰⵙ"],
    "ar": ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
}


def held_together(text: str) -> str:
    """Return `text` with left-to-right marks around what bidi ordering would turn, kept on one line; idempotent.

    `+212 6 12-34` or `2026-03-14` inside Arabic would print their groups from right to left (UAX #9).
    """
    return _TURNED.sub(lambda found: f"{LRM}{found.group().replace(' ', NO_BREAK)}{LRM}", text)


def western_digits(text: str) -> str:
    """Return `text` with the digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def long_date(date: datetime.date, lang: str) -> str:
    """Return a date in words, in Western digits and Moroccan month names; in French for want of others."""
    days = DAYS.get(lang, DAYS["fr"])
    return f"{days[date.weekday()]} {plain_date(date, lang)}"


def plain_date(date: datetime.date, lang: str) -> str:
    """Return a date in words without the day of the week."""
    number = "1er" if lang == "fr" and date.day == 1 else str(date.day)
    months = MONTHS.get(lang, MONTHS["fr"])
    return f"{number} {months[date.month - 1]} {date.year}"
