"""The words of a name as they are compared: one by one, glued, without particles, by letters and by sounds.

The rules, each for a habit of Moroccan registration lists:

1. Letters are folded (`domain.text.folding`): case, accents, vowel marks, hyphens, alef, ة and ى; the
   Moroccan ݣ and the Persian ک and ی, which some keyboards write, are ك and ي.
2. An apostrophe inside a Latin name may be left out or stand for a gap: M'hamed is mhamed, and m, hamed. Likewise
   ç is s, and c.
3. Words that follow each other may be written as one: Fatima Zahra is fatimazahra, Ait Brigui aitbrigui.
4. Particles may be glued to the next word or left out: El Fassi, Elfassi, Fassi; بن زروال, بنزروال.
5. The article ال, and el or al before a consonant, may be missing from the word it is glued to.
6. Sounds are compared where letters differ (`language.sounds`); of a particle only that it is that one.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.text.folding import tokens
from ogp_desktop.domain.text.scripts import is_arabic
from ogp_desktop.language.sounds import JOINT, skeletons

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ARTICLE = "el al la le ech es ez ed er en et ال"
_OTHERS = ("ben ibn bni بن ابن بني", "ait ايت", "bou بو", "ould oulad ولد اولاد", "abd abdel عبد", "de")
_SAME_PARTICLE = {word: f"={place}" for place, words in enumerate((_ARTICLE, *_OTHERS)) for word in words.split()}
ARTICLES = frozenset(_ARTICLE.split())
PARTICLES = frozenset(_SAME_PARTICLE)
"""Words of a name that many write glued to the next one, or leave out, folded; the article is left out most."""

PARTICLE_SOUNDS = frozenset(_SAME_PARTICLE.values())

LONGEST_TEXT = 200
"""Characters that are read of one name or of what was typed: far above any name."""

LONGEST_WORD = 32
MOST_WORDS = 12
"""Words of one name that are read."""

MOST_TYPED = 6
"""Typed words that are looked up; what follows them is left out."""

LONGEST_RUN = 3
"""Words that may be written as one: Abd El Aziz."""

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’ʼʿʾ`´‘](?=[^\W\d_])")
_HEARD = re.compile(f"[çÇ]|{_APOSTROPHE.pattern}")
_CEDILLA = str.maketrans("çÇ", "ss")
_KEYBOARDS = str.maketrans({"ݣ": "ك", "ک": "ك", "ی": "ي"})


class Forms(NamedTuple):
    """Forms of words, each once, by which they are found."""

    letters: tuple[str, ...]
    sounds: tuple[str, ...]


class NameWords(NamedTuple):
    """What one name is found by: its words in letters and in sounds, the forms it begins with, the others."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]
    first: Forms
    others: Forms


class Omitted(IntEnum):
    """What a reading leaves out of what was typed."""

    NOTHING = 0
    ARTICLES = 1
    PARTICLES = 2


class Reading(NamedTuple):
    """One way to understand what was typed: its words, those that are glued holding a joint."""

    words: tuple[str, ...]
    omitted: Omitted = Omitted.NOTHING


def split(text: str, heard: bool = False) -> list[str]:
    """Return the folded words of a name or of typed text; `heard`, those around an apostrophe are one, and ç is s."""
    text = text[:LONGEST_TEXT]
    if heard:
        text = _APOSTROPHE.sub("", text).translate(_CEDILLA)
    elif _APOSTROPHE.search(text):
        text = _APOSTROPHE.sub(" ", text)
    words = tokens(text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_KEYBOARDS))
    return [word[:LONGEST_WORD] for word in words[:MOST_WORDS]]


def sounds_of(word: str, typed: bool = False) -> tuple[str, ...]:
    """Return the sounds of a word, its joints kept; a typed particle may also be the beginning of another word."""
    if (particle := _SAME_PARTICLE.get(word)) is None:
        return skeletons(word)
    return (particle, *skeletons(word)) if typed else (particle,)


def name_words(text: str) -> NameWords:
    """Return what a name is found by (rules 1 to 6); it begins with its first word, and the one after the article."""
    words = split(text)
    first: dict[str, None] = {}
    others: dict[str, None] = {}
    for some in (words, split(text, heard=True)) if _HEARD.search(text) else (words,):
        begins = 2 if some[:1] and some[0] in ARTICLES else 1
        for place in range(len(some)):
            (first if place < begins else others).update(dict.fromkeys(_runs(some, place)))
    sounds = [sounds_of(word)[:1] for word in words if word not in PARTICLES]
    return NameWords(tuple(words), tuple(chain.from_iterable(sounds)), _forms(first), _forms(others))


def _runs(words: list[str], place: int) -> Iterator[str]:
    """Yield the word at a place, and with those after it that may be written as one with it, in the same script."""
    run = words[place]
    yield run
    for word in words[place + 1 : place + LONGEST_RUN]:
        if is_arabic(word[0]) is not is_arabic(run[0]):
            return
        run = f"{run}{JOINT}{word}"
        yield run


def _forms(runs: Iterable[str]) -> Forms:
    letters: dict[str, None] = {}
    sounds: dict[str, None] = {}
    for run in runs:
        word = run.replace(JOINT, "")
        letters |= dict.fromkeys([word, *_without_article(word)])
        sounds |= dict.fromkeys(sounds_of(run))
    return Forms(tuple(letters), tuple(sounds))


def readings(text: str) -> list[Reading]:
    """Return the ways to understand what was typed, as it stands first; none where it has no words."""
    heard, words = split(text, heard=True)[:MOST_TYPED], split(text)[:MOST_TYPED]
    found = [Reading(tuple(heard)), Reading(tuple(words))]
    for length in range(2, LONGEST_RUN + 1):
        for place in range(len(words) - length + 1):
            run = JOINT.join(words[place : place + length])
            found.append(Reading((*words[:place], run, *words[place + length :])))
    found.append(Reading(tuple(_particles_glued(words))))
    for omitted, particles in ((Omitted.ARTICLES, ARTICLES), (Omitted.PARTICLES, PARTICLES)):
        found.append(Reading(tuple(word for word in heard if word not in particles), omitted))
    first: dict[tuple[str, ...], Reading] = {}
    for reading in found:
        first.setdefault(reading.words, reading)
    first.pop((), None)
    return list(first.values())


def sound_the_same(one: str, other: str) -> bool:
    """Say whether two names have the same sounds word for word, in any order, particles left out."""
    theirs = [skeletons(word) for word in split(other, heard=True) if word not in PARTICLES]
    ours = [skeletons(word) for word in split(one, heard=True) if word not in PARTICLES]
    for sounds in ours:
        met = next((each for each in theirs if not set(sounds).isdisjoint(each)), None)
        if met is None:
            return False
        theirs.remove(met)
    return bool(ours) and not theirs


def _particles_glued(words: list[str]) -> list[str]:
    glued: list[str] = []
    for word in words:
        if glued and glued[-1].rpartition(JOINT)[2] in PARTICLES:
            glued[-1] += JOINT + word
        else:
            glued.append(word)
    return glued


def _without_article(word: str) -> list[str]:
    if word.startswith("ال") and len(word) > 4:
        return [word[2:]]
    if word.startswith(("el", "al")) and len(word) > 4 and word[2] not in "aeiouy":
        return [word[2:]]
    return []
