"""The weights of the pair scorer, fitted by `build/fit_scorer.py`; constants, so that every machine says the same."""

FEATURES = ("concepts", "concepts_across_scripts", "stems", "theme")
"""What is weighed of two texts: the cosine of their concepts, the same again where one is in Arabic letters and the
other is not (they can share no stem), the cosine of their stems, and their themes (same 1, other -1, unknown 0)."""

THEME = 2.0
"""What one theme of the workshops speaks for or against: set, not fitted (see `build/fit_scorer.py`)."""

WEIGHTS: dict[str, float] = {
    "bias": -5.480,
    "concepts": 12.169,
    "concepts_across_scripts": 3.218,
    "stems": 3.928,
    "theme": THEME,
}
