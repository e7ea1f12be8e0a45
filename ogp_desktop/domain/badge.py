"""The digits of a badge: event 2, desk 2, number 3, check 1; digits only, so any keyboard can scan them."""

from __future__ import annotations

from typing import NamedTuple

_AZERTY_AND_ARABIC = {
    **{ord(typed): str(digit) for digit, typed in enumerate("à&é\"'(-è_ç")},
    **{0x0660 + digit: str(digit) for digit in range(10)},
    ord(" "): None,
}
"""What a scanner set to a US keyboard types on a French one without Shift, and Arabic digits."""


class Badge(NamedTuple):
    """What a badge says: desk 0 for people of the list, whose number is their row."""

    event: int
    desk: int
    number: int


def badge_code(badge: Badge) -> str:
    """Return the eight digits of a badge."""
    digits = f"{badge.event % 100:02d}{badge.desk % 100:02d}{badge.number % 1000:03d}"
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """Return the Luhn check digit of `digits` (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 == 0 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def read_badge(typed: str) -> Badge | None:
    """Return the badge that was typed or scanned, under any keyboard; None when the check digit is wrong."""
    digits = typed.translate(_AZERTY_AND_ARABIC)
    if len(digits) != 8 or not digits.isascii() or not digits.isdigit() or check_digit(digits[:7]) != digits[7]:
        return None
    return Badge(int(digits[:2]), int(digits[2:4]), int(digits[4:7]))
