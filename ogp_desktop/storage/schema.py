"""The tables of a register: the journal and what is local to a file, which migrations make; the cache, by kinds."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from ogp_desktop.domain import kinds
from ogp_desktop.domain.erasure import PURPOSES
from ogp_desktop.storage import cache_tables, packing
from ogp_desktop.storage.cache_tables import STORED

if TYPE_CHECKING:
    import sqlite3

    from ogp_desktop.domain.kind import Kind

SCHEMA = 3
"""`user_version` of the registers this program writes."""

DERIVATION = 3
"""Raised when the fold or the cache's shape changes, so that every cache is built anew."""

_CHANGE_COLUMNS = """
    rid INTEGER PRIMARY KEY, actor INTEGER NOT NULL, seq INTEGER NOT NULL, prev BLOB,
    scope INTEGER NOT NULL, batch INTEGER NOT NULL, hlc INTEGER NOT NULL, kind TEXT NOT NULL,
    v INTEGER NOT NULL, body_sha BLOB NOT NULL, id BLOB NOT NULL, body BLOB"""

_CHANGE_VIEW = """CREATE VIEW {table} AS SELECT c.rid, a.name AS actor, c.seq,
    coalesce(c.prev, (SELECT p.id FROM {table}_stored p WHERE p.actor = c.actor AND p.seq = c.seq - 1), x'') AS prev,
    s.name AS scope, c.batch, c.hlc, c.kind, c.v, c.body_sha, c.id, {body} AS body
    FROM {table}_stored c JOIN name a ON a.number = c.actor JOIN name s ON s.number = c.scope"""

KEEPS = """CREATE TRIGGER {table}_keeps BEFORE DELETE ON {stored}
    WHEN (SELECT value FROM meta WHERE key = 'settling') IS NULL
    BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"""

STAYS = """CREATE TRIGGER {table}_stays BEFORE UPDATE ON {stored}
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

_TABLES = ("change", "fork")
_GUARDS = {
    **{table: _CHANGE_VIEW.format(table=table, body=packing.unpacked("c.body")) for table in _TABLES},
    "withheld": "CREATE INDEX withheld ON change_stored(actor) WHERE body IS NULL",
    **{f"{table}_keeps": KEEPS.format(table=table, stored=table + STORED) for table in _TABLES},
    **{f"{table}_stays": STAYS.format(table=table, stored=table + STORED) for table in _TABLES},
    **{
        f"name_{act.lower()}": f"CREATE TRIGGER name_{act.lower()} BEFORE {act} ON name "
        "BEGIN SELECT RAISE(ABORT, 'a name stays'); END"
        for act in ("DELETE", "UPDATE")
    },
}
"""What tells and guards the journal, and its index, by name: made again where it is missing."""

_META = "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"
_JOURNAL = (
    _META,
    "CREATE TABLE name(number INTEGER PRIMARY KEY, name NOT NULL UNIQUE)",
    f"CREATE TABLE change_stored({_CHANGE_COLUMNS}, UNIQUE(actor, seq))",
    f"CREATE TABLE fork_stored({_CHANGE_COLUMNS}, UNIQUE(id))",
)

_FIRST_COLUMNS = """
    rid INTEGER PRIMARY KEY, actor BLOB NOT NULL, seq INTEGER NOT NULL, prev BLOB NOT NULL,
    scope TEXT NOT NULL, batch INTEGER NOT NULL, hlc INTEGER NOT NULL, kind TEXT NOT NULL,
    v INTEGER NOT NULL, body_sha BLOB NOT NULL, id BLOB NOT NULL, body TEXT"""

_FIRST_JOURNAL = (
    _META,
    f"CREATE TABLE change({_FIRST_COLUMNS}, UNIQUE(actor, seq))",
    f"CREATE TABLE fork({_FIRST_COLUMNS}, UNIQUE(id))",
)
_FIRST_GUARDS = {
    "withheld": "CREATE INDEX withheld ON change(actor) WHERE body IS NULL",
    **{f"{table}_keeps": KEEPS.format(table=table, stored=table) for table in _TABLES},
    **{f"{table}_stays": STAYS.format(table=table, stored=table) for table in _TABLES},
}

_FIRST_LOCAL = (
    "CREATE TABLE device(id TEXT PRIMARY KEY, role TEXT, label TEXT, accepted_at TEXT) WITHOUT ROWID",
    "CREATE TABLE received(sha256 TEXT, at TEXT, name TEXT, device TEXT, status TEXT, new_changes INTEGER)",
)

FIRST = (*_FIRST_JOURNAL, *_FIRST_LOCAL, *_DERIVED.values(), *_FIRST_GUARDS.values())

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
_MOVED = """INSERT INTO {table}_stored SELECT c.rid, a.number, c.seq, c.prev, s.number, c.batch, c.hlc, c.kind, c.v,
    c.body_sha, c.id, c.body FROM {table} c JOIN name a ON a.name = c.actor JOIN name s ON s.name = c.scope"""

THIRD = (
    *_JOURNAL[1:],
    "INSERT INTO name(name) SELECT actor FROM change UNION SELECT actor FROM fork "
    "UNION SELECT scope FROM change UNION SELECT scope FROM fork",
    *(_MOVED.format(table=table) for table in _TABLES),
    *(f"DROP TABLE {table}" for table in _TABLES),
    *_GUARDS.values(),
)
"""What each schema adds to the one before; never edited once a program has written it."""

LOCAL = ("meta", "device", "seal", "received")
"""Tables that belong to a file alone."""

_KEPT_TABLES = frozenset({"name", *(table + STORED for table in _TABLES), *_TABLES, *LOCAL, *_DERIVED})


def journals(version: int) -> tuple[str, str]:
    """Return the tables of a journal in registers of a schema."""
    return ("change_stored", "fork_stored") if version > 2 else ("change", "fork")


def declaration() -> str:
    """Return the fingerprint of everything the cache's tables follow from."""
    return _fingerprint(DERIVATION, kinds.ALL)


