"""The tables of a register: the journal and what is local to a file, which migrations make; the cache, by kinds."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from ogp_desktop.domain import kinds
from ogp_desktop.domain.erasure import PURPOSES

if TYPE_CHECKING:
    import sqlite3

SCHEMA = 2
"""`user_version` of the registers this program writes."""

DERIVATION = 2
"""Raised when the fold or the cache's shape changes, so that every cache is built anew."""

_CHANGE_COLUMNS = """
    rid INTEGER PRIMARY KEY, actor BLOB NOT NULL, seq INTEGER NOT NULL, prev BLOB NOT NULL,
    scope TEXT NOT NULL, batch INTEGER NOT NULL, hlc INTEGER NOT NULL, kind TEXT NOT NULL,
    v INTEGER NOT NULL, body_sha BLOB NOT NULL, id BLOB NOT NULL, body TEXT"""

KEEPS = """CREATE TRIGGER {table}_keeps BEFORE DELETE ON {table}
    WHEN (SELECT value FROM meta WHERE key = 'settling') IS NULL
    BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"""

STAYS = """CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table}
    WHEN NEW.id IS NOT OLD.id OR NEW.actor IS NOT OLD.actor OR NEW.seq IS NOT OLD.seq
      OR NEW.prev IS NOT OLD.prev OR NEW.scope IS NOT OLD.scope OR NEW.batch IS NOT OLD.batch
      OR NEW.hlc IS NOT OLD.hlc OR NEW.kind IS NOT OLD.kind OR NEW.v IS NOT OLD.v
      OR NEW.body_sha IS NOT OLD.body_sha OR (OLD.body IS NOT NULL AND NEW.body IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'a change is never rewritten'); END"""

_DERIVED = {
    "touch": "CREATE TABLE touch(row TEXT, rid INTEGER, PRIMARY KEY(row, rid)) WITHOUT ROWID",
    "conflict": "CREATE TABLE conflict(kind TEXT, scope TEXT, row TEXT, field TEXT, versions INTEGER, "
    "PRIMARY KEY(kind, row, field, scope)) WITHOUT ROWID",
}
"""Tables beside the kinds' that follow from the journal, by name."""

_GUARDS = {
    "withheld": "CREATE INDEX withheld ON change(actor) WHERE body IS NULL",
    **{f"{table}_keeps": KEEPS.format(table=table) for table in ("change", "fork")},
    **{f"{table}_stays": STAYS.format(table=table) for table in ("change", "fork")},
}
"""What guards the journal, and its index, by name: made again where it is missing."""

_JOURNAL = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    f"CREATE TABLE change({_CHANGE_COLUMNS}, UNIQUE(actor, seq))",
    f"CREATE TABLE fork({_CHANGE_COLUMNS}, UNIQUE(id))",
)

_FIRST_LOCAL = (
    "CREATE TABLE device(id TEXT PRIMARY KEY, role TEXT, label TEXT, accepted_at TEXT) WITHOUT ROWID",
    "CREATE TABLE received(sha256 TEXT, at TEXT, name TEXT, device TEXT, status TEXT, new_changes INTEGER)",
)

FIRST = (*_JOURNAL, *_FIRST_LOCAL, *_DERIVED.values(), *_GUARDS.values())

SECOND = (
    "ALTER TABLE device ADD COLUMN key BLOB",
    "ALTER TABLE device ADD COLUMN event TEXT",
    "ALTER TABLE device ADD COLUMN certificate TEXT",
    "CREATE TABLE seal(actor BLOB, last_seq INTEGER, last_id BLOB, device TEXT, signature BLOB, "
    "PRIMARY KEY(actor, last_id, device)) WITHOUT ROWID",
    "ALTER TABLE received ADD COLUMN label TEXT",
    "ALTER TABLE received ADD COLUMN slip TEXT",
    "ALTER TABLE received ADD COLUMN ideas INTEGER",
    "ALTER TABLE received ADD COLUMN people INTEGER",
    "ALTER TABLE received ADD COLUMN reason TEXT",
    "ALTER TABLE received ADD COLUMN key TEXT",
    "ALTER TABLE received ADD COLUMN left_out INTEGER",
)
"""What each schema adds to the one before; never edited once a program has written it."""

LOCAL = ("meta", "device", "seal", "received")
"""Tables that belong to a file alone."""

_KEPT_TABLES = frozenset({"change", "fork", *LOCAL, *_DERIVED})
_COLUMN_TYPES = {"int": "INTEGER", "bool": "INTEGER"}

_CACHE_TABLE = (
    'CREATE TABLE "{kind}"(id TEXT NOT NULL, scope TEXT NOT NULL, deleted INTEGER NOT NULL, '
    "rid INTEGER, {fields}, PRIMARY KEY(id, scope)) WITHOUT ROWID"
)
_ERASED = 'CREATE TABLE "erased"(row TEXT, scope TEXT, PRIMARY KEY(row, scope)) WITHOUT ROWID'
_FIELD = '"[a-z][a-z0-9_]{0,47}" (?:INTEGER|TEXT)'
_ANY_CACHE_TABLE = re.compile(
    re.escape(_CACHE_TABLE)
    .replace(re.escape("{kind}"), "[a-z][a-z_]{0,31}")
    .replace(re.escape("{fields}"), f"{_FIELD}(?:, {_FIELD})*")
)


