"""Numbers of ideas as people write many of them: in runs, `DEM-2-1 … DEM-2-23`."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.numbers import western_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

ELLIPSIS = "…"
_NUMBER = r"(?<![\w-])([^\W\d]\w{0,11}-\d{1,4}[A-Z]?)-(\d{1,15})(?![\w-])"
_BETWEEN = r"\s*(?:…|\.{2,3}|–|—|→|À|AU|إلى|TO)\s*"
_FOUND = re.compile(f"{_NUMBER}(?:{_BETWEEN}{_NUMBER})?")
_INVISIBLE = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def runs(numbers: Iterable[str]) -> list[str]:
    """Return numbers as runs of those that follow each other, in the order they are given; no number, no run."""
    placed = [number.rpartition("-") for number in dict.fromkeys(numbers) if number.rpartition("-")[2].isdecimal()]
    found = []
    for _, run in groupby(enumerate(placed), lambda each: (each[1][0], int(each[1][2]) - each[0])):
        told = ["".join(number) for _, number in run]
        found.append(told[0] if len(told) == 1 else f"{told[0]} {ELLIPSIS} {told[-1]}")
    return found


def spread(text: str, limit: int) -> list[str]:
    """Return every number that is written in `text`, runs number by number, each once; one above `limit` at most.

    Digits of any script, small letters and marks of direction are taken; a run backwards, or between two rooms,
    is its two ends.
    """
    found: dict[str, None] = {}
    plain = western_digits(_INVISIBLE.sub("", text)).upper()
    for first, begin, last, end in _FOUND.findall(plain):
        same = first == last and int(begin) <= int(end)
        written = range(int(begin), min(int(end), int(begin) + limit) + 1) if same else ()
        told = [f"{first}-{number}" for number in written] or [f"{first}-{begin}", *([f"{last}-{end}"] if last else [])]
        found.update(dict.fromkeys(told))
        if len(found) > limit:
            break
    return list(found)[: limit + 1]
