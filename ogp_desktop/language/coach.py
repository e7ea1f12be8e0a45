"""The coach of wording: what an idea that is gone over again does not say yet — quiet, and precise more than eager.

The words stand in `resources/coach.json`; what the lexicon knows of actors and acts comes from its concepts.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain.text.folding import folded
from ogp_desktop.language.hints import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ogp_desktop.language.features import Features, Reader

SEVERAL, NO_VERB, NO_ACTOR, NO_RESULT = "several", "no_verb", "no_actor", "no_result"
REMARKS = (SEVERAL, NO_VERB, NO_ACTOR, NO_RESULT)
"""In the order of what is worth saying first."""

PIECE_WORDS = 3
"""Words below which a piece of a text is no idea of its own."""

ACTOR_WORDS = 3
"""Words from which a solution is said in a sentence that may name who acts."""

_PIECES = re.compile(r"(?:[.;؛!?؟]+(?:\s+|$)|\n+)(?:\s*(?:[-–—•*]|\d+[.)-])\s*)?")
_ARABIC = re.compile("[\u0600-\u06ff]")
_BEFORE = "[وفبلس]?(?:ال)?"
"""What Arabic writes together with a word before it."""

_JUDGED = frozenset({"fr", "ar"})
"""Languages whose verbs are known well enough to miss one."""


@dataclass(frozen=True)
class Wording:
    """The words the coach knows, folded."""

    general: frozenset[str]
    further: re.Pattern[str]
    purpose: frozenset[str]
    actors: frozenset[str]
    actor_words: frozenset[str]
    acts: frozenset[str]
    act_words: frozenset[str]
    french_endings: tuple[str, ...]
    arabic_shapes: re.Pattern[str]

    @classmethod
    def parse(cls, text: str) -> Wording:
        """Read the coach's words; none where the file cannot be used, and the coach is then silent about them."""
        told: dict[str, Any] = json.loads(text)
        actors, acts = told["actors"], told["acts"]
        return cls(
            general=frozenset(told["general"]),
            further=re.compile("|".join(rf"\b{re.escape(each)}\b" for each in told["further"]), re.IGNORECASE),
            purpose=_folded(told["purpose"]),
            actors=frozenset(actors["concepts"]),
            actor_words=_folded(actors["words"]),
            acts=frozenset(acts["concepts"]),
            act_words=_folded(acts["words"]),
            french_endings=tuple(folded(each) for each in acts["french_endings"]),
            arabic_shapes=re.compile(f"{_BEFORE}(?:{'|'.join(map(_folded_shape, acts['arabic_shapes']))})"),
        )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, words))


def _folded_shape(shape: str) -> str:
    """Return a shape with its letters as they are compared."""
    return shape.replace("أ", "ا").replace("إ", "ا")


class Coach:
    """Looks at the parts of one idea."""

    def __init__(self, reader: Reader, wording: Wording) -> None:
        self._reader, self._wording = reader, wording

    def remarks(self, texts: Mapping[str, str]) -> list[Remark]:
        """Return what may be said better, by part: `problem`, `solution`, `result`."""
        found = [Remark(SEVERAL, part) for part in texts if self._says_several(texts[part])]
        solution = _Read(self._reader, texts.get("solution", ""))
        if not solution.words:
            return found
        if not self._has_actor(solution):  # beside who acts, an everyday verb is easily missed
            if not self._has_act(solution):
                found.append(Remark(NO_VERB, "solution"))
            if len(solution.words) >= ACTOR_WORDS:
                found.append(Remark(NO_ACTOR, "solution"))
        if not texts.get("result", "").strip() and not self._has_purpose(solution):
            found.append(Remark(NO_RESULT, "result"))
        return found

    def _says_several(self, text: str) -> bool:
        """Say whether two pieces of a text speak of nothing in common, each of something."""
        marked = self._wording.further.sub(". ", text)
        pieces = [piece for piece in _PIECES.split(marked) if len(piece.split()) >= PIECE_WORDS]
        if len(pieces) < 2:
            return False
        spoken = [self._subjects(self._reader.read(piece)) for piece in pieces]
        return any(one and other and not one & other for one, other in combinations(spoken, 2))

    def _subjects(self, features: Features) -> set[str]:
        said = {name for name in features.concepts if name not in self._wording.general}
        if not said:
            return set()
        return said | {name for name in features.broader if name not in self._wording.general} | set(features.stems)

    def _has_act(self, text: _Read) -> bool:
        known = self._wording
        if text.features.language not in _JUDGED:
            return True
        if known.acts & text.features.concepts.keys() or known.act_words & set(text.words):
            return True
        return any(
            known.arabic_shapes.fullmatch(word) if _ARABIC.search(word) else word.endswith(known.french_endings)
            for word in text.words
        )

    def _has_actor(self, text: _Read) -> bool:
        known = self._wording
        return bool(known.actors & text.features.concepts.keys() or known.actor_words & set(text.words))

    def _has_purpose(self, text: _Read) -> bool:
        said = f" {' '.join(text.words)} "
        return any(f" {phrase} " in said for phrase in self._wording.purpose)


class _Read:
    """A text with its folded words and what the lexicon finds in it."""

    def __init__(self, reader: Reader, text: str) -> None:
        self._reader, self._text = reader, text
        self.words = folded(text).split()

    @cached_property
    def features(self) -> Features:
        return self._reader.read(self._text)
