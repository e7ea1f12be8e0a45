"""What can still be read of a register of which pages are damaged, and the same register written anew."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.storage import derive, journal, migrations, packing, schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ogp_desktop.domain.change import Change

_GIVE_UP = 20_000
"""Missing numbers in a row after which the table is taken to have ended, whatever tells its last."""
_SPARE = 500
"""Numbers sought beyond the last one that is told: a fork that was settled leaves some out."""


class Legible(NamedTuple):
    """What can be read of a journal: its changes by table, and whether every row of the file could be."""

    changes: list[tuple[str, Change]]
    is_whole: bool


def legible(conn: sqlite3.Connection) -> Legible:
    """Read a journal row by row, past the pages that cannot be read; no index is needed."""
    found: list[tuple[str, Change]] = []
    is_whole = True
    in_full = packing.InFull(_names(conn), partial(_id_at, conn))
    for table in ("change", "fork"):
        for row in _rows(conn, f"{table}_stored", f"rid, {packing.COLUMNS}", "rid"):
            if row is None:
                is_whole = False
                continue
            found.append((table, _change(in_full.header(row[1:-1]), row[-1])))
    return Legible(found, is_whole and _local(conn) is not None)


def _change(header: tuple[object, ...], body: object) -> Change:
    told = packing.unpack(body).decode("utf-8", "replace") if isinstance(body, bytes) else body
    return packing.change_of((*header, told))


def _names(conn: sqlite3.Connection) -> dict[object, object]:
    """Return names by their numbers: from their table and, where it is damaged, from its index too."""
    found: dict[object, object] = {}
    for way in ("NOT INDEXED", "INDEXED BY sqlite_autoindex_name_1"):
        with suppress(sqlite3.DatabaseError):
            for number, name in conn.execute(f"SELECT number, name FROM name {way}"):
                found.setdefault(number, name)
    return found


def _id_at(conn: sqlite3.Connection, actor: int, seq: int) -> object:
    with suppress(sqlite3.DatabaseError):
        row = conn.execute("SELECT id FROM change_stored WHERE actor = ? AND seq = ?", (actor, seq)).fetchone()
        return row[0] if row else None
    return None


def _rows(conn: sqlite3.Connection, table: str, columns: str, number: str) -> Iterator[tuple[object, ...] | None]:
    """Yield the rows of a table in the order of their numbers, None where something could not be read."""
    last, gap = 0, 0
    end: int | None = None
    while gap < _GIVE_UP and (end is None or last < end):  # what a damaged page tells may be any number
        try:
            query = f"SELECT {columns} FROM {table} NOT INDEXED WHERE {number} > ? ORDER BY {number}"
            for row in conn.execute(query, (last,)):
                if row[0] <= last:
                    raise sqlite3.DatabaseError("a page that leads back")
                last, gap = row[0], 0
                yield row
            return
        except sqlite3.DatabaseError:
            if gap == 0:
                yield None
                end = _last_of(conn, table, number)
            last, gap = last + 1, gap + 1
            # The page where this row stands may be whole though the way along the table is not.
            if (row := _single(conn, table, columns, number, last)) is not None:
                gap = 0
                yield row


def _last_of(conn: sqlite3.Connection, table: str, number: str) -> int | None:
    """Return a number beyond which nothing stands, by the table's end and what was counted; None where neither tells.

    Both are found by a way down a tree: to walk along one of which a page is wrong may never end.
    """
    found: list[object] = []
    counted = "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'changes'"
    for query in (f"SELECT max({number}) FROM {table} NOT INDEXED", counted):
        with suppress(sqlite3.DatabaseError):
            found += conn.execute(query).fetchone() or ()
    return max((last + _SPARE for last in found if isinstance(last, int)), default=None)


def _single(conn: sqlite3.Connection, table: str, columns: str, number: str, wanted: int) -> tuple[object, ...] | None:
    try:
        query = f"SELECT {columns} FROM {table} NOT INDEXED WHERE {number} = ?"
        row: tuple[object, ...] | None = conn.execute(query, (wanted,)).fetchone()
    except sqlite3.DatabaseError:
        return None
    return row


def _local(conn: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]] | None:
    """Return the rows of the tables that belong to this file alone, None where they cannot be read."""
    try:
        return {table: conn.execute(f"SELECT * FROM {table}").fetchall() for table in schema.LOCAL}
    except sqlite3.DatabaseError:
        return None


def write_anew(conn: sqlite3.Connection, known: Legible, beside: Path) -> bool:
    """Write a register whose journal is whole anew, from its rows, over the one that stands: in one transaction.

    Tables with damaged pages can be neither read nor dropped; a file of which every page is replaced can be used.
    Says whether it was done: not where fewer changes are there than came.
    """
    beside.unlink(missing_ok=True)
    fresh = sqlite3.connect(beside, isolation_level=None)
    try:
        fresh.execute("PRAGMA journal_mode=MEMORY")
        fresh.execute("BEGIN")
        fresh.execute(f"PRAGMA application_id={conn.execute('PRAGMA application_id').fetchone()[0]}")
        migrations.apply(fresh)
        for table, rows in (_local(conn) or {}).items():
            for row in rows:
                fresh.execute(f"INSERT INTO {table} VALUES({', '.join('?' * len(row))})", row)
        for table, change in known.changes:
            journal.put_back(fresh, table, change)
        derive.rebuild(fresh)
        fresh.execute("COMMIT")
        if journal.is_complete(fresh):
            fresh.backup(conn)
            return True
    except sqlite3.IntegrityError:  # a page that stands twice tells the same changes twice
        return False
    finally:
        fresh.close()
        beside.unlink(missing_ok=True)
    return False
