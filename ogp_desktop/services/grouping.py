"""Grouping: piles of ideas as they would be proposed now; a person decides, and what was decided stays."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.language import nearest
from ogp_desktop.language.likeness import SURE
from ogp_desktop.language.piles import LEVELS, Decisions, best_places, gather
from ogp_desktop.services.mandates import ADMINISTRATION, THEME, Cards, Concerned
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ogp_desktop.language.likeness import Weighed
    from ogp_desktop.language.piles import Contradiction, Graph
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.idea_index import IdeaIndex

SAME, DIFFERENT, UNDECIDED = "same", "different", "undecided"
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
        graph = self._graph(step)
        gathered = gather(graph, self.decisions(), LEVELS[level], step)
        pile_of = {idea: str(number) for number, pile in enumerate(gathered.piles, 1) for idea in pile}
        sizes = Counter(pile_of.values())
        cards = [Cards(self._bench, self._index.reader, kind) for kind in (ADMINISTRATION, THEME)]
        piles = [self._pile(number, ideas, graph, cards) for number, ideas in enumerate(gathered.piles, 1)]
        places = {
            idea: [int(pile) for pile, _ in best_places(idea, near, pile_of, sizes)] for idea, near in graph.items()
        }
        return Suggestion(piles, graph, places, gathered.contradictions)

    def _graph(self, step: Callable[[], None]) -> Graph:
        """Return the nearest of every idea, likest first."""
        whole = _Whole(self._index)
        graph: Graph = {}
        for place, row in enumerate(whole.rows):
            if place % STEP_EVERY == 0:
                step()
            found = nearest.nearest(whole.texts([place])[0], self._index.likeness, whole, place)
            graph[row] = {whole.rows[other]: probability for other, probability in found}
        return graph

    def _pile(self, number: int, ideas: list[str], graph: Graph, cards: list[Cards]) -> Pile:
        bonds = {idea: sum(graph[idea].get(mate, 0.0) for mate in ideas) for idea in ideas}
        pairs = len(ideas) * (len(ideas) - 1)
        weights: Counter[str] = Counter()
        texts = [weighed for idea in ideas if (weighed := self._index.standing(idea)) is not None]
        for weighed in texts:
            weights.update({name: weighed.concepts[name] for name in weighed.features.concepts})
        strongest = sorted(weights, key=lambda name: (-round(weights[name], 6), name))[:TITLE_CONCEPTS]
        likely = round(sum(bonds.values()) / pairs, 6) if pairs else 0.0
        central = sorted(ideas, key=lambda idea: (-round(bonds[idea], 6), idea))
        concerned = [card.concerned([text.features for text in texts]) for card in cards]
        return Pile(number, central, strongest, likely, *concerned)

    def decisions(self) -> Decisions:
        """Return what people judged so far."""
        told: dict[str, set[tuple[str, str]]] = {SAME: set(), DIFFERENT: set()}
        for record in queries.records(self._bench.register.conn, "judgement"):
            if record["a"] and record["b"] and record["verdict"] in told:
                told[record["verdict"]].add((record["a"], record["b"]))
        return Decisions(frozenset(told[SAME]), frozenset(told[DIFFERENT]))

    def judge(self, a: str, b: str, verdict: str, suggested: float | None = None) -> str:
        """Keep that two ideas are the same, different, or undecided again; returns the judgement's id.

        `suggested` is the probability that was shown. Raises `Trouble` for an idea that is unknown, or one twice.
        """
        conn = self._bench.register.conn
        one, other = sorted((a, b))
        found = queries.records_of(conn, "idea", (one, other))
        for idea in (one, other):
            if idea not in found:
                raise Trouble("idea_unknown", idea=idea)
        if one == other:
            raise Trouble("judgement_of_one")
        scopes = {found[one]["scope"], found[other]["scope"]}
        scope = scopes.pop() if len(scopes) == 1 else self._bench.register.plan
        row = ids.derive("judgement", one, other)
        shown = None if suggested is None else round(suggested * 100)
        with self._bench.register.act(self._bench.author, scope) as act:
            if queries.record(conn, "judgement", row) is None:
                act.new("judgement", {"a": one, "b": other, "verdict": verdict, "suggested": shown})
            else:
                act.set("judgement", row, {"verdict": verdict, "suggested": shown})
        return row


class _Whole:
    """All ideas in memory, numbered in the order of their ids: the same numbers, and so the same ties, everywhere."""

    def __init__(self, index: IdeaIndex) -> None:
        numbers = index.load_all()
        self.rows = [index.row(number) for number in numbers]
        self._texts = index.texts(numbers)
        order = {number: place for place, number in enumerate(numbers)}
        self._places = {term: [order[number] for number in found] for term, found in index.postings().items()}

    def where(self, term: str) -> Sequence[int]:
        return self._places.get(term, ())

    def texts(self, numbers: Sequence[int]) -> list[Weighed]:
        return [self._texts[number] for number in numbers]
