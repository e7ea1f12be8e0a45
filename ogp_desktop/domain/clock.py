"""The hybrid clock: milliseconds and a counter in one integer, never running backwards."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTER_BITS = 16


def wall_milliseconds() -> int:
    """Return the computer's wall clock in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


class HybridClock:
    """Stamps that grow by at least one each: `max(last + 1, wall clock)`.

    It orders what is shown and picks a conflict's provisional value, nothing else; it is never pulled
    forward by another computer's stamps.
    """

    def __init__(self, last: int = 0, wall: Callable[[], int] = wall_milliseconds) -> None:
        self._last = last
        self._wall = wall

    def stamp(self) -> int:
        """Return the next stamp: milliseconds << 16 | counter."""
        self._last = max(self._last + 1, self._wall() << COUNTER_BITS)
        return self._last


def milliseconds_of(stamp: int) -> int:
    """Return the milliseconds since 1970 UTC of a stamp."""
    return stamp >> COUNTER_BITS
