"""The numbers of records: never given twice, not by a file that went back to a backup either."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

NUMBERED = {"idea": ("session", "letter"), "participant": ("origin",)}
"""Kinds whose records have a `number`, and the fields within which it counts."""


def highest(conn: sqlite3.Connection, kind: str, **within: object) -> int:
    """Return the highest number given so far, deleted records and what a restored file forgot included; 0 for none."""
    wanted = tuple(within[name] for name in NUMBERED[kind])
    conditions = "".join(f' AND "{name}" IS ?' for name in NUMBERED[kind])
    query = f'SELECT coalesce(max(number), 0) FROM "{kind}" WHERE 1{conditions}'
    told = conn.execute("SELECT value FROM meta WHERE key = ?", (_key(kind, wanted),)).fetchone()
    return max(int(conn.execute(query, wanted).fetchone()[0]), int(told[0]) if told else 0)


def carry(before: sqlite3.Connection, after: sqlite3.Connection) -> None:
    """Note in `after` every number that was given in `before`, and what was noted there."""
    notes = dict(before.execute("SELECT key, value FROM meta WHERE key LIKE 'given %'"))
    for kind, names in NUMBERED.items():
        columns = ", ".join(f'"{name}"' for name in names)
        for *within, number in before.execute(f'SELECT {columns}, max(number) FROM "{kind}" GROUP BY {columns}'):
            key = _key(kind, tuple(within))
            notes[key] = str(max(number or 0, int(notes.get(key, 0))))
    after.executemany("INSERT OR REPLACE INTO meta VALUES(?, ?)", notes.items())


def _key(kind: str, within: tuple[object, ...]) -> str:
    return f"given {kind} {json.dumps(within)}"
