"""Erasure in a register: bodies of erased people are dropped, and never stored again (0001-change §7).

What is erased is a function of the set of changes, forks included, so no order of arrival matters. Table
`erased` is derived from it like the cache, and built anew with it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.change import VERSION
from ogp_desktop.domain.erasure import ERASURES, PERSONAL, PURGES, erased_in, is_about, named_by, named_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from ogp_desktop.domain.change import Change, Op

Places = set[tuple[str, str]]
"""Rows, or kinds that are gone whole, and their scopes: an erasure reaches no other event than its own."""

_JOURNALS = ("change", "fork")
_TRACES = "traces"


class Dropped(NamedTuple):
    """A body that went from the state: its place in the journal, and what it was about."""

    rid: int
    kind: str
    scope: str
    rows: tuple[str, ...]


def admit(conn: sqlite3.Connection, changes: Iterable[Change]) -> tuple[list[Change], list[Dropped]]:
    """Return `changes` without the bodies that are erased, by them or before, and what they erase here."""
    arriving = list(changes)
    fresh = note(conn, [each for each in arriving if each.header.kind in ERASURES])
    dropped = drop(conn, fresh)
    return without_erased(conn, arriving), dropped


def note(conn: sqlite3.Connection, erasures: Iterable[Change]) -> Places:
    """Note what these erasures erase; returns what was not known yet."""
    found: Places = set()
    for header, _, body in erasures:
        if body is not None and header.v == VERSION:
            found.update((row, header.scope) for row in erased_in(header.kind, body))
    return _noted(conn, found)


def _noted(conn: sqlite3.Connection, found: Places) -> Places:
    fresh = found - everything_erased(conn) if found else found
    conn.executemany("INSERT INTO erased VALUES(?, ?)", sorted(fresh))
    return fresh


def everything_erased(conn: sqlite3.Connection) -> Places:
    """Return every row that is erased, and every kind, with its scope."""
    return set(conn.execute("SELECT row, scope FROM erased"))


def is_any(conn: sqlite3.Connection) -> bool:
    """Say whether anybody was erased in this register."""
    return conn.execute("SELECT 1 FROM erased LIMIT 1").fetchone() is not None


def among(conn: sqlite3.Connection, rows: Iterable[str]) -> Places:
    """Return those of these rows that are erased, with their scopes."""
    query = "SELECT row, scope FROM erased WHERE row IN (SELECT value FROM json_each(?))"
    return set(conn.execute(query, (json.dumps(list(rows)),)))


def concerns(conn: sqlite3.Connection, scope: str, op: Op) -> bool:
    """Say whether an op is about somebody who is erased."""
    return any(where == scope for _, where in among(conn, named_by(op)))


def is_purged(conn: sqlite3.Connection, scope: str, kind: str) -> bool:
    """Say whether all of a kind is gone from a scope."""
    return kind in PURGES.values() and (kind, scope) in among(conn, [kind])


def kept_of(conn: sqlite3.Connection, kind: str) -> dict[str, set[str]]:
    """Return the rows of a personal kind of which the journal holds a body, by scope, whatever became of them."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in _JOURNALS:
        query = f"SELECT scope, body FROM {table} WHERE kind = ? AND v = ? AND body IS NOT NULL"
        for scope, body in conn.execute(query, (kind, VERSION)):
            found[scope].update(named_in(body.encode()))
    return dict(found)


def without_erased(conn: sqlite3.Connection, changes: list[Change]) -> list[Change]:
    """Return `changes`, without the bodies that this register must not store."""
    erased = everything_erased(conn)
    if not erased:
        return changes
    rows = _by_scope(erased)
    return [change.without_body() if _is_erased(change, rows) else change for change in changes]


def _by_scope(places: Places) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row, scope in places:
        found[scope].add(row)
    return found


