"""Piles: ideas that probably say the same, gathered by average linkage, with what people decided kept as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Pair = tuple[str, str]
Graph = dict[str, dict[str, float]]
"""For each idea the probabilities of its nearest; an edge that is missing counts as zero."""

LEVELS = {"fewer": 0.12, "usual": 0.2, "more": 0.35}
"""Mean probability between two piles from which they are one: the slider fewer / more piles."""

CHECKED_EVERY = 512


class Decisions(NamedTuple):
    """What people decided: pairs that are the same, pairs that are not, and ideas placed in a pile of theirs."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    placed: Mapping[str, str] = {}


NOTHING_DECIDED = Decisions()


class Contradiction(NamedTuple):
    """A pair said to be the same that another decision keeps apart; it is kept apart."""

    a: str
    b: str


@dataclass
class Piles:
    """The piles, each in the order of ids, the largest first, and the decisions that contradict each other."""

    piles: list[list[str]]
    contradictions: list[Contradiction] = field(default_factory=list)


def gather(
    graph: Graph,
    decisions: Decisions = NOTHING_DECIDED,
    level: float = LEVELS["usual"],
    step: Callable[[], None] | None = None,
) -> Piles:
    """Return the piles of all ideas of `graph`: average linkage (UPGMA) on the sparse graph down to `level`.

    Same graph and decisions, same piles, in whatever order they come. Two ideas decided to be different never
    share a pile, two placed in different piles neither, two decided to be the same always do, unless decisions
    contradict each other. `step` is called now and then and may raise, to give up.
    """
    work = _Linkage(graph, decisions)
    work.join_decided()
    work.run(level, step or (lambda: None))
    piles = sorted((sorted(members) for members in work.members.values()), key=lambda pile: (-len(pile), pile))
    return Piles(piles, work.contradictions)


class _Linkage:
    """Clusters under way; a cluster is named by its first idea in the order of ids."""

    def __init__(self, graph: Graph, decisions: Decisions) -> None:
        self.ideas = sorted(graph)
        self.members = {idea: [idea] for idea in self.ideas}
        self.contradictions: list[Contradiction] = []
        self._decisions = decisions
        self._of = {idea: idea for idea in self.ideas}
        self._sums: dict[str, dict[str, float]] = {idea: {} for idea in self.ideas}
        for idea in self.ideas:
            for mate, probability in sorted(graph[idea].items()):
                if mate in self._sums and mate != idea:
                    both = max(probability, graph[mate].get(idea, 0.0))
                    self._sums[idea][mate] = self._sums[mate][idea] = both
        self._apart: dict[str, set[str]] = {idea: set() for idea in self.ideas}
        for a, b in sorted(decisions.different):
            if a in self._of and b in self._of and a != b:
                self._apart[a].add(b)
                self._apart[b].add(a)

    def join_decided(self) -> None:
        """Join what people placed together, then what they said is the same."""
        placed = self._decisions.placed
        self.contradictions += [
            Contradiction(a, b)
            for a, b in sorted(self._decisions.different)
            if a in self._of and b in self._of and placed.get(a) is not None and placed.get(a) == placed.get(b)
        ]
        piles: dict[str, list[str]] = {}
        for idea, pile in sorted(placed.items()):
            if idea in self._of:
                piles.setdefault(pile, []).append(idea)
        for ideas in piles.values():
            for idea in ideas[1:]:
                head = self._of[ideas[0]]
                if idea in self._apart[head]:
                    self._apart[head].discard(idea)
                    self._apart[idea].discard(head)
                self._join(head, idea)
        heads = sorted({self._of[ideas[0]] for ideas in piles.values()})
        for head in heads:
            self._apart[head].update(other for other in heads if other != head)
        for a, b in sorted(self._decisions.same):
            if a not in self._of or b not in self._of or (one := self._of[a]) == (other := self._of[b]):
                continue
            if other in self._apart[one]:
                self.contradictions.append(Contradiction(a, b))
            else:
                self._join(one, other)

    def run(self, level: float, step: Callable[[], None]) -> None:
        """Join the two likest clusters again and again."""
        todo = [self._candidate(one, other) for one, mates in self._sums.items() for other in mates if one < other]
        heapify(todo)
        done = 0
        while todo:
            likeness, one, other = heappop(todo)
            if -likeness < level:
                break
            if one not in self.members or other not in self.members or self._candidate(one, other)[0] != likeness:
                continue
            if other in self._apart[one]:
                continue
            done += 1
            if done % CHECKED_EVERY == 1:
                step()
            kept = self._join(one, other)
            for mate in self._sums[kept]:
                heappush(todo, self._candidate(*sorted((kept, mate))))

    def _candidate(self, one: str, other: str) -> tuple[float, str, str]:
        size = len(self.members[one]) * len(self.members[other])
        return -round(self._sums[one].get(other, 0.0) / size, 9), one, other

    def _join(self, one: str, other: str) -> str:
        """Make one cluster of two and return its name."""
        if one == other:
            return one
        kept, gone = sorted((one, other))
        for idea in self.members[gone]:
            self._of[idea] = kept
        self.members[kept] += self.members.pop(gone)
        sums, lost = self._sums[kept], self._sums.pop(gone)
        for mate, sum_ in lost.items():
            del self._sums[mate][gone]
            if mate != kept:
                sums[mate] = self._sums[mate][kept] = round(sums.get(mate, 0.0) + sum_, 9)
        sums.pop(gone, None)
        for mate in self._apart.pop(gone):
            self._apart[mate].discard(gone)
            if mate != kept:
                self._apart[mate].add(kept)
                self._apart[kept].add(mate)
        self._apart[kept].discard(gone)
        return kept


def best_places(
    idea: str, near: Mapping[str, float], pile_of: Mapping[str, str], sizes: Mapping[str, int], most: int = 5
) -> list[tuple[str, float]]:
    """Return the piles an idea fits best, with how well: the mean of its three best probabilities in each.

    `pile_of` gives the pile of each idea, `sizes` the number of its ideas; the idea itself counts for none.
    """
    found: dict[str, list[float]] = {}
    for mate, probability in near.items():
        if mate != idea and mate in pile_of:
            found.setdefault(pile_of[mate], []).append(probability)
    scored = []
    for pile, probabilities in found.items():
        others = sizes[pile] - (pile_of.get(idea) == pile)
        best = sorted(probabilities, reverse=True)[:JUDGED_BY]
        scored.append((pile, round(sum(best) / min(JUDGED_BY, max(others, 1)), 6)))
    return sorted(scored, key=lambda each: (-each[1], each[0]))[:most]


JUDGED_BY = 3
"""Ideas of a pile that speak for it: a large pile holds several ways to say a thing, and three are enough."""
