"""Skeletons: the consonants of a word, the same whether it is written in Latin or in Arabic letters."""

from __future__ import annotations

import re
from functools import lru_cache

_LATIN_GROUPS = (
    ("tch", "$"), ("sch", "$"), ("sh", "$"), ("ch", "$"), ("kh", "x"), ("gh", "g"), ("dj", "j"), ("th", "t"),
    ("dh", "d"),
    ("ph", "f"), ("ck", "k"), ("ou", "o"), ("qu", "k"), ("gu", "k"),
    ("ce", "s"), ("ci", "s"), ("cy", "s"), ("ge", "j"), ("gi", "j"),
)  # fmt: skip
_LATIN = str.maketrans(
    {"c": "k", "q": "k", "p": "b", "v": "f", "x": "x", "3": "", "7": "h", "9": "k", "5": "x", "8": "h", "2": ""}
    | dict.fromkeys("aeiouyw", "")
)
_ARABIC = str.maketrans(
    dict(zip("بتثجحخدذرزسشصضطظعغفقكلمنه", "bttjhxddrzs$sdtd" + "\0" + "gfkklmnh", strict=True))
    | dict.fromkeys("اويءى", "")
)
_DOUBLES = re.compile(r"(.)\1+")


@lru_cache(50_000)
def skeleton(word: str) -> str:
    """Return the consonants of a folded word, doubles once, sounds that either script merges as one class.

    Classes follow Moroccan usage: sh ch ش, kh 5 خ, gh غ, t th ت ث ط, d dh د ذ ض ظ, s ç ص س, k q 9 ق ك, h 7 ح ه.
    """
    bare = word
    for group, sound in _LATIN_GROUPS:
        bare = bare.replace(group, sound)
    bare = bare.translate(_LATIN).translate(_ARABIC).replace("\0", "")
    bare = _DOUBLES.sub(r"\1", bare)
    return bare.removesuffix("h") or bare
