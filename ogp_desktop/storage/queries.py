"""What is read from a register: rows of the cache, counts, conflicts and where changes come from."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import VERSION
from ogp_desktop.storage import cache_tables, connection, packing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from ogp_desktop.domain.change import Change
    from ogp_desktop.domain.kind import Kind

Record = dict[str, Any]
"""A row of a kind's cache table, by field name; lists are lists, booleans booleans."""


@contextmanager
def snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """Run reads that all see the same state; one within another is part of it."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        if conn.in_transaction:
            conn.execute("COMMIT")


def records(conn: sqlite3.Connection, kind: str, order: str = "id", **equal: object) -> list[Record]:
    """Return the visible records of a kind whose fields equal `equal`, ordered by the columns of `order`."""
    declared = kinds.BY_NAME[kind]
    columns = cache_tables.cache_columns(declared)
    _require_columns(kind, [*equal, *order.split(", ")])
    shown = {name: cache_tables.shown(declared, name) for name in columns}
    # As the kind's view, but that the change in which texts stand is fetched once, not once a text; and only where
    # one does: a change of ten thousand records would come with each of them.
    by_place = [at for at, name in enumerate(columns) if cache_tables.is_by_place(declared, name)]
    sorts = ", ".join(f'typeof(r."{columns[at]}")' for at in by_place)
    body = f"CASE WHEN 'integer' IN ({sorts}) THEN (SELECT body FROM change_stored WHERE rid = r.rid) END"
    asked = ", ".join(f'r."{name}"' if at in by_place else shown[name] for at, name in enumerate(columns))
    conditions = "".join(f" AND {shown[name]} IS ?" for name in equal)
    ordering = ", ".join(shown[name] for name in order.split(", "))
    query = f'SELECT {body}, {asked} FROM "{kind}_stored" r WHERE r.deleted = 0{conditions} ORDER BY {ordering}'
    found = conn.execute(query, tuple(equal.values())).fetchall()
    return [_record(declared, columns, packing.in_full(row, body, by_place)) for body, *row in found]


def _require_columns(kind: str, names: list[str]) -> None:
    known = cache_tables.cache_columns(kinds.BY_NAME[kind])
    for name in names:
        if name not in known:
            raise KeyError(f"{kind}.{name}")


def idea_outlines(conn: sqlite3.Connection, rows: Iterable[str] | None = None) -> Iterator[tuple[Any, ...]]:
    """Yield id, session, number, letter, how many parts, when withdrawn, category and theme of visible ideas.

    Of every one, where no ids are given.
    """
    parts = "(problem IS NOT NULL) + (solution IS NOT NULL) + (result IS NOT NULL)"
    idea = kinds.BY_NAME["idea"]
    names = ("session", "withdrawn_at", "category", "theme")
    session, withdrawn, category, theme = (cache_tables.shown(idea, name) for name in names)
    # From what is stored: whether there is a text is known without looking it up in its change.
    columns = f"id, {session}, number, letter, {parts}, {withdrawn}, {category}, {theme}"
    query = f"SELECT {columns} FROM idea_stored r WHERE deleted = 0"
    if rows is None:
        yield from conn.execute(query)
    else:
        some = " AND id IN (SELECT value FROM json_each(?))"
        yield from conn.execute(query + some, (json.dumps(list(rows)),)).fetchall()


def themes_of_parked(conn: sqlite3.Connection) -> dict[str, str]:
    """Return the theme of each visible idea for which another one than its session's was said, by the idea's id."""
    theme = cache_tables.shown(kinds.BY_NAME["idea"], "theme")
    return dict(
        conn.execute(f"SELECT id, {theme} FROM idea_stored r WHERE deleted = 0 AND theme IS NOT NULL").fetchall()
    )


def records_of(conn: sqlite3.Connection, kind: str, rows: Iterable[str | int], column: str = "id") -> dict[str, Record]:
    """Return the visible records of a kind that have these ids, or have them in `column`, by their own id."""
    declared = kinds.BY_NAME[kind]
    _require_columns(kind, [column])
    columns = cache_tables.cache_columns(declared)
    told = ", ".join(f'"{column}"' for column in columns)
    query = (
        f'SELECT json_group_array(json_array({told})) FROM "{kind}" '
        f'WHERE deleted = 0 AND "{column}" IN (SELECT value FROM json_each(?))'
    )
    # One row of JSON: while another thread writes, each row fetched would wait for its turn at the interpreter.
    found = orjson.loads(conn.execute(query, (json.dumps(list(rows)),)).fetchone()[0])
    return {row[0]: _record(declared, columns, row) for row in found}


def ending_so(conn: sqlite3.Connection, kind: str, column: str, remainder: int, modulus: int) -> list[str]:
    """Return the ids of the visible records whose number leaves that remainder; from what is stored, whole numbers."""
    _require_columns(kind, [column])
    query = f'SELECT id FROM "{kind}_stored" WHERE deleted = 0 AND "{column}" % ? = ?'
    return [row for (row,) in conn.execute(query, (modulus, remainder))]


def ever_arrived(conn: sqlite3.Connection, arrivals: Iterable[str]) -> set[str]:
    """Return the people whom these arrivals are about, those that were taken back included."""
    query = "SELECT person FROM arrival WHERE person IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
    return {person for (person,) in conn.execute(query, (json.dumps(list(arrivals)),)).fetchall()}


def arrived(conn: sqlite3.Connection) -> list[str]:
    """Return the people who arrived."""
    query = "SELECT DISTINCT person FROM arrival WHERE deleted = 0 AND person IS NOT NULL"
    return [person for (person,) in conn.execute(query).fetchall()]


def record(conn: sqlite3.Connection, kind: str, row: str) -> Record | None:
    """Return the record of that id, None when there is none or it is deleted."""
    found = records(conn, kind, id=row)
    return found[0] if found else None


def _record(declared: Kind, columns: list[str], row: Sequence[object]) -> Record:
    found: Record = dict(zip(columns, row, strict=True))
    for name, read in declared.read_otherwise:
        if found[name] is not None:
            found[name] = read(found[name])
    return found


def last_stamp(conn: sqlite3.Connection) -> int:
    """Return the hybrid clock's stamp of the change that was written last; 0 in an empty journal."""
    found = conn.execute("SELECT hlc FROM change ORDER BY rid DESC LIMIT 1").fetchone()
    return int(found[0]) if found else 0


