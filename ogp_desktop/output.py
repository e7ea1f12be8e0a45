"""Files that leave the application: the old one or the new one stands at the destination, never half."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def writing(path: Path, mode: int = 0o644) -> Iterator[Path]:
    """Yield a temporary file beside `path` to write to; it takes `path`'s place when the block ends well.

    It is flushed to the disk first, with the permissions `mode`. Raises `Trouble` when the folder or the disk
    refuses; what stood at `path` is then untouched.
    """
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=f".part{path.suffix}", dir=path.parent)
        os.close(handle)
        part = Path(name)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.chmod(mode)
        part.replace(path)
    except OSError as error:
        code = "output_disk_full" if error.errno in (errno.ENOSPC, errno.EFBIG) else "output_unwritable"
        raise Trouble(code, path=str(path)) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
