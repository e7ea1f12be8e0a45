"""Names that are said: whether a text names somebody who is there, where an event wants ideas without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.folding import folded
from ogp_desktop.services.participants.people import full_names
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.people import Record

MOST_PEOPLE = 1_000
"""People who are there above whom nobody is looked for: it would take longer than a key may."""

_TITLES = ("m", "mr", "mme", "monsieur", "madame", "mlle", "si", "lalla", "السيد", "السيده", "الاستاذ", "الاستاذه")


class NamesSaid:
    """The names of those who are there, as texts may say them."""

    def __init__(self, bench: Bench) -> None:
        conn = bench.register.conn
        event = queries.record(conn, "event", bench.register.event) if bench.register.event else None
        self._names: dict[str, str] = {}
        if event is None or event["names_allowed"]:
            return
        present = {arrival["person"] for arrival in queries.records(conn, "arrival") if arrival["person"]}
        if len(present) <= MOST_PEOPLE:
            for identity in queries.records_of(conn, "identity", present).values():
                self._names |= {said: name for said, name in _said(identity) if said}

    def in_text(self, text: str) -> str:
        """Return the name of somebody who is there and whom `text` names in full or by a title; nothing for none."""
        said = f" {folded(text)} "
        return next((name for known, name in self._names.items() if f" {known} " in said), "")


def _said(identity: Record) -> list[tuple[str, str]]:
    """Return the ways in which somebody is named, folded, each with the name as it is written."""
    written = full_names(identity)
    found: list[tuple[str, str]] = []
    for ending in ("", "_ar"):
        family, given = (folded(identity[f"{part}{ending}"] or "") for part in ("family_name", "given_name"))
        name = next((each for each in written if family and family in folded(each)), "")
        if family and given:
            found += [(f"{family} {given}", name), (f"{given} {family}", name)]
        if family:
            found += [(f"{title} {family}", name) for title in _TITLES]
    return found
