"""Files that leave the application: the old one or the new one stands at the destination, never half."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TRIES, PAUSE_SECONDS = 10, 0.1
"""On Windows a virus scanner or a viewer may hold a file for a moment: its place is then asked for again."""

_NOT_FLUSHED_HERE = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)
"""What file systems of some shares answer that cannot flush a single file."""


@contextmanager
def writing(path: Path, mode: int = 0o644, check: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """Yield a temporary file beside `path` to write to; it takes `path`'s place when the block ends well.

    It is flushed to the disk first, with the permissions `mode`; `check` then reads it again and raises where
    it is not what was written. Raises `Trouble` when the folder or the disk refuses; what stood at `path` is
    then untouched.
    """
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=f".part{path.suffix}", dir=path.parent)
        os.close(handle)
        part = Path(name)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
        yield part
        _flush(part)
        if check is not None:
            check(part)
        with suppress(OSError):  # FAT and many shares know no permissions
            part.chmod(mode)
        _take_place(part, path)
    except OSError as error:
        code = "output_disk_full" if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT) else "output_unwritable"
        raise Trouble(code, path=str(path)) from error
    finally:
        if part is not None:
            with suppress(OSError):  # a stick that was pulled out took it along
                part.unlink(missing_ok=True)


def second_names(folder: Path, names: Sequence[str]) -> list[str]:
    """Return names for files in `folder` that stand for none yet: all as given, or all with the same ` (2)`."""
    for place in count(1):
        found = [name if place == 1 else f"{Path(name).stem} ({place}){Path(name).suffix}" for name in names]
        if not any(os.path.lexists(folder / name) for name in found):
            return found
    raise AssertionError("numbers do not end")


def _flush(part: Path) -> None:
    with part.open("rb+") as file:
        try:
            os.fsync(file.fileno())
        except OSError as error:
            if error.errno not in _NOT_FLUSHED_HERE:
                raise


def _take_place(part: Path, path: Path) -> None:
    """Give a finished file its name, asking again while somebody reads the one that has it, and make that durable."""
    for tries_left in reversed(range(TRIES)):
        try:
            part.replace(path)
            break
        except PermissionError:
            if not tries_left:
                raise
            time.sleep(PAUSE_SECONDS)
    with suppress(OSError):  # Windows opens no folders
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
