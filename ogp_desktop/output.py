"""Files that leave the application: the old one or the new one stands at the destination, never half."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TRIES, PAUSE_SECONDS = 10, 0.1
"""On Windows a virus scanner or a viewer may hold a file for a moment: its place is then asked for again."""

_MOST_NAMES = 100

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
        try:
            _take_place(part, path)
        except PermissionError:
            if not _stands_beside(part, path):
                raise
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


_PAGES = (".pdf", ".xlsx", ".csv", ".docx", ".html")
"""What people open in other programs while we write it again; nothing else ever gets a second name."""

_BESIDE: ContextVar[list[Beside] | None] = ContextVar("beside", default=None)


class Beside(NamedTuple):
    """A document that another program holds, and the file that was written beside it."""

    asked: Path
    written: Path

    @property
    def told(self) -> Trouble:
        """Return what to tell: nothing is lost."""
        return Trouble("written_beside", path=self.asked.name, beside=self.written.name)


@contextmanager
def held_elsewhere() -> Iterator[list[Beside]]:
    """Let documents that another program holds open be written beside it, as `name (2).pdf`; yields those that were."""
    found: list[Beside] = []
    token = _BESIDE.set(found)
    try:
        yield found
    finally:
        _BESIDE.reset(token)


def _stands_beside(part: Path, path: Path) -> bool:
    """Give a finished document another name where another program holds the file of its own; says whether it did."""
    found = _BESIDE.get()
    if found is None or path.suffix.lower() not in _PAGES or not path.is_file():
        return False
    names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in range(2, _MOST_NAMES))
    beside = next((name for name in names if not name.exists()), None)
    if beside is None:
        return False
    _take_place(part, beside)
    found.append(Beside(path, beside))
    return True


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
