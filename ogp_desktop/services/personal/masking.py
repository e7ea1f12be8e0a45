"""Counts as the public may read them: small ones are masked, and no subtraction brings one back (`domain.md` §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MASKED_BELOW = 5
"""Counts from 1 to 4 are not told in public."""

MASK = "…"


def hidden(counts: Sequence[int]) -> set[int]:
    """Return the places of the counts that must not be told when their sum may be known, and this rule.

    Those from 1 to 4, and with them the next smallest and what equals it, until the hidden ones add up to no
    small count themselves and cannot be told from their sum; every place where that is not to be had.
    """
    places = {place for place, count in enumerate(counts) if 0 < count < MASKED_BELOW}
    others = sorted({count for count in counts if count >= MASKED_BELOW})
    while places and others and not _is_vague([counts[place] for place in places]):
        next_smallest = others.pop(0)
        places |= {place for place, count in enumerate(counts) if count == next_smallest}
    return places if not places or _is_vague([counts[place] for place in places]) else set(range(len(counts)))


def _is_vague(counts: Sequence[int]) -> bool:
    """Say whether counts of at least 1 stay unknown to one who knows their sum: it is neither their least nor most."""
    total, least, most = sum(counts), len(counts), (MASKED_BELOW - 1) * len(counts)
    return len(counts) > 1 and total >= MASKED_BELOW and total not in (least, most)


def masked(counts: Sequence[int]) -> list[str]:
    """Return the counts as they may be read; where hiding some is not enough, none is told, nor that it is nothing."""
    secret = hidden(counts)
    return [MASK if place in secret else str(count) for place, count in enumerate(counts)]


def told_total(counts: Sequence[int]) -> str:
    """Return the sum of counts as it may be read beside them."""
    secret = hidden(counts)
    return MASK if secret and len(secret) == len(counts) else str(sum(counts))
