"""The seals of a register: a device's word that the chain of an actor is its own up to a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class Seal(NamedTuple):
    """A device's signature under the last change of an actor's chain, and so under all before it."""

    actor: bytes
    last_seq: int
    last_id: bytes
    device: str
    signature: bytes


class Tail(NamedTuple):
    """The end of an actor's chain."""

    actor: bytes
    last_seq: int
    last_id: bytes


def unsealed(conn: sqlite3.Connection, device: str) -> list[Tail]:
    """Return the ends of the chains that `device` wrote and has not sealed."""
    query = """
        WITH own(actor) AS (
            SELECT c.actor FROM actor a
            JOIN change c ON c.rid = a.rid OR c.rid IN (SELECT rid FROM touch WHERE row = a.id)
            WHERE a.device = ? AND c.seq = 1 AND c.kind = 'actor'
        ), tail(actor, seq) AS (SELECT actor, (SELECT max(seq) FROM change WHERE actor = own.actor) FROM own)
        SELECT t.actor, t.seq, c.id FROM tail t JOIN change c ON c.actor = t.actor AND c.seq = t.seq
        WHERE NOT EXISTS (SELECT 1 FROM seal s WHERE s.actor = t.actor AND s.last_id = c.id) ORDER BY t.actor
    """
    return [Tail(*row) for row in conn.execute(query, (device,)).fetchall()]


def keep(conn: sqlite3.Connection, seals: Iterable[Seal]) -> None:
    """Keep seals; those of the same device that end earlier in the same chain say nothing more and go."""
    for seal in seals:
        conn.execute("INSERT OR IGNORE INTO seal VALUES(?, ?, ?, ?, ?)", seal)
        conn.execute(
            "DELETE FROM seal WHERE actor = ?1 AND device = ?3 AND last_seq < ?2 "
            "AND last_id IN (SELECT id FROM change WHERE actor = ?1)",
            (seal.actor, seal.last_seq, seal.device),
        )


def everything(conn: sqlite3.Connection) -> list[Seal]:
    """Return all seals, in the parcel's order."""
    columns = ", ".join(Seal._fields)
    rows = conn.execute(f"SELECT {columns} FROM seal ORDER BY actor, last_seq, last_id, device").fetchall()
    return [Seal(*row) for row in rows]


def without_their_change(conn: sqlite3.Connection) -> list[Seal]:
    """Return the seals whose chain is known here, and not the change they are under.

    Those of removed devices are not among them: what such a device brought anew was left out.
    """
    columns = ", ".join(f"s.{name}" for name in Seal._fields)
    rows = conn.execute(
        f"SELECT {columns} FROM seal s WHERE EXISTS (SELECT 1 FROM change c WHERE c.actor = s.actor) "
        "AND NOT EXISTS (SELECT 1 FROM change c WHERE c.actor = s.actor AND c.seq = s.last_seq AND c.id = s.last_id) "
        "AND NOT EXISTS (SELECT 1 FROM fork f WHERE f.actor = s.actor AND f.id = s.last_id) "
        "AND s.device NOT IN (SELECT device FROM removed_device WHERE deleted = 0 AND device IS NOT NULL)"
    )
    return [Seal(*row) for row in rows.fetchall()]


def count(conn: sqlite3.Connection) -> int:
    """Return how many seals are kept."""
    return int(conn.execute("SELECT count(*) FROM seal").fetchone()[0])
