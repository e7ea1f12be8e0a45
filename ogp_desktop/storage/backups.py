"""Backups of a register: taken through its own connection, thinned as time goes by, renewed after an erasure.

A backup is a whole register. The live file is never opened a second time, nor copied while it is written.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sqlite3
from typing import TYPE_CHECKING, Protocol

from ogp_desktop import paths
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.domain.zones import zone
from ogp_desktop.storage import backup_names, connection, location, schema
from ogp_desktop.storage.thinning import kept

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ogp_desktop.storage.backup_names import Backup, Why


class Source(Protocol):
    """An open register, as far as a backup needs it."""

    conn: sqlite3.Connection
    path: Path
    plan: str
    event: str | None


def identity_of(source: Source) -> str:
    """Return what tells the registers of one plan and event from those of others."""
    return hashlib.sha256(f"{source.plan}/{source.event or ''}".encode()).hexdigest()[:8]


def take(source: Source, why: Why, now: datetime.datetime | None = None) -> Backup:
    """Return a backup of an open register's state: taken now, or the one that holds it already.

    Raises `Trouble` when there is no room or no right to write: what needs a backup first is then not begun.
    """
    folder, identity, mark = backup_names.folder_of(source.path), identity_of(source), mark_of(source)
    backup = backup_names.name(folder, why, identity, mark, now)
    if why != "renew" and (known := _known(folder, backup)) is not None:
        return known
    _prepare(folder, source.path)
    _write(source, backup)
    return backup


def _write(source: Source, backup: Backup) -> None:
    with _written(backup.path) as part:
        try:
            with connection.in_words(source.path):
                _copy_pages(source.conn, part)
        except Trouble as trouble:
            raise Trouble("backup_disk_full") if trouble.code == "disk_full" else trouble from trouble
    thin(backup.path.parent, backup.identity, backup)


def _known(folder: Path, wanted: Backup) -> Backup | None:
    from ogp_desktop.storage.register import check_header

    for backup in backup_names.in_folder(folder):
        if (backup.identity, backup.mark) == (wanted.identity, wanted.mark):
            with contextlib.suppress(Trouble):
                check_header(backup.path)
                return backup
    return None


def keep_as_it_is(register: Path, now: datetime.datetime | None = None) -> Backup:
    """Keep a file that cannot be read, byte for byte, with the journal beside it."""
    folder = backup_names.folder_of(register)
    _prepare(folder, register)
    with register.open("rb") as file:
        whole = hashlib.file_digest(file, "sha256").hexdigest()[:12]
    backup = backup_names.name(folder, "damaged", backup_names.UNKNOWN, whole, now)
    for source, target in (
        (location.journal_of(register), location.journal_of(backup.path)),
        (register, backup.path),
    ):
        if source.exists():
            with _written(target) as part:
                shutil.copyfile(source, part)
    thin(folder, backup_names.UNKNOWN, backup)
    return backup


def keep_pages(source: Source, now: datetime.datetime | None = None) -> Backup:
    """Keep an open register of which tables are damaged, page by page, before it is written anew."""
    folder = backup_names.folder_of(source.path)
    _prepare(folder, source.path)
    backup = backup_names.name(folder, "damaged", identity_of(source), "0" * 12, now)
    _write(source, backup)
    return backup


def thin(folder: Path, identity: str, just_taken: Backup) -> None:
    """Remove the backups of a register that time has made superfluous; never the one just taken."""
    found = [backup for backup in backup_names.in_folder(folder) if backup.identity == identity]
    now = just_taken.at.astimezone(zone(None))
    stays = kept((backup.at for backup in found), now)
    _remove(backup for backup in found if backup.at not in stays)


def renew(source: Source, now: datetime.datetime | None = None) -> int:
    """Take a fresh backup and remove the older ones, which hold what was erased since; returns how many went.

    Those of the same plan and event that a file of this computer left behind when it was moved go too, and
    damaged files that were set aside here: nobody can say what they hold. Another file of the same event that
    still stands keeps its own until the erasure comes to it.
    """
    fresh = take(source, "renew", now)
    folder, identity = backup_names.folder_of(source.path), identity_of(source)
    older = [backup for backup in backup_names.in_folder(folder) if backup.identity in (identity, backup_names.UNKNOWN)]
    for other in backup_names.left_behind():
        older += [backup for backup in backup_names.in_folder(other) if backup.identity == identity]
    return _remove(backup for backup in older if backup.path != fresh.path)


def _remove(backups: Iterable[Backup]) -> int:
    count = 0
    for backup in backups:
        with contextlib.suppress(FileNotFoundError):
            location.journal_of(backup.path).unlink(missing_ok=True)
            backup.path.unlink()
            count += 1
    return count


def mark_of(source: Source) -> str:
    """Return what tells one state from another: the last change, what forked, what has no body, who is trusted."""
    query = (
        "SELECT (SELECT hex(id) FROM {0} WHERE rid = (SELECT max(rid) FROM {0})), "
        "(SELECT max(rid) FROM {0}), (SELECT count(*) FROM {1}), (SELECT max(rid) FROM {1}), "
        "(SELECT count(*) FROM {0} WHERE body IS NULL), (SELECT count(*) FROM {1} WHERE body IS NULL), "
        "(SELECT group_concat(id || '/' || role) FROM (SELECT id, role FROM device ORDER BY id))"
    )
    with connection.in_words(source.path):
        version = source.conn.execute("PRAGMA user_version").fetchone()
        told = source.conn.execute(query.format(*schema.journals(version[0]))).fetchone()
    return hashlib.sha256(repr((told, version)).encode()).hexdigest()[:12]


# How a backup comes to be.


def _copy_pages(conn: sqlite3.Connection, part: Path) -> None:
    target = sqlite3.connect(part, isolation_level=None)
    try:
        # Nobody reads it before it is whole: it is flushed once, at the end.
        target.execute("PRAGMA synchronous=OFF")
        target.execute("PRAGMA journal_mode=MEMORY")
        conn.backup(target)
    finally:
        target.close()


def _prepare(folder: Path, register: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        backup_names.note_origin(folder, register)
        for left in folder.glob("*.part*"):  # of a program that was ended in the middle
            left.unlink()
    except OSError as error:
        raise _trouble(error) from error


@contextlib.contextmanager
def _written(path: Path) -> Iterator[Path]:
    """Yield a file to write to, which takes its name once it is on the disk whole; only this user may read it."""
    part = path.with_name(path.name + ".part")
    try:
        part.touch(mode=0o600)
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
        location.sync_folder(path.parent)
    except OSError as error:
        raise _trouble(error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _trouble(error: OSError) -> Trouble:
    if error.errno in (errno.ENOSPC, errno.EFBIG):
        return Trouble("backup_disk_full")
    return Trouble("home_unwritable", folder=str(paths.home()))
