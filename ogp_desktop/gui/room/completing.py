"""Going through the ideas of a room that still miss something, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Completing:
    """A walk over ideas as they stood when it began."""

    def __init__(self) -> None:
        self._rows: list[str] = []
        self._at = -1

    @property
    def is_on(self) -> bool:
        """Say whether ideas are being gone through."""
        return bool(self._rows)

    @property
    def place(self) -> int:
        """Which idea it is, from 1."""
        return self._at + 1

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._rows)

    def begin(self, rows: Sequence[str]) -> None:
        """Begin before the first of some ideas."""
        self._rows, self._at = list(rows), -1

    def step(self, by: int = 1) -> str:
        """Return the next idea, or the one before; nothing, and the walk is over, after the last."""
        self._at = max(0, self._at + by)
        if self._at >= len(self._rows):
            self.end()
            return ""
        return self._rows[self._at]

    def end(self) -> None:
        """End."""
        self._rows, self._at = [], -1
