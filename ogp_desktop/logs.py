"""The log: what went wrong and where in the code, never what people said or who they are."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from ogp_desktop import __version__, paths

LOG = logging.getLogger("ogp_desktop")
_BYTES = 1 << 20


def begin() -> Path:
    """Write to a file in the data folder, one megabyte (looked at when it begins) and the one before; returns its path.

    Where nothing can be written nothing is logged: that is told to people elsewhere.
    """
    folder = paths.home() / "logs"
    path = folder / "ogp_desktop.log"
    handler: logging.Handler = logging.NullHandler()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _BYTES:
            path.replace(f"{path}.1")
        handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for before in LOG.handlers:
        before.close()
    LOG.handlers[:] = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    return path


def note_error(error: BaseException) -> str:
    """Note an error of ours: its type and its lines of code, not its message, which may quote a text.

    The first one begins the log.
    """
    if not LOG.handlers:
        begin()
    import datetime
    import traceback

    mark = datetime.datetime.now(datetime.UTC).strftime("%d%H%M%S")
    package = Path(__file__).resolve().parent
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if package in Path(frame.filename).resolve().parents
    ]
    LOG.error("%s %s %s %s", mark, __version__, type(error).__name__, " < ".join(reversed(frames)))
    return mark
