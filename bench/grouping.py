"""How well ideas are grouped: what others ship, the best of letters and words, and ours, on ideas with true groups."""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from itertools import combinations
from math import log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from grouping_measures import Idea, figures
from telling import machine, print_facts, print_table

from ogp_desktop import paths
from ogp_desktop.language.features import Reader
from ogp_desktop.language.lexicon import parse
from ogp_desktop.language.likeness import Statistics, compare, shared
from ogp_desktop.language.normalise import words
from ogp_desktop.language.piles import LEVELS
from ogp_desktop.language.weights import FEATURES, THEME, WEIGHTS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "build"))
from fit_scorer import THEME_PLACE, fit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ogp_desktop.language.likeness import Weighed

TRIGRAM, TFIDF, OURS, THEMED = "trigram (pg_trgm)", "char + word TF-IDF", "ours", "ours + theme"
DEMANDS = {"top5_pile": 0.85, "fr-ar@5": 0.75, "b_cubed": 0.65, "clicks_474": 600.0}
"""Of `ours`, without themes; clicks at most, the others at least."""


def load(path: Path) -> list[Idea]:
    """Read ideas with their true groups."""
    listed = json.loads(path.read_text(encoding="utf-8"))["ideas"]
    return [Idea(each["text"], each["lang"], each["theme"], each["group"]) for each in listed]


# The peers.


def square(size: int, value: Callable[[int, int], float]) -> list[list[float]]:
    """Return a symmetric matrix, zero on its diagonal."""
    found = [[0.0] * size for _ in range(size)]
    for one, other in combinations(range(size), 2):
        found[one][other] = found[other][one] = value(one, other)
    return found


def trigrams(ideas: Sequence[Idea]) -> list[list[float]]:
    """Return PostgreSQL's pg_trgm similarity, which Decidim ships: shared trigrams of words over all of them."""
    sets = []
    for idea in ideas:
        said = "".join(char if char.isalnum() else " " for char in idea.text.lower()).split()
        padded = [f"  {word} " for word in said]
        sets.append({word[place : place + 3] for word in padded for place in range(len(word) - 2)})
    return square(
        len(ideas), lambda a, b: len(sets[a] & sets[b]) / len(sets[a] | sets[b]) if sets[a] | sets[b] else 0.0
    )


def tf_idf(ideas: Sequence[Idea]) -> list[list[float]]:
    """Return the cosine of words and runs of 3 to 5 letters weighed by their rarity, over our normalised words."""
    bags = []
    for idea in ideas:
        said = words(idea.text)
        runs = [
            f" {word} "[place : place + size]
            for word in said
            for size in (3, 4, 5)
            for place in range(len(word) + 3 - size)
        ]
        bags.append(Counter([*said, *runs]))
    stands_in = Counter(term for bag in bags for term in bag)
    vectors = []
    for bag in bags:
        weighed = {term: (1 + log(count)) * log(len(ideas) / stands_in[term]) for term, count in bag.items()}
        length = sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        vectors.append({term: weight / length for term, weight in weighed.items()})
    return square(
        len(ideas), lambda a, b: sum(weight * vectors[b].get(term, 0.0) for term, weight in vectors[a].items())
    )


# Ours.


def weighed(ideas: Sequence[Idea]) -> list[Weighed]:
    """Return the ideas as the product compares them."""
    reader, statistics = Reader(parse((paths.resources() / "lexicon.tsv").read_text(encoding="utf-8"))), Statistics()
    read = [reader.read(idea.text) for idea in ideas]
    for features in read:
        statistics.add(features)
    return [statistics.weigh(features, idea.theme) for features, idea in zip(read, ideas, strict=True)]