def cache_columns(kind: kinds.Kind) -> list[str]:
    """Return the column names of a kind's cache table, in order.

    `rid` is the one change known about the row; null when there are several, which `touch` then lists.
    """
    return ["id", "scope", "deleted", "rid", *(field.name for field in kind.fields)]


def declaration() -> str:
    """Return the fingerprint of everything the cache's tables follow from."""
    told = repr((DERIVATION, [(kind.name, kind.fields) for kind in kinds.ALL], PURPOSES))
    return hashlib.sha256(told.encode()).hexdigest()


def is_cache_table(text: str) -> bool:
    """Say whether `text` makes a cache table of some declaration, this program's or another version's."""
    return _ANY_CACHE_TABLE.fullmatch(text) is not None


_SECOND_LOCAL = (
    "CREATE TABLE device(id TEXT PRIMARY KEY, role TEXT, label TEXT, accepted_at TEXT, key BLOB, event TEXT, "
    "certificate TEXT) WITHOUT ROWID",
    "CREATE TABLE seal(actor BLOB, last_seq INTEGER, last_id BLOB, device TEXT, signature BLOB, "
    "PRIMARY KEY(actor, last_id, device)) WITHOUT ROWID",
    "CREATE TABLE received(sha256 TEXT, at TEXT, name TEXT, device TEXT, status TEXT, new_changes INTEGER, "
    "label TEXT, slip TEXT, ideas INTEGER, people INTEGER, reason TEXT, key TEXT, left_out INTEGER)",
)
_KNOWN = tuple(frozenset((*_JOURNAL, *local)) for local in (_FIRST_LOCAL, _SECOND_LOCAL))
"""The tables that nothing else can replace, as they stand in registers of each schema, the oldest first."""

_OF_MIGRATIONS = {("index", "_sqlite_migrations")}


def is_ours(conn: sqlite3.Connection) -> bool:
    """Say whether a register has the journal and local tables of a schema, and no view, trigger or index of others.

    What is missing of the guards and of the cache can be made again, and is no reason to refuse.
    """
    found = conn.execute("SELECT type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    guards = set(_GUARDS.values())
    others = {(sort, table) for sort, table, statement in found if sort != "table" and statement not in guards}
    standing = {statement for *_, statement in found}
    return others <= _OF_MIGRATIONS and any(standing >= known for known in _KNOWN)


def is_current(conn: sqlite3.Connection) -> bool:
    """Say whether the cache was made from today's declarations."""
    return bool(conn.execute("SELECT value FROM meta WHERE key = 'cache'").fetchone() == (declaration(),))


def has_cache(conn: sqlite3.Connection) -> bool:
    """Say whether the tables of the cache are those that follow from today's declarations."""
    tables = {statement for (statement,) in conn.execute("SELECT sql FROM sqlite_master WHERE type = 'table'")}
    return tables >= {_ERASED, *_DERIVED.values(), *map(_cache_table, kinds.ALL)}


def is_guarded(conn: sqlite3.Connection) -> bool:
    """Say whether the guards of the journal are there."""
    standing = _standing(conn)
    return all(standing.get(name) == statement for name, statement in _GUARDS.items())


def make_guards(conn: sqlite3.Connection) -> None:
    """Make the guards of the journal that are missing, or are not what they are declared to be."""
    _make(conn, _GUARDS)


def _make(conn: sqlite3.Connection, declared: dict[str, str]) -> None:
    for name, statement in declared.items():
        standing = conn.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        if standing is None or standing[1] != statement:
            if standing is not None:
                conn.execute(f'DROP {standing[0]} "{name}"')
            conn.execute(statement)


def _standing(conn: sqlite3.Connection) -> dict[str, str]:
    return dict(conn.execute("SELECT name, sql FROM sqlite_master"))


def _cache_table(kind: kinds.Kind) -> str:
    fields = ", ".join(f'"{field.name}" {_COLUMN_TYPES.get(field.type, "TEXT")}' for field in kind.fields)
    return _CACHE_TABLE.format(kind=kind.name, fields=fields)


def make_cache(conn: sqlite3.Connection) -> None:
    """Drop and create the cache tables from the declarations, and that of who is erased, empty."""
    _make(conn, _DERIVED)
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name not in _KEPT_TABLES and not name.startswith(("sqlite_", "_sqlite_")):
            conn.execute(f'DROP TABLE "{name}"')
    for kind in kinds.ALL:
        conn.execute(_cache_table(kind))
    conn.execute(_ERASED)
    conn.execute("DELETE FROM conflict")
    conn.execute("DELETE FROM touch")
    conn.execute("INSERT OR REPLACE INTO meta VALUES('cache', ?)", (declaration(),))
