"""An act: what one person does at once, saved in one transaction and undone as one."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from ogp_desktop.domain import ids, kinds
from ogp_desktop.domain.change import Op, Value, seal_in, write_body
from ogp_desktop.domain.erasure import ERASURES
from ogp_desktop.domain.fold import EXISTENCE, Row
from ogp_desktop.domain.kind import faults
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import derive, erasure, journal

if TYPE_CHECKING:
    import sqlite3

    from ogp_desktop.storage.author import Author


class Act:
    """What one person does at once: ops gathered by kind, written as changes of one batch."""

    def __init__(self, conn: sqlite3.Connection, author: Author, scope: str) -> None:
        self._conn = conn
        self._author = author
        self.scope = scope
        self._groups: list[tuple[str, list[Op]]] = []
        self._open: dict[str, list[Op]] = {}
        self.batch = ""
        self.touched: derive.Touched = {}
        self.dropped: list[erasure.Dropped] = []

    def new(self, kind: str, values: dict[str, Value], row: str | None = None) -> str:
        """Create a record; its id is drawn, derived (composite kinds) or given. Returns the id."""
        declared = kinds.BY_NAME[kind]
        if row is None:
            row = declared.composite_id(values) if declared.composite else ids.draw()
        self._add(kind, Op("new", row, _present(values), {}))
        return row

    def set(self, kind: str, row: str, values: dict[str, Value], seen: dict[str, list[str]] | None = None) -> None:
        """Write `values`, replacing what `seen` says its author saw: by default what stands there now.

        What the author wrote since is always seen: nobody has two versions of a text with themselves.
        """
        standing = self.row(kind, row)
        seen = standing.seen() if seen is None else standing.seen_by(self._author.actor, seen)
        replaced = {name: seen[name] for name in (*values, EXISTENCE) if seen.get(name)}
        self._add(kind, Op("set", row, values, replaced))

    def delete(self, kind: str, row: str, seen: dict[str, list[str]] | None = None) -> None:
        """Delete a record as its author saw it."""
        self._add(kind, Op("del", row, {}, self.row(kind, row).seen() if seen is None else seen))

    def op(self, kind: str, op: Op) -> None:
        """Add an op as it is (undo, genesis, decisions)."""
        self._add(kind, op)

    def row(self, kind: str, row: str) -> Row:
        """Return the row as it was before this act."""
        return derive.load(self._conn, derive.Key(kind, self.scope, row))

    def _add(self, kind: str, op: Op) -> None:
        wrong = list(faults(kinds.BY_NAME[kind], op.row, op.values))
        if wrong or any(kinds.BY_NAME[kind].field(name) is None for name in op.values):
            raise ValueError(f"not a {kind}: {wrong or list(op.values)}")
        if kinds.BY_NAME[kind].personal and erasure.concerns(self._conn, self.scope, op):
            raise Trouble("person_erased")
        if erasure.is_purged(self._conn, self.scope, kind):
            raise Trouble("needs_purged")
        group = self._open.get(kind)
        if group is None or kinds.BY_NAME[kind].personal or any(other.row == op.row for other in group):
            group = self._open[kind] = []
            self._groups.append((kind, group))
        group.append(op)

    def save(self) -> None:
        """Write the gathered ops as changes and derive what they touch; an empty act writes nothing."""
        if not self._groups:
            return
        written = self._author.introduce(self._conn, self.scope)
        chain = self._author.chain(self._conn)
        batch = chain.seq + 1
        for kind, ops in self._groups:
            body = write_body(ops, secrets.token_hex(16))
            change = seal_in(chain.next_header(self.scope, batch, kind), body)
            written.append(journal.Known(journal.append(self._conn, change), change))
            chain.follow(change)
        self.touched = derive.derive(self._conn, written)
        fresh = erasure.note(self._conn, [known.change for known in written if known.change.header.kind in ERASURES])
        self.dropped = erasure.drop(self._conn, fresh)
        self.touched = derive.together(self.touched, derive.forget(self._conn, self.dropped))
        self.batch = f"{batch}@{self._author.actor.hex()}"


def _present(values: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}
