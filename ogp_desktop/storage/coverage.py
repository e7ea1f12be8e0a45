"""What is set aside in a register, by the records that say so (0006-set-aside)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ogp_desktop.domain.coverage import ANYWHERE, Coverage, Run, read_runs
from ogp_desktop.storage import journal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from ogp_desktop.storage.journal import Known

_PLAN = "SELECT value FROM meta WHERE key = 'plan'"


def known(conn: sqlite3.Connection) -> Coverage | None:
    """Return what is set aside, None where nothing is: an event's record names changes of that event only."""
    query = f"SELECT changes, scope = ({_PLAN}), scope FROM set_aside WHERE deleted = 0 AND changes IS NOT NULL"
    rows = conn.execute(query).fetchall()
    if not rows:
        return None
    scoped = [(json.loads(told), ANYWHERE if of_plan else scope) for told, of_plan, scope in rows]
    return Coverage(run for told, scope in scoped for run in read_runs(told, scope))


def moved(conn: sqlite3.Connection, before: Coverage, after: Coverage) -> Iterator[Known]:
    """Yield the changes that are set aside in one of two states only."""
    seen: set[int] = set()
    for run in sorted(before.runs ^ after.runs):
        for each in _within(conn, run):
            header = each.change.header
            place = (header.actor, header.seq, header.scope)
            if each.rid not in seen and before.covers(*place) != after.covers(*place):
                seen.add(each.rid)
                yield each


def _within(conn: sqlite3.Connection, run: Run) -> list[Known]:
    where = "actor = ? AND seq BETWEEN ? AND ?"
    return list(journal.read(conn, where, (run.actor, run.first, run.last)))
