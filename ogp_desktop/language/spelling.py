"""Spelling: the words one wrong letter away."""

from __future__ import annotations

from ogp_desktop.domain.text.scripts import is_arabic

LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def one_off(word: str) -> set[str]:
    """Return every word one letter away from `word`: left out, put in, replaced or swapped with its neighbour.

    The word itself is not among them. The way is P. Norvig's ("How to write a spelling corrector", 2007).
    """
    letters = ARABIC if word and is_arabic(word[0]) else LATIN
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in letters}
    found |= {head + letter + tail for head, tail in cuts for letter in letters}
    return found - {word}
