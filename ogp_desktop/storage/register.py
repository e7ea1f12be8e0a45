"""A register: one `.ogp` file, its identity, its one writer and the acts that change it."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import connection, derive, journal, location, queries, schema
from ogp_desktop.storage.act import Act
from ogp_desktop.storage.lock import RegisterLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ogp_desktop.domain.fold import Row
    from ogp_desktop.storage.author import Author

_HEADER_BYTES = 100


class Register:
    """An open register; `plan` is its plan's id, `event` its event's, None in a central register.

    Use `create` or `open_at`; `close` gives the file back whole, with nothing beside it.
    """

    def __init__(self, path: Path, lock: RegisterLock | None) -> None:
        self.path = path
        self._lock = lock
        self.conn = connection.connect_reading(path) if lock is None else connection.connect(path)
        self.plan = ""
        self.event: str | None = None
        self.mended = False
        """Whether tables were missing when the register was opened, and were derived anew."""
        self.made_for: str | None = None
        """The device that the secretariat made this file for, if it did."""
        self.on_saved: Callable[[Act], None] | None = None
        """Is told of every act once it is durable: what undo and a window's screens need to know."""

    @classmethod
    def create(cls, path: Path, plan: str, event: str | None, owner: str = "?") -> Register:
        """Make a new register at `path`; raises `Trouble` when something is there already."""
        if path.exists():
            raise Trouble("register_exists", file=path.name)
        if not path.parent.is_dir():
            raise Trouble("folder_missing", folder=str(path.parent))
        from ogp_desktop.storage import migrations

        register = cls._locked(path, owner)
        try:
            with register.writing() as conn:
                conn.execute(f"PRAGMA application_id={connection.APPLICATION_ID}")
                migrations.apply(conn)
                conn.execute("INSERT INTO meta VALUES('plan', ?)", (plan,))
                conn.execute("INSERT INTO meta VALUES('event', ?)", (event,))
                schema.make_cache(conn)
                journal.count_anew(conn)
        except BaseException:
            register.close()
            path.unlink(missing_ok=True)
            raise
        register.identify()
        return register

    @classmethod
    def open_at(cls, path: Path, owner: str = "?") -> Register:
        """Open the register at `path`, from a copy when it stands on a stick, in a cloud folder, where none may write.

        One of an older schema is brought up to date, after a backup. Raises `Trouble` when it is no register,
        damaged, newer than this program, or in use.
        """
        check_header(path)
        register = cls._at_work(path, owner)
        try:
            register.identify()
            register._bring_up_to_date()
            register._refresh_cache()
        except BaseException:
            register.close()
            raise
        return register

    def for_reading(self) -> Register:
        """Return the same register for another thread, which may only read; it is closed before this one."""
        reader = Register(self.path, None)
        reader.plan, reader.event, reader.made_for = self.plan, self.event, self.made_for
        return reader

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Run reads that all see the same state; raises `Trouble` `register_busy` while a commit is written."""
        with connection.in_words(self.path), queries.snapshot(self.conn):
            yield

    @contextmanager
    def patiently(self) -> Iterator[None]:
        """Run reads that wait for a commit to end: what opens a page asks once and cannot ask again."""
        before = self.conn.execute("PRAGMA busy_timeout").fetchone()[0]
        self.conn.execute(f"PRAGMA busy_timeout = {connection.BUSY_MILLISECONDS}")
        try:
            yield
        finally:
            with contextlib.suppress(
                sqlite3.ProgrammingError
            ):  # the page could not be shown and the register was closed
                self.conn.execute(f"PRAGMA busy_timeout = {before}")

    @classmethod
    def _at_work(cls, path: Path, owner: str) -> Register:
        """Return the register at `path` or of its copy; not every system says beforehand where one may write."""
        place = location.at_home(path)
        try:
            return cls._locked(place, owner)
        except Trouble as trouble:
            if trouble.code != "register_unwritable" or place != path:
                raise
        return cls._locked(location.copied_home(path), owner)

    @classmethod
    def _locked(cls, path: Path, owner: str) -> Register:
        lock = RegisterLock(path, owner)
        try:
            return cls(path, lock)
        except BaseException:
            lock.release()
            raise

    def identify(self) -> None:
        """Read which plan and event the file is of; raises `Trouble` when it does not say, or lacks a table."""
        with connection.in_words(self.path):
            if not schema.is_ours(self.conn):
                raise Trouble("register_altered", file=self.path.name)
            meta = dict(self.conn.execute("SELECT key, value FROM meta"))
        if not ids.is_id(str(meta.get("plan"))) or not ids.is_id(str(meta.get("event") or meta["plan"])):
            raise Trouble("register_damaged", file=self.path.name)
        self.plan, self.event = meta["plan"], meta["event"]
        self.made_for = meta.get("device")

    def _bring_up_to_date(self) -> None:
        """Migrate a register of an older schema: the old one or the new one stands in the file, never half."""
        if self.conn.execute("PRAGMA user_version").fetchone()[0] >= schema.SCHEMA:
            return
        from ogp_desktop.storage import backups, migrations

        backups.take(self, "migration")
        with self.writing() as conn:
            migrations.apply(conn)

    def _refresh_cache(self) -> None:
        """Make what is missing of the guards; derive the tables anew where they are not those of today."""
        with connection.in_words(self.path):
            current, cached = schema.is_current(self.conn), schema.has_cache(self.conn)
            guarded = schema.is_guarded(self.conn)
        self.mended = not guarded or (current and not cached)
        if not guarded:
            with self.writing() as conn:
                schema.make_guards(conn)
        if current and cached:
            return
        self.rebuild()
        if not current:
            with self.writing() as conn:
                journal.count_anew(conn)

    def close(self) -> None:
        """Close the connection and give the lock back."""
        self.conn.close()
        if self._lock is not None:
            self._remove_empty_journal()
            self._lock.release()

    def _remove_empty_journal(self) -> None:
        """Leave one file only: in TRUNCATE mode SQLite keeps an emptied journal beside it."""
        beside = location.journal_of(self.path)
        with contextlib.suppress(OSError):
            if beside.stat().st_size == 0:
                beside.unlink()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def scope(self) -> str:
        """Return the scope that this register's own work belongs to."""
        return self.event or self.plan

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run one durable transaction."""
        with connection.transaction(self.conn, self.path) as conn:
            yield conn

    @contextmanager
    def act(self, author: Author, scope: str | None = None) -> Iterator[Act]:
        """Run one act of a person: what it gathers is saved in one transaction, undone as one.

        Nothing is acknowledged before the block has ended without raising.
        """
        with self.writing() as conn:
            act = Act(conn, author, scope or self.scope)
            yield act
            act.save()
        if self.on_saved is not None and act.batch:
            self.on_saved(act)

    def row(self, kind: str, row: str, scope: str | None = None) -> Row:
        """Return a row with its heads, versions and what one who looks at it has seen."""
        return derive.load(self.conn, derive.Key(kind, scope or self.scope, row))

    def note(self, key: str, value: str) -> None:
        """Note a fact of this file alone; within `writing`."""
        self.conn.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (key, value))

    def noted(self, key: str) -> str | None:
        """Return a fact of this file alone."""
        row = self.conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def rebuild(self) -> None:
        """Derive every table anew from the journal; raises `Trouble` where a body cannot be read."""
        with self.writing() as conn:
            try:
                derive.rebuild(conn)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise Trouble("register_damaged", file=self.path.name) from error


def check_header(path: Path) -> None:
    """Read the first bytes of a file and refuse in words what is not a register of ours."""
    if path.exists() and not paths.is_file(path):
        raise Trouble("not_a_register", file=path.name)
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
            size = file.seek(0, 2)
    except FileNotFoundError as error:
        raise Trouble("register_missing", file=str(path)) from error
    except OSError as error:
        raise Trouble("register_unreadable", file=str(path)) from error
    if not head.startswith(b"SQLite format 3\x00") or len(head) < _HEADER_BYTES:
        raise Trouble("not_a_register", file=path.name)
    if int.from_bytes(head[68:72], "big") != connection.APPLICATION_ID:
        raise Trouble("not_a_register", file=path.name)
    if int.from_bytes(head[60:64], "big") > schema.SCHEMA:
        raise Trouble("register_too_new", file=path.name)
    if any(head[52:56]) or any(head[64:68]) or max(head[18:20]) > 2:  # vacuuming by itself, or of no known format
        raise Trouble("register_damaged", file=path.name)
    # In the middle of a commit that a crash ended, the file is not as long as its header says: SQLite takes it back.
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    if size < pages * (65_536 if page == 1 else page) and not is_unfinished(path):
        raise Trouble("register_truncated", file=path.name)


def is_unfinished(path: Path) -> bool:
    """Say whether a commit was being written when the program or the computer stopped."""
    try:
        return location.journal_of(path).stat().st_size > 0
    except OSError:
        return False
