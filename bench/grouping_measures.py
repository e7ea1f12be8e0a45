"""What grouping is measured by, against the true groups of ideas that a person wrote."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.language.piles import best_places, gather

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NEAR = 5
MANUAL = 5
"""Clicks that a search by hand costs; taking one of what is offered costs one."""

GRAPH = 20
FAINTEST = 0.02
BY_HAND_SIZE = 474
"""Ideas of the trial that the demand on clicks was written for: clicks are given per so many."""


class Idea(NamedTuple):
    """An idea of the set: its text, its language, its theme and its true group."""

    text: str
    language: str
    theme: str
    group: str

    @property
    def is_arabic(self) -> bool:
        """Say whether it is in Arabic letters."""
        return self.language in ("ar", "dar")


def figures(ideas: Sequence[Idea], likeness: Sequence[Sequence[float]], level: float | None) -> dict[str, float]:
    """Return all measures of a matrix of likeness; with no `level` the best one is taken, which flatters a peer."""
    groups = [idea.group for idea in ideas]
    graph = graph_of(likeness)
    levels = [level] if level is not None else [step / 100 for step in range(2, 96, 3)]
    auto = max((automatic(groups, graph, each) for each in levels), key=lambda found: found["b_cubed"])
    return {
        "hit@5": _mean(_hit(groups, near) for near in _near(groups, likeness)),
        "fr-ar@5": other_script(ideas, likeness),
        "darija_latin@5": _mean(
            _hit(groups, near) for near in _near(groups, likeness) if ideas[near[0]].language == "darl"
        ),
        "top5_pile": right_pile(groups, likeness),
        **auto,
    }


def graph_of(likeness: Sequence[Sequence[float]]) -> dict[str, dict[str, float]]:
    """Return each idea's nearest, as the product keeps them."""
    graph: dict[str, dict[str, float]] = {}
    for one, row in enumerate(likeness):
        near = sorted(((-value, other) for other, value in enumerate(row) if other != one and value >= FAINTEST))[
            :GRAPH
        ]
        graph[str(one)] = {str(other): -value for value, other in near}
    return graph


def automatic(groups: Sequence[str], graph: dict[str, dict[str, float]], level: float) -> dict[str, float]:
    """Return what piles nobody touched are worth, and what making them perfect costs."""
    pile_of = {idea: str(number) for number, pile in enumerate(gather(graph, level=level).piles) for idea in pile}
    truth = {str(number): group for number, group in enumerate(groups)}
    cost = clicks(truth, pile_of, graph)
    return {
        "b_cubed": b_cubed(truth, pile_of),
        "ari": adjusted_rand(truth, pile_of),
        "piles": len(set(pile_of.values())),
        "clicks_474": cost * BY_HAND_SIZE / len(groups),
        "level": level,
    }


def _near(groups: Sequence[str], likeness: Sequence[Sequence[float]]) -> list[list[int]]:
    """Return, for each idea that has a mate, itself and its five nearest."""
    sizes = Counter(groups)
    found = []
    for one, row in enumerate(likeness):
        if sizes[groups[one]] > 1:
            order = sorted((-value, other) for other, value in enumerate(row) if other != one)
            found.append([one, *(other for _, other in order[:NEAR])])
    return found


def _hit(groups: Sequence[str], near: Sequence[int]) -> bool:
    return any(groups[other] == groups[near[0]] for other in near[1:])


def other_script(ideas: Sequence[Idea], likeness: Sequence[Sequence[float]]) -> float:
    """Return how often a mate is among the five nearest of the other language, French and Arabic both ways."""
    hits = []
    for one, idea in enumerate(ideas):
        if not (idea.is_arabic or idea.language == "fr"):
            continue
        others = [n for n, other in enumerate(ideas) if (other.language == "fr" if idea.is_arabic else other.is_arabic)]
        if any(ideas[other].group == idea.group for other in others):
            best = sorted(others, key=lambda other: (-likeness[one][other], other))[:NEAR]
            hits.append(any(ideas[other].group == idea.group for other in best))
    return _mean(hits)


