"""Processes of ours that help the window stand back behind it, where there are few processors."""

from __future__ import annotations

import contextlib
import os

NICENESS = 5


def stand_back() -> None:
    """Let the window's process go before this one."""
    with contextlib.suppress(AttributeError, OSError):  # not on Windows
        os.nice(NICENESS)
