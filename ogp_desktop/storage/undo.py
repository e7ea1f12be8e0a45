"""Undo as an inverse act: nothing is taken out of the journal, and no later edit is covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.change import Change, Op, Value, ops_of
from ogp_desktop.domain.erasure import ERASURES, PERSONAL
from ogp_desktop.domain.fold import EXISTENCE, Row
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import erasure, journal

if TYPE_CHECKING:
    import sqlite3

    from ogp_desktop.storage.act import Act
    from ogp_desktop.storage.author import Author
    from ogp_desktop.storage.derive import Touched
    from ogp_desktop.storage.register import Register


def undo(register: Register, author: Author, batch: str) -> tuple[str, Touched]:
    """Undo the act `batch` ("seq@actor"); returns the batch of the inverse act, and what it touched.

    Undoing that batch redoes. Raises `Trouble` where somebody wrote later on what would be undone.
    """
    changes = _changes_of(register.conn, batch)
    scope = changes[0].header.scope
    for change in changes:
        for op in ops_of(change.body or b""):
            if change.header.kind in ERASURES or erasure.concerns(register.conn, scope, op):
                raise Trouble("undo_erased")
    with register.act(author, scope) as act:
        for change in reversed(changes):
            for op in reversed(ops_of(change.body or b"")):
                for inverse in _inverse(register.conn, act, change, op, {each.header.dot for each in changes}):
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


def _inverse(conn: sqlite3.Connection, act: Act, change: Change, op: Op, together: set[str]) -> list[Op]:
    """Return the ops that take one back; `together` are the changes of its act."""
    row = act.row(change.header.kind, op.row)
    dot = change.header.dot
    if op.name == "del":
        _require(any(stamp.dot == dot for stamp in row.deletions))
        return [Op("set", op.row, {}, {EXISTENCE: [dot]})]
    if op.name == "new":
        _require(_only_from(row, change))
        return [Op("del", op.row, {}, row.seen())]
    if EXISTENCE in op.seen:
        _require(_is_as_it_was_deleted(conn, row, change, op))
        return [Op("del", op.row, {}, row.seen())]
    return _unwritten(conn, row, dot, op, together)


def _unwritten(conn: sqlite3.Connection, row: Row, dot: str, op: Op, together: set[str]) -> list[Op]:
    """Return the ops that put back what a `set` replaced; several where it had settled a conflict."""
    _require(not row.is_deleted)
    first: dict[str, Value] = {}
    others: list[tuple[str, Value]] = []
    seen: dict[str, list[str]] = {}
    for name in {**op.values, **op.seen}:
        standing = [head.stamp.dot for head in row.heads.get(name, ())]
        if name in op.values:
            own = next((head for head in standing if _stands_for(conn, op.row, name, head, dot)), "")
            _require(bool(own))
            seen[name] = [own]
        else:
            _require(together.issuperset(standing))
        before = _values_before(conn, op, name)
        if not before and len(standing) == 1:
            first[name] = None  # written, so that the history of the field goes on
        if before:
            first[name] = before[0]
            others.extend((name, value) for value in before[1:])
    return [Op("set", op.row, first, seen), *(Op("set", op.row, {name: value}, {}) for name, value in others)]


def _stands_for(conn: sqlite3.Connection, row: str, name: str, standing: str, dot: str) -> bool:
    """Say whether a write stands, or what stands was put back by undoing and redoing what came after it.

    Undoing the second of two edits writes the first one's value anew: the first can then be undone in its turn.
    """
    if standing == dot:
        return True
    history = _history(conn, row, name, standing, dot)
    if dot not in history or any(
        each.partition("@")[2] != dot.partition("@")[2] for each in history[: history.index(dot)]
    ):
        return False
    states = _states(conn, row, name, history)
    return states[standing] == states[dot]


def _history(conn: sqlite3.Connection, row: str, name: str, standing: str, dot: str) -> list[str]:
    """Return the writes of a field from the one that stands back to the one before `dot`, each replacing the next."""
    found = [standing]
    while dot not in found[:-1] and (op := _write(conn, row, found[-1])) is not None:
        replaced = op.seen.get(name, ())
        if len(replaced) != 1:
            break
        found.append(replaced[0])
    return found


def _states(conn: sqlite3.Connection, row: str, name: str, history: list[str]) -> dict[str, int]:
    """Return the state each write led to: writing what one step led from or to before is going back or forth."""
    states: dict[str, int] = {}
    values: list[Value] = []
    steps: dict[int, list[int]] = {}
    at = -1
    for each in reversed(history):
        op = _write(conn, row, each)
        value = op.values.get(name) if op else None
        near = [at, *steps.get(at, ())] if at >= 0 else []
        known = next((state for state in near if values[state] == value), len(values))
        if known == len(values):
            values.append(value)
            if at >= 0:
                steps.setdefault(at, []).append(known)
                steps.setdefault(known, []).append(at)
        states[each] = at = known
    return states


def _write(conn: sqlite3.Connection, row: str, dot: str) -> Op | None:
    """Return the op by which the change of a dot wrote a row; None where it is not known."""
    seq, _, actor = dot.partition("@")
    if not actor:
        return None
    for known in journal.read(conn, "actor = ? AND seq = ?", (bytes.fromhex(actor), int(seq))):
        for op in ops_of(known.change.body or b'{"ops":[]}'):
            if op.row == row:
                return op
    return None


def _values_before(conn: sqlite3.Connection, op: Op, name: str) -> list[Value]:
    """Return the distinct values of the writes to a field that an op replaced."""
    found: list[Value] = []
    for dot in op.seen.get(name, ()):
        other = _write(conn, op.row, dot)
        if other is not None and name in other.values and other.values[name] not in found:
            found.append(other.values[name])
    return found


def _only_from(row: Row, change: Change) -> bool:
    """Say whether everything that stands in the row was written by the actor whose act is undone."""
    actor = change.header.actor
    stamps = [head.stamp for heads in row.heads.values() for head in heads]
    return all(stamp.actor == actor for stamp in stamps) and not row.is_deleted


def _is_as_it_was_deleted(conn: sqlite3.Connection, row: Row, change: Change, op: Op) -> bool:
    """Say whether a record that an op brought back has nothing that whoever deleted it had not seen."""
    deletions = filter(None, (_write(conn, op.row, dot) for dot in op.seen[EXISTENCE]))
    known = {dot for deletion in deletions for dots in deletion.seen.values() for dot in dots}
    stamps = [head.stamp for heads in row.heads.values() for head in heads]
    actor = change.header.actor
    return not row.is_deleted and all(stamp.dot in known or stamp.actor == actor for stamp in stamps)


def _require(holds: bool) -> None:
    if not holds:
        raise Trouble("undo_overtaken")
