"""Stems: the part of a word that its plurals, genders, verbs and particles share."""

from __future__ import annotations

from functools import lru_cache

from ogp_desktop.domain.text.scripts import is_arabic

SHORTEST_STEM = 3
SHORTEST_CUT = 4
"""Letters left when a letter that may be a particle or a root's own is cut: with three, بعاد would lose its root."""
_FRENCH_NUMBERS = (("eaux", "eau"), ("aux", "al"))
_FRENCH_ACTS = (("fication", "f"), ("lication", "l"))
"""publication meets publier and not public; communication stays away from commune."""
_FRENCH = """
ements ement emens issements issement ations ation itions ition utions ution ateurs ateur atrices atrice atifs
atif atives ative ions ion ites ite ances ance ences ence antes ants ante ant eurs eur euses euse eux ables
able ibles ible ismes isme istes iste ages age ives ive ifs if elles elle els el ielles ielle iels iel ales
ale als al aires aire iers ier ieres iere atric ativ anc enc eus abl ibl ism ist ag iv ell iell air ier if ees
ee es er ers ez ent ons ait aient erait raient era eront it its ie ies ir is e s i u ue ues us
"""
_FRENCH_ENDINGS = frozenset(_FRENCH.split())
_LONGEST_ENDING = max(map(len, _FRENCH_ENDINGS))
"""Endings of French nouns, adjectives and verbs (after the light stemmers of J. Savoy, 1999 and 2006)."""

_ARABIC_STARTS = ("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال")
_ARABIC_SINGLE_STARTS = ("و", "ف", "ب", "ل", "ك")
_ARABIC_ENDINGS = (
    "ياتهم",
    "يات",
    "اتها",
    "اتهم",
    "ات",
    "ان",
    "ين",
    "ون",
    "وا",
    "تها",
    "تهم",
    "ها",
    "هم",
    "هن",
    "كم",
    "نا",
    "يه",
    "ته",
    "ه",
    "ي",
)
"""Article with particles, and endings (light10: L. Larkey, L. Ballesteros, M. Connell, 2007)."""
_DARIJA_STARTS = ("كاي", "كات", "كان", "كي", "كت", "كن", "تاي", "تي", "غادي", "غاي", "غان", "غي", "غن")
_DARIJA_LATIN_STARTS = ("kay", "kat", "kan", "tay", "ghay", "ghan", "ki", "ke", "ka", "ma", "l", "n", "y", "t")
_DARIJA_LATIN_ENDINGS = (
    "inach",
    "ouch",
    "ach",
    "ch",
    "at",
    "in",
    "ine",
    "ou",
    "o",
    "a",
    "t",
    "na",
    "hom",
    "ha",
    "ha",
    "i",
)


@lru_cache(50_000)
def stem(word: str) -> str:
    """Return the stem of a folded word: by the Arabic rules if it is in Arabic letters, else by the French ones."""
    if not word.isalpha():
        return word
    return _arabic_stem(word) if is_arabic(word[0]) else _french_stem(word)


@lru_cache(50_000)
def readings(word: str) -> tuple[str, ...]:
    """Return what a folded word may be read as when it is looked up, the surest first: itself, then without particles.

    Arabic writes و ف ب ل ك and the article on the word, Darija its tenses and its negation; French marks number
    and gender. Which letters belong to the word is known only once one of the readings stands in the lexicon.
    """
    if not word.isalpha():
        return (word,)
    if not is_arabic(word[0]):
        return tuple(dict.fromkeys((word, light(word))))
    found = [word, light(word)]
    if found[1] == word:
        for starts in (_ARABIC_SINGLE_STARTS, _DARIJA_STARTS):
            cut = _without_start(word, starts, SHORTEST_CUT)
            found += [cut, _without_start(cut, _ARABIC_STARTS)]
        if word.endswith("ش") and len(word) > 4:
            found += [word[:-1], _without_start(word[:-1], ("ما", "م"))]
    return tuple(dict.fromkeys(found))


def light(word: str) -> str:
    """Return a word without its article, or without its plural and its gender."""
    return _without_start(word, _ARABIC_STARTS) if is_arabic(word[0]) else _number_and_gender(word)


def latin_darija_readings(word: str) -> tuple[str, ...]:
    """Return what a word of Darija in Latin letters may be read as: without its tense, its article, its endings."""
    found = [word]
    bare = _without_start(word, _DARIJA_LATIN_STARTS)
    for each in (word, bare):
        found.append(each)
        found.extend(
            each[: -len(ending)]
            for ending in _DARIJA_LATIN_ENDINGS
            if each.endswith(ending) and len(each) - len(ending) >= 3
        )
    return tuple(dict.fromkeys(found))


def _without_start(word: str, starts: tuple[str, ...], shortest: int = SHORTEST_STEM) -> str:
    for start in starts:
        if word.startswith(start) and len(word) - len(start) >= shortest:
            return word[len(start) :]
    return word


def _arabic_stem(word: str) -> str:
    bare = _without_start(word, _ARABIC_STARTS)
    if bare == word and word[0] == "و" and len(word) > 4:
        bare = _without_start(word[1:], _ARABIC_STARTS)
    for ending in _ARABIC_ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= SHORTEST_STEM:
            bare = bare[: -len(ending)]
            break
    return bare.rstrip("ء") if len(bare) > SHORTEST_STEM else bare


def _number_and_gender(word: str) -> str:
    for ending, singular in _FRENCH_NUMBERS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + singular
    bare = word[:-1] if word[-1] in "sx" and len(word) > SHORTEST_STEM else word
    return bare[:-1] if bare.endswith("e") and len(bare) > SHORTEST_CUT else bare


def _french_stem(word: str) -> str:
    bare = _number_and_gender(word)
    if bare.endswith("qu"):
        return bare[:-2] + "c"
    for ending, root in _FRENCH_ACTS:
        if bare.endswith(ending) and len(bare) - len(ending) >= SHORTEST_STEM - 1:
            return bare[: -len(ending)] + root
    for length in range(min(_LONGEST_ENDING, len(bare) - SHORTEST_STEM), 0, -1):
        if bare[-length:] in _FRENCH_ENDINGS and len(bare) - length >= SHORTEST_STEM + (length < 3):
            bare = bare[:-length]
            break
    if len(bare) > SHORTEST_STEM and bare[-1] == bare[-2]:
        bare = bare[:-1]
    return bare
