"""Backups as people see them: what is kept of a file, going back to one, and when they are taken."""

from __future__ import annotations

import contextlib
import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.domain.zones import zone
from ogp_desktop.services.device import this_device
from ogp_desktop.storage import backup_names, backups, connection, derive, journal, location, queries, restoring
from ogp_desktop.storage.register import Register

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.backup_names import Backup

TOGETHER = datetime.timedelta(minutes=5)
"""Files that are received within this time of a backup are received together: one backup is before them all."""


@dataclass(frozen=True)
class Told:
    """A backup as it is listed; counts are None where it cannot be read, `is_present` where the file is in this state.

    `at` is told by the clock of the events' usual place.
    """

    id: str
    at: str
    why: str
    bytes: int
    changes: int | None
    people: int | None
    ideas: int | None
    is_present: bool


@dataclass(frozen=True)
class Restored:
    """What stands in the file now, and the backup of what stood there before (None where there was no file)."""

    restored: Told
    before: str | None
    changes: int
    journal: str
    state: str


def listed(register: Path) -> list[Told]:
    """Return the backups of a file, the latest first; raises `Trouble` where neither file nor backup is known."""
    standing = _standing(location.worked_on(register))
    found = _of(register, standing)
    if not found and not register.exists():
        raise Trouble("register_missing", file=str(register))
    return [_told(backup, standing) for backup in found]


def _of(register: Path, standing: tuple[str, str] | None) -> list[Backup]:
    """Return the backups of a file; of the register that stands there now, where it says which it is."""
    found = backup_names.of(register)
    if standing is None:
        return found
    return [backup for backup in found if backup.identity in (standing[0], backup_names.UNKNOWN)]


def _standing(register: Path) -> tuple[str, str] | None:
    """Return identity and state of the file as it stands, None where it cannot be read."""
    with contextlib.suppress(Trouble, connection.Unreadable), contextlib.closing(Register(register, None)) as reader:
        reader.identify()
        return backups.identity_of(reader), backups.mark_of(reader)
    return None


def _told(backup: Backup, standing: tuple[str, str] | None = None) -> Told:
    counts: dict[str, int] | None = None
    changes = None
    with (
        contextlib.suppress(Trouble, connection.Unreadable),
        contextlib.closing(Register(backup.path, None)) as reader,
        reader.looking(),
    ):
        changes = queries.change_count(reader.conn)
        counts = queries.counts(reader.conn)
    return Told(
        id=backup.id,
        at=backup.at.astimezone(zone(None)).isoformat(timespec="seconds"),
        why=backup.why,
        bytes=backup.path.stat().st_size,
        changes=changes,
        people=None if counts is None else counts.get("participant", 0),
        ideas=None if counts is None else counts.get("idea", 0),
        is_present=standing == (backup.identity, backup.mark),
    )


def chosen(register: Path, which: str) -> Backup:
    """Return the backup that `which` names: its id, or its place in the list, 1 being the latest."""
    for place, backup in enumerate(_of(register, _standing(location.worked_on(register))), 1):
        if which in (backup.id, str(place)):
            return backup
    raise Trouble("backup_unknown", backup=which)


def restore(register: Path, which: str) -> Restored:
    """Put a backup in the place of a file that nobody has open; what stood there is kept as a backup first."""
    device = this_device()
    backup = chosen(register, which)
    told = _told(backup)
    before = restoring.restore(register, backup, f"{device.label} ({device.post})")
    with Register.open_at(location.worked_on(register)) as opened:
        return Restored(
            restored=told,
            before=before.id if before else None,
            changes=queries.change_count(opened.conn),
            journal=journal.digest(opened.conn),
            state=derive.digest(opened.conn),
        )


def before_receiving(bench: Bench) -> None:
    """Take a backup before files are received; raises `Trouble` where none can be taken: nothing is received then."""
    now = datetime.datetime.now(datetime.UTC)
    identity = backups.identity_of(bench.register)
    for backup in backup_names.of(bench.register.path):
        is_recent = datetime.timedelta() <= now - backup.at < TOGETHER
        if backup.why == "receive" and backup.identity == identity and is_recent:
            return
    backups.take(bench.register, "receive")


def at_start(bench: Bench) -> None:
    """Take the backup of the day, where the day has none yet and something changed."""
    identity = backups.identity_of(bench.register)
    today = bench.now().date()
    for backup in backup_names.of(bench.register.path):
        if backup.identity == identity and backup.at.astimezone(bench.now().tzinfo).date() == today:
            return
    backups.take(bench.register, "start")
