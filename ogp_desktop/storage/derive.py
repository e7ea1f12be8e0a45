"""The cache derived from the journal: the same path for one change, a parcel and a full rebuild."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import orjson

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import VERSION, Op, canonical
from ogp_desktop.domain.coverage import KIND as SET_ASIDE
from ogp_desktop.domain.coverage import Coverage
from ogp_desktop.domain.fold import EXISTENCE, Row, Stamp, fold
from ogp_desktop.domain.shapes import Forms
from ogp_desktop.storage import cached, coverage, damage, erasure, journal, numbering, packing, row_ops, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ogp_desktop.domain.kind import Kind
    from ogp_desktop.domain.shapes import Read, Said
    from ogp_desktop.storage.cached import Cells
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


def derive(conn: sqlite3.Connection, changes: Iterable[Known], read: Read | None = None) -> Touched:
    """Bring the cache up to date with `changes`, which stand in the journal; says what was touched.

    A row known by one `new` only is written as it stands; every other touched row is folded from all
    its ops, so the order of arrival cannot matter and no intermediate state is kept. Bodies of which
    `read` tells what they say are not read again. What `changes` set aside or put back is derived anew.
    """
    before = coverage.known(conn)
    touched = _derived(conn, changes, read or {}, before)
    if not touched.get(SET_ASIDE):
        return touched
    after = coverage.known(conn) or Coverage()
    moved = coverage.moved(conn, before or Coverage(), after)
    numbering.carry(conn, conn)
    return together(touched, _derived(conn, filter(_is_sound, moved), {}, after))


def _is_sound(known: Known) -> bool:
    return damage.has_its_body(known.change)


def _derived(conn: sqlite3.Connection, changes: Iterable[Known], read: Read, aside: Coverage | None) -> Touched:
    """Derive `changes`; `aside` is what is or was set aside, None where nothing need be looked for."""
    touched: Touched = defaultdict(set)
    pending = iter(changes)
    while chunk := list(islice(pending, _CHUNK)):
        for (kind, scope), found in _places(chunk, read, aside).items():
            touched[kind].update(found.single, found.several)
            place = cached.Place(kind, scope, packing.number_of(conn, scope))
            if aside is not None:
                _look_for(conn, found)
            _derive_place(conn, place, found, chunk, aside is not None)
    return dict(touched)


def _look_for(conn: sqlite3.Connection, found: _Found) -> None:
    """Put rows about which something else may be known among those with several changes."""
    listed = "SELECT DISTINCT row FROM touch WHERE row IN (SELECT value FROM json_each(?))"
    for (row,) in conn.execute(listed, (json.dumps(list(found.single)),)).fetchall():
        found.several[row] = [found.single.pop(row)[1][-1]]


class _Found(NamedTuple):
    """What a chunk says about the rows of one place: cells of rows with one `new`, changes about the others."""

    single: dict[str, Cells]
    several: dict[str, list[int]]


def _places(chunk: list[Known], read: Read, aside: Coverage | None) -> dict[tuple[str, str], _Found]:
    places: dict[tuple[str, str], _Found] = defaultdict(lambda: _Found({}, {}))
    forms = Forms()
    for rid, ((actor, seq, _, scope, _, _, kind, _, v), change_id, body) in chunk:
        if body is None or v != VERSION or kind not in kinds.BY_NAME:
            continue
        counts = aside is None or not aside.covers(actor, seq, scope)
        single, several = places[kind, scope]
        said = read.get(change_id) or forms.read(kind, body.decode()) or orjson.loads(body)["ops"]
        for row, cells in _records(kind, rid, said):
            if row in several:
                several[row].append(rid)
            elif row in single:
                several[row] = [single.pop(row)[1][-1], rid]
            elif cells is not None and counts:
                single[row] = cells
            else:
                several[row] = [rid]
    return places


def _records(kind: str, rid: int, said: Said) -> Iterable[tuple[str, Cells | None]]:
    """Return the rows that a body is about, and of new ones the cells, the last of them `rid`."""
    if isinstance(said, tuple):
        form, cells = said
        return ((cells[0], (form.names, [*cells, rid])),)
    return [(op[1], cached.cells_of(kind, op[1], op[2], rid) if op[0] == "new" else None) for op in said]


def _derive_place(
    conn: sqlite3.Connection, place: cached.Place, found: _Found, chunk: list[Known], is_aside: bool
) -> None:
    several = found.several
    for row in _insert_single(conn, place, found.single):
        several[row] = [found.single[row][1][-1]]
    if several:
        known = set(several) if is_aside else cached.standing(conn, place, list(several))
        _note_touches(conn, place, several)
        ops = row_ops.about(conn, place.kind, place.scope, list(known)) if known else {}
        ops |= _ops_in(chunk, {row: rids for row, rids in several.items() if row not in known})
        _refold(conn, place, ops)


def _insert_single(conn: sqlite3.Connection, place: cached.Place, single: dict[str, Cells]) -> set[str]:
    """Write rows of which one `new` is known; returns those that turn out to be known already."""
    cached.number(conn, place.kind, single.values())
    conn.execute("SAVEPOINT single")
    try:
        cached.put(conn, place, single.values())
        old: set[str] = set()
    except sqlite3.IntegrityError:
        conn.execute("ROLLBACK TO single")
        old = cached.standing(conn, place, list(single))
        cached.put(conn, place, [cells for row, cells in single.items() if row not in old])
    conn.execute("RELEASE single")
    return old


def _note_touches(conn: sqlite3.Connection, place: cached.Place, rids: dict[str, list[int]]) -> None:
    """Note which changes are about which rows, those that cached rows named so far included."""
    firsts = f"INSERT OR IGNORE INTO touch SELECT id, rid FROM ({row_ops.only_changes(place.kind)})"
    conn.execute(firsts, (place.scope, json.dumps(list(rids))))
    pairs = [(row, rid) for row, found in rids.items() for rid in found]
    conn.executemany("INSERT OR IGNORE INTO touch VALUES(?, ?)", pairs)


def _ops_in(chunk: list[Known], several: dict[str, list[int]]) -> row_ops.Ops:
    """Return every op about rows of which nothing was known before, from the changes that just came."""
    wanted = {rid for rids in several.values() for rid in rids}
    found: dict[str, list[tuple[Stamp, Op]]] = {row: [] for row in several}
    for rid, (header, _, body) in chunk:
        if rid in wanted and body is not None:
            stamp = Stamp(header.hlc, header.actor, header.seq)
            for op in orjson.loads(body)["ops"]:
                if op[1] in found:
                    found[op[1]].append((stamp, Op(*op)))
    return found


def load(conn: sqlite3.Connection, key: Key) -> Row:
    """Return the row of `key`, folded from every op known about it."""
    return fold(row_ops.about(conn, key.kind, key.scope, [key.row])[key.row])


def _refold(conn: sqlite3.Connection, place: cached.Place, ops: row_ops.Ops) -> None:
    """Write rows as their ops say; those about which nothing counts any more go."""
    silent = [row for row, said in ops.items() if not said]
    if silent:
        stored = f'DELETE FROM "{place.kind}_stored" WHERE scope = ? AND id = ?'
        conn.executemany(stored, [(place.number, row) for row in silent])
        _drop_conflicts(conn, place, silent)
    _write_folded(conn, place, {row: fold(said) for row, said in ops.items() if said})


def _write_folded(conn: sqlite3.Connection, place: cached.Place, folded: dict[str, Row]) -> None:
    kind, scope, _ = place
    cells = [cached.cells_of(kind, row_id, row.values(), int(row.is_deleted)) for row_id, row in folded.items()]
    cached.number(conn, kind, cells)
    cached.put(conn, place, cells, "deleted")
    _drop_conflicts(conn, place, folded)
    if kinds.BY_NAME[kind].undisputed:
        return
    conn.executemany(
        "INSERT INTO conflict VALUES(?, ?, ?, ?, ?)",
        [
            (kind, scope, row_id, name, count)
            for row_id, row in folded.items()
            for name, count in row.conflicts().items()
            if name == EXISTENCE or name in kinds.BY_NAME[kind].by_name
        ],
    )


def _drop_conflicts(conn: sqlite3.Connection, place: cached.Place, rows: Iterable[str]) -> None:
    about = [(place.kind, place.scope, row) for row in rows]
    conn.executemany("DELETE FROM conflict WHERE kind = ? AND scope = ? AND row = ?", about)


def rebuild(conn: sqlite3.Connection) -> None:
    """Drop the cache and derive it anew from the journal; a body that is not what was written says nothing."""
    schema.make_cache(conn)
    erasure.enforce(conn)
    derive(conn, (known for known in journal.read(conn) if damage.has_its_body(known.change)))


def forget(conn: sqlite3.Connection, dropped: Iterable[erasure.Dropped]) -> Touched:
    """Take out of the cache what only bodies that are gone had said; says what was touched."""
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for rid, kind, scope, rows in dropped:
        conn.execute("DELETE FROM touch WHERE rid = ?", (rid,))
        places[kind, scope].update(rows)
    touched: Touched = defaultdict(set)
    for (kind, scope), about in places.items():
        place = cached.Place(kind, scope, packing.number_of(conn, scope))
        _refold(conn, place, row_ops.about(conn, kind, scope, sorted(about)))
        touched[kind].update(about)
    return dict(touched)


# The digest of what is seen.


def digest(conn: sqlite3.Connection) -> str:
    """Return the digest of the visible state: equal in two registers that know the same bodies."""
    hashed = hashlib.sha256()
    disputed = {(kind, scope, row) for kind, scope, row in conn.execute("SELECT kind, scope, row FROM conflict")}
    for kind in _kinds_with_rows(conn):
        for line in _told_rows(conn, kinds.BY_NAME[kind], disputed):
            hashed.update(canonical(line) + b"\n")
    return hashed.hexdigest()


def _kinds_with_rows(conn: sqlite3.Connection) -> list[str]:
    """Return the names of the kinds of which there are records, in order: most have none, and one question is cheap."""
    told = (f"SELECT '{name}' WHERE EXISTS(SELECT 1 FROM \"{name}_stored\")" for name in sorted(kinds.BY_NAME))
    return [name for (name,) in conn.execute(" UNION ALL ".join(told))]


def _told_rows(conn: sqlite3.Connection, kind: Kind, disputed: set[tuple[str, str, str]]) -> Iterator[list[object]]:
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
        name: sorted((cached.column(head.value) for head in folded.versions(name)), key=repr)
        for name in folded.conflicts()
        if name in names
    }
