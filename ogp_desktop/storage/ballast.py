"""Room on the disk: a reserve that is given up when the disk is full, and what is left of it all."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from ogp_desktop import paths

if TYPE_CHECKING:
    from pathlib import Path

BYTES = 20 << 20
"""What is held back: a day of one room is a tenth of it."""

LOW = 500 << 20
"""Below this, people are told while there still is time."""

_BLOCK = 1 << 20


def place() -> Path:
    """Return where the reserve stands."""
    return paths.home() / "reserve"


def free_bytes() -> int:
    """Return what is free on the disk of the data folder; a great deal where the system does not say."""
    folder = paths.home()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return LOW * 2


def hold_back() -> bool:
    """Make the reserve where it is missing and there is room; says whether it stands."""
    path = place()
    with contextlib.suppress(OSError):
        if path.stat().st_size >= BYTES:
            return True
    if free_bytes() < LOW + BYTES:
        return False
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            for _ in range(BYTES // _BLOCK):
                file.write(os.urandom(_BLOCK))  # a folder that the system compresses would hold nothing back
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        return False
    return True


def give_up() -> bool:
    """Free the reserve; says whether there was one."""
    try:
        place().unlink()
    except OSError:
        return False
    return True
