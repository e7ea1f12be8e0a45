"""What is known about rows: every op in the journal, and which of them count beside what is set aside."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import orjson

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import VERSION, Op
from ogp_desktop.domain.coverage import heard
from ogp_desktop.domain.fold import Stamp
from ogp_desktop.storage import coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ogp_desktop.domain.coverage import Coverage

Ops = dict[str, list[tuple[Stamp, Op]]]
"""What is known about rows, by their ids."""


def about(conn: sqlite3.Connection, kind: str, scope: str, rows: list[str]) -> Ops:
    """Return every op about rows of one kind and scope that counts; what is set aside does not."""
    found, aside = known_about(conn, kind, scope, rows), coverage.known(conn)
    return found if aside is None else counting(kind, scope, found, aside)


def counting(kind: str, scope: str, ops: Ops, aside: Coverage) -> Ops:
    """Return of the ops about rows those that count beside what is set aside."""
    declared = kinds.BY_NAME[kind]
    if declared.stands:
        return ops

    def is_aside(stamp: Stamp) -> bool:
        return aside.covers(stamp.actor, stamp.seq, scope)

    return {row: heard(said, is_aside, declared.lasting) for row, said in ops.items()}


def known_about(conn: sqlite3.Connection, kind: str, scope: str, rows: list[str]) -> Ops:
    """Return every op known about rows of one kind and scope; a body is read once, however many it names."""
    touching = "SELECT rid FROM touch WHERE row IN (SELECT value FROM json_each(?))"
    query = (
        "SELECT hlc, actor, seq, body FROM change WHERE kind = ? AND scope = ? AND v = ? "
        f"AND body IS NOT NULL AND rid IN ({touching} UNION SELECT rid FROM ({only_changes(kind)}))"
    )
    listed = json.dumps(rows)
    found: dict[str, list[tuple[Stamp, Op]]] = {row: [] for row in rows}
    for hlc, actor, seq, body in conn.execute(query, (kind, scope, VERSION, listed, scope, listed)):
        stamp = Stamp(hlc, actor, seq)
        for op in _said_by(body):
            if op[1] in found:
                found[op[1]].append((stamp, Op(*op)))
    return found


def _said_by(body: bytes) -> Iterable[Sequence[Any]]:
    """Return the ops of a body that stands in the journal; one that a disk altered is told as SQLite tells a page."""
    try:
        ops: Iterable[Sequence[Any]] = orjson.loads(body)["ops"]
    except (ValueError, TypeError, KeyError) as error:
        raise sqlite3.DatabaseError("the body of a change is corrupt") from error
    return ops


def only_changes(kind: str) -> str:
    """Return the query for the rows, of those in a JSON list, of which one change is known."""
    number, listed = "(SELECT number FROM name WHERE name = ?)", "(SELECT value FROM json_each(?))"
    return f'SELECT id, rid FROM "{kind}_stored" WHERE scope = {number} AND id IN {listed} AND rid IS NOT NULL'
