"""The cache derived from the journal: the same path for one change, a parcel and a full rebuild."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import VERSION, Op, Value, canonical
from ogp_desktop.domain.fold import EXISTENCE, Row, Stamp, fold
from ogp_desktop.storage import erasure, journal, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ogp_desktop.domain.change import OpsById
    from ogp_desktop.storage.journal import Known

Touched = dict[str, set[str]]
"""Kinds, and the ids of their rows, that an act or a parcel changed."""

_CHUNK = 20_000


def together(*several: Touched) -> Touched:
    """Return what several steps touched."""
    found: Touched = defaultdict(set)
    for touched in several:
        for kind, rows in touched.items():
            found[kind] |= rows
    return dict(found)


class Key(NamedTuple):
    """What identifies a row everywhere."""

    kind: str
    scope: str
    row: str


def derive(conn: sqlite3.Connection, changes: Iterable[Known], read: OpsById | None = None) -> Touched:
    """Bring the cache up to date with `changes`, which stand in the journal; says what was touched.

    A row known by one `new` only is written as it stands; every other touched row is folded from all
    its ops, so the order of arrival cannot matter and no intermediate state is kept. Bodies whose ops
    are in `read` are not read again.
    """
    touched: Touched = defaultdict(set)
    pending = iter(changes)
    while chunk := list(islice(pending, _CHUNK)):
        for (kind, scope), place in _places(chunk, read or {}).items():
            touched[kind].update(place.single, place.several)
            _derive_place(conn, kind, scope, place)
    return dict(touched)


class _Place(NamedTuple):
    """What a chunk says about the rows of one kind and scope: rows with one `new`, changes about the others."""

    single: dict[str, tuple[int, dict[str, Value]]]
    several: dict[str, list[int]]


def _places(chunk: list[Known], read: OpsById) -> dict[tuple[str, str], _Place]:
    places: dict[tuple[str, str], _Place] = defaultdict(lambda: _Place({}, {}))
    for rid, (header, change_id, body) in chunk:
        if body is None or header.v != VERSION or header.kind not in kinds.BY_NAME:
            continue
        single, several = places[header.kind, header.scope]
        for name, row, values, _ in read.get(change_id) or orjson.loads(body)["ops"]:
            if row in several:
                several[row].append(rid)
            elif row in single:
                several[row] = [single.pop(row)[0], rid]
            elif name == "new":
                single[row] = (rid, values)
            else:
                several[row] = [rid]
    return places


def _derive_place(conn: sqlite3.Connection, kind: str, scope: str, place: _Place) -> None:
    several = place.several
    for row, rid in _insert_single(conn, kind, scope, place.single):
        several[row] = [rid]
    if several:
        _note_touches(conn, kind, scope, several)
        ops = _ops_about(conn, kind, scope, list(several))
        _write_folded(conn, {Key(kind, scope, row): fold(ops[row]) for row in several})


_Shaped = dict[tuple[str, ...], list[tuple[Any, ...]]]
"""Rows of a cache table (id, scope, deleted, rid, values) by the names of the fields that have a value."""


def _insert_single(
    conn: sqlite3.Connection, kind: str, scope: str, single: dict[str, tuple[int, dict[str, Value]]]
) -> list[tuple[str, int]]:
    """Write rows of which one `new` is known; returns those that turn out to be known already, and by what."""
    shaped: _Shaped = defaultdict(list)
    for row, (rid, values) in single.items():
        shaped[tuple(values)].append((row, scope, False, rid, *values.values()))
    conn.execute("SAVEPOINT single")
    try:
        _put(conn, kind, shaped)
        old: set[str] = set()
    except sqlite3.IntegrityError:
        conn.execute("ROLLBACK TO single")
        old = _standing(conn, kind, scope, list(single))
        _put(conn, kind, {names: [row for row in rows if row[0] not in old] for names, rows in shaped.items()})
    conn.execute("RELEASE single")
    return [(row, single[row][0]) for row in single if row in old] if old else []


def _put(conn: sqlite3.Connection, kind: str, shaped: _Shaped, otherwise: str = "") -> None:
    """Insert rows that have the same fields together: a column without a value then costs nothing."""
    declared = kinds.BY_NAME[kind]
    for names, rows in shaped.items():
        known = tuple(name for name in names if name in declared.by_name)
        cells: Iterable[Sequence[Any]] = rows
        if known != names:
            places = [*range(4), *(place for place, name in enumerate(names, 4) if name in declared.by_name)]
            cells = [[row[place] for place in places] for row in rows]
        if list in declared.types.values():
            cells = [list(map(_column, row)) for row in cells]
        conn.executemany(_insert_statement(kind, known, otherwise), cells)


def _standing(conn: sqlite3.Connection, kind: str, scope: str, rows: list[str]) -> set[str]:
    query = f'SELECT id FROM "{kind}" WHERE scope = ? AND id IN (SELECT value FROM json_each(?))'
    return {row for (row,) in conn.execute(query, (scope, json.dumps(rows)))}


def _note_touches(conn: sqlite3.Connection, kind: str, scope: str, rids: dict[str, list[int]]) -> None:
    """Note which changes are about which rows, those that cached rows named so far included."""
    firsts = f"INSERT OR IGNORE INTO touch SELECT id, rid FROM ({_only_changes(kind)})"
    conn.execute(firsts, (scope, json.dumps(list(rids))))
    pairs = [(row, rid) for row, found in rids.items() for rid in found]
    conn.executemany("INSERT OR IGNORE INTO touch VALUES(?, ?)", pairs)


def _only_changes(kind: str) -> str:
    """Return the query for the rows, of those in a JSON list, of which one change is known."""
    listed = "(SELECT value FROM json_each(?))"
    return f'SELECT id, rid FROM "{kind}" WHERE scope = ? AND id IN {listed} AND rid IS NOT NULL'


def load(conn: sqlite3.Connection, key: Key) -> Row:
    """Return the row of `key`, folded from every op known about it."""
    return fold(_ops_about(conn, key.kind, key.scope, [key.row])[key.row])


def _ops_about(conn: sqlite3.Connection, kind: str, scope: str, rows: list[str]) -> dict[str, list[tuple[Stamp, Op]]]:
    """Return every op known about rows of one kind and scope; a body is read once, however many it names."""
    touching = "SELECT rid FROM touch WHERE row IN (SELECT value FROM json_each(?))"
    query = (
        "SELECT hlc, actor, seq, body FROM change WHERE kind = ? AND scope = ? AND v = ? "
        f"AND body IS NOT NULL AND rid IN ({touching} UNION SELECT rid FROM ({_only_changes(kind)}))"
    )
    listed = json.dumps(rows)
    found: dict[str, list[tuple[Stamp, Op]]] = {row: [] for row in rows}
    for hlc, actor, seq, body in conn.execute(query, (kind, scope, VERSION, listed, scope, listed)):
        stamp = Stamp(hlc, actor, seq)
        for op in orjson.loads(body)["ops"]:
            if op[1] in found:
                found[op[1]].append((stamp, Op(*op)))
    return found


def _write_folded(conn: sqlite3.Connection, folded: dict[Key, Row]) -> None:
    kind = next(iter(folded)).kind
    shaped: _Shaped = defaultdict(list)
    for key, row in folded.items():
        values = row.values()
        shaped[tuple(values)].append((key.row, key.scope, row.is_deleted, None, *values.values()))
    _put(conn, kind, shaped, "OR REPLACE")
    conn.executemany("DELETE FROM conflict WHERE kind = ? AND scope = ? AND row = ?", folded)
    if kinds.BY_NAME[kind].undisputed:
        return
    conn.executemany(
        "INSERT INTO conflict VALUES(?, ?, ?, ?, ?)",
        [
            (*key, name, count)
            for key, row in folded.items()
            for name, count in row.conflicts().items()
            if name == EXISTENCE or kinds.BY_NAME[kind].field(name) is not None
        ],
    )


@lru_cache(1024)
def _insert_statement(kind: str, fields: tuple[str, ...], otherwise: str) -> str:
    columns = (*schema.cache_columns(kinds.BY_NAME[kind])[:4], *fields)
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT {otherwise} INTO "{kind}"({names}) VALUES({", ".join("?" * len(columns))})'


def _column(value: Value) -> str | int | None:
    return json.dumps(value, ensure_ascii=False) if type(value) is list else value  # type: ignore[return-value]


def rebuild(conn: sqlite3.Connection) -> None:
    """Drop the cache and derive it anew from the journal; a body that is not what was written says nothing."""
    schema.make_cache(conn)
    erasure.enforce(conn)
    derive(conn, (known for known in journal.read(conn) if journal.has_its_body(known.change)))


def forget(conn: sqlite3.Connection, dropped: Iterable[erasure.Dropped]) -> Touched:
    """Take out of the cache what only bodies that are gone had said; says what was touched."""
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for rid, kind, scope, rows in dropped:
        conn.execute("DELETE FROM touch WHERE rid = ?", (rid,))
        places[kind, scope].update(rows)
    touched: Touched = defaultdict(set)
    for (kind, scope), about in places.items():
        ops = _ops_about(conn, kind, scope, sorted(about))
        keys = [Key(kind, scope, row) for row in sorted(about)]
        conn.executemany(f'DELETE FROM "{kind}" WHERE scope = ? AND id = ?', [key[1:] for key in keys])
        conn.executemany("DELETE FROM conflict WHERE kind = ? AND scope = ? AND row = ?", keys)
        if standing := {key: fold(ops[key.row]) for key in keys if ops[key.row]}:
            _write_folded(conn, standing)
        touched[kind].update(about)
    return dict(touched)


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
