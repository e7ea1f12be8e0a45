"""The forms of a name in all its scripts: what is put into the tables, and what one person is asked about."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.text.scripts import is_arabic
from ogp_desktop.language.names import name_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ogp_desktop.language.names import Forms

FIELDS = 4
FAMILY_BEGINNING, FAMILY, GIVEN, ORGANISATION = range(FIELDS)
"""The fields of a name, in the order in which hits stand."""

LETTERS, SOUNDS, LONE = range(3)
"""The tables: letters of everyone, sounds of everyone, sounds of names that are kept in one script only."""

Texts = tuple[int, tuple[str, ...]]
"""A field, and the name that stands there in each script it is kept in."""


class Side(NamedTuple):
    """What someone is found by in one field."""

    field: int
    letters: tuple[str, ...]
    sounds: tuple[str, ...]


class NameForms(NamedTuple):
    """A name: what it is found by, its words, and their sounds, those in Latin letters apart from those in Arabic ones.

    Words and sounds stand in lines, each after a space. `only` is the script the name is kept in where that is one:
    "l" or "a".
    """

    sides: tuple[Side, ...]
    words: str
    heard: tuple[str, str]
    only: str

    def places(self) -> Iterator[tuple[int, int, str]]:
        """Yield the table, the field and the form of everything it is found by."""
        for side in self.sides:
            for form in side.letters:
                yield LETTERS, side.field, form
            for form in side.sounds:
                yield SOUNDS, side.field, form
                if self.only:
                    yield LONE, side.field, f"{self.only}{form}"


def name_forms(texts: Texts) -> NameForms:
    """Return the forms of a name; one of an organisation is not written by ear and has no sounds."""
    field, kept = texts
    names = [name for text in kept if (name := name_words(text)).words]
    scripts = [is_arabic(name.words[0][0]) for name in names]
    first, others = [name.first for name in names], [name.others for name in names]
    if field == FAMILY_BEGINNING:
        sides = [_side(FAMILY_BEGINNING, first), _side(FAMILY, others)]
    else:
        sides = [_side(field, first + others)]
    latin, arabic = (
        _line(sound for name, script in zip(names, scripts, strict=True) if script is each for sound in name.sounds)
        for each in (False, True)
    )
    only = "la"[scripts[0]] if len(set(scripts)) == 1 else ""
    return NameForms(tuple(sides), _line(word for name in names for word in name.words), (latin, arabic), only)


def _line(words: Iterable[str]) -> str:
    return "".join(f" {word}" for word in words)


def _side(field: int, found: list[Forms]) -> Side:
    letters = dict.fromkeys(chain.from_iterable(forms.letters for forms in found))
    sounds = dict.fromkeys(chain.from_iterable(forms.sounds for forms in found if field != ORGANISATION))
    return Side(field, tuple(letters), tuple(sounds))
