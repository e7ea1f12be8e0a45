"""What a session can prove: every number given, what was said under it, and the fingerprint of it all."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ogp_desktop.domain.fingerprint import STATES, Numbered, State, fingerprint
from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.room.workshop import PARTS, Record, Workshop, idea_number
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench

GAP_LIMIT = 1_000
"""Numbers missing in a row above which they are not listed one by one."""

_Place = tuple[str, int]
"""The letter of a number, and the number."""


@dataclass(frozen=True)
class Entry:
    """One number given: what it proves, when it was said or withdrawn, and how many versions wait."""

    said: Numbered
    said_at: str = ""
    withdrawn_at: str = ""
    withdrawn_reason: str = ""
    versions: int = 1
    theme: Record | None = None
    """The theme of another room for which it was noted."""


@dataclass(frozen=True)
class Proof:
    """Every number of a session, in order."""

    session: Record
    event: Record
    entries: tuple[Entry, ...]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint in hex."""
        return fingerprint(entry.said for entry in self.entries)


def spoken(digest: str) -> str:
    """Return the four words of a fingerprint."""
    return words_of(bytes.fromhex(digest))


def proof(bench: Bench, session: Record) -> Proof:
    """Return what a session proves as this register knows it; no number between 1 and the last is left out."""
    conn = bench.register.conn
    event = queries.record(conn, "event", session["scope"])
    if event is None:
        raise Trouble("no_event_here")
    disputed: dict[str, int] = {}
    for dispute in queries.conflicts(conn):
        if dispute.kind == "idea":
            disputed[dispute.row] = max(dispute.versions, disputed.get(dispute.row, 1))
    themes = {theme["id"]: theme for theme in queries.records(conn, "theme")}
    placed: list[tuple[_Place, Entry]] = []
    for idea in Workshop(bench).ideas(session["id"]):
        number = idea_number(idea, session, event["code"])
        place = (idea["letter"] or "", idea["number"] or 0)
        placed.append((place, _entry(idea, number, disputed.get(idea["id"], 1), themes.get(idea["theme"]))))
    standing = {place for place, _ in placed}
    undone = {(letter, number) for number, letter in queries.numbers_undone(conn, session["id"])} - standing
    empty: dict[_Place, State] = dict.fromkeys(_gaps(standing | undone), "unknown")
    empty |= dict.fromkeys(undone, "undone")
    for place, state in empty.items():
        number = idea_number({"letter": place[0], "number": place[1]}, session, event["code"])
        placed.append((place, Entry(Numbered(number, state, "", "", ""))))
    entries = tuple(entry for _, entry in sorted(placed, key=lambda each: (each[0], each[1].said)))
    counted = Counter(entry.said.state for entry in entries)
    return Proof(session, event, entries, {state: counted[state] for state in STATES})


def _entry(idea: Record, number: str, versions: int, theme: Record | None) -> Entry:
    problem, solution, result = (idea[part] or "" for part in PARTS)
    said = Numbered(number, "withdrawn" if idea["withdrawn_at"] else "said", problem, solution, result)
    moment, reason = idea["withdrawn_at"] or "", idea["withdrawn_reason"] or ""
    return Entry(said, idea["said_at"] or "", moment[:16], reason, versions, theme)


def _gaps(places: set[_Place]) -> set[_Place]:
    """Return the places between 1 and the last of each letter that nothing is known of."""
    by_letter: dict[str, list[int]] = defaultdict(list)
    for letter, number in places:
        by_letter[letter].append(number)
    found: set[_Place] = set()
    for letter, numbers in by_letter.items():
        known = sorted({0, *numbers})
        for before, after in pairwise(known):
            if after - before <= GAP_LIMIT:
                found.update((letter, number) for number in range(before + 1, after))
    return found
