"""The slip (bordereau) of a hand-over: a few figures and words to print or read on the phone."""

from __future__ import annotations

from dataclasses import dataclass

_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Slip:
    """What a slip says of a parcel; `words` and `last` let two people compare without a network."""

    code: str
    event: str
    label: str
    ideas: int
    people: int
    changes: int
    words: str
    last: str


def code_of(event: str, ideas: int, digest: bytes) -> str:
    """Return the short code of a parcel, such as `DEM-23-7Q4K`: 20 bits of its digest."""
    number = int.from_bytes(digest[:3], "big")
    letters = "".join(_CODE_LETTERS[number >> shift & 31] for shift in (15, 10, 5, 0))
    return f"{event}-{ideas}-{letters}"


def slip_text(slip: Slip, words: dict[str, str]) -> str:
    """Return the slip as plain text, its labels from `words`."""
    lines = [
        words["slip_title"],
        "",
        f"{words['slip_code']} : {slip.code}",
        f"{words['slip_event']} : {slip.event}",
        f"{words['slip_from']} : {slip.label}",
        f"{words['slip_ideas']} : {slip.ideas}",
        f"{words['slip_people']} : {slip.people}",
        f"{words['slip_changes']} : {slip.changes}",
        f"{words['slip_words']} : {slip.words}",
        f"{words['slip_last']} : {slip.last}",
        "",
    ]
    return "\n".join(lines)
