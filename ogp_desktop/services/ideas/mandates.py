"""Who answers for ideas: the administrations and the themes whose cards they fit, with the words that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.language.mandates import Mandates
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.language.features import Features, Reader
    from ogp_desktop.services.compose import Bench

ADMINISTRATION, THEME = "administration", "theme"
TEXTS = ("title_fr", "mandate_fr", "title_ar", "mandate_ar")
"""What a card is made of; the secretariat writes it into the plan."""


class Concerned(NamedTuple):
    """An administration or a theme that ideas concern: its id and code, how well it fits, and the words that say so."""

    id: str
    code: str
    fit: float
    words: dict[str, str]


class Cards:
    """The cards of a plan, of one kind."""

    def __init__(self, bench: Bench, reader: Reader, kind: str = ADMINISTRATION) -> None:
        self._records = {record["id"]: record for record in queries.records(bench.register.conn, kind)}
        texts = {row: "\n".join(filter(None, map(record.get, TEXTS))) for row, record in self._records.items()}
        self._mandates = Mandates({row: reader.read(text) for row, text in texts.items()})

    def concerned(self, ideas: Iterable[Features]) -> list[Concerned]:
        """Return the three that ideas concern most, best first; fewer where too little speaks for them."""
        return [
            Concerned(match.name, self._records[match.name]["code"] or "", match.fit, match.concepts)
            for match in self._mandates.fitting(ideas)
        ]
