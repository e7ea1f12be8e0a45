"""Opening a database that nobody may trust, behind walls of which each holds alone (0005-raw-register §1)."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import apsw

from ogp_desktop.exchange.lines import BODY_LIMIT
from ogp_desktop.storage import cache_tables, released

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 20.0
HEAP = 64 << 20
_STEPS = 10_000

_PLAIN = re.compile(r'CREATE (?:TABLE|UNIQUE INDEX) [\w\s,"\[\]]+\([\w\s,"\[\]]+\)')
"""A table or an index without any expression."""

_JOURNALS = ("change_stored", "fork_stored", "change", "fork")
"""The last two in registers of the first two schemas; in later ones they are views, which nobody asks."""
_READ = frozenset({*_JOURNALS, "name", "meta", "seal", "device", "idea_stored", "idea", "sqlite_master"})
_SWITCHES = {
    "DEFENSIVE": 1,
    "TRUSTED_SCHEMA": 0,
    "ENABLE_TRIGGER": 0,
    "ENABLE_VIEW": 0,
    "ENABLE_LOAD_EXTENSION": 0,
    "ENABLE_FTS3_TOKENIZER": 0,
    "WRITABLE_SCHEMA": 0,
    "DQS_DDL": 0,
    "DQS_DML": 0,
}
_LIMITS = {
    "LENGTH": 2 * BODY_LIMIT,
    "SQL_LENGTH": 1 << 16,
    "COLUMN": 200,
    "EXPR_DEPTH": 50,
    "COMPOUND_SELECT": 2,
    "VDBE_OP": 25_000,
    "FUNCTION_ARG": 8,
    "ATTACHED": 0,
    "LIKE_PATTERN_LENGTH": 50,
    "VARIABLE_NUMBER": 10,
    "TRIGGER_DEPTH": 1,
    "WORKER_THREADS": 0,
}


class Altered(Exception):
    """A database that is not made as our registers are."""


@contextmanager
def opened(path: Path) -> Iterator[apsw.Connection]:
    """Open a file that nobody may trust: read-only, never locked, with nothing of it run."""
    until = time.monotonic() + SECONDS
    conn = apsw.Connection(
        f"{path.absolute().as_uri()}?immutable=1", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    )
    try:
        for switch, value in _SWITCHES.items():
            conn.config(getattr(apsw, f"SQLITE_DBCONFIG_{switch}"), value)
        for limit, most in _LIMITS.items():
            conn.limit(getattr(apsw, f"SQLITE_LIMIT_{limit}"), most)
        conn.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
        for pragma in ("mmap_size=0", "cell_size_check=ON", "cache_size=-8000", "query_only=ON"):
            conn.execute(f"PRAGMA {pragma}")
        conn.authorizer = _allowed
        yield conn
    finally:
        conn.close()


def _allowed(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Allow reading of the tables we read, and the check of the journal's pages; nothing else at all."""
    known = (
        action == apsw.SQLITE_SELECT
        or (action == apsw.SQLITE_READ and first in _READ)
        or (action == apsw.SQLITE_FUNCTION and second == "typeof")
        or (action == apsw.SQLITE_PRAGMA and first == "integrity_check" and second in _JOURNALS)
    )
    return int(apsw.SQLITE_OK if known else apsw.SQLITE_DENY)


def checked_schema(conn: apsw.Connection) -> set[str]:
    """Return the names of the tables; raises `Altered` unless the schema is one that this program made.

    The cache may be another version's: its tables are not read but for the ids of ideas, which are counted.
    """
    found = frozenset(conn.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    journal_and_local = found - released.cache_schema()
    own = frozenset(entry for entry in journal_and_local if not (_is_bookkeeping(entry) or _is_cache(entry)))
    if own not in set(released.known_schemas()):
        raise Altered
    return {entry[1] for entry in found}


def _is_bookkeeping(entry: released.Entry) -> bool:
    kind, _, table, text = entry
    return (
        table == released.BOOKKEEPING and kind in ("table", "index") and (text is None or bool(_PLAIN.fullmatch(text)))
    )


def _is_cache(entry: released.Entry) -> bool:
    kind, name, table, text = entry
    if name != table or not isinstance(text, str):
        return False
    if not text.startswith((f'CREATE TABLE "{name}"(', f'CREATE VIEW "{name}" ')):
        return False
    return text.startswith(f"CREATE {kind.upper()} ") and cache_tables.is_of_cache(text)
