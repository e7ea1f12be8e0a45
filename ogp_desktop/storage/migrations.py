"""The migrations that make a register's tables and bring older ones up to date, by sqlite-utils.

Imported only where a register is made or migrated: the library and what it brings take a tenth of a second.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from ogp_desktop.storage import schema

if TYPE_CHECKING:
    import sqlite3


def _import_without(library: str, *heavy: str) -> None:
    """Import `library` while it cannot see `heavy` ones, which it would import for nothing.

    sqlite_utils loads pandas and numpy when they are installed, for a type mapping that saves numpy integers
    as blobs: 370 ms of start-up, and wrong.
    """
    hidden = [name for name in heavy if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        importlib.import_module(library)
    finally:
        for name in hidden:
            del sys.modules[name]


_import_without("sqlite_utils", "pandas", "numpy")

from sqlite_utils import Database, Migrations

migrations = Migrations("ogp_register")


@migrations()
def journal_and_local_tables(db: Database) -> None:
    """Create the journal, its index of rows, and the tables that belong to this file alone."""
    for statement in schema.FIRST:
        db.conn.execute(statement)


@migrations()
def keys_seals_and_slips(db: Database) -> None:
    """Let devices have keys, chains have seals, and what came say more."""
    standing = {name for (name,) in db.conn.execute("SELECT name FROM sqlite_master")}
    if "seal" not in standing:  # a program of some days wrote these tables as the first schema
        for statement in schema.SECOND:
            db.conn.execute(statement)


@migrations()
def texts_once_and_names_by_number(db: Database) -> None:
    """Move the journal into tables that hold actors and scopes by number; bodies stay as they are written."""
    for statement in schema.THIRD:
        db.conn.execute(statement)


def apply(conn: sqlite3.Connection) -> None:
    """Bring the tables of a register up to date, and say so in its header, within the transaction that stands."""
    migrations.apply(Database(conn))
    conn.execute(f"PRAGMA user_version={schema.SCHEMA}")
