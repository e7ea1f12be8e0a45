"""Ways for a room to think before it debates: a silent minute, alone then in two, four and all."""

from __future__ import annotations

from typing import NamedTuple


class Phase(NamedTuple):
    """A part of a round: its name among the words, and how long it lasts."""

    code: str
    seconds: int


METHODS: dict[str, tuple[Phase, ...]] = {
    "debate": (),
    "silence": (Phase("silence", 60),),
    "one_two_four": (Phase("one", 60), Phase("two", 120), Phase("four", 240), Phase("all", 300)),
}
"""The free debate, which has no clock of its own, and the rounds; 1-2-4-all takes twelve minutes (ux.md §2.4)."""


class Round(NamedTuple):
    """A round that was begun at some second."""

    method: str
    begun: float

    def at(self, now: float) -> tuple[Phase, int] | None:
        """Return the phase that runs and the seconds left of it; None once the round is over."""
        since = now - self.begun
        for phase in METHODS[self.method]:
            if since < phase.seconds:
                return phase, int(phase.seconds - since)
            since -= phase.seconds
        return None
