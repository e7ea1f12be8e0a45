"""What registers of each released schema consist of: what a file from elsewhere is compared with, without a library."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from ogp_desktop.storage import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Entry = tuple[str, str, str, str | None]
"""A line of `sqlite_master`: type, name, table, text."""

BOOKKEEPING = "_sqlite_migrations"
"""The migrations' own table, whose text follows their library's version."""

STEPS = (schema.FIRST, schema.SECOND, schema.THIRD)
"""The statements that each migration runs."""


def known_schemas(steps: Sequence[Sequence[str]] = STEPS) -> Iterator[frozenset[Entry]]:
    """Yield what the journal and the local tables look like in registers of each schema, the oldest first."""
    with closing(sqlite3.connect(":memory:")) as conn:
        for statements in steps:
            for statement in statements:
                conn.execute(statement)
            yield entries(conn)


def cache_schema() -> frozenset[Entry]:
    """Return what this program's cache adds to a register."""
    with closing(sqlite3.connect(":memory:")) as conn:
        for statements in STEPS:
            for statement in statements:
                conn.execute(statement)
        before = entries(conn)
        schema.make_cache(conn)
        return entries(conn) - before


def entries(conn: sqlite3.Connection) -> frozenset[Entry]:
    """Return what a register consists of, without the migrations' own table."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name <> ?"
    return frozenset(conn.execute(query, (BOOKKEEPING,)).fetchall())
