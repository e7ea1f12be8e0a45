"""The registration list: understand its rows, give one person a row, tell which rows are none."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.text.folding import folded
from ogp_desktop.domain.text.intake import intake_name
from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets import columns
from ogp_desktop.sheets.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ogp_desktop.sheets.reading import Table

NAME_LIMIT = 120
"""Characters of a name; a cell that holds more holds something else."""
CELL_LIMIT = 1_000

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


@dataclass(frozen=True)
class RegistrationList:
    """A list as understood: its columns (index to field), those left out, its people.

    `header_row` is 0 and `headers` are the columns' numbers where no row of titles was found, or there is none.
    """

    file_sha256: bytes
    header_row: int
    mapping: dict[int, str]
    headers: list[str]
    ignored: list[str]
    people: list[ListedPerson]
    rejected: list[Rejected]
    table: Table
    file: str = ""
    corrected: bool = field(default=False)
    """Whether somebody said what its columns are, or where its titles are."""
    refused: frozenset[int] = frozenset()
    """The columns that are never read, whatever row is said to hold the titles."""

    @property
    def has_names(self) -> bool:
        """Say whether people would have names."""
        return columns.has_names(self.mapping)

    def cells(self, row: int) -> list[str]:
        """Return the cells of a row, from 1, without those of the columns that are never read."""
        return ["" if column in self.refused else cell for column, cell in enumerate(self.table.rows[row - 1])]


def read_registrations(
    path: Path, mapping: Mapping[int, str] | None = None, encoding: str = "", sheet: int | None = None
) -> RegistrationList:
    """Read the registration list at `path`; `mapping` (column to field) overrides what is guessed.

    Without a `sheet` the first one that has a column of names is read. Raises `Trouble` when the file is no list;
    one without names is returned, so that somebody may say which column they are in.
    """
    digest = _digest(path)
    listed = understood(read_table(path, encoding, sheet or 0), digest, mapping, path.name)
    if sheet is None and mapping is None and not listed.has_names:
        for other in range(1, min(len(listed.table.sheets), 5)):
            try:
                found = understood(read_table(path, encoding, other), digest, None, path.name)
            except Trouble:
                continue
            if found.has_names:
                return found
    return listed


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise Trouble("list_missing", file=str(path)) from error


def understood(
    table: Table,
    file_sha256: bytes,
    mapping: Mapping[int, str] | None = None,
    file: str = "",
    header: int | None = None,
) -> RegistrationList:
    """Return what a table says of people.

    Its row of titles is found unless `header` says which it is (from 1; 0: there is none), its columns are guessed
    unless a `mapping` says what they are.
    """
    header_row = columns.find_header(table.rows) if header is None else header
    headers = headers_of(table.rows, header_row)
    refused = columns.refused_in(table.rows)
    chosen = dict(columns.guessed(headers) if mapping is None else mapping)
    chosen = {column: name for column, name in chosen.items() if column < len(headers) and column not in refused}
    people, rejected = _people(table.rows, header_row, chosen) if columns.has_names(chosen) else ([], [])
    ignored = [title for column, title in enumerate(headers) if title and column not in chosen]
    listed = RegistrationList(file_sha256, header_row, chosen, headers, ignored, people, rejected, table, file)
    return replace(listed, corrected=mapping is not None or header is not None, refused=refused)


def headers_of(rows: list[list[str]], header_row: int) -> list[str]:
    """Return the titles of a table's columns, their numbers where no row holds any."""
    if header_row:
        return rows[header_row - 1]
    return [str(number) for number in range(1, max(map(len, rows), default=0) + 1)]


def _people(
    rows: list[list[str]], header_row: int, mapping: Mapping[int, str]
) -> tuple[list[ListedPerson], list[Rejected]]:
    people: list[ListedPerson] = []
    rejected: list[Rejected] = []
    pick, blank = _picker(mapping)
    titles = pick(rows[header_row - 1] + blank) if header_row else ()
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows[header_row:], header_row + 1):
        cells = pick(row + blank)
        if not any(cells):
            if any(row):
                rejected.append(Rejected(number, "row_without_name"))
            continue
        reason = "row_repeats_titles" if cells == titles else ""
        values, reason = ((), reason) if reason else _values(cells)
        if reason:
            rejected.append(Rejected(number, reason))
        elif (first := seen.setdefault(values, number)) != number:
            rejected.append(Rejected(number, "row_repeated", first))
        else:
            people.append(ListedPerson._make((number, *values)))
    return people, rejected


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


def _values(cells: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the fields of a person as picked from a row, clean, and the code of what is wrong with them."""
    joined = "|".join(cells)
    if "  " in joined or not joined.isprintable():
        cells = tuple(map(intake_name, cells))
    if max(map(len, cells)) > NAME_LIMIT and _is_too_long(cells):
        return (), "row_text_too_long"
    if cells[_FULL] or cells[_FULL_AR]:
        cells = _split(cells)
    if "" in cells[_NAMED] and (not joined.isascii() or any(cells[_IN_ARABIC])):
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
