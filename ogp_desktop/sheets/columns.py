"""What the columns of a list are called and what their words mean, in French, Arabic and English (`columns.json`)."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ogp_desktop import paths
from ogp_desktop.domain.text.folding import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADER_SEARCHED = 30
"""Rows in which the header is looked for; lists begin with a title, a logo, a date."""

NAMES = ("family_name", "given_name", "full_name", "family_name_ar", "given_name_ar", "full_name_ar")

_PARTS_OF_TITLE = re.compile(r"[/|\n]| [-–] ")
_ASIDES = re.compile(r"\([^)]*\)|\*")


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((paths.resources() / "columns.json").read_text(encoding="utf-8"))
    return told


@cache
def fields() -> tuple[str, ...]:
    """Return the fields a column may be read as, in the order in which they are offered."""
    return tuple(_told()["fields"])


@cache
def _field_by_title() -> dict[str, str]:
    return {
        folded(word): field
        for field, by_language in _told()["fields"].items()
        for words in by_language.values()
        for word in words
    }


@cache
def _refused() -> frozenset[str]:
    return frozenset(map(folded, _told()["refused"]))


@cache
def _code_by_word(sort: str) -> dict[str, str]:
    return {folded(word): code for code, words in _told()["words"][sort].items() for word in words}


def is_refused(title: str) -> bool:
    """Say whether law 09-08 gives us no reason to read a column of this title."""
    return not _refused().isdisjoint(_readings(title))


def refused_in(rows: list[list[str]]) -> frozenset[int]:
    """Return the columns of a list over which such a title stands, in any row that may hold the titles."""
    return frozenset(
        column for row in rows[:HEADER_SEARCHED] for column, title in enumerate(row) if title and is_refused(title)
    )


def field_of(title: str) -> str | None:
    """Return the field that a title names: as it stands, without what is in brackets, or by one of its parts."""
    known = _field_by_title()
    return next((known[reading] for reading in _readings(title) if reading in known), None)


def _readings(title: str) -> list[str]:
    bare = _ASIDES.sub(" ", title)
    return [folded(part) for part in (title, bare, *_PARTS_OF_TITLE.split(bare))]


def code_of(sort: str, typed: str) -> str | None:
    """Return the code (of a gender, a language, a state of selection) that a word in a cell stands for."""
    return _code_by_word(sort).get(folded(typed)) if typed else None


def category_of(typed: str) -> str | None:
    """Return the code of the category whose words stand in free wording."""
    plain = folded(typed)
    return next((code for word, code in _code_by_word("category").items() if word in plain), None)


def guessed(row: list[str]) -> dict[int, str]:
    """Return the columns of a header row by their fields; each field once, the first column of its name."""
    mapping: dict[int, str] = {}
    for column, title in enumerate(row):
        field = field_of(title) if title else None
        if field is not None and field not in mapping.values() and not is_refused(title):
            mapping[column] = field
    return mapping


def find_header(rows: list[list[str]]) -> int:
    """Return the header's row number, from 1: the row that names most fields, a column of names above all; else 0."""

    def worth(number: int) -> tuple[bool, int, int]:
        found = guessed(rows[number - 1])
        return has_names(found), len(found), -number

    numbers = range(1, min(len(rows), HEADER_SEARCHED) + 1)
    best = max(numbers, key=worth, default=0)
    return best if best and guessed(rows[best - 1]) else 0


def has_names(mapping: Mapping[int, str]) -> bool:
    """Say whether people of a list would have names."""
    return not set(NAMES).isdisjoint(mapping.values())
