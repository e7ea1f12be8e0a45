"""Folding: what is ignored when a person types a few letters to find a name or a word."""

from __future__ import annotations

import re
import unicodedata

FOLDING = 2
"""Raised when the rules change, so that search indexes are built anew."""

_SAME = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ـ": "",
        "ڭ": "ك",
        "گ": "ك",
        "œ": "oe",
        "æ": "ae",
        "ɣ": "gh",
        "ɛ": "e",
        "ß": "ss",
        "’": " ",
        "'": " ",
    }
    | {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
)
_SEPARATORS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return `text` in lower case without accents, vowel marks, hyphens or Arabic spelling variants."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SAME))
    bare = "".join(char for char in plain if not unicodedata.combining(char)).translate(_SAME)
    return " ".join(_SEPARATORS.sub(" ", bare).split())


def tokens(text: str) -> list[str]:
    """Return the folded words of `text`."""
    return folded(text).split()
