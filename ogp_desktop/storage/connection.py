"""The connection to a register file: its pragmas, its transactions, and SQLite's trouble in our words."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

APPLICATION_ID = 0x4F475044
"""`OGPD` in the header of every register."""

BUSY_MILLISECONDS = 4_000

_PRAGMAS: dict[str, tuple[str, object]] = {
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("EXTRA", 3),
    "foreign_keys": ("OFF", 0),
    "secure_delete": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "mmap_size": ("0", 0),
    "cache_spill": ("OFF", 0),
}
"""What each pragma is set to, and what it must answer: power-cut trials of `exchange.md` §2."""

if sys.platform == "darwin":
    _PRAGMAS["fullfsync"] = ("ON", 1)

_READING: dict[str, tuple[str, object]] = {
    "query_only": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "mmap_size": ("0", 0),
}
"""The same for a connection that only reads."""

ENGINE = f"SQLite {sqlite3.sqlite_version}"
"""What the application tells of its engine."""

OLDEST = (3, 38, 0)
"""JSON functions built in, RETURNING, UPDATE FROM, trusted_schema.

The loss of commits that SQLite 3.51.3 mended needs a write-ahead log and several writers: a register has
neither, which reading `journal_mode` back asserts.
"""

Unreadable = sqlite3.DatabaseError
"""What a page that is not what it was raises."""

_ROWS = 50
_LITTLE = 1 << 20
_READ_ERRORS = frozenset({"SQLITE_IOERR_READ", "SQLITE_IOERR_FSTAT", "SQLITE_IOERR_ACCESS"})
_DAMAGED = ("malformed", "not a database", "unsupported file format", "could not decode", "corrupt")
_CUT = frozenset({"SQLITE_IOERR_SHORT_READ", "SQLITE_IOERR_CORRUPTFS"})


def connect(path: Path) -> sqlite3.Connection:
    """Return the one writing connection to the register at `path`, its pragmas set and read back.

    Raises `Trouble` when the file is no readable database, is in use or cannot be written.
    """
    require_engine()
    with in_words(path):
        raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    return _set(raw, path, BUSY_MILLISECONDS, _PRAGMAS)


def _set(raw: sqlite3.Connection, path: Path, busy: int, pragmas: dict[str, tuple[str, object]]) -> sqlite3.Connection:
    """Set pragmas and read them back; the connection is closed when one of them does not hold."""
    try:
        with in_words(path):
            raw.execute(f"PRAGMA busy_timeout={busy}")
            for pragma, (value, answer) in pragmas.items():
                raw.execute(f"PRAGMA {pragma}={value}")
                row = raw.execute(f"PRAGMA {pragma}").fetchone()
                if row is not None and row[0] != answer:
                    raise RuntimeError(f"SQLite answers {row[0]!r} to PRAGMA {pragma}={value}")
    except BaseException:
        raw.close()
        raise
    return raw


def require_engine(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Refuse an engine that is too old for what this program writes: our mistake of packing, not the user's."""
    if version < OLDEST:
        raise RuntimeError(f"SQLite {'.'.join(map(str, version))} is older than {'.'.join(map(str, OLDEST))}")


def connect_reading(path: Path) -> sqlite3.Connection:
    """Return a connection that only reads, for another thread than the writer's; it never waits for a lock.

    Raises `Trouble` `register_busy` while a commit is being written: what is shown stays true, ask again.
    """
    with in_words(path):
        raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    return _set(raw, path, 0, _READING)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file, a disk or a lock into the user's trouble."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite's own message quotes a schema that is no text
        raise Trouble("register_damaged", file=path.name) from error
    except sqlite3.DatabaseError as error:
        said = str(error).lower()
        if any(words in said for words in _DAMAGED) or getattr(error, "sqlite_errorname", "") in _CUT:
            raise Trouble("register_damaged", file=path.name) from error
        if "locked" in said or "busy" in said:
            raise Trouble("register_busy", file=path.name, owner="?") from error
        if getattr(error, "sqlite_errorname", "") in _READ_ERRORS:
            raise Trouble("disk_unreadable", file=path.name) from error
        if "disk is full" in said or "disk i/o error" in said or _has_no_room(path, said):
            raise Trouble("disk_full", file=path.name) from error
        if "readonly" in said or "unable to open" in said:
            raise Trouble("register_unwritable", file=path.name) from error
        raise


def _has_no_room(path: Path, said: str) -> bool:
    """Say whether a file could not be opened for want of room: not even a journal fits on a full disk."""
    if "unable to open" not in said:
        return False
    try:
        return shutil.disk_usage(path.parent).free < _LITTLE
    except OSError:
        return False


def insert(conn: sqlite3.Connection, into: str, values: str, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows; `into` is what stands before VALUES, `values` the marks of one row.

    Fifty rows a statement take two thirds of the time that `executemany` takes for them one by one.
    """
    one, many = (f"{into} VALUES {', '.join([values] * count)}" for count in (1, _ROWS))
    pending = iter(rows)
    while chunk := list(islice(pending, _ROWS)):
        if len(chunk) < _ROWS:
            conn.executemany(one, chunk)
        else:
            conn.execute(many, list(chain.from_iterable(chunk)))


@contextmanager
def transaction(conn: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Run one transaction that takes the write lock at once; anything raised rolls all of it back."""
    with in_words(path):
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield conn
            conn.execute("COMMIT")
        except BaseException:
            # After a full disk SQLite has already rolled back; an unguarded ROLLBACK would hide the cause.
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise
