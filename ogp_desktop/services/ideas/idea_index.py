"""The index of a register's ideas: what search, likeness and grouping ask."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.intake import intake
from ogp_desktop.language.features import Features
from ogp_desktop.language.likeness import Likeness, Statistics, Weighed
from ogp_desktop.language.normalise import words
from ogp_desktop.language.stems import readings
from ogp_desktop.services.ideas.lexicons import wording
from ogp_desktop.storage import queries
from ogp_desktop.storage.search_index import PARTS, Indexed, SearchIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import TracebackType

    from ogp_desktop.services.compose import Bench

WEIGHED_AT_ONCE = 20_000
"""Ideas whose weighed features are kept in memory, about 5 kB each."""

LONGEST_QUESTION = 20
"""Words of a search that count."""


class IdeaIndex:
    """The ideas of one register, found by words and compared by likeness; `refresh` follows the register."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        rules = wording(bench)
        self.reader = rules.reader
        self._index = SearchIndex(bench.register, rules.engine, self._indexed)
        self._likeness: Likeness | None = None
        self._weighed: dict[int, Weighed] = {}
        self._ids: dict[int, str] | None = None
        self._themes: dict[str, str] = {}
        """The theme of each session, and of each idea that belongs to another one."""

    def close(self) -> None:
        """Close the file."""
        self._index.close()

    def __enter__(self) -> IdeaIndex:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def _indexed(self, text: str) -> Indexed:
        features = self.reader.read(text)
        found_by = dict.fromkeys(reading for word in words(text) for reading in readings(word))
        return Indexed(" ".join(found_by), features.terms, json.dumps(features.kept(), ensure_ascii=False))

    def refresh(self, step: Callable[[], None] | None = None) -> None:
        """Take in what changed in the register; `step` is called now and then and may raise, to give up."""
        if self._index.refresh(step):
            self._likeness = None
            self._weighed, self._ids = {}, None

    def find(self, text: str, limit: int) -> list[str]:
        """Return the ideas that have, for each word of `text`, a word that begins with it in one of its readings."""
        self.refresh()
        wanted = [readings(word)[:2] for word in words(text)[:LONGEST_QUESTION]]
        return self._index.find(wanted, limit)

    @property
    def likeness(self) -> Likeness:
        """Return the comparison, with the statistics of all ideas that stand."""
        if self._likeness is None:
            texts, counts = self._index.counts()
            self._likeness = Likeness(Statistics(texts, Counter(counts)))
            sessions = queries.records(self._bench.register.conn, "session")
            parked = queries.themes_of_parked(self._bench.register.conn)
            self._themes = {session["id"]: session["theme"] or "" for session in sessions} | parked
        return self._likeness

    def asked(self, text: str, session: str = "") -> Weighed:
        """Return a text that is no idea yet, ready to be compared."""
        return self.likeness.statistics.weigh(self.reader.read(intake(text)), self._themes.get(session, ""))

    def number_of(self, row: str) -> int | None:
        """Return the number of an idea here, None where it is unknown."""
        return self._index.number_of(row)

    def where(self, term: str) -> list[int]:
        """Return the numbers of the ideas that have a term."""
        return self._index.where(term)

    def load_all(self) -> list[int]:
        """Read every idea that stands into memory and return their numbers in the order of their ids."""
        return self._take(None)

    def _take(self, wanted: list[int] | None) -> list[int]:
        statistics, found = self.likeness.statistics, []
        for number, row, session, kept in self._index.ideas(wanted):
            features = Features.restored(json.loads(kept))
            theme = self._themes.get(row) or self._themes.get(session or "", "")
            self._weighed[number] = statistics.weigh(features, theme)
            found.append(number)
        return found

    def texts(self, numbers: Sequence[int]) -> list[Weighed]:
        """Return ideas that stand, weighed, in the order of `numbers`."""
        if len(self._weighed) > WEIGHED_AT_ONCE:
            self._weighed = {}
        if missing := [number for number in numbers if number not in self._weighed]:
            self._take(missing)
        return [self._weighed[number] for number in numbers]

    def row(self, number: int) -> str:
        """Return the id of an idea that stands."""
        return self.ids()[number]

    def ids(self) -> dict[int, str]:
        """Return the id of every idea that stands, by its number."""
        if self._ids is None:
            self._ids = self._index.ids()
        return self._ids

    def said(self, rows: Iterable[str]) -> dict[str, str]:
        """Return the texts of ideas as they were said, by id."""
        found = queries.records_of(self._bench.register.conn, "idea", rows)
        return {row: "\n".join(filter(None, map(idea.get, PARTS))) for row, idea in found.items()}

    def standing(self, row: str) -> Weighed | None:
        """Return an idea, weighed; None where it is unknown or withdrawn."""
        number = self.number_of(row)
        if number is None or (number not in self._weighed and not self._take([number])):
            return None
        return self._weighed[number]
