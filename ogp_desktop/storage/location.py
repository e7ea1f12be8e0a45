"""Where a register may live: on this computer's own disk; from anywhere else it is copied first."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
from pathlib import Path

from ogp_desktop import paths
from ogp_desktop.domain.trouble import Trouble

_CLOUDS = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "owncloud", "pcloud")
_AWAY_FILE_SYSTEMS = frozenset(
    {
        "vfat",
        "exfat",
        "msdos",
        "ntfs",
        "ntfs3",
        "fuseblk",
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "iso9660",
    }
)
_WINDOWS_REMOVABLE, _WINDOWS_FIXED = 2, 3
_MOUNTED_BY_PEOPLE = ("/media", "/run/media")


def is_away(path: Path) -> bool:
    """Say whether `path` is on a stick, a network share or in a folder that a cloud program rewrites."""
    whole = path.resolve()
    if any(part.lower().startswith(_CLOUDS) for part in whole.parts) or is_read_only(whole):
        return True
    if sys.platform == "win32":
        return _windows_drive_type(whole) != _WINDOWS_FIXED
    if sys.platform == "darwin":
        return whole.is_relative_to("/Volumes")
    return _linux_file_system(whole) in _AWAY_FILE_SYSTEMS


def is_read_only(path: Path) -> bool:
    """Say whether a file or its folder may not be written: a burnt disc, a folder of the administrator."""
    return not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)


def journal_of(path: Path) -> Path:
    """Return the journal beside a register: what SQLite needs to take back a commit that was interrupted."""
    return path.with_name(path.name + "-journal")


def is_removable(root: Path) -> bool:
    """Say whether the drive mounted at `root` is a stick or a disk that a person plugged in."""
    if sys.platform == "win32":
        return _windows_drive_type(root) == _WINDOWS_REMOVABLE
    if sys.platform == "darwin":
        return root.parent == Path("/Volumes") and not root.is_symlink()
    return any(root != Path(place) and root.is_relative_to(place) for place in _MOUNTED_BY_PEOPLE)


def _windows_drive_type(path: Path) -> int:
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(f"{path.anchor}"))  # type: ignore[attr-defined]


def _linux_file_system(path: Path) -> str:
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    best, found = "", ""
    for line in mounts:
        _, point, kind, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if len(point) > len(best) and path.is_relative_to(point):
            best, found = point, kind
    return found


def at_home(path: Path) -> Path:
    """Return where the register at `path` is worked on: itself, or its copy in the data folder.

    The copy is made once; afterwards the same path leads to the same copy, so no work is lost when the
    stick comes back. Raises `Trouble` when there is no room for it.
    """
    return copied_home(path) if path.exists() and is_away(path) else worked_on(path)


def worked_on(path: Path) -> Path:
    """Return where the register at `path` was worked on so far: its copy where there is one, else itself."""
    copy = _copy_of(path)
    return copy if copy.exists() else path


def _copy_of(path: Path) -> Path:
    mark = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]
    return paths.home() / "registers" / f"{path.stem}-{mark}{path.suffix}"


def copied_home(path: Path) -> Path:
    """Return the copy of the register at `path` in the data folder, made when there is none yet."""
    copy = _copy_of(path)
    if copy.exists():
        return copy
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble("home_unwritable", folder=str(paths.home())) from error
    beside = journal_of(path)
    if beside.exists():
        # Before the register: without the register it is nothing, the other way round a commit stays half.
        _copy(beside, journal_of(copy))
    _copy(path, copy)
    return copy


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(source, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        code = "output_disk_full" if error.errno == errno.ENOSPC else "output_unwritable"
        raise Trouble(code, path=str(target)) from error


def sync_folder(folder: Path) -> None:
    """Let a renaming outlive a power cut, where the system can be told."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