def numbers_undone(conn: sqlite3.Connection, session: str) -> list[tuple[int, str]]:
    """Return number and letter of the ideas of a session that were taken back whole; their number stays given."""
    query = "SELECT number, letter FROM idea WHERE deleted = 1 AND session = ? AND number IS NOT NULL"
    return [(number, letter or "") for number, letter in conn.execute(query, (session,)).fetchall()]


def counts(conn: sqlite3.Connection) -> dict[str, int]:
    """Return the number of visible records of each kind that has any."""
    found = {
        kind.name: conn.execute(f'SELECT count(*) FROM "{kind.name}" WHERE deleted = 0').fetchone()[0]
        for kind in kinds.ALL
    }
    return {name: count for name, count in found.items() if count}


def event_code(conn: sqlite3.Connection, event: str | None) -> str | None:
    """Return the three letters of an event, None where it is unknown."""
    found = record(conn, "event", event) if event else None
    return str(found["code"]) if found and found["code"] else None


def is_event(conn: sqlite3.Connection) -> bool:
    """Say whether a register is one event's, not a plan's."""
    return conn.execute("SELECT 1 FROM meta WHERE key = 'event' AND value IS NOT NULL").fetchone() is not None


def event_ids(conn: sqlite3.Connection) -> list[str]:
    """Return the ids of all scopes but the plan's that the journal holds."""
    plan = conn.execute("SELECT value FROM meta WHERE key = 'plan'").fetchone()[0]
    both = "SELECT scope FROM change_stored UNION SELECT scope FROM fork_stored"
    named = f"SELECT name FROM name WHERE number IN ({both}) ORDER BY name"
    return [scope for (scope,) in conn.execute(named) if scope != plan]


class Dispute(NamedTuple):
    """A field with several versions; `field` is empty for a deletion against an edit."""

    kind: str
    scope: str
    row: str
    field: str
    versions: int


def conflicts(conn: sqlite3.Connection) -> list[Dispute]:
    """Return everything that waits for a person's decision."""
    return [Dispute(*row) for row in conn.execute("SELECT kind, scope, row, field, versions FROM conflict")]


def conflict_count(conn: sqlite3.Connection) -> int:
    """Return how many fields have several versions."""
    return int(conn.execute("SELECT count(*) FROM conflict").fetchone()[0])


def change_count(conn: sqlite3.Connection) -> int:
    """Return how many changes are known, forks included."""
    both = "SELECT (SELECT count(*) FROM change_stored) + (SELECT count(*) FROM fork_stored)"
    return int(conn.execute(both).fetchone()[0])


