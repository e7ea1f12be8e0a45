"""What can wait until the window is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

MILLISECONDS = 15


def after_painting(owner: QObject, do: Callable[[], object]) -> None:
    """Do something a moment after the event loop turned, if `owner` still lives: painting comes before it.

    Counted from now, a window that takes long to build would be painted last.
    """
    QTimer.singleShot(0, owner, lambda: QTimer.singleShot(MILLISECONDS, owner, do))


def one_a_turn(owner: QObject, first: Callable[[], object], *others: Callable[[], object]) -> None:
    """Do several things, each in a turn of the event loop of its own: a key that is pressed waits for one of them."""
    first()
    if others:
        QTimer.singleShot(0, owner, lambda: one_a_turn(owner, *others))
