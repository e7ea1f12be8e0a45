"""Words that two people can compare aloud, in any language, in place of a long number."""

from __future__ import annotations

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"


def words_of(digest: bytes) -> str:
    """Return the first 64 bits of a digest as four words that can be said in any language.

    Proquints: D. S. Wilkerson, "A Proposal for Proquints" (2009), arXiv:0901.4016.
    """
    return " ".join(_word(int.from_bytes(digest[at : at + 2], "big")) for at in range(0, 8, 2))


def _word(number: int) -> str:
    return (
        _CONSONANTS[number >> 12]
        + _VOWELS[number >> 10 & 3]
        + _CONSONANTS[number >> 6 & 15]
        + _VOWELS[number >> 4 & 3]
        + _CONSONANTS[number & 15]
    )
