"""Counts made by hand at the desk, for inclusion: how many of a group are here, never who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain import kinds
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.personal.notice import stands
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench

GROUPS = ("women", "youth", "disability", "rural", "amazigh_speaking")
"""What organisers are asked for; the last by working language, never by origin."""


def counts(bench: Bench) -> dict[str, int]:
    """Return how many of each group were counted, at all desks together."""
    found = dict.fromkeys(GROUPS, 0)
    for record in queries.records(bench.register.conn, "headcount"):
        if record["group"] in found:
            found[record["group"]] += max(0, record["count"] or 0)
    return found


def count_here(bench: Bench, group: str, by: int) -> int:
    """Count `by` more (or fewer) of a group at this desk, never below nothing; returns what all desks have.

    Raises `Trouble` for a group nobody declared.
    """
    if group not in GROUPS:
        raise Trouble("group_unknown", group=group, known=list(GROUPS))
    row = kinds.BY_NAME["headcount"].composite_id({"desk": bench.device.id, "group": group})
    with bench.register.act(bench.author) as act:
        is_there = stands(act, "headcount", row)
        here = act.row("headcount", row).value("count") if is_there else 0
        before = here if isinstance(here, int) else 0
        after = max(0, before + by)
        if not is_there and after:
            act.new("headcount", {"desk": bench.device.id, "group": group, "count": after})
        elif after != before:
            act.set("headcount", row, {"count": after})
    return counts(bench)[group]
