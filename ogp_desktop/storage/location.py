"""Where a register may live: on this computer's own disk; from anywhere else it is copied first."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from ogp_desktop import paths

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
    if any(part.lower().startswith(_CLOUDS) for part in whole.parts):
        return True
    if sys.platform == "win32":
        return _windows_drive_type(whole) != _WINDOWS_FIXED
    if sys.platform == "darwin":
        return whole.is_relative_to("/Volumes")
    return _linux_file_system(whole) in _AWAY_FILE_SYSTEMS or not os.access(whole.parent, os.W_OK)


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
    stick comes back.
    """
    if not is_away(path) or not path.exists():
        return path
    mark = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]
    folder = paths.home() / "registers"
    copy = folder / f"{path.stem}-{mark}{path.suffix}"
    if not copy.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = copy.with_name(copy.name + ".part")
        shutil.copyfile(path, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(copy)
    return copy
