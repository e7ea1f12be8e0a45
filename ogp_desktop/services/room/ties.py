"""Ties: what a room says of an idea beside another one — the same, it completes it, it is another — and takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ogp_desktop.domain import ids
from ogp_desktop.storage import queries
from ogp_desktop.storage.putting import put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.act import Act

RELATIONS = ("same_problem", "completes", "duplicate_of", "excerpt_of")
TOGETHER = ("completes", "duplicate_of")
"""Relations of ideas that belong into one proposal."""

Tie = Literal["same", "completes", "different"]
DIFFERENT: Tie = "different"
TIES: tuple[Tie, ...] = ("same", "completes", DIFFERENT)
_RELATION: dict[str, str] = {"same": "duplicate_of", "completes": "completes"}
_TIE = {relation: tie for tie, relation in _RELATION.items()}
_NOTHING = "undecided"


class Ties:
    """How the ideas of one register are tied to each other."""

    def __init__(self, bench: Bench) -> None:
        self._conn = bench.register.conn

    def of(self, idea: str) -> dict[str, str]:
        """Return the ties of an idea, by the id of the other one."""
        found: dict[str, str] = {}
        for kind in ("judgement", "idea_link"):
            for side, other in (("a", "b"), ("b", "a")):
                for record in queries.records_of(self._conn, kind, [idea], side).values():
                    tie = _TIE.get(record.get("relation") or "", record.get("verdict") or "")
                    if record[other] and tie in TIES:
                        found[record[other]] = tie
        return found

    def say_all(self, act: Act, idea: str, ties: Mapping[str, str]) -> None:
        """Tie an idea to others within an act; an empty tie takes back what was said of the two."""
        for other, tie in ties.items():
            self._say(act, idea, other, tie)

    def _say(self, act: Act, idea: str, other: str, tie: str) -> None:
        for name, relation in _RELATION.items():
            for a, b in ((idea, other), (other, idea)):
                row = ids.derive("idea_link", a, b, relation)
                stands = queries.record(self._conn, "idea_link", row) is not None
                if stands and name != tie:
                    act.delete("idea_link", row)
        if tie in _RELATION:
            put(act, "idea_link", {"a": idea, "b": other, "relation": _RELATION[tie]})
        one, two = pair_of(idea, other)
        judged = queries.record(self._conn, "judgement", ids.derive("judgement", one, two))
        if tie == DIFFERENT or (judged is not None and judged["verdict"] == DIFFERENT):
            put(act, "judgement", {"a": one, "b": two, "verdict": tie if tie == DIFFERENT else _NOTHING})


def pair_of(one: str, other: str) -> tuple[str, str]:
    """Return two ids in the order in which a pair is kept."""
    return (one, other) if one < other else (other, one)
