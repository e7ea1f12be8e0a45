"""The journal: an append-only set of changes, its union with others', its forks and its digests."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from itertools import chain, count, repeat
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import Change, Header, made, sha256
from ogp_desktop.storage import connection, erasure
from ogp_desktop.storage.packing import STORED_COLUMNS, number_of, pack, stored

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from ogp_desktop.domain.shapes import Read

COLUMNS = "actor, seq, prev, scope, batch, hlc, kind, body_sha, v, id, body"
"""A header's fields in their order, the id and the body."""
_IN_LINE = f"INSERT INTO change_stored({STORED_COLUMNS})", "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_APART = f"INSERT INTO {{}}_stored({STORED_COLUMNS}, prev) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SETTLING = "settling"
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


def change_of(row: tuple[object, ...]) -> Change:
    """Return the change whose `COLUMNS` are given."""
    *fields, change_id, body = row
    header = Header(*fields)  # type: ignore[arg-type]
    return Change(header, change_id, body if body is None else str(body).encode())  # type: ignore[arg-type]


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
        forked |= settle_fork(conn, actor)
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


# Forks: 0001-change.md §6.


def settle_fork(conn: sqlite3.Connection, actor: bytes) -> bool:
    """Put an actor's changes where its forks and their decisions want them; says whether any left or moved.

    The place of the fork is the lowest `seq` for which two ids are known, by the changes themselves or
    by the `prev` of the next ones: a function of the set, whatever the order of arrival.
    """
    known = {
        row[0]: (row[1], row[2], row[3])
        for table in ("change", "fork")
        for row in conn.execute(f"SELECT id, seq, prev, '{table}' FROM {table} WHERE actor = ?", (actor,))
    }
    point = _fork_point(known)
    stays = set(known) if point is None else _admitted(conn, actor, known, point)
    out = [change_id for change_id, place in known.items() if place[2] == "change" and change_id not in stays]
    back = [change_id for change_id, place in known.items() if place[2] == "fork" and change_id in stays]
    number = number_of(conn, actor)
    conn.execute("INSERT OR REPLACE INTO meta VALUES(?, '1')", (_SETTLING,))
    for source, target, moved in (("change", "fork", out), ("fork", "change", back)):
        # From the end: what goes on from a change may have its `prev` from it only.
        for change_id in sorted(moved, key=lambda moving: known[moving][0], reverse=source == "change"):
            _move(conn, source, target, number, change_id)
    conn.execute("DELETE FROM meta WHERE key = ?", (_SETTLING,))
    return bool(out)


def _move(conn: sqlite3.Connection, source: str, target: str, actor: int, change_id: bytes) -> None:
    columns = COLUMNS.replace("prev", "coalesce(prev, (SELECT prev FROM change WHERE rid = moved.rid))")
    conn.execute(
        f"INSERT INTO {target}_stored({COLUMNS}) SELECT {columns} FROM {source}_stored AS moved "
        "WHERE actor = ? AND id = ?",
        (actor, change_id),
    )
    conn.execute(f"DELETE FROM {source}_stored WHERE actor = ? AND id = ?", (actor, change_id))


def _fork_point(known: dict[bytes, tuple[int, bytes, str]]) -> int | None:
    evidence: dict[int, set[bytes]] = defaultdict(set)
    for change_id, (seq, prev, _) in known.items():
        evidence[seq].add(change_id)
        if seq > 1:
            evidence[seq - 1].add(prev)
    return min((seq for seq, found in evidence.items() if len(found) > 1), default=None)


def _admitted(
    conn: sqlite3.Connection, actor: bytes, known: dict[bytes, tuple[int, bytes, str]], point: int
) -> set[bytes]:
    """Return the ids below the fork, and those of the branch that was chosen there, if one was."""
    stays = {change_id for change_id, place in known.items() if place[0] < point}
    chosen = chosen_branch(conn, actor, point)
    if chosen is None:
        return stays
    branch = {chosen} & set(known)
    for change_id, (seq, prev, _) in sorted(known.items(), key=lambda item: item[1][0]):
        if seq > point and prev in branch:
            branch.add(change_id)
    return stays | branch


def chosen_branch(conn: sqlite3.Connection, actor: bytes, seq: int) -> bytes | None:
    """Return the id that people chose at a fork; None while nobody did, or two chose differently."""
    row = conn.execute(
        'SELECT id, chosen FROM branch WHERE "actor" = ? AND "seq" = ? AND deleted = 0', (actor.hex(), seq)
    ).fetchone()
    if row is None or row[1] is None:
        return None
    disputed = conn.execute("SELECT 1 FROM conflict WHERE kind = 'branch' AND row = ?", (row[0],)).fetchone()
    return None if disputed else bytes.fromhex(row[1])


