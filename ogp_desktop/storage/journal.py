"""The journal: an append-only set of changes, its union with others' and its digest."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from itertools import chain, count, repeat
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import Change, made
from ogp_desktop.storage import connection, erasure, forks
from ogp_desktop.storage.packing import COLUMNS, STORED_COLUMNS, change_of, number_of, pack, stored

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from ogp_desktop.domain.shapes import Read

_IN_LINE = f"INSERT INTO change_stored({STORED_COLUMNS})", "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_APART = f"INSERT INTO {{}}_stored({STORED_COLUMNS}, prev) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_TABLES = ("change", "fork")
_COUNTS = ("changes", "bodies")
_ERASABLE = frozenset(kind.name for kind in kinds.ALL if kind.personal)


class Known(NamedTuple):
    """A change with its place in this file."""

    rid: int
    change: Change


class Union(NamedTuple):
    """What a union brought: changes that entered the state, new headers and bodies, and bodies that it erased."""

    entered: list[Known]
    new_headers: int
    new_bodies: int
    forked: bool
    dropped: list[erasure.Dropped]


def append(conn: sqlite3.Connection, change: Change) -> int:
    """Add one change of our own; returns its `rid`."""
    (row,) = stored(conn, [change], {})
    rid = int(conn.execute(" VALUES ".join(_IN_LINE), row).lastrowid or 0)
    _count(conn, [change])
    return rid


def read(conn: sqlite3.Connection, where: str = "1", values: Iterable[object] = ()) -> Iterator[Known]:
    """Yield the changes of the state's set that `where` selects, in order of arrival."""
    rows = conn.execute(f"SELECT rid, {COLUMNS} FROM change WHERE {where} ORDER BY rid", tuple(values))
    for row in rows:
        yield Known(row[0], change_of(row[1:]))


def everything(conn: sqlite3.Connection) -> Iterator[Change]:
    """Yield all changes, forks included, in the parcel's order."""
    both = f"SELECT {COLUMNS} FROM change UNION ALL SELECT {COLUMNS} FROM fork"
    for row in conn.execute(f"{both} ORDER BY actor, seq, id"):
        yield change_of(row)


def last_of(conn: sqlite3.Connection, actor: bytes) -> tuple[int, bytes, int]:
    """Return the last `seq`, id and clock of an actor's chain; (0, b"", 0) when it has none."""
    row = conn.execute("SELECT seq, id, hlc FROM change WHERE actor = ? ORDER BY seq DESC LIMIT 1", (actor,)).fetchone()
    return row or (0, b"", 0)


def unite(conn: sqlite3.Connection, changes: Iterable[Change], said: Read | None = None) -> Union:
    """Take the union with `changes`: new headers are added, missing bodies filled unless erased, forks set apart.

    What bodies say need not be found again where `said` tells it.
    """
    by_actor: dict[bytes, list[Change]] = defaultdict(list)
    admitted, dropped = erasure.admit(conn, changes)
    for change in admitted:
        by_actor[change.header.actor].append(change)
    before = int(conn.execute("SELECT coalesce(max(rid), 0) FROM change_stored").fetchone()[0])
    in_line: list[Change] = []
    filled: list[Known] = []
    headers, bodies, apart = 0, 0, []
    for actor, theirs in by_actor.items():
        known = _ids_of(conn, actor)
        missing = [change for change in theirs if change.id not in known] if known else theirs
        for change in theirs if known else ():
            if change.body is not None and known.get(change.id) is False:
                bodies += 1
                filled.extend(_fill(conn, change))
        if not missing:
            continue
        headers += len(missing)
        bodies += sum(change.body is not None for change in missing)
        missing.sort(key=lambda change: change.header.seq)
        if _goes_on(conn, actor, missing):
            in_line.extend(missing)
        else:
            apart.append((actor, missing))
    _insert(conn, in_line, said or {})
    entered = list(map(made, repeat(Known), zip(count(before + 1), in_line)))
    forked = False
    for actor, missing in apart:
        _set_apart(conn, missing)
        forked |= forks.settle_fork(conn, actor)
    if apart:
        entered.extend(read(conn, "rid > ?", (before + len(in_line),)))
    return Union(entered + filled, headers, bodies, forked, dropped)


