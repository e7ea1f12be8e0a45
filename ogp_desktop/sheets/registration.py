"""The registration list: understand its rows, give one person a row, tell which rows are none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets import columns
from ogp_desktop.sheets.listed_people import ListedPeople
from ogp_desktop.sheets.reading import read_table
from ogp_desktop.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ogp_desktop.sheets.listed_people import ListedPerson, Rejected
    from ogp_desktop.sheets.reading import Table


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


@uncollected()
def read_registrations(
    path: Path, mapping: Mapping[int, str] | None = None, encoding: str = "", sheet: int | None = None
) -> RegistrationList:
    """Read the registration list at `path`; `mapping` (column to field) overrides what is guessed.

    Without a `sheet` the first one that has a column of names is read. Raises `Trouble` when the file is no list;
    one without names is returned, so that somebody may say which column they are in.
    """
    digest, understanding = _digest(path), Understanding(mapping)
    listed = understanding.of(read_table(path, encoding, sheet or 0, understanding.follow), digest, path.name)
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
    return Understanding(mapping, header).of(table, file_sha256, file)


class Understanding:
    """What is understood of a table while its rows still come: the row of titles, then the people below it."""

    def __init__(self, mapping: Mapping[int, str] | None, header: int | None = None) -> None:
        self._said, self._header = mapping, header
        self._refused: frozenset[int] = frozenset()
        self._header_row = 0
        self._headers: list[str] = []
        self._mapping: dict[int, str] = {}
        self.found: ListedPeople | None = None
        """The people of the rows that have come, once the row of titles is known."""

    def follow(self, rows: list[list[str]]) -> None:
        """Understand the rows that have come; nothing yet where none of the first is a row of titles."""
        if self.found is None and len(rows) >= columns.HEADER_SEARCHED and columns.find_header(rows):
            self._begin(rows)
        if self.found is not None:
            self.found.take(rows)

    def _begin(self, rows: list[list[str]]) -> ListedPeople:
        self._header_row = columns.find_header(rows) if self._header is None else self._header
        self._headers = headers_of(rows, self._header_row)
        self._refused = columns.refused_in(rows)
        chosen = dict(columns.guessed(self._headers) if self._said is None else self._said)
        self._mapping = {
            column: name
            for column, name in chosen.items()
            if column < len(self._headers) and column not in self._refused
        }
        self.found = ListedPeople(self._header_row, self._headers, self._mapping)
        return self.found

    def of(self, table: Table, file_sha256: bytes, file: str) -> RegistrationList:
        """Return what the whole table says."""
        found = self.found or self._begin(table.rows)
        found.take(table.rows)
        return RegistrationList(
            file_sha256,
            self._header_row,
            self._mapping,
            self._headers,
            [title for column, title in enumerate(self._headers) if title and column not in self._mapping],
            found.people,
            found.rejected,
            table,
            file,
            corrected=self._said is not None or self._header is not None,
            refused=self._refused,
        )


def headers_of(rows: list[list[str]], header_row: int) -> list[str]:
    """Return the titles of a table's columns, their numbers where no row holds any."""
    if header_row:
        return rows[header_row - 1]
    return [str(number) for number in range(1, max(map(len, rows), default=0) + 1)]
