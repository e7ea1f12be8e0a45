"""A typed word: whose words it may mean, from the surest meaning to the faintest."""

from __future__ import annotations

from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.text.scripts import is_arabic
from ogp_desktop.language.names import PARTICLE_SOUNDS, sounds_of
from ogp_desktop.language.sounds import JOINT

if TYPE_CHECKING:
    from ogp_desktop.language.name_table import Fields, Ranks, WordTable

SHORTEST_HEARD = 3
"""Letters a typed word needs for its sounds to be compared with names that are kept in its own script too."""

_MUTE_ENDS = frozenset("aeiouywhاويءهع")


class Nearness(IntEnum):
    """How near what was typed is to a name; the nearest stand first."""

    BEGINS = 0
    SOUNDS = 1
    MISTYPED = 2


class Tables(NamedTuple):
    """The words of everyone: their letters, their sounds, the sounds of names kept in one script only."""

    letters: WordTable
    sounds: WordTable
    lone: WordTable


class TypedWord:
    """One typed word, and whose words it may mean; looked up level by level, when it is asked for."""

    def __init__(self, tables: Tables, word: str) -> None:
        self.letters = word.replace(JOINT, "")
        self.is_glued = JOINT in word
        self.sounds = sounds_of(word, typed=True)
        self._tables = tables
        self._other_script = "l" if is_arabic(self.letters[0]) else "a"
        self._wholes = [sound for sound in self.sounds if self._is_heard(sound)]
        self._beginnings = [sound for sound in self._wholes if self._may_go_on(sound)]
        self._meant: list[list[Fields]] = []
        self._lists: dict[tuple[int, int], list[Ranks]] = {}
        self._ranks: dict[tuple[int, int | None], set[int]] = {}

    def _is_heard(self, sound: str) -> bool:
        return len(self.letters) >= SHORTEST_HEARD or sound in PARTICLE_SOUNDS

    def _may_go_on(self, sound: str) -> bool:
        """Say whether names that only begin with a sound are meant: one or two consonants are too common."""
        closed = len(self.letters) > SHORTEST_HEARD and self.letters[-1] not in _MUTE_ENDS
        return sound not in PARTICLE_SOUNDS and (len(sound) > 2 or (len(sound) == 2 and closed))

    def means_somebody(self, level: int) -> bool:
        """Say whether anybody has a word as near as `level`, or nearer."""
        return any(self._more(each) for each in range(level + 1))

    def gains(self, level: int) -> bool:
        """Say whether it means anybody at `level` whom it did not mean before."""
        return bool(self._more(level))

    def lists(self, level: int, field: int) -> list[Ranks]:
        """Return the ranks, word by word, of those with a word in that field as near as `level`, or nearer."""
        if (key := (level, field)) not in self._lists:
            before = self.lists(level - 1, field) if level else []
            self._lists[key] = before + [word[field] for word in self._more(level) if word[field]]
        return self._lists[key]

    def ranks(self, level: int, field: int | None = None) -> list[set[int]]:
        """Return the ranks of those with a word as near as `level`, or nearer, in one field or any: one set a level.

        They are not made one: what a level adds is often little beside what it would be added to.
        """
        return [found for each in range(level + 1) if (found := self._ranks_at(each, field))]

    def _ranks_at(self, level: int, field: int | None) -> set[int]:
        if (key := (level, field)) not in self._ranks:
            some = self._more(level)
            lists = chain.from_iterable(some) if field is None else (word[field] for word in some)
            self._ranks[key] = set(chain.from_iterable(lists))
        return self._ranks[key]

    def _more(self, level: int) -> list[Fields]:
        """Return the words that are meant at `level` and were not before."""
        while len(self._meant) <= level:
            self._meant.append((self._beginning, self._sounding, self._mistyped)[len(self._meant)]())
        return self._meant[level]

    def _beginning(self) -> list[Fields]:
        return self._tables.letters.beginning(self.letters)

    def _sounding(self) -> list[Fields]:
        found: list[Fields] = []
        for sound in self.sounds:
            found += self._tables.lone.beginning(f"{self._other_script}{sound}")
        for sound in self._wholes:
            table = self._tables.sounds
            found += table.beginning(sound) if sound in self._beginnings else table.equal(sound)
        return found

    def _mistyped(self) -> list[Fields]:
        return [] if self.is_glued else self._tables.letters.mistyped(self.letters)