def right_pile(groups: Sequence[str], likeness: Sequence[Sequence[float]]) -> float:
    """Return how often an idea's own group is among the five piles offered, all others being where they belong."""
    names = [str(number) for number in range(len(groups))]
    pile_of, sizes = dict(zip(names, groups, strict=True)), Counter(groups)
    hits = []
    for one, row in enumerate(likeness):
        if sizes[groups[one]] > 1:
            near = {names[other]: value for other, value in enumerate(row) if other != one}
            hits.append(groups[one] in [pile for pile, _ in best_places(names[one], near, pile_of, sizes)])
    return _mean(hits)


def b_cubed(truth: Mapping[str, str], pile_of: Mapping[str, str]) -> float:
    """Return B-cubed F (A. Bagga, B. Baldwin, 1998)."""
    both = Counter((pile_of[idea], truth[idea]) for idea in truth)
    piles, groups = Counter(pile_of.values()), Counter(truth.values())
    precision = _mean(both[pile_of[idea], truth[idea]] / piles[pile_of[idea]] for idea in truth)
    recall = _mean(both[pile_of[idea], truth[idea]] / groups[truth[idea]] for idea in truth)
    return 2 * precision * recall / (precision + recall)


def adjusted_rand(truth: Mapping[str, str], pile_of: Mapping[str, str]) -> float:
    """Return the adjusted Rand index (L. Hubert, P. Arabie, 1985)."""
    both = _pairs(Counter((pile_of[idea], truth[idea]) for idea in truth).values())
    one, other = _pairs(Counter(pile_of.values()).values()), _pairs(Counter(truth.values()).values())
    expected = one * other / _pairs([len(truth)])
    return (both - expected) / ((one + other) / 2 - expected)


def clicks(truth: Mapping[str, str], pile_of: Mapping[str, str], graph: dict[str, dict[str, float]]) -> int:
    """Return the weighted clicks from automatic piles to perfect groups.

    A pile of several is looked at: one click. What does not belong to its majority is moved: one click when the
    right pile is among the five offered, five by hand. A second pile of the same group is joined at the same price.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for idea, pile in pile_of.items():
        members[pile].append(idea)
    cost, at, home, strays = 0, dict[str, str](), dict[str, str](), list[str]()
    for pile, ideas in sorted(members.items(), key=lambda each: (-len(each[1]), each[0])):
        cost += len(ideas) > 1
        group, number = max(Counter(truth[idea] for idea in ideas).items(), key=lambda each: (each[1], each[0]))
        if number < 2:
            strays += ideas
            continue
        kept = [idea for idea in ideas if truth[idea] == group]
        if group in home:
            cost += 1 if home[group] in _offered_to_pile(kept, graph, at) else MANUAL
        home.setdefault(group, pile)
        at.update(dict.fromkeys(kept, home[group]))
        strays += [idea for idea in ideas if truth[idea] != group]
    for idea in strays:
        if truth[idea] in home:
            offered = [pile for pile, _ in best_places(idea, graph[idea], at, Counter(at.values()))]
            cost += 1 if home[truth[idea]] in offered else MANUAL
        else:
            home[truth[idea]] = f"new {idea}"
            cost += 1
        at[idea] = home[truth[idea]]
    return cost


def _offered_to_pile(ideas: Sequence[str], graph: dict[str, dict[str, float]], at: Mapping[str, str]) -> list[str]:
    sums: Counter[str] = Counter()
    for idea in ideas:
        for mate, value in graph[idea].items():
            if mate in at:
                sums[at[mate]] += value  # type: ignore[assignment]
    return [pile for pile, _ in sums.most_common(NEAR)]


def _pairs(counts: object) -> float:
    return sum(count * (count - 1) / 2 for count in counts)  # type: ignore[attr-defined]


def _mean(values: object) -> float:
    listed = list(values)  # type: ignore[call-overload]
    return sum(listed) / len(listed) if listed else 0.0
