"""How backups stand in the data folder, and what their names say.

Those of one file stand in one folder, which is found without reading the file: they are needed most when it
cannot be read any more. A name says when, why, of which register (a plan and an event), and of which state.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import re
from pathlib import Path
from typing import Literal, NamedTuple

from ogp_desktop import paths
from ogp_desktop.storage import location

Why = Literal["start", "receive", "migration", "restore", "renew", "damaged"]

UNKNOWN = "0" * 8
"""The identity of a file that could not be read."""

_ORIGIN = "register.txt"
_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(r"(\d{8}T\d{9})Z-([a-z]+)-([0-9a-f]{8})-([0-9a-f]{12})\.ogp")


class Backup(NamedTuple):
    """One backup; `identity` is its register's, `mark` its state's."""

    path: Path
    at: datetime.datetime
    why: str
    identity: str
    mark: str

    @property
    def id(self) -> str:
        """Return the moment it was taken, which no other backup of the file has."""
        return self.path.name.split("-", 1)[0]


def folder_of(register: Path) -> Path:
    """Return where the backups of the file at `register` stand; a file on a stick has those of its copy here."""
    place = location.worked_on(register)
    mark = hashlib.sha256(str(place.resolve()).encode()).hexdigest()[:8]
    return paths.home() / "backups" / f"{place.stem}-{mark}"


def of(register: Path) -> list[Backup]:
    """Return the backups of the file at `register`, the latest first; another register may have stood there before."""
    return in_folder(folder_of(register))


def in_folder(folder: Path) -> list[Backup]:
    """Return the backups that stand in a folder, the latest first; none where there is no such folder."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        return []
    found = [backup for name in names if (backup := _read_name(folder / name)) is not None]
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def _read_name(path: Path) -> Backup | None:
    told = _NAME.fullmatch(path.name)
    if told is None:
        return None
    stamp, why, identity, mark = told.groups()
    try:
        at = datetime.datetime.strptime(stamp, _STAMP).replace(tzinfo=datetime.UTC)
    except ValueError:
        return None
    return Backup(path, at, why, identity, mark)


def name(folder: Path, why: Why, identity: str, mark: str, now: datetime.datetime | None) -> Backup:
    """Return the next backup of a folder, not written yet: no two have the same moment."""
    at = (now or datetime.datetime.now(datetime.UTC)).astimezone(datetime.UTC)
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    standing = {backup.at for backup in in_folder(folder)}
    while at in standing:
        at += datetime.timedelta(milliseconds=1)
    stamp = at.strftime(_STAMP)[:-3]
    return Backup(folder / f"{stamp}Z-{why}-{identity}-{mark}.ogp", at, why, identity, mark)


def note_origin(folder: Path, register: Path) -> None:
    """Write down whose backups stand in a folder."""
    (folder / _ORIGIN).write_text(str(register.resolve()), encoding="utf-8")


def left_behind() -> list[Path]:
    """Return the folders whose register is no longer where it was: moved, renamed or removed."""
    with contextlib.suppress(OSError):
        return [folder for folder in (paths.home() / "backups").iterdir() if folder.is_dir() and _is_orphan(folder)]
    return []


def _is_orphan(folder: Path) -> bool:
    try:
        return not Path((folder / _ORIGIN).read_text(encoding="utf-8")).exists()
    except (OSError, ValueError):
        return True
