"""A backup takes the place of its register; what stood there is kept as a backup first."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import backups, connection, damage, location, numbering
from ogp_desktop.storage.lock import RegisterLock
from ogp_desktop.storage.register import Register, check_header

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.storage.backup_names import Backup


def restore(path: Path, chosen: Backup, owner: str = "?", *, afresh: bool = False) -> Backup | None:
    """Put a backup in the place of the register at `path`; returns the backup of what stood there, if anything did.

    `afresh` begins a register for practice again: whichever stood there, and with the numbers it gave free again.

    Raises `Trouble` when the register is in use, or the backup is damaged or another register's: nothing is
    changed then. Whoever goes on writing does so under an actor drawn at that start, so no (actor, seq) that
    was given after the backup is ever given again, and what others received meanwhile merges without a fork.
    """
    place = location.worked_on(path)
    lock = RegisterLock(place, owner)
    try:
        part = place.with_name(place.name + ".part")
        try:
            identity = _copied_whole(chosen, part)
            before = _set_aside(place, lock, identity, part, afresh)
            # A journal left by a crash would be played back into the file that takes this one's place.
            location.journal_of(place).unlink(missing_ok=True)
            part.replace(place)
            location.sync_folder(place.parent)
        except OSError as error:
            raise Trouble("output_unwritable", path=str(place)) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink()
    finally:
        lock.release()
    return before


def _copied_whole(chosen: Backup, part: Path) -> str:
    """Copy a backup beside its register and verify every change of it; returns whose it is."""
    try:
        shutil.copyfile(chosen.path, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        check_header(part)
        with contextlib.closing(Register(part, None)) as register, connection.in_words(part):
            register.identify()
            if damage.damaged(register.conn):
                raise Trouble("backup_damaged", backup=chosen.id)
            return backups.identity_of(register)
    except FileNotFoundError as error:
        raise Trouble("backup_unknown", backup=chosen.id) from error
    except Trouble as trouble:
        raise Trouble("backup_damaged", backup=chosen.id) from trouble


def _set_aside(place: Path, lock: RegisterLock, identity: str, part: Path, afresh: bool) -> Backup | None:
    """Keep what stands at `place`: as a backup where it can be read, else byte for byte.

    The numbers it gave are noted in `part`, which takes its place, unless that begins `afresh`.
    """
    if not place.exists():
        return None
    try:
        check_header(place)
        standing = Register(place, lock)
    except Trouble:
        return backups.keep_as_it_is(place)
    # Its connection only: the lock is held until another file stands there.
    with contextlib.closing(standing.conn):
        try:
            standing.identify()
            if not afresh and backups.identity_of(standing) != identity:
                raise Trouble("backup_other_register", file=place.name)
            kept = backups.take(standing, "restore")
            if not afresh:
                _carry_numbers(standing.conn, part)
            return kept
        except Trouble as trouble:
            if trouble.code not in ("register_damaged", "register_altered"):
                raise
    return backups.keep_as_it_is(place)


def _carry_numbers(standing: sqlite3.Connection, part: Path) -> None:
    with contextlib.closing(sqlite3.connect(part)) as taking_over, taking_over:
        taking_over.execute("PRAGMA journal_mode = MEMORY")  # a crash leaves the part behind, which nobody opens
        numbering.carry(standing, taking_over)
