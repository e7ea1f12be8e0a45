"""The fingerprint of what was said in a session, by the published recipe of `docs/fingerprint.md`."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

RECIPE = "ogp-fingerprint-1"
"""Its name stands in the fingerprint: another recipe can never give the same one."""

State = Literal["said", "withdrawn", "undone", "unknown"]
"""What became of a number; `undone`: taken back at once by who typed it; `unknown`: not in this file."""

STATES: tuple[State, ...] = ("said", "withdrawn", "undone", "unknown")


class Numbered(NamedTuple):
    """A number as people say it, its state, and the three texts that were said under it, "" where none was."""

    number: str
    state: State
    problem: str
    solution: str
    result: str


def line_of(said: Numbered) -> str:
    """Return the SHA-256, in hex, of one number: five UTF-8 texts, each as `length in bytes:text,`."""
    parts = (text.encode() for text in said)
    return hashlib.sha256(b"".join(b"%d:%s," % (len(part), part) for part in parts)).hexdigest()


def fingerprint(said: Iterable[Numbered]) -> str:
    """Return the SHA-256, in hex, of the recipe's name and the sorted lines, joined by line feeds.

    Neither order, persons, categories, languages nor votes are in it: it holds after persons were erased.
    """
    return hashlib.sha256("\n".join([RECIPE, *sorted(map(line_of, said))]).encode()).hexdigest()


def grouped(digest: str) -> str:
    """Return a hex digest in groups of four, to be read aloud."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))
