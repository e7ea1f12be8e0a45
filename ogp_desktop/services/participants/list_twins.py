"""Who may be the same person: the same e-mail, the same phone, the same name, or one that is nearly the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.text.folding import folded
from ogp_desktop.language.names import PARTICLES, sounds_of, split
from ogp_desktop.services.participants.people import full_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REASONS = ("same_name", "same_email", "same_phone", "near_name")
"""In the order in which they are told, and looked for."""

FEW = 3_000
"""People up to whom a mistake of one letter is looked for, too."""
_SHORTEST = 8
"""Letters of a name in which one mistake may be one."""


class Key(NamedTuple):
    """What two people have in common where they may be the same."""

    reason: str
    text: tuple[str, ...]


class Twins:
    """The first person of each key; `holder` is whatever the caller knows people by."""

    def __init__(self, count: int) -> None:
        self._looks_closely = count <= FEW
        self._first: dict[Key, object] = {}

    def add(self, holder: object, person: Mapping[str, str | None]) -> None:
        """Know a person."""
        for key in self._keys(person):
            self._first.setdefault(key, holder)

    def of(self, person: Mapping[str, str | None]) -> tuple[object, list[str]] | None:
        """Return who may be this person and all reasons for it, the strongest first; None when nobody."""
        found = [(key, self._first[key]) for key in self._keys(person) if key in self._first]
        if not found:
            return None
        holder = min(found, key=lambda each: REASONS.index(each[0].reason))[1]
        reasons = {key.reason for key, other in found if other == holder}
        if "same_name" in reasons:
            reasons.discard("near_name")
        return holder, [reason for reason in REASONS if reason in reasons]

    def _keys(self, person: Mapping[str, str | None]) -> Iterator[Key]:
        if email := person.get("email"):
            yield Key("same_email", (email.casefold(),))
        if phone := person.get("phone"):
            yield Key("same_phone", (phone,))
        for name in full_names(dict(person)):
            words = split(name)
            yield Key("same_name", tuple(sorted(words)))
            if sounds := sound_key(words):
                yield Key("near_name", sounds)
            if self._looks_closely:
                yield from _one_letter_less(name)


def sound_key(words: list[str]) -> tuple[str, ...]:
    """Return how a name of two words or more sounds, in whatever order and script it is written."""
    sounds = sorted(_sound(word) for word in words if word not in PARTICLES)
    return tuple(sounds) if len(sounds) > 1 and all(sounds) else ()


@lru_cache(20_000)
def _sound(word: str) -> str:
    return next(iter(sounds_of(word)), "")


def _one_letter_less(name: str) -> Iterator[Key]:
    """Yield the keys that a name shares with those one letter away, as long names often are by mistake."""
    letters = folded(name).replace(" ", "")
    if len(letters) >= _SHORTEST:
        yield Key("near_name", ("", letters))
        for place in range(len(letters)):
            yield Key("near_name", ("", letters[:place] + letters[place + 1 :]))
