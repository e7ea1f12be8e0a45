"""Damage: changes that are not what was written, by their hashes and their place in the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.change import Change, sha256
from ogp_desktop.storage.packing import COLUMNS, change_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


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
