"""One application per register: a lock beside the file, held by the system, that names its owner."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from typing import IO, TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30

    def _take(file: IO[str]) -> None:
        # A byte far beyond the text, so that others can still read who holds it.
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class RegisterLock:
    """Holds the lock of one register until `release`; the system frees it if the program dies."""

    def __init__(self, register: Path, owner: str) -> None:
        """Take the lock of `register` for `owner`; raises `Trouble` naming who has it."""
        self._path = register.with_name(f".{register.name}.lock")
        self._file = self._acquire(register, owner)

    def _acquire(self, register: Path, owner: str) -> IO[str]:
        while True:
            try:
                file = self._path.open("a+", encoding="utf-8")
            except OSError as error:
                code = "disk_full" if error.errno == errno.ENOSPC else "register_unwritable"
                raise Trouble(code, file=register.name) from error
            try:
                _take(file)
            except OSError as error:
                file.seek(0)
                holder = _named(file.read())
                file.close()
                raise Trouble("register_busy", file=register.name, owner=holder) from error
            if self._is_current(file):
                _say_who(file, owner)
                return file
            file.close()

    def _is_current(self, file: IO[str]) -> bool:
        """Say whether the file just locked still is the one others will find (it may have been removed)."""
        try:
            return os.path.samestat(os.fstat(file.fileno()), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Give the lock back and leave no file behind."""
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        self._file.close()
        if sys.platform == "win32":
            # Another program may be reading who holds it; the empty file does no harm.
            with contextlib.suppress(PermissionError):
                self._path.unlink(missing_ok=True)


def _say_who(file: IO[str], owner: str) -> None:
    """Write the owner into a lock that is held; it holds on a full disk too, where nothing can be written."""
    with contextlib.suppress(OSError):
        file.truncate(0)
        # Past the buffer, which would try again, and fail again, when the file is closed.
        os.write(file.fileno(), json.dumps({"owner": owner, "pid": os.getpid()}).encode())


def _named(text: str) -> str:
    try:
        return str(json.loads(text)["owner"])
    except (ValueError, KeyError, TypeError):
        return "?"
