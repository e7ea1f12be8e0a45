"""The rows of a registration list as people: names in their fields and scripts, phones mended, rows that are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.text.folding import folded
from ogp_desktop.domain.text.intake import intake_name
from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.sheets import columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    _Cells = tuple[str, ...]
    _Told = tuple[_Cells, str]

NAME_LIMIT = 120
"""Characters of a name; a cell that holds more holds something else."""
CELL_LIMIT = 1_000

_AT_ONCE = 100
"""Rows that are looked at together for anything odd."""

PARTICLES = frozenset({"el", "al", "ait", "ben", "bent", "bou", "ould", "de", "moulay", "sidi", "lalla"})

_DIGITS = str.maketrans({chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)})
_PHONE_MARKS = re.compile(r"[\s.\-_()\u2010-\u2015]")
_ABROAD = re.compile(r"(?:\+|00)?2120?([5-8][0-9]{8})")


class ListedPerson(NamedTuple):
    """One person of a list, as written there; `row` is the row in the sheet, from 1."""

    row: int
    title: str = ""
    family_name: str = ""
    given_name: str = ""
    family_name_ar: str = ""
    given_name_ar: str = ""
    organisation: str = ""
    category: str = ""
    region: str = ""
    gender: str = ""
    language: str = ""
    email: str = ""
    phone: str = ""
    access_need: str = ""
    role: str = ""
    group: str = ""
    selection: str = ""
    criterion: str = ""


_KEPT = ListedPerson._fields[1:]
_NAME_FIELDS = frozenset({*columns.NAMES, "title"})


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken, and the code of the reason; `other` is the row it repeats."""

    row: int
    reason: str
    other: int | None = None


class ListedPeople:
    """The people of a table's rows below the one of titles; none where no column has names."""

    def __init__(self, header_row: int, headers: list[str], mapping: Mapping[int, str]) -> None:
        self.people: list[ListedPerson] = []
        self.rejected: list[Rejected] = []
        self._taken = header_row
        self._has_names = columns.has_names(mapping)
        self._pick, self._blank = _picker(mapping) if self._has_names else (tuple, [])
        self._titles = self._pick(headers + self._blank) if header_row else ()
        self._seen: dict[tuple[str, ...], int] = {}

    def take(self, rows: list[list[str]]) -> None:
        """Take those of these rows that have not been taken yet."""
        while self._has_names and (some := rows[self._taken : self._taken + _AT_ONCE]):
            read = _values if _are_plain(some) else _cleaned
            for number, row in enumerate(some, self._taken + 1):
                self._take(number, row, read)
            self._taken += len(some)

    def _take(self, number: int, row: list[str], read: Callable[[_Cells], _Told]) -> None:
        cells = self._pick(row + self._blank)
        if not any(cells):
            if any(row):
                self.rejected.append(Rejected(number, "row_without_name"))
            return
        values, reason = ((), "row_repeats_titles") if cells == self._titles else read(cells)
        if reason:
            self.rejected.append(Rejected(number, reason))
        elif (first := self._seen.setdefault(values, number)) != number:
            self.rejected.append(Rejected(number, "row_repeated", first))
        else:
            self.people.append(ListedPerson._make((number, *values)))


_READ = (*_KEPT, "full_name", "full_name_ar")
"""The order in which the cells of a row are picked."""
_FULL, _FULL_AR = len(_KEPT), len(_KEPT) + 1
_PHONE = _KEPT.index("phone")
_NAMED = slice(1, 5)
"""Where the four names stand in the cells that are picked: family and given, then both in Arabic."""

_IN_ARABIC = slice(3, 5)


def _picker(mapping: Mapping[int, str]) -> tuple[Callable[[list[str]], tuple[str, ...]], list[str]]:
    """Return what picks the cells of `_READ` out of a row, and the empty cells that are put behind it first.

    A field that no column is read as is picked from behind the last column, where every row is empty.
    """
    column_of = {name: column for column, name in mapping.items()}
    width = max(mapping) + 1
    columns_read = [column_of.get(name, -1) for name in _READ]
    return itemgetter(*columns_read), [""] * (width + 1)


def _are_plain(rows: list[list[str]]) -> bool:
    """Say whether no cell of these rows needs cleaning or may be too long: told of many rows as quickly as of one."""
    text = "|".join(map("|".join, rows))
    longest = max(map(len, chain.from_iterable(rows)), default=0)
    return longest <= NAME_LIMIT and "  " not in text and text.isprintable()


def _cleaned(cells: _Cells) -> _Told:
    """Return what `_values` does, of cells that may need cleaning or be too long."""
    joined = "|".join(cells)
    if "  " in joined or not joined.isprintable():
        cells = tuple(map(intake_name, cells))
    if max(map(len, cells)) > NAME_LIMIT and _is_too_long(cells):
        return (), "row_text_too_long"
    return _values(cells)


def _values(cells: _Cells) -> _Told:
    """Return the fields of a person as picked from a row, and the code of what is wrong with them."""
    if cells[_FULL] or cells[_FULL_AR]:
        cells = _split(cells)
    if "" in cells[_NAMED] and (any(cells[_IN_ARABIC]) or not "".join(cells[_NAMED]).isascii()):
        cells = _by_script(cells)
    if not any(cells[_NAMED]):
        return (), "row_without_name"
    phone = mended_phone(cells[_PHONE])
    if phone != cells[_PHONE]:
        cells = (*cells[:_PHONE], phone, *cells[_PHONE + 1 :])
    return cells[:_FULL], ""


def _by_script(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells with each name in the field of its script, whatever column it stood in."""
    told = list(cells)
    for place in (_NAMED.start, _NAMED.start + 1):
        latin, arabic = told[place], told[place + 2]
        name = latin or arabic
        is_arabic = not name.isascii() and is_right_to_left(name)
        if bool(latin) != bool(arabic) and is_arabic == bool(latin):
            told[place], told[place + 2] = arabic, latin
    return tuple(told)


def _is_too_long(cells: tuple[str, ...]) -> bool:
    limits = (NAME_LIMIT if name in _NAME_FIELDS else CELL_LIMIT for name in _READ)
    return any(len(text) > limit for text, limit in zip(cells, limits, strict=True))


def _split(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells with full names split, where no column has the family's."""
    named = dict(zip(_READ, cells, strict=True))
    for ending in ("", "_ar"):
        full = named[f"full_name{ending}"]
        if full and not named[f"family_name{ending}"]:
            named[f"family_name{ending}"], named[f"given_name{ending}"] = split_name(full)
    return tuple(named.values())


def split_name(full: str) -> tuple[str, str]:
    """Return (family, given) of a full name: capitals are the family's, else particles and the last word."""
    words = full.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    if len(words) < 2:
        return full, ""
    start = len(words) - 1
    while start > 1 and folded(words[start - 1]) in PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])


def mended_phone(phone: str) -> str:
    """Return a Moroccan number as it is dialled at home: its lost zero given back, +212 or 00212 taken off.

    A number that is not Moroccan, or no number, stays as it was typed.
    """
    if not phone or (len(phone) == 10 and phone.isdigit() and phone.isascii()):
        return phone
    bare = phone if phone.isascii() and phone.isdigit() else _PHONE_MARKS.sub("", phone.translate(_DIGITS))
    if len(bare) == 9 and bare.isdigit() and bare[0] in "5678":
        return f"0{bare}"
    if abroad := _ABROAD.fullmatch(bare):
        return f"0{abroad[1]}"
    return bare if len(bare) == 10 and bare.isdigit() and bare[0] == "0" else phone
