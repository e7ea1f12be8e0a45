"""The cache derived from the journal: the same path for one change, a parcel and a full rebuild."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast

import orjson

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import VERSION, Op, Value, canonical, ops_of
from ogp_desktop.domain.fold import EXISTENCE, Row, Stamp, fold
from ogp_desktop.storage import journal, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    single: dict[Key, tuple[int, dict[str, Value]]] = {}
    several: dict[Key, list[int]] = defaultdict(list)
    for rid, (header, _, body) in chunk:
        if body is None or header.v != VERSION or header.kind not in kinds.BY_NAME:
            continue
        kind, scope = header.kind, header.scope
        for name, row, values, _ in orjson.loads(body)["ops"]:
            key = Key(kind, scope, row)
            if name == "new" and key not in single and key not in several:
                single[key] = (rid, values)
            else:
                several[key].append(rid)
    for key in [key for key in several if key in single]:
        several[key].append(single.pop(key)[0])
    for key in single:
        touched[key.kind].add(key.row)
    for kind, rows in _single_rows(single).items():
        for key, rid in _insert_single(conn, kind, rows):
            several[key].append(rid)
    for key, rids in several.items():
        touched[key.kind].add(key.row)
        _note_touches(conn, key, rids)
        _write_folded(conn, key, load(conn, key))


_CachedRow = tuple[object, ...]


def _single_rows(single: dict[Key, tuple[int, dict[str, Value]]]) -> dict[str, list[_CachedRow]]:
    grouped: dict[str, list[_CachedRow]] = defaultdict(list)
    for key, (rid, values) in single.items():
        grouped[key.kind].append(_cached(key, False, rid, values))
    return grouped


def _insert_single(conn: sqlite3.Connection, kind: str, rows: list[_CachedRow]) -> list[tuple[Key, int]]:
    """Write rows of which one `new` is known; returns those that turn out to be known already."""
    statement = _insert_statement(kind)
    conn.execute("SAVEPOINT single")
    try:
        conn.executemany(statement, rows)
        known = []
    except sqlite3.IntegrityError:
        conn.execute("ROLLBACK TO single")
        old = _standing(conn, kind, [str(row[0]) for row in rows])
        conn.executemany(statement, [row for row in rows if (row[0], row[1]) not in old])
        known = [row for row in rows if (row[0], row[1]) in old]
    conn.execute("RELEASE single")
    return [(Key(kind, str(row[1]), str(row[0])), cast("int", row[3])) for row in known]


def _standing(conn: sqlite3.Connection, kind: str, rows: list[str]) -> set[tuple[str, str]]:
    query = f'SELECT id, scope FROM "{kind}" WHERE id IN (SELECT value FROM json_each(?))'
    return set(conn.execute(query, (json.dumps(rows),)))


def _note_touches(conn: sqlite3.Connection, key: Key, rids: list[int]) -> None:
    """Note which changes are about a row, the one that its cached row named so far included."""
    first = _only_change(conn, key)
    if first is not None:
        rids = [*rids, first]
        conn.execute(f'UPDATE "{key.kind}" SET rid = NULL WHERE id = ? AND scope = ?', (key.row, key.scope))
    conn.executemany("INSERT OR IGNORE INTO touch VALUES(?, ?)", [(key.row, rid) for rid in rids])


def _only_change(conn: sqlite3.Connection, key: Key) -> int | None:
    query = f'SELECT rid FROM "{key.kind}" WHERE id = ? AND scope = ?'
    found = conn.execute(query, (key.row, key.scope)).fetchone()
    return found[0] if found else None


def load(conn: sqlite3.Connection, key: Key) -> Row:
    """Return the row of `key`, folded from every op known about it."""
    return fold(_ops_about(conn, key))


def _ops_about(conn: sqlite3.Connection, key: Key) -> Iterator[tuple[Stamp, Op]]:
    columns = "SELECT change.hlc, change.actor, change.seq, change.body FROM"
    conditions = "change.kind = ? AND change.scope = ? AND change.v = ? AND body IS NOT NULL"
    values = (key.kind, key.scope, VERSION)
    query, given = f"{columns} touch JOIN change USING(rid) WHERE touch.row = ? AND {conditions}", key.row
    only = _only_change(conn, key)
    if only is not None:
        query, given = f"{columns} change WHERE rid = ? AND {conditions}", only  # type: ignore[assignment]
    for hlc, actor, seq, body in conn.execute(query, (given, *values)):
        stamp = Stamp(hlc, actor, seq)
        for op in ops_of(body):
            if op.row == key.row:
                yield stamp, op


def _write_folded(conn: sqlite3.Connection, key: Key, row: Row) -> None:
    conn.execute(_insert_statement(key.kind, "OR REPLACE"), _cached(key, row.is_deleted, None, row.values()))
    conn.execute(
        "DELETE FROM conflict WHERE kind = ? AND row = ? AND scope = ?", (key.kind, key.row, key.scope)
    )
    declared = kinds.BY_NAME[key.kind]
    conn.executemany(
        "INSERT INTO conflict VALUES(?, ?, ?, ?, ?)",
        [
            (key.kind, key.scope, key.row, name, count)
            for name, count in row.conflicts().items()
            if name == EXISTENCE or declared.field(name) is not None
        ],
    )


@cache
def _insert_statement(kind: str, otherwise: str = "") -> str:
    columns = schema.cache_columns(kinds.BY_NAME[kind])
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT {otherwise} INTO "{kind}"({names}) VALUES({", ".join("?" * len(columns))})'


def _cached(key: Key, deleted: bool, rid: int | None, values: dict[str, Value]) -> _CachedRow:
    columns = map(values.get, kinds.BY_NAME[key.kind].by_name)
    return (key.row, key.scope, deleted, rid, *[_column(value) for value in columns])


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
    disputed = {
        (kind, scope, row) for kind, scope, row in conn.execute("SELECT kind, scope, row FROM conflict")
    }
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
            name: [value] for name, value in zip(names, row[4:], strict=True) if value is not None
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