def forks(conn: sqlite3.Connection) -> dict[bytes, tuple[int, list[bytes]]]:
    """Return, by actor, where its chain forks and the ids that stand there."""
    found: dict[bytes, tuple[int, list[bytes]]] = {}
    for (actor,) in conn.execute("SELECT DISTINCT actor FROM fork").fetchall():
        place = conn.execute("SELECT min(seq) FROM fork WHERE actor = ?", (actor,)).fetchone()[0]
        ids = conn.execute(
            "SELECT id FROM fork WHERE actor = ?1 AND seq = ?2 "
            "UNION SELECT id FROM change WHERE actor = ?1 AND seq = ?2 ORDER BY id",
            (actor, place),
        ).fetchall()
        found[actor] = (place, [row[0] for row in ids])
    return found


def branch(conn: sqlite3.Connection, actor: bytes, start: bytes) -> list[Change]:
    """Return the changes of one branch of a fork, in their order, beginning with the one of id `start`."""
    rows = [
        change_of(row)
        for table in ("change", "fork")
        for row in conn.execute(f"SELECT {COLUMNS} FROM {table} WHERE actor = ? ORDER BY seq", (actor,))
    ]
    found = [change for change in rows if change.id == start]
    for change in sorted(rows, key=lambda change: change.header.seq):
        if found and change.header.prev == found[-1].id:
            found.append(change)
    return found


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


def damaged(conn: sqlite3.Connection) -> list[str]:
    """Return the dots of changes whose header, body or place in the chain is not what was written."""
    in_line = (change_of(row) for row in conn.execute(f"SELECT {COLUMNS} FROM change ORDER BY actor, seq"))
    aside = (change_of(row) for row in conn.execute(f"SELECT {COLUMNS} FROM fork ORDER BY actor, seq, id"))
    return [*_nameless(conn), *_broken(in_line), *(dot_of(change) for change in aside if not is_whole(change))]


def damaged_among(changes: Iterable[tuple[str, Change]]) -> list[str]:
    """Return the same of changes that were read by themselves, with the table they stand in."""
    read = list(changes)
    in_line = sorted((change for table, change in read if table == "change"), key=_place)
    return [*_broken(in_line), *(dot_of(each) for table, each in read if table == "fork" and not is_whole(each))]


def _nameless(conn: sqlite3.Connection) -> list[str]:
    """Return the places of changes that no view shows, because the name of their actor or scope is lost."""
    named = "(SELECT number FROM name)"
    lost = f"SELECT seq, actor FROM {{}}_stored WHERE actor NOT IN {named} OR scope NOT IN {named}"
    rows = conn.execute(f"{lost.format('change')} UNION ALL {lost.format('fork')} ORDER BY 2, 1")
    return [f"{seq}@?{actor}" for seq, actor in rows]


def _place(change: Change) -> tuple[bytes, int]:
    actor, seq = change.header.actor, change.header.seq
    return actor if isinstance(actor, bytes) else b"", seq if isinstance(seq, int) else 0


def _broken(in_line: Iterable[Change]) -> Iterator[str]:
    """Yield the dots, among changes by actor and place, that are not whole or do not go on from the one before."""
    previous: dict[bytes, tuple[int, bytes]] = {}
    for change in in_line:
        header = change.header
        seq, change_id = previous.get(header.actor, (0, b""))
        leaves_the_chain = header.seq == seq + 1 and header.prev != change_id
        if leaves_the_chain or not is_whole(change):
            yield dot_of(change)
        previous[header.actor] = (header.seq if type(header.seq) is int else 0, change.id)


def is_whole(change: Change) -> bool:
    """Say whether a change's id and body are what its header says."""
    try:
        if sha256(change.header.canonical()) != change.id:
            return False
    except (AttributeError, TypeError, ValueError):  # no header of ours has such values
        return False
    return has_its_body(change)


def has_its_body(change: Change) -> bool:
    """Say whether a change's body is the one its header names, or is not here."""
    return change.body is None or sha256(change.body) == change.header.body_sha


def dot_of(change: Change) -> str:
    """Return the place of a change, whatever stands in its row."""
    actor, seq = change.header.actor, change.header.seq
    return f"{seq}@{actor.hex() if isinstance(actor, bytes) else actor}"
