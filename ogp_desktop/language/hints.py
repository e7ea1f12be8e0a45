"""What hints are made of, apart from what works them out: a window shows them and never loads that."""

from __future__ import annotations

from typing import NamedTuple

FEWEST_WORDS = 4
"""Words that must be typed before anything is near to them."""

SHOWN = 3
"""Near ideas that are told at once."""


class NearIdea(NamedTuple):
    """An idea near to what is typed: its id, how probably it says the same, whether it is the text re-typed."""

    row: str
    probability: float
    same_text: bool


class Remark(NamedTuple):
    """Something an idea does not say, and the part it is about."""

    code: str
    part: str
