"""Normalise: the words of a text as they are compared, whatever hand and keyboard they come from."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ogp_desktop.domain.text.folding import folded

LONGEST_TEXT = 8_000
"""Characters that are read of one text: far above any idea, and what keeps a pasted book from stalling the rest."""

LONGEST_WORD = 40
"""Letters after which a word is no word; it is cut, not refused."""

SOFT_HYPHEN = "\u00ad"
_LAW_NUMBER = re.compile(r"(?<![\d.,/-])(\d{1,3})\s?[.\-/]\s?(\d{2,3})(?:[.\-/](\d{2,3}))?(?![\d.,/-]|\s?%)")
_ELECTRONIC = re.compile(r"\b[eE]-(?=\w{4})")
_WRITTEN = re.compile(
    r"عن بعد|\d{1,3}\s?[.\-/]\s?\d{2,3}|\b[eE]-\w{4,}|\d+(?:[.\-/]\d+)+"
    r"|[^\W_]+(?:[\u064b-\u0652\u0640][^\W_]*)*"
)
"""Words as they are written, with what `words` takes as one."""
_ELISIONS = frozenset({"c", "d", "j", "l", "m", "n", "s", "t", "qu"})

ABBREVIATIONS = {
    "admin": "administration",
    "asso": "association",
    "assos": "association",
    "assoc": "association",
    "ct": "collectivites territoriales",
    "dai": "droit acces information",
    "etab": "etablissement",
    "gvt": "gouvernement",
    "gouv": "gouvernement",
    "info": "information",
    "infos": "information",
    "infra": "infrastructure",
    "nb": "nombre",
    "orga": "organisation",
    "pb": "probleme",
    "pbs": "problemes",
    "rdv": "rendez vous",
    "sc": "societe civile",
}
"""What French note-takers write for what is said; abbreviations that say a concept are forms of the lexicon."""


_EMPTY_PHRASES = re.compile(
    r"\b(?:عن طريق|في ظل|من طرف|من قبل|في اطار|من خلال|من اجل|nulle part|a travers|dans le cadre|au niveau|en cours"
    r"|(?:mise?s?|mettre) en (?:place|oeuvre)|(?:prise|prendre|tenir) (?:en )?compte"
    r"|en cas|au cas|au sein|au lieu|a l egard)\b"
)
"""Small words that would speak of something alone (a road, a part, a level) and here only bind."""


def words(text: str) -> list[str]:
    """Return the words of `text` folded, in order, with law numbers as one word and abbreviations written out.

    Folding is that of the search (NFKD, case, accents, vowel marks, Arabic letter variants). Rules of its own:
    "31-13", "31.13" and "13.31" are one word, because numbers are turned around inside Arabic;
    "e-gouvernement" is one word, and "عن بعد" (at a distance), or بعد (after) would go with the small words;
    a French elision leaves no letter behind; a single letter is no word, a single digit is.
    """
    readable = unicodedata.normalize("NFKC", text[:LONGEST_TEXT].replace(SOFT_HYPHEN, ""))
    plain = folded(_ELECTRONIC.sub("e", _LAW_NUMBER.sub(_one_word, readable)))
    found: list[str] = []
    for word in _EMPTY_PHRASES.sub(" ", plain).replace("عن بعد", "عنبعد").split():
        if (len(word) == 1 and not word.isdigit()) or word in _ELISIONS:
            continue
        found.extend(ABBREVIATIONS.get(word, word[:LONGEST_WORD]).split())
    return found


def spelt(text: str) -> dict[str, str]:
    """Return, for each word as it is compared, how the text writes it."""
    found: dict[str, str] = {}
    for written in _WRITTEN.findall(unicodedata.normalize("NFC", text[:LONGEST_TEXT])):
        for word in _words_of(written):
            found.setdefault(word, written)
    return found


@lru_cache(20_000)
def _words_of(written: str) -> tuple[str, ...]:
    return tuple(words(written))


def respelt(compared: str, known: dict[str, str]) -> str:
    """Return compared words the way a text writes them."""
    return " ".join(dict.fromkeys(known.get(word, word) for word in compared.split()))


def written_words(text: str) -> list[str]:
    """Return every word of `text` as it is written, folded, elisions left out: what a form may lose to small words."""
    return [word for word in folded(text[:LONGEST_TEXT]).split() if word not in _ELISIONS]


def _one_word(found: re.Match[str]) -> str:
    parts = [part for part in found.groups() if part]
    return f" n{'n'.join(sorted(parts, key=lambda part: (len(part), part)))} "