def waiting_count(conn: sqlite3.Connection) -> int:
    """Return how many changes are kept for a newer program: newer meaning or unknown kind."""
    names = json.dumps(sorted(kinds.BY_NAME))
    query = "SELECT count(*) FROM change_stored WHERE v > ? OR kind NOT IN (SELECT value FROM json_each(?))"
    return int(conn.execute(query, (VERSION, names)).fetchone()[0])


def unknown_changes(conn: sqlite3.Connection, changes: list[Change]) -> list[Change]:
    """Return those of `changes` that bring a header or a body this register does not have."""
    by_actor: dict[bytes, list[Change]] = defaultdict(list)
    for change in changes:
        by_actor[change.header.actor].append(change)
    found: list[Change] = []
    for actor, theirs in by_actor.items():
        if not _knows_the_chain(conn, actor, theirs):
            found.extend(_unknown_of(conn, actor, theirs))
    return found


def _knows_the_chain(conn: sqlite3.Connection, actor: bytes, theirs: list[Change]) -> bool:
    """Say whether a whole chain is known, by its last id: every header before it is hashed into it."""
    last = theirs[-1].header
    ours = conn.execute("SELECT id FROM change WHERE actor = ? AND seq = ?", (actor, last.seq)).fetchone()
    if ours is None or ours[0] != theirs[-1].id:
        return False
    if len(theirs) != last.seq or any(b.header.prev != a.id for a, b in pairwise(theirs)):
        return False
    withheld = "SELECT 1 FROM change_stored WHERE actor = n.number AND body IS NULL"
    forked = "SELECT 1 FROM fork_stored WHERE actor = n.number"
    whole = f"SELECT 1 FROM name n WHERE name = ? AND NOT EXISTS ({withheld}) AND NOT EXISTS ({forked})"
    return conn.execute(whole, (actor,)).fetchone() is not None


def holds(conn: sqlite3.Connection, changes: list[Change]) -> bool:
    """Say whether every one of `changes` is in the register: what a parcel brought is counted after the union.

    A whole chain is counted, its last id compared; of one with gaps or forks each id is looked for.
    """
    by_actor: dict[bytes, list[Change]] = defaultdict(list)
    for change in changes:
        by_actor[change.header.actor].append(change)
    return all(_holds_of(conn, actor, theirs) for actor, theirs in by_actor.items())


def _holds_of(conn: sqlite3.Connection, actor: bytes, theirs: list[Change]) -> bool:
    last = theirs[-1].header.seq
    stored = "SELECT count(*) FROM change_stored WHERE actor = (SELECT number FROM name WHERE name = ?) AND seq <= ?"
    count = conn.execute(stored, (actor, last)).fetchone()[0]
    if count == last == len(theirs):
        ours = conn.execute("SELECT id FROM change WHERE actor = ? AND seq = ?", (actor, last)).fetchone()
        if ours is not None and ours[0] == theirs[-1].id:
            return True
    both = "SELECT id FROM change WHERE actor = ?1 UNION SELECT id FROM fork WHERE actor = ?1"
    return {change.id for change in theirs} <= {row[0] for row in conn.execute(both, (actor,))}


def _unknown_of(conn: sqlite3.Connection, actor: bytes, theirs: list[Change]) -> list[Change]:
    known: dict[bytes, bool] = {}
    for table in ("change", "fork"):
        known.update(conn.execute(f"SELECT id, body IS NOT NULL FROM {table} WHERE actor = ?", (actor,)))
    return [each for each in theirs if each.id not in known or (each.body is not None and not known[each.id])]


class Origin(NamedTuple):
    """Who wrote, where and from which computer."""

    post: str | None
    device: str | None
    operator: str | None


def origin(conn: sqlite3.Connection, actor: bytes) -> Origin:
    """Return what an actor said of itself; Nones while its first change has not come."""
    row = conn.execute(
        "SELECT a.post, a.device, i.family_name FROM change c LEFT JOIN touch t USING(rid) "
        "JOIN actor a ON a.rid = c.rid OR a.id = t.row LEFT JOIN identity i ON i.id = a.operator "
        "WHERE c.actor = ? AND c.seq = 1",
        (actor,),
    ).fetchone()
    return Origin(*row) if row else Origin(None, None, None)


def device_of_actor(conn: sqlite3.Connection, actor: bytes) -> str | None:
    """Return the device that an actor's first change named."""
    return origin(conn, actor).device


def is_sound(conn: sqlite3.Connection) -> bool:
    """Say whether SQLite finds the file in order: every page, row and index in its place."""
    try:
        return bool(conn.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except connection.Unreadable:
        return False