def ours(ideas: Sequence[Idea], texts: Sequence[Weighed], with_theme: bool, left_out: bool) -> list[list[float]]:
    """Return the probabilities of our scorer.

    With `left_out`, each row comes from weights fitted without any pair of that idea's own group; else from the
    weights that are shipped.
    """
    pairs = np.array(list(combinations(range(len(ideas)), 2)))
    values = np.array([compare(texts[a], texts[b]) for a, b in pairs])
    groups = np.array([idea.group for idea in ideas])
    same = groups[pairs[:, 0]] == groups[pairs[:, 1]]
    shown = values.copy()
    if not with_theme:
        shown[:, THEME_PLACE] = 0
    found = np.zeros((len(ideas), len(ideas)))
    for group in sorted(set(groups)):
        mine = (groups[pairs[:, 0]] == group) | (groups[pairs[:, 1]] == group)
        weights = fit(values[~mine], same[~mine]) if left_out else np.array([WEIGHTS["bias"], *_shipped()])
        probable = 1 / (1 + np.exp(-(weights[0] + shown[mine] @ weights[1:])))
        for (a, b), probability in zip(pairs[mine], probable, strict=True):
            if groups[a] == group:
                found[a][b] = probability
            if groups[b] == group:
                found[b][a] = probability
    return [list(map(float, row)) for row in found]


def _shipped() -> list[float]:
    return [WEIGHTS[name] for name in FEATURES]


def show_evidence(
    ideas: Sequence[Idea], texts: Sequence[Weighed], likeness: Sequence[Sequence[float]], count: int
) -> None:
    """Print suggestions chosen at random, as a secretary would see them."""
    chance, lexicon = random.Random(7), parse((paths.resources() / "lexicon.tsv").read_text(encoding="utf-8"))
    for one in chance.sample(range(len(ideas)), min(count, len(ideas))):
        other = max(range(len(ideas)), key=lambda each: likeness[one][each])
        both = shared(texts[one], texts[other])
        said = [f"{lexicon.title(name, 'fr')} · {lexicon.title(name, 'ar')}" for name in both.concepts[:4]]
        verdict = "same group" if ideas[one].group == ideas[other].group else "OTHER GROUP"
        print(f"\n{likeness[one][other]:.2f} ({verdict})\n  {ideas[one].text}\n  {ideas[other].text}")
        print(f"  concepts: {'; '.join(said)}   words: {', '.join(both.stems[:4])}")


def measured(path: Path, left_out: bool = True) -> dict[str, Any]:
    """Return everything this bench finds out."""
    ideas = load(path)
    texts = weighed(ideas)
    level = LEVELS["usual"]
    rows = {
        TRIGRAM: figures(ideas, trigrams(ideas), None),
        TFIDF: figures(ideas, tf_idf(ideas), None),
        OURS: figures(ideas, ours(ideas, texts, False, left_out), level),
        THEMED: figures(ideas, ours(ideas, texts, True, left_out), level),
    }
    told = {name: {key: round(value, 3) for key, value in row.items()} for name, row in rows.items()}
    met = {
        key: told[OURS][key] <= bound if key.startswith("clicks") else told[OURS][key] >= bound
        for key, bound in DEMANDS.items()
    }
    facts = {"ideas": len(ideas), "groups": len({idea.group for idea in ideas}), "theme_weight": THEME}
    return {"machine": machine(), **facts, "rows": told, "demand": DEMANDS, "met": met}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ideas", type=Path, nargs="?", help='{"ideas": [{"text", "lang", "theme", "group"}]}')
    parser.add_argument(
        "--shipped", action="store_true", help="the weights as shipped, for ideas they were not fitted on"
    )
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N suggestions with their evidence")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.ideas is None:
        print("grouping needs ideas with their true groups: python bench/grouping.py IDEAS.json")
        return
    result = measured(given.ideas, not given.shipped)
    if given.json:
        print(json.dumps(result, indent=1))
        return
    print_facts({key: value for key, value in result.items() if key in ("ideas", "groups", "theme_weight")})
    print_table("grouping", result["rows"])
    print(f"\ndemand of ours without themes: {result['demand']} met: {result['met']}")
    if given.show:
        ideas = load(given.ideas)
        texts = weighed(ideas)
        show_evidence(ideas, texts, ours(ideas, texts, True, not given.shipped), given.show)


if __name__ == "__main__":
    main()
