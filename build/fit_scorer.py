"""Fit the pair scorer on a set of ideas with true groups, and print the constants for `language/weights.py`.

    python build/fit_scorer.py IDEAS.json

IDEAS.json: {"ideas": [{"text", "theme", "group"}]}. Ideas of one group say the same.
"""

from __future__ import annotations

import argparse
import json
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ogp_desktop import paths
from ogp_desktop.language.features import Reader
from ogp_desktop.language.lexicon import parse
from ogp_desktop.language.likeness import Statistics, compare
from ogp_desktop.language.weights import FEATURES, THEME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

RIDGE = 1.0
STEPS = 50
THEME_PLACE = FEATURES.index("theme")


def vectors(ideas: Sequence[dict[str, Any]]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the values of all pairs of ideas, one row a pair, and the two places of each pair."""
    reader = Reader(parse((paths.resources() / "lexicon.tsv").read_text(encoding="utf-8")))
    statistics = Statistics()
    read = [reader.read(idea["text"]) for idea in ideas]
    for features in read:
        statistics.add(features)
    weighed = [statistics.weigh(features, idea["theme"]) for features, idea in zip(read, ideas, strict=True)]
    pairs = np.array(list(combinations(range(len(ideas)), 2)))
    return np.array([compare(weighed[a], weighed[b]) for a, b in pairs]), pairs


def fit(values: NDArray[np.float64], same: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return bias and weights of a logistic regression with a ridge, by Newton's method.

    The weight of the theme is not fitted but set (`weights.THEME`): in a set written theme by theme no group
    ever crosses two themes, which no event can promise.
    """
    fitted = np.column_stack([np.ones(len(values)), np.delete(values, THEME_PLACE, axis=1)])
    weights = np.zeros(fitted.shape[1])
    ridge = np.full(len(weights), RIDGE)
    ridge[0] = 1e-9
    for _ in range(STEPS):
        probable = 1 / (1 + np.exp(-(fitted @ weights)))
        slope = fitted.T @ (same - probable) - ridge * weights
        bend = (fitted * (probable * (1 - probable))[:, None]).T @ fitted + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return np.insert(weights, THEME_PLACE + 1, THEME)


def main() -> None:
    """Print the constants."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ideas", type=Path)
    ideas = json.loads(parser.parse_args().ideas.read_text(encoding="utf-8"))["ideas"]
    values, pairs = vectors(ideas)
    groups = np.array([idea["group"] for idea in ideas])
    weights = fit(values, groups[pairs[:, 0]] == groups[pairs[:, 1]])
    for name, weight in zip(("bias", *FEATURES), weights, strict=True):
        print(f'    "{name}": {weight:.3f},')


if __name__ == "__main__":
    main()
