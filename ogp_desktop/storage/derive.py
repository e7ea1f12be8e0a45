"""The cache derived from the journal: the same path for one change, a parcel and a full rebuild."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import VERSION, Op, Value, canonical, ops_of
from ogp_desktop.domain.fold import EXISTENCE, Row, Stamp, fold
from ogp_desktop.storage import journal, schema

if TYPE_CHECKING:
    import sqlite3

    from ogp_desktop.storage.journal import Known

Touched = dict[str, set[str]]
"""Kinds, and the ids of their rows, that an act or a parcel changed."""

_CHUNK = 20_000


class Key(NamedTuple):
    """What identifies a row everywhere."""

    kind: str
    scope: str
    row: str


def derive(conn: sqlite3.Connection, changes: Iterable[Known]) -> Touched:
    """Bring the cache up to date with `changes`, which stand in the journal; says what was touched.

    A row known by one `new` only is written as it stands; every other touched row is folded from all
    its ops, so the order of arrival cannot matter and no intermediate state is kept.
    """
    touched: Touched = defaultdict(set)
    pending = iter(changes)
    while chunk := list(islice(pending, _CHUNK)):
        _derive_chunk(conn, chunk, touched)
    return dict(touched)


def _derive_chunk(conn: sqlite3.Connection, chunk: list[Known], touched: Touched) -> None:
    ops: dict[Key, list[tuple[Stamp, Op]]] = defaultdict(list)
    touches: list[tuple[str, int]] = []
    for rid, change in chunk:
        header = change.header
        if change.body is None:
            continue
        stamp = Stamp(header.hlc, header.actor, header.seq)
        known = header.v == VERSION and header.kind in kinds.BY_NAME
        for op in ops_of(change.body):
            touches.append((op.row, rid))
            if known:
                ops[Key(header.kind, header.scope, op.row)].append((stamp, op))
    old = _rows_known_before(conn, {key.row for key in ops}, chunk[0].rid)
    conn.executemany("INSERT OR IGNORE INTO touch VALUES(?, ?)", touches)
    plain: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for key, found in ops.items():
        touched[key.kind].add(key.row)
        if key.row not in old and len(found) == 1 and found[0][1].name == "new":
            plain[key.kind].append(_cached(key, False, found[0][1].values))
        else:
            _write_folded(conn, key, load(conn, key))
    for kind, rows in plain.items():
        conn.executemany(_insert_statement(kind), rows)


def _rows_known_before(conn: sqlite3.Connection, rows: set[str], first_rid: int) -> set[str]:
    if conn.execute("SELECT 1 FROM touch LIMIT 1").fetchone() is None:
        return set()
    del first_rid
    wanted = json.dumps(sorted(rows))
    query = "SELECT DISTINCT row FROM touch WHERE row IN (SELECT value FROM json_each(?))"
    return {row for (row,) in conn.execute(query, (wanted,))}


def load(conn: sqlite3.Connection, key: Key) -> Row:
    """Return the row of `key`, folded from every op known about it."""
    return fold(_ops_about(conn, key))


def _ops_about(conn: sqlite3.Connection, key: Key) -> Iterator[tuple[Stamp, Op]]:
    changes = conn.execute(
        "SELECT change.hlc, change.actor, change.seq, change.body FROM touch JOIN change USING(rid) "
        "WHERE touch.row = ? AND change.kind = ? AND change.scope = ? AND change.v = ? AND body IS NOT NULL",
        (key.row, key.kind, key.scope, VERSION),
    )
    for hlc, actor, seq, body in changes:
        stamp = Stamp(hlc, actor, seq)
        for op in ops_of(body):
            if op.row == key.row:
                yield stamp, op


def _write_folded(conn: sqlite3.Connection, key: Key, row: Row) -> None:
    conn.execute(_insert_statement(key.kind), _cached(key, row.is_deleted, row.values()))
    conn.execute("DELETE FROM conflict WHERE kind = ? AND row = ? AND scope = ?", (key.kind, key.row, key.scope))
    declared = kinds.BY_NAME[key.kind]
    conn.executemany(
        "INSERT INTO conflict VALUES(?, ?, ?, ?, ?)",
        [
            (key.kind, key.scope, key.row, name, count)
            for name, count in row.conflicts().items()
            if name == EXISTENCE or declared.field(name) is not None
        ],
    )


def _insert_statement(kind: str) -> str:
    columns = schema.cache_columns(kinds.BY_NAME[kind])
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT OR REPLACE INTO "{kind}"({names}) VALUES({", ".join("?" * len(columns))})'


def _cached(key: Key, deleted: bool, values: dict[str, Value]) -> tuple[object, ...]:
    fields = kinds.BY_NAME[key.kind].fields
    return (key.row, key.scope, deleted, *[_column(values.get(field.name)) for field in fields])


def _column(value: Value) -> str | int | None:
    return json.dumps(value, ensure_ascii=False) if type(value) is list else value  # type: ignore[return-value]


def rebuild(conn: sqlite3.Connection) -> None:
    """Drop the cache and derive it anew from the whole journal."""
    schema.make_cache(conn)
    derive(conn, journal.read(conn))


# The digest of what is seen.


def digest(conn: sqlite3.Connection) -> str:
    """Return the digest of the visible state: equal in two registers that know the same bodies."""
    hashed = hashlib.sha256()
    disputed = {(kind, scope, row) for kind, scope, row in conn.execute("SELECT kind, scope, row FROM conflict")}
    for kind in sorted(kinds.BY_NAME):
        for line in _told_rows(conn, kinds.BY_NAME[kind], disputed):
            hashed.update(canonical(line) + b"\n")
    return hashed.hexdigest()


def _told_rows(
    conn: sqlite3.Connection, kind: kinds.Kind, disputed: set[tuple[str, str, str]]
) -> Iterator[list[object]]:
    names = [field.name for field in kind.fields]
    for row in conn.execute(f'SELECT * FROM "{kind.name}" WHERE deleted = 0 ORDER BY id, scope'):
        key = Key(kind.name, row[1], row[0])
        told: dict[str, object] = {
            name: [value] for name, value in zip(names, row[3:], strict=True) if value is not None
        }
        marked = False
        if key in disputed:
            folded = load(conn, key)
            marked = EXISTENCE in folded.conflicts()
            told.update(_disputed_values(folded, names))
        yield [*key, told, marked]


def _disputed_values(folded: Row, names: list[str]) -> dict[str, list[object]]:
    return {
        name: sorted((_column(head.value) for head in folded.versions(name)), key=repr)
        for name in folded.conflicts()
        if name in names
    }
