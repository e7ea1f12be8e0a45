"""The Unicode bidirectional algorithm, without explicit embeddings (UAX #9, Unicode 15).

Rules P2–P3 are the caller's (a text's direction is decided by its share of Arabic letters); X1–X8 do not
apply, as intake drops embeddings from names and documents drop them from bodies.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby

_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"})


def levels(text: str, base: int) -> list[int]:
    """Return the embedding level of each character of a paragraph whose base level is 0 or 1."""
    original = [unicodedata.bidirectional(char) or "L" for char in text]
    if base == 0 and not any(kind in ("R", "AL", "AN") for kind in original):
        return [0] * len(text)
    kept = [place for place, kind in enumerate(original) if kind not in _REMOVED]
    types = [original[place] for place in kept]
    edge = "R" if base else "L"
    _weak(types, edge)
    _brackets([text[place] for place in kept], types, [original[place] for place in kept], edge)
    _neutrals(types, edge)
    result = [base] * len(text)
    for place, kind in zip(kept, types, strict=True):
        result[place] = _implicit(kind, base)
    _settle_removed(result, original, base)
    return _trailing(result, original, base)


def _implicit(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base == 0:
        return {"L": 0, "R": 1}.get(kind, 2)
    return 1 if kind == "R" else 2


def _weak(types: list[str], edge: str) -> None:
    """Rules W1 to W7."""
    previous = edge
    for place, kind in enumerate(types):  # W1
        previous = types[place] = previous if kind == "NSM" else kind
    _after_strong(types, edge, "EN", {"AL": "AN"})  # W2
    types[:] = ["R" if kind == "AL" else kind for kind in types]  # W3
    for place in range(1, len(types) - 1):  # W4
        before, kind, after = types[place - 1 : place + 2]
        if before == after and (kind, before) in (("ES", "EN"), ("CS", "EN"), ("CS", "AN")):
            types[place] = before
    _european_terminators(types)
    types[:] = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in types]  # W6
    _after_strong(types, edge, "EN", {"L": "L"})  # W7


def _after_strong(types: list[str], edge: str, wanted: str, becomes: dict[str, str]) -> None:
    """Change each `wanted` type by the last strong type before it."""
    strong = edge
    for place, kind in enumerate(types):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == wanted:
            types[place] = becomes.get(strong, kind)


def _european_terminators(types: list[str]) -> None:
    """Rule W5."""
    place = 0
    for kind, group in groupby(list(types)):
        count = len(list(group))
        if kind == "ET":
            beside = (
                types[place - 1] if place else "",
                types[place + count] if place + count < len(types) else "",
            )
            if "EN" in beside:
                types[place : place + count] = ["EN"] * count
        place += count


_BRACKETS_END = 0x10000
"""Unicode's brackets (BidiBrackets.txt) stand in its first plane; to look at the others takes half a second."""


@cache
def _bracket_pairs() -> dict[str, str]:
    """Return opening brackets and their closing ones: Ps and Pe characters that mirror, two by two."""
    pairs = {}
    for code in range(_BRACKETS_END):
        char = chr(code)
        if unicodedata.category(char) == "Ps" and unicodedata.mirrored(char):
            pairs[char] = next(
                (chr(code + step) for step in (1, 2) if unicodedata.category(chr(code + step)) == "Pe"), ""
            )
    return pairs


def _brackets(chars: list[str], types: list[str], original: list[str], edge: str) -> None:
    """Rule N0: paired brackets take the direction of what they enclose."""
    for opening, closing in _pairs_in(chars, types):
        inside = {_STRONG.get(kind) for kind in types[opening + 1 : closing]}
        if edge in inside:
            direction = edge
        elif inside & {"L", "R"}:
            before = next((_STRONG[k] for k in reversed(types[:opening]) if k in _STRONG), edge)
            other = "L" if edge == "R" else "R"
            direction = other if before == other else edge
        else:
            continue
        for place in (opening, closing):
            types[place] = direction
            for after in range(place + 1, len(types)):
                if original[after] != "NSM":
                    break
                types[after] = direction


def _pairs_in(chars: list[str], types: list[str]) -> list[tuple[int, int]]:
    pairs = _bracket_pairs()
    stack: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    closings = set(pairs.values())
    for place, char in enumerate(chars):
        if types[place] != "ON":
            continue
        if char in pairs:
            if len(stack) == 63:
                return []
            stack.append((pairs[char], place))
        elif char in closings:
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == char:
                    found.append((stack[depth][1], place))
                    del stack[depth:]
                    break
    return sorted(found)


def _neutrals(types: list[str], edge: str) -> None:
    """Rules N1 and N2."""
    place = 0
    for neutral, group in groupby(list(types), key=lambda kind: kind in _NEUTRAL):
        count = len(list(group))
        if neutral:
            before = _STRONG.get(types[place - 1], edge) if place else edge
            after = _STRONG.get(types[place + count], edge) if place + count < len(types) else edge
            types[place : place + count] = [before if before == after else edge] * count
        place += count


def _settle_removed(result: list[int], original: list[str], base: int) -> None:
    """Give characters without a place of their own the level of what precedes them."""
    level = base
    for place, kind in enumerate(original):
        if kind in _REMOVED:
            result[place] = level
        level = result[place]


def _trailing(result: list[int], original: list[str], base: int) -> list[int]:
    """Rule L1 for the paragraph: separators, and white space before them or at the end, take the base level."""
    reset = True
    for place in range(len(result) - 1, -1, -1):
        kind = original[place]
        if kind in ("B", "S"):
            reset = True
        elif kind != "WS" and kind not in _REMOVED:
            reset = False
        if reset:
            result[place] = base
    return result


def visual_order(run_levels: list[int]) -> list[int]:
    """Return the places of a line's runs from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    if not run_levels:
        return order
    for level in range(max(run_levels), 0, -1):
        start = 0
        while start < len(order):
            if run_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order