@lru_cache(8)
def _fingerprint(derivation: int, declared: tuple[Kind, ...]) -> str:
    told = repr((derivation, [(kind.name, kind.fields) for kind in declared], PURPOSES))
    return hashlib.sha256(told.encode()).hexdigest()


_SECOND_LOCAL = (
    "CREATE TABLE device(id TEXT PRIMARY KEY, role TEXT, label TEXT, accepted_at TEXT, key BLOB, event TEXT, "
    "certificate TEXT) WITHOUT ROWID",
    "CREATE TABLE seal(actor BLOB, last_seq INTEGER, last_id BLOB, device TEXT, signature BLOB, "
    "PRIMARY KEY(actor, last_id, device)) WITHOUT ROWID",
    "CREATE TABLE received(sha256 TEXT, at TEXT, name TEXT, device TEXT, status TEXT, new_changes INTEGER, "
    "label TEXT, slip TEXT, ideas INTEGER, people INTEGER, reason TEXT, key TEXT, left_out INTEGER)",
)
_KNOWN = (
    frozenset((*_FIRST_JOURNAL, *_FIRST_LOCAL)),
    frozenset((*_FIRST_JOURNAL, *_SECOND_LOCAL)),
    frozenset((*_JOURNAL, *_SECOND_LOCAL)),
)
"""The tables that nothing else can replace, as they stand in registers of each schema, the oldest first."""

_OF_MIGRATIONS = {("index", "_sqlite_migrations")}


def is_ours(conn: sqlite3.Connection) -> bool:
    """Say whether a register has the journal and local tables of a schema, and no view, trigger or index of others.

    What is missing of the guards and of the cache can be made again, and is no reason to refuse.
    """
    found = conn.execute("SELECT type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    expected = {*_FIRST_GUARDS.values(), *_GUARDS.values(), *cache_tables.statements(kinds.ALL).values()}
    more = [entry for entry in found if entry[0] != "table" and entry[:2] not in _OF_MIGRATIONS]
    standing = {statement for *_, statement in found}
    return all(statement in expected or cache_tables.is_of_cache(statement) for *_, statement in more) and any(
        standing >= known for known in _KNOWN
    )


def is_current(conn: sqlite3.Connection) -> bool:
    """Say whether the cache was made from today's declarations."""
    return bool(conn.execute("SELECT value FROM meta WHERE key = 'cache'").fetchone() == (declaration(),))


def has_cache(conn: sqlite3.Connection) -> bool:
    """Say whether the tables and views of the cache are those that follow from today's declarations."""
    statements = "SELECT sql FROM sqlite_master WHERE type IN ('table', 'view')"
    standing = {statement for (statement,) in conn.execute(statements)}
    return standing >= {*_DERIVED.values(), *cache_tables.statements(kinds.ALL).values()}


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


def make_cache(conn: sqlite3.Connection) -> None:
    """Make the cache tables and their views as declared, and that of who is erased, all of them empty.

    Tables that stand as declared are emptied, which costs a tenth of making them anew; those on which somebody put
    a trigger or an index are made anew, without it.
    """
    _make(conn, _DERIVED)
    wanted = dict(cache_tables.statements(kinds.ALL))
    more = "SELECT tbl_name FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
    burdened = {table for (table,) in conn.execute(more)}
    standing = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY type DESC"
    for sort, name, statement in conn.execute(standing).fetchall():
        if name in _KEPT_TABLES or name.startswith(("sqlite_", "_sqlite_")):
            continue
        if wanted.get(name) != statement or name in burdened:
            conn.execute(f'DROP {sort} "{name}"')
            continue
        del wanted[name]
        if sort == "table":
            conn.execute(f'DELETE FROM "{name}"')
    for statement in wanted.values():
        conn.execute(statement)
    conn.execute("DELETE FROM conflict")
    conn.execute("DELETE FROM touch")
    conn.execute("INSERT OR REPLACE INTO meta VALUES('cache', ?)", (declaration(),))
