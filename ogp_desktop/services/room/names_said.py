"""Names that are said: whether a text names somebody who is there, where an event wants ideas without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.folding import folded
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.people import Record

MOST_PEOPLE = 1_000
"""People who are there above whom nobody is looked for."""

AT_ONCE = 40
"""People whose names are read at once, which stands in the way of a key."""

_TITLES = frozenset(
    ("m", "mr", "mme", "monsieur", "madame", "mlle", "si", "lalla", "السيد", "السيده", "الاستاذ", "الاستاذه")
)


class NamesSaid:
    """The names of those who are there, as texts may say them; read little by little by `read_some`."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.forget()

    def forget(self) -> None:
        """Read the names anew: somebody came, or the event was changed."""
        self._unread: list[str] | None = None
        self._full: dict[str, str] = {}
        """Family and given name in either order, folded, by which a person is named as written."""
        self._families: dict[str, str] = {}
        self._longest = 0
        """Words of the longest of them."""

    def in_text(self, text: str) -> str:
        """Return the name of somebody who is there and whom `text` names in full or by a title; nothing for none."""
        words = folded(text).split() if self._families else []
        for first, word in enumerate(words):
            for last in range(first + 2, min(first + self._longest, len(words)) + 1):
                named = self._full.get(" ".join(words[first:last]))
                if named is None and word in _TITLES:
                    named = self._families.get(" ".join(words[first + 1 : last]))
                if named is not None:
                    return named
        return ""

    def read_some(self) -> bool:
        """Read the next names; says whether all are known."""
        conn = self._bench.register.conn
        if self._unread is None:
            self._unread = self._to_read()
        some, self._unread = self._unread[:AT_ONCE], self._unread[AT_ONCE:]
        if some:
            for identity in queries.records_of(conn, "identity", some).values():
                self._learn(identity)
        return not self._unread

    def _to_read(self) -> list[str]:
        register = self._bench.register
        event = queries.record(register.conn, "event", register.event) if register.event else None
        if event is None or event["names_allowed"]:
            return []
        present = queries.arrived(register.conn)
        return present if len(present) <= MOST_PEOPLE else []

    def _learn(self, identity: Record) -> None:
        for ending in ("", "_ar"):
            written = [identity[f"{part}{ending}"] or "" for part in ("family_name", "given_name")]
            family, given = map(folded, written)
            if not family:
                continue
            name = " ".join(filter(None, written))
            self._families[family] = name
            if given:
                self._full[f"{family} {given}"] = self._full[f"{given} {family}"] = name
            self._longest = max(self._longest, len(f"{family} {given}".split()), len(family.split()) + 1)
