"""Undo as an inverse act: nothing is taken out of the journal, and no later edit is covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.change import Change, Op, Value, ops_of
from ogp_desktop.domain.erasure import ERASURE, PERSONAL
from ogp_desktop.domain.fold import EXISTENCE, Row
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import erasure, journal

if TYPE_CHECKING:
    import sqlite3

    from ogp_desktop.storage.author import Author
    from ogp_desktop.storage.derive import Touched
    from ogp_desktop.storage.register import Act, Register


def undo(register: Register, author: Author, batch: str) -> tuple[str, Touched]:
    """Undo the act `batch` ("seq@actor"); returns the batch of the inverse act, and what it touched.

    Undoing that batch redoes. Raises `Trouble` where somebody wrote later on what would be undone.
    """
    changes = _changes_of(register.conn, batch)
    scope = changes[0].header.scope
    for change in changes:
        for op in ops_of(change.body or b""):
            if change.header.kind == ERASURE or erasure.concerns(register.conn, scope, op):
                raise Trouble("undo_erased")
    with register.act(author, scope) as act:
        for change in reversed(changes):
            for op in reversed(ops_of(change.body or b"")):
                for inverse in _inverse(register.conn, act, change, op):
                    act.op(change.header.kind, inverse)
    return act.batch, act.touched


def _changes_of(conn: sqlite3.Connection, batch: str) -> list[Change]:
    seq, actor = batch.split("@")
    where = "actor = ? AND batch = ? AND seq >= ?"
    found = [known.change for known in journal.read(conn, where, (bytes.fromhex(actor), int(seq), int(seq)))]
    absent = [change for change in found if change.body is None]
    if any(change.header.kind in PERSONAL for change in absent):
        raise Trouble("undo_erased")
    if not found or absent:
        raise Trouble("undo_nothing")
    return found


def _inverse(conn: sqlite3.Connection, act: Act, change: Change, op: Op) -> list[Op]:
    row = act.row(change.header.kind, op.row)
    dot = change.header.dot
    if op.name == "del":
        _require(any(stamp.dot == dot for stamp in row.deletions))
        return [Op("set", op.row, {}, {EXISTENCE: [dot]})]
    if op.name == "new" or EXISTENCE in op.seen:
        _require(_only_from(row, change))
        return [Op("del", op.row, {}, row.seen())]
    return _unwritten(conn, row, dot, op)


def _unwritten(conn: sqlite3.Connection, row: Row, dot: str, op: Op) -> list[Op]:
    """Return the ops that put back what a `set` replaced; several where it had settled a conflict."""
    _require(not row.is_deleted)
    first: dict[str, Value] = {}
    others: list[tuple[str, Value]] = []
    for name in {**op.values, **op.seen}:
        standing = [head.stamp.dot for head in row.heads.get(name, ())]
        _require(dot in standing if name in op.values else not standing)
        before = _values_before(conn, op, name)
        if before:
            first[name] = before[0]
            others.extend((name, value) for value in before[1:])
    seen = {name: [dot] for name in op.values}
    return [Op("set", op.row, first, seen), *(Op("set", op.row, {name: value}, {}) for name, value in others)]


def _values_before(conn: sqlite3.Connection, op: Op, name: str) -> list[Value]:
    """Return the distinct values of the writes to a field that an op replaced."""
    found: list[Value] = []
    for dot in op.seen.get(name, ()):
        seq, actor = dot.split("@")
        for known in journal.read(conn, "actor = ? AND seq = ?", (bytes.fromhex(actor), int(seq))):
            for other in ops_of(known.change.body or b'{"ops":[]}'):
                if other.row == op.row and name in other.values and other.values[name] not in found:
                    found.append(other.values[name])
    return found


def _only_from(row: Row, change: Change) -> bool:
    """Say whether everything that stands in the row was written by the actor whose act is undone."""
    actor = change.header.actor
    stamps = [head.stamp for heads in row.heads.values() for head in heads]
    return all(stamp.actor == actor for stamp in stamps) and not row.is_deleted


def _require(holds: bool) -> None:
    if not holds:
        raise Trouble("undo_overtaken")
