"""Forks: where the chain of an actor goes on in two ways, and which way was chosen (0001-change.md §6)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ogp_desktop.storage.packing import COLUMNS, change_of, number_of

if TYPE_CHECKING:
    import sqlite3

    from ogp_desktop.domain.change import Change

_SETTLING = "settling"


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


def points(conn: sqlite3.Connection) -> dict[bytes, tuple[int, list[bytes]]]:
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