def _is_erased(change: Change, rows: dict[str, set[str]]) -> bool:
    header, _, body = change
    if body is None or header.kind not in PERSONAL or header.scope not in rows:
        return False
    return header.kind in rows[header.scope] or is_about(body, header.v, rows[header.scope])


def drop(conn: sqlite3.Connection, fresh: Places) -> list[Dropped]:
    """Drop the bodies about these rows from the journal; returns those that were part of the state."""
    if not fresh:
        return []
    doomed = {table: _bodies_about(conn, table, fresh) for table in _JOURNALS}
    for table, found in doomed.items():
        conn.executemany(f"UPDATE {table}_stored SET body = NULL WHERE rid = ?", [(each.rid,) for each in found])
    if any(doomed.values()):
        conn.execute("INSERT OR REPLACE INTO meta VALUES(?, '1')", (_TRACES,))
    return doomed["change"]


def _bodies_about(conn: sqlite3.Connection, table: str, wanted: Places) -> list[Dropped]:
    listed = "(SELECT value FROM json_each(?))"
    query = (
        f"SELECT rid, kind, scope, v, body FROM {table} "
        f"WHERE kind IN {listed} AND scope IN {listed} AND body IS NOT NULL"
    )
    rows = _by_scope(wanted)
    found = []
    for rid, kind, scope, v, text in conn.execute(query, (json.dumps(PERSONAL), json.dumps(sorted(rows)))):
        body = text.encode()
        if kind in rows[scope] or is_about(body, v, rows[scope]):
            found.append(Dropped(rid, kind, scope, tuple(named_in(body)) if v == VERSION else ()))
    return found


def enforce(conn: sqlite3.Connection) -> None:
    """Find what is erased anew from the whole journal, and drop what should be gone."""
    found: Places = set()
    for table in _JOURNALS:
        listed = "(SELECT value FROM json_each(?))"
        query = f"SELECT scope, kind, body FROM {table} WHERE kind IN {listed} AND v = ? AND body IS NOT NULL"
        for scope, kind, body in conn.execute(query, (json.dumps(ERASURES), VERSION)):
            found.update((row, scope) for row in erased_in(kind, body.encode()))
    drop(conn, _noted(conn, found))


def people_in(conn: sqlite3.Connection, scope: str) -> set[str]:
    """Return the people of a scope of whom something personal is kept, or may still come."""
    found = {row for (row,) in conn.execute("SELECT id FROM participant WHERE scope = ?", (scope,))}
    for table in _JOURNALS:
        query = (
            f"SELECT kind, body FROM {table} WHERE kind IN (SELECT value FROM json_each(?)) "
            "AND scope = ? AND v = ? AND body IS NOT NULL"
        )
        for kind, body in conn.execute(query, (json.dumps(PERSONAL), scope, VERSION)):
            row, *person = named_in(body.encode())
            found.update([row] if kind != "consent" else person)
    return found - {row for row, where in everything_erased(conn) if where == scope}


def scopes_of(conn: sqlite3.Connection, person: str) -> list[str]:
    """Return the scopes in which somebody stands, is named or was erased."""
    tables = ("participant", *(kind for kind in PERSONAL if kind != "consent"))
    whole = " UNION ".join(f"SELECT scope FROM {table} WHERE id = ?1" for table in tables)
    query = f"{whole} UNION SELECT scope FROM consent WHERE person = ?1 UNION SELECT scope FROM erased WHERE row = ?1"
    return sorted(scope for (scope,) in conn.execute(query, (person,)))


# Traces: what this computer may still hold beside the register.


def leaves_traces(conn: sqlite3.Connection) -> bool:
    """Say whether bodies were dropped here and the traces they leave were not removed yet."""
    return conn.execute("SELECT 1 FROM meta WHERE key = ?", (_TRACES,)).fetchone() is not None


def traces_removed(conn: sqlite3.Connection) -> None:
    """Note that no trace is left."""
    conn.execute("DELETE FROM meta WHERE key = ?", (_TRACES,))
