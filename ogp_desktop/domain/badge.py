"""The digits of a badge: event 2, desk 2, number 3 (4 beyond 999), check 1; digits only: any keyboard scans them."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

LENGTHS = (8, 9)
NUMBERS = 10_000
"""A badge has room for four digits of a number; who has one beyond shares theirs with somebody, and is told by name."""

LAYOUTS = {
    "digits": "0123456789",
    "azerty": "à&é\"'(-è_ç",
    "azerty_mac": "à&é\"'(§è!ç",
    "arabic_digits": "٠١٢٣٤٥٦٧٨٩",
    "persian_digits": "۰۱۲۳۴۵۶۷۸۹",
}
"""What the keys 0 to 9 write, by the keyboard this computer is set to, for a scanner that types as a US one.

`azerty` is the French and the Arabic (102) one, and Tifinagh's; Arabic (101) writes digits of either script.
"""

_DIGITS = {ord(typed): str(digit) for row in LAYOUTS.values() for digit, typed in enumerate(row)}


class Badge(NamedTuple):
    """What a badge says: desk 0 for people of the list, whose number is their row."""

    event: int
    desk: int
    number: int


def badge_code(badge: Badge) -> str:
    """Return the digits of a badge: eight, nine for a number beyond 999."""
    digits = f"{badge.event % 100:02d}{badge.desk % 100:02d}{badge.number % NUMBERS:03d}"
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """Return the Luhn check digit of `digits` (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 == 0 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def badge_digits(typed: str) -> str | None:
    """Return what was typed or scanned as digits, without spaces and control characters; None when there is more."""
    told = "".join(char for char in typed if unicodedata.category(char) not in _SILENT)
    digits = told.translate(_DIGITS)
    return digits if digits.isascii() and digits.isdigit() else None


def is_key_of_a_digit(char: str) -> bool:
    """Say whether the key of a digit writes this character under some keyboard."""
    return len(char) == 1 and ord(char) in _DIGITS


def layout_of(typed: str) -> str | None:
    """Return the keyboard under which a scanner typed this, None where it is none that is known."""
    told = {char for char in typed if unicodedata.category(char) not in _SILENT}
    return next((name for name, row in LAYOUTS.items() if told and told <= set(row)), None)


def read_badge(typed: str) -> Badge | None:
    """Return the badge that was typed or scanned, under any keyboard; None when the check digit is wrong."""
    digits = badge_digits(typed)
    if digits is None or len(digits) not in LENGTHS or check_digit(digits[:-1]) != digits[-1]:
        return None
    badge = Badge(int(digits[:2]), int(digits[2:4]), int(digits[4:-1]))
    return badge if badge_code(badge) == digits else None  # a nought before three digits is nobody's


_SILENT = frozenset({"Cc", "Cf", "Zs"})
"""Unicode categories of what a scanner may add and nobody means: control and format characters, spaces."""