def _goes_on(conn: sqlite3.Connection, actor: bytes, missing: list[Change]) -> bool:
    """Say whether an actor's new changes plainly continue its one chain."""
    place, previous, _ = last_of(conn, actor)
    for header, change_id, _ in missing:
        if header.seq != place + 1 or header.prev != previous:
            return False
        place, previous = place + 1, change_id
    return not _has_fork(conn, actor)


def _ids_of(conn: sqlite3.Connection, actor: bytes) -> dict[bytes, bool]:
    """Return the ids known of an actor, and whether their body is here."""
    both = "SELECT id, body IS NOT NULL FROM {} WHERE actor = ?"
    rows = conn.execute(f"{both.format('change')} UNION ALL {both.format('fork')}", (actor, actor))
    return {row[0]: bool(row[1]) for row in rows}


def _has_fork(conn: sqlite3.Connection, actor: bytes) -> bool:
    return conn.execute("SELECT 1 FROM fork WHERE actor = ? LIMIT 1", (actor,)).fetchone() is not None


def _insert(conn: sqlite3.Connection, changes: Sequence[Change], said: Read) -> None:
    connection.insert(conn, *_IN_LINE, stored(conn, changes, said))
    _count(conn, changes)


def _set_apart(conn: sqlite3.Connection, changes: Sequence[Change]) -> None:
    for change in changes:
        put_back(conn, "fork", change)
    _count(conn, changes)


def put_back(conn: sqlite3.Connection, table: str, change: Change) -> None:
    """Write a change that does not plainly go on from the one before, or whose one before may be missing."""
    (row,) = stored(conn, [change], {})
    conn.execute(_APART.format(table), (*row, change.header.prev))


def _fill(conn: sqlite3.Connection, change: Change) -> list[Known]:
    body, actor = pack(change.body), number_of(conn, change.header.actor)
    conn.execute("UPDATE fork_stored SET body = ? WHERE id = ? AND body IS NULL", (body, change.id))
    _count(conn, [], [change])
    filled = conn.execute(
        "UPDATE change_stored SET body = ? WHERE actor = ? AND seq = ? AND id = ? AND body IS NULL RETURNING rid",
        (body, actor, change.header.seq, change.id),
    ).fetchall()
    return [Known(rid, change) for (rid,) in filled]


def digest(conn: sqlite3.Connection) -> str:
    """Return the digest of the set: SHA-256 over the sorted ids of all changes, forks included."""
    hashed = hashlib.sha256()
    for (change_id,) in conn.execute("SELECT id FROM change_stored UNION ALL SELECT id FROM fork_stored ORDER BY 1"):
        hashed.update(change_id)
    return hashed.hexdigest()


# How much there is: what hashes cannot tell is that something is no longer there.


def _count(conn: sqlite3.Connection, headers: Sequence[Change], bodies: Sequence[Change] = ()) -> None:
    """Note that changes came, with the bodies they have, and bodies of changes that were known.

    Counted are those that nobody may erase.
    """
    came = chain(headers, bodies)
    lasting = sum([body is not None and header.kind not in _ERASABLE for header, _, body in came])
    added = (("changes", len(headers)), ("bodies", lasting))
    conn.executemany("UPDATE meta SET value = value + ?2 WHERE key = ?1", added)


def count_anew(conn: sqlite3.Connection) -> None:
    """Note how many changes and lasting bodies there are, whatever was noted before."""
    conn.executemany("INSERT OR REPLACE INTO meta VALUES(?, ?)", _counted(conn).items())


def _counted(conn: sqlite3.Connection) -> dict[str, int]:
    marks = ", ".join("?" * len(_ERASABLE))
    lasting = f"count(*) FILTER (WHERE body IS NOT NULL AND kind NOT IN ({marks}))"
    query = f"SELECT count(*), {lasting} FROM {{}}_stored"
    rows = [conn.execute(query.format(table), tuple(_ERASABLE)).fetchone() for table in _TABLES]
    return dict(zip(_COUNTS, map(sum, zip(*rows, strict=True)), strict=True))


def is_complete(conn: sqlite3.Connection) -> bool:
    """Say whether as many changes and lasting bodies are here as came."""
    noted = dict(conn.execute("SELECT key, CAST(value AS INTEGER) FROM meta WHERE key IN (?, ?)", _COUNTS))
    return noted == _counted(conn)
