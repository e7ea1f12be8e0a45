"""What a room has heard so far: its ideas in memory, and those that are near to what is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.language import nearest
from ogp_desktop.language.hints import FEWEST_WORDS, SHOWN, NearIdea
from ogp_desktop.language.likeness import SURE, Likeness, Statistics, Weighed, is_near_identical
from ogp_desktop.language.normalise import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ogp_desktop.language.features import Features, Reader


class Heard:
    """The ideas of one room by their ids; they come, change and go one by one."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._numbers: dict[str, int] = {}
        self._rows: dict[int, str] = {}
        self._features: dict[int, Features] = {}
        self._places: dict[str, set[int]] = {}
        self._statistics = Statistics()
        self._weighed: dict[int, Weighed] = {}

    def put(self, row: str, text: str) -> None:
        """Take an idea in, or its new text."""
        self.drop(row)
        number = self._numbers.setdefault(row, len(self._numbers))
        features = self._reader.read(text)
        self._rows[number], self._features[number] = row, features
        for term in features.terms:
            self._places.setdefault(term, set()).add(number)
        self._statistics.add(features)
        self._weighed = {}

    def drop(self, row: str) -> None:
        """Forget an idea: it was withdrawn, or undone."""
        number = self._numbers.get(row, -1)
        features = self._features.pop(number, None)
        if features is None:
            return
        del self._rows[number]
        for term in features.terms:
            self._places[term].discard(number)
        self._statistics.remove(features)
        self._weighed = {}

    def near(self, text: str, without: Collection[str] = (), most: int = SHOWN) -> list[NearIdea]:
        """Return the ideas that probably say what `text` says, the likest first; none for less than four words."""
        if len(words(text)) < FEWEST_WORDS:
            return []
        asked = self._statistics.weigh(self._reader.read(text))
        found = nearest.nearest(asked, Likeness(self._statistics), self, most=most + len(without))
        told = []
        for number, probability in found:
            same_text = is_near_identical(asked.features, self._features[number])
            if (same_text or probability >= SURE) and self._rows[number] not in without:
                told.append(NearIdea(self._rows[number], probability, same_text))
        return told[:most]

    # What `nearest` asks.

    def where(self, term: str) -> Collection[int]:
        """Return the numbers of the ideas that have a term."""
        return self._places.get(term, ())

    def ids(self) -> Mapping[int, str]:
        """Return the id of every idea, by its number."""
        return self._rows

    def texts(self, numbers: Sequence[int]) -> list[Weighed]:
        """Return ideas, weighed."""
        for number in numbers:
            if number not in self._weighed:
                self._weighed[number] = self._statistics.weigh(self._features[number])
        return [self._weighed[number] for number in numbers]
