"""Grouping: piles of ideas as they would be proposed now; a person decides, and what was decided stays."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.language import nearest
from ogp_desktop.language.likeness import SURE
from ogp_desktop.language.piles import LEVELS, Decisions, best_places, gather
from ogp_desktop.services.ideas.mandates import ADMINISTRATION, THEME, Cards, Concerned
from ogp_desktop.services.room.ties import DIFFERENT, TOGETHER, pair_of
from ogp_desktop.storage import queries
from ogp_desktop.storage.putting import put

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ogp_desktop.domain.change import Value
    from ogp_desktop.language.likeness import Weighed
    from ogp_desktop.language.piles import Contradiction, Graph
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.ideas.idea_index import IdeaIndex

SAME, UNDECIDED = "same", "undecided"
VERDICTS = (SAME, DIFFERENT, UNDECIDED)
TITLE_CONCEPTS = 5
STEP_EVERY = 64


class Pile(NamedTuple):
    """Ideas that probably say the same: the most central first, what they speak of, and how likely it is."""

    number: int
    ideas: list[str]
    concepts: list[str]
    probability: float
    administrations: list[Concerned]
    themes: list[Concerned]

    @property
    def is_sure(self) -> bool:
        """Say whether it is shown without "pas sûr"."""
        return len(self.ideas) > 1 and self.probability >= SURE


class Suggestion(NamedTuple):
    """Piles of all ideas that stand, for each idea its nearest, and the piles it fits best, best first."""

    piles: list[Pile]
    nearest: Graph
    places: dict[str, list[int]]
    contradictions: list[Contradiction]


class Grouping:
    """Suggests piles and keeps what people judge."""

    def __init__(self, bench: Bench, index: IdeaIndex) -> None:
        self._bench, self._index = bench, index

    def suggest(self, level: str = "usual", step: Callable[[], None] | None = None) -> Suggestion:
        """Return piles: `level` is `fewer`, `usual` or `more`; `step` is called now and then and may raise."""
        step = step or (lambda: None)
        self._index.refresh(step)
        decisions = self.decisions()
        copies = self._copies(decisions)
        graph = self._graph(list(copies), step)
        gathered = gather(graph, _of_firsts(decisions, copies), LEVELS[level], step)
        piles = [[copy for first in pile for copy in copies[first]] for pile in gathered.piles]
        piles.sort(key=lambda pile: (-len(pile), pile))
        whole = _with_copies(graph, copies)
        pile_of = {idea: str(number) for number, pile in enumerate(piles, 1) for idea in pile}
        sizes = Counter(pile_of.values())
        cards = [Cards(self._bench, self._index.reader, kind) for kind in (ADMINISTRATION, THEME)]
        places = {
            idea: [int(pile) for pile, _ in best_places(idea, near, pile_of, sizes)] for idea, near in whole.items()
        }
        told = [self._pile(number, ideas, graph, cards) for number, ideas in enumerate(piles, 1)]
        return Suggestion(told, whole, places, gathered.contradictions)

    def _copies(self, decisions: Decisions) -> dict[str, list[str]]:
        """Return the ideas that stand, by the first of those that say it in the same words; in the order of ids.

        One stands for all when likeness is asked for: a hundred copies would be each other's only neighbours.
        An idea that somebody told apart from another stands for itself.
        """
        apart = {idea for pair in decisions.different for idea in pair}
        first: dict[object, str] = {}
        copies: dict[str, list[str]] = {}
        numbers = self._index.load_all()
        for number, text in zip(numbers, self._index.texts(numbers), strict=True):
            row = self._index.row(number)
            words = text.features.words
            key: object = (words, text.theme) if words and row not in apart else row
            copies.setdefault(first.setdefault(key, row), []).append(row)
        return copies

    def _graph(self, rows: list[str], step: Callable[[], None]) -> Graph:
        """Return the nearest of these ideas among each other, likest first."""
        whole = _Whole(self._index, rows)
        graph: Graph = {}
        for place, row in enumerate(rows):
            if place % STEP_EVERY == 0:
                step()
            found = nearest.nearest(whole.texts([place])[0], self._index.likeness, whole, place)
            graph[row] = {rows[other]: probability for other, probability in found}
        return graph

    def _pile(self, number: int, ideas: list[str], graph: Graph, cards: list[Cards]) -> Pile:
        firsts = [idea for idea in ideas if idea in graph]
        bonds = {one: sum(_bond(graph, one, other) for other in firsts) for one in firsts}
        pairs = len(firsts) * (len(firsts) - 1)
        weights: Counter[str] = Counter()
        texts = [weighed for idea in ideas if (weighed := self._index.standing(idea)) is not None]
        for weighed in texts:
            weights.update({name: weighed.concepts[name] for name in weighed.features.concepts})
        strongest = sorted(weights, key=lambda name: (-round(weights[name], 6), name))[:TITLE_CONCEPTS]
        likely = round(sum(bonds.values()) / pairs, 6) if pairs else float(len(ideas) > 1)
        central = sorted(ideas, key=lambda idea: (-round(bonds.get(idea, 0.0), 6), idea))
        concerned = [card.concerned([text.features for text in texts]) for card in cards]
        return Pile(number, central, strongest, likely, *concerned)

    def decisions(self) -> Decisions:
        """Return what people judged so far."""
        conn = self._bench.register.conn
        told: dict[str, set[tuple[str, str]]] = {SAME: set(), DIFFERENT: set()}
        for record in queries.records(conn, "judgement"):
            if record["a"] and record["b"] and record["verdict"] in told:
                told[record["verdict"]].add((record["a"], record["b"]))
        # What a room tied belongs together, unless somebody who read all rooms told them apart.
        tied = {
            pair_of(link["a"] or "", link["b"] or "")
            for link in queries.records(conn, "idea_link")
            if link["relation"] in TOGETHER
        }
        return Decisions(frozenset(told[SAME] | tied - told[DIFFERENT]), frozenset(told[DIFFERENT]))

    def judge(self, a: str, b: str, verdict: str, suggested: float | None = None) -> str:
        """Keep that two ideas are the same, different, or undecided again; returns the judgement's id.

        `suggested` is the probability that was shown. Raises `Trouble` for an idea that is unknown, or one twice.
        """
        conn = self._bench.register.conn
        one, other = sorted((a, b))
        found = queries.records_of(conn, "idea", (one, other))
        for idea in (one, other):
            if idea not in found or found[idea]["withdrawn_at"]:
                raise Trouble("idea_unknown", idea=idea)
        if one == other:
            raise Trouble("judgement_of_one")
        scopes = {found[one]["scope"], found[other]["scope"]}
        scope = scopes.pop() if len(scopes) == 1 else self._bench.register.plan
        row = ids.derive("judgement", one, other)
        values: dict[str, Value] = {"verdict": verdict}
        if suggested is not None:
            values["suggested"] = round(suggested * 100)
        with self._bench.register.act(self._bench.author, scope) as act:
            put(act, "judgement", {**values, "a": one, "b": other})
        return row


def _bond(graph: Graph, one: str, other: str) -> float:
    return max(graph[one].get(other, 0.0), graph[other].get(one, 0.0))


def _of_firsts(decisions: Decisions, copies: dict[str, list[str]]) -> Decisions:
    """Return decisions as they hold for the ideas that stand for their copies."""
    first = {copy: each for each, listed in copies.items() for copy in listed}
    pairs = ((first.get(a, a), first.get(b, b)) for a, b in decisions.same)
    return decisions._replace(same=frozenset((min(pair), max(pair)) for pair in pairs))


def _with_copies(graph: Graph, copies: dict[str, list[str]]) -> Graph:
    """Return the nearest of every idea: its copies first, then those of the one that stands for it."""
    return {
        copy: dict([*((mate, 1.0) for mate in listed if mate != copy), *graph[first].items()][: nearest.NEAREST])
        for first, listed in copies.items()
        for copy in listed
    }


class _Whole:
    """Ideas in memory, numbered in the order of their ids: the same numbers, and so the same ties, everywhere."""

    def __init__(self, index: IdeaIndex, rows: list[str]) -> None:
        numbers = {row: number for number, row in index.ids().items()}
        self._ids = dict(enumerate(rows))
        self._texts = index.texts([numbers[row] for row in rows])
        self._places: dict[str, list[int]] = {}
        for place, text in enumerate(self._texts):
            for term in text.features.terms:
                self._places.setdefault(term, []).append(place)

    def where(self, term: str) -> Sequence[int]:
        return self._places.get(term, ())

    def ids(self) -> Mapping[int, str]:
        return self._ids

    def texts(self, numbers: Sequence[int]) -> list[Weighed]:
        return [self._texts[number] for number in numbers]
