"""Sounds: the consonants of a name, the same whether it was written in Latin or in Arabic letters.

Morocco writes one name in two scripts and the Latin one by ear, after French: vowels come and go, doubles
too, and several letters stand for one Arabic consonant. What stays is the skeleton of consonants.

Sources: the consonant tables of BGN/PCGN 1956 and of ISO 233-2:1993 for which Latin letters answer to an
Arabic one, widened by the French habits of Moroccan civil status (ou, ch, gu, c before e and i, k for ق);
the Arabic chat alphabet for digits, in its Moroccan form (9 is ق). The spellings that must meet
stand in `tests/language/test_names.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ogp_desktop.domain.text.scripts import is_arabic

JOINT = "-"
"""Stands between words that are written as one: `abd-el-aziz`."""

MOST_SKELETONS = 4
"""Skeletons kept of a word whose letters can be read in several ways."""

_SILENT = "."

_LATIN: dict[str, tuple[str, ...]] = {
    # ش; `sh` may also be two letters (Ishaq), as may `th` (Fathi) and `dh` (Adham).
    **dict.fromkeys(("sch", "ch"), ("$",)),
    "sh": ("$", "SH"),
    "th": ("T", "TH"),
    "dh": ("D", "DH"),
    # خ, غ, ج, ف, ق.
    "kh": ("X",),
    "gh": ("G",),
    "dj": ("J",),
    "ph": ("F",),
    **dict.fromkeys(("ck", "cq"), ("K",)),
    "rh": ("RH", "G"),  # Zerhouni, Lamrhari
    "x": ("KS",),
    "g": ("K", "G"),  # ڭ, or غ without its h
    **{letter: (sound,) for letter, sound in zip("bcdfhjklmnpqrstvz", "BKDFHJKLMNBKRSTFZ", strict=True)},
    # The Arabic chat alphabet; 2 (hamza) and 3 (ع) are vowels.
    **{digit: (sound,) for digit, sound in zip("5679", "XTHK", strict=True)},
}
_ARABIC: dict[str, tuple[str, ...]] = {
    # A letter written twice in Arabic is heard twice: the mark of doubling is not a letter.
    letter: tuple(f"{sound}{_SILENT}" for sound in sounds)
    for letters, sounds in {
        "بپ": "B",
        "تط": "T",
        "ث": "TS",  # Thouraya, Soraya
        "جژ": "J",
        "حه": "H",
        "خ": "X",
        "دذض": "D",
        "ظ": "DZ",  # Hafid, Hafiz
        "ر": "R",
        "ز": "Z",
        "سص": "S",
        "شچ": "$",
        "غ": "G",
        "فڤ": "F",
        "قكکگڭݣڨ": "K",  # Moroccan hard g is written ك, ڭ, گ or ݣ
        "ل": "L",
        "م": "M",
        "ن": "N",
    }.items()
    for letter in letters
}
_IN_CONTEXT: dict[str, tuple[str, ...]] = {
    "A": ("A",),  # any vowel, ع or hamza at the beginning; elsewhere they are not heard
    "W": ("W",),
    "O": ("A", "W"),  # Oubella, Oukili
    "Y": ("Y",),
    "C": ("S",),
    "J": ("J", "K"),
    "K": ("K",),
    "R": ("G", "RH"),  # Rhizlane
    "H": ("", "H"),  # Fatimah, Salah
    "ة": ("", "T"),  # Hayat
}
"""What stands in for letters whose sound depends on their neighbours."""

_SOUNDS = _LATIN | _ARABIC | _IN_CONTEXT
_START = re.compile(
    "(?P<W>w|ou(?=[aeiy])|u(?=[aeiy])|و)|(?P<O>ou)|(?P<Y>y(?=[aeiou])|i(?=[aou])|ي)|(?P<A>[aeiouy23اعءی])|(?P<R>rh)"
)
_SOFT_C = re.compile("c(?=[eiy])")
_SOFT_G = re.compile("g(?=[eiy])")
_HARD_G = re.compile("gu(?=[eiy])")
_LAST_H = re.compile("(?<=..)(?<![cstdkgrp])h$")
_LETTERS = re.compile(r"sch|[cst]h|[dkgrp]h|dj|c[kq]|.")
_DOUBLES = re.compile(r"(.)\1+")

_SUN = "تثدذرزسشصضطظلن"
"""Letters that swallow the l of the article: الزهراء is Ezzahra."""

_LATIN_STARTS = tuple(
    map(
        re.compile,
        (
            "^el(?=[^aeiou].{2}|.{4})|^al(?=[^aeiouy].{2})",  # Elfassi, Alkadiri
            "^l(?=[^aeiouyl].{2}|ou.{3}|a.{4})",  # Lhoucine, Louazzani, Lamrani
            "^la(?=[^aeiouy]{2}.{2})",  # Lamrini
            r"^[ae](?=ch|sh|([tdrzsnl])\1)",  # Ezzahraoui, Echarif
            "^[ie](?=m[hb]|dr|br|sm)",  # Idriss
        ),
    )
)
"""Beginnings that may be missing: the article, glued or swallowed by the letter after it, and a weak first vowel."""

_WEAK = ("a", "e", "i", "l")
"""Their first letters."""

_LATIN_INNER_ARTICLE = re.compile(
    r"(?<=^abd)([aeiou]?)l-?(?=[tdrzsn]|ch|sh)|-[aeo]l-(?=[tdrzsnl]|ch|sh)|(?<=.)[ae]l(?=d+in)"
)
_SINGLE_LETTER = re.compile(rf"(?:^|(?<={JOINT}))(\w){JOINT}")
"""A letter alone is a word of its own: m mohamed is not Mohamed."""

_ARABIC_ARTICLE = re.compile(r"^ال-?(?=..)")
_ARABIC_INNER_ARTICLE = re.compile(rf"-ال-?(?=[{_SUN}])|(?<=^عبد)ال(?=[{_SUN}])|(?<=..)ال(?=دين$|له$|زهرا)")
_ARABIC_SILENT_END = re.compile("(?<=..)ه(?=-|الزهرا)")
_ARABIC_FALLING = re.compile("^ا(?=م[^اوي]..|در|بر|سم)")
_ARABIC_JOINT = re.compile(rf"(.){JOINT}\1|{JOINT}")
_NO_ARTICLE = frozenset(
    {"الياس", "الهام", "الين", "الينا", "اليسا", "اليسار", "الما", "الماس", "الفت", "الفه", "البير"}
)
"""Names that begin with the letters of the article without having it: Ilyas, Ilham."""


@lru_cache(1 << 14)
def skeletons(word: str) -> tuple[str, ...]:
    """Return the skeletons of a folded word, the likeliest first; nothing where it has no letter we know.

    A word that begins with the article has one without it, and, in Arabic letters, one where only its l
    is heard (Lhoucine). A first vowel that Moroccans let fall may be missing (Idriss, Driss; امحمد, محمد).
    """
    if word.replace(JOINT, "").isdigit():
        return ()
    forms = _arabic_forms(word) if any(map(is_arabic, word)) else _latin_forms(word)
    found = dict.fromkeys(skeleton for form in forms for skeleton in _readings(form) if skeleton)
    return tuple(found)[:MOST_SKELETONS]


def _latin_forms(word: str) -> list[str]:
    bare = _SINGLE_LETTER.sub(r"\1a", _LATIN_INNER_ARTICLE.sub(r"\1", word)).replace(JOINT, "")
    if bare[:1] not in _WEAK:
        return [bare]
    return list(dict.fromkeys([bare, *(start.sub("", bare) for start in _LATIN_STARTS)]))


def _arabic_forms(word: str) -> list[str]:
    word = _ARABIC_INNER_ARTICLE.sub("ا", _ARABIC_SILENT_END.sub("", word))
    rest = word if word.replace(JOINT, "") in _NO_ARTICLE else _ARABIC_ARTICLE.sub("", word)
    forms = [rest]
    if rest != word and rest[0] not in _SUN:
        forms.append(f"ل{rest}")
    if (shorter := _ARABIC_FALLING.sub("", word)) != word:
        forms.append(shorter)
    return [_ARABIC_JOINT.sub(r"\1", form) for form in forms]


def _readings(form: str) -> list[str]:
    """Return the skeletons of one form: each way its letters can be read."""
    found = [""]
    for letters in _LETTERS.findall(_in_context(form)):
        sounds = _SOUNDS.get(letters, (_SILENT,))
        if len(sounds) == 1:
            found = [head + sounds[0] for head in found]
        else:
            found = [head + sound for head in found for sound in sounds][:MOST_SKELETONS]
    return [_DOUBLES.sub(r"\1", each).replace(_SILENT, "") for each in found]


def _in_context(form: str) -> str:
    """Return a form with signs for the letters whose sound depends on their neighbours."""
    if start := _START.match(form):
        form = f"{start.lastgroup}{form[start.end() :]}"
    if "c" in form:
        form = _SOFT_C.sub("C", form)
    if "g" in form:
        form = _HARD_G.sub("K", _SOFT_G.sub("J", form))
    if form.endswith("h"):
        form = _LAST_H.sub("H", form)
    if form.endswith("ه") and len(form) > 2:
        return f"{form[:-1]}ة" if form[-2] == "ا" else form[:-1]
    return form
