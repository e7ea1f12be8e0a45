"""Who writes: one actor per start of the application, its chain and its clock."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

from ogp_desktop import __version__
from ogp_desktop.domain import ids
from ogp_desktop.domain.change import NO_CHANGE, Change, Op, Value, seal_in, write_body
from ogp_desktop.domain.clock import HybridClock
from ogp_desktop.domain.text.intake import intake_name
from ogp_desktop.storage import journal

if TYPE_CHECKING:
    import sqlite3


class HeaderFields(TypedDict):
    """The fields of a header that come before its body is known."""

    actor: bytes
    seq: int
    prev: bytes
    scope: str
    batch: int
    hlc: int
    kind: str


@dataclass
class Author:
    """The author of this run's changes: device, post and operator, under an actor drawn at start.

    `operator` is what the person typed as a name; it is kept in an `identity` record only.
    """

    device: str
    post: str = "secretariat"
    operator: str = ""
    actor: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    clock: HybridClock = field(default_factory=HybridClock)
    started: datetime.datetime = field(default_factory=lambda: datetime.datetime.now().astimezone())

    def chain(self, conn: sqlite3.Connection) -> Chain:
        """Return the end of this actor's chain in a register."""
        seq, last, _ = journal.last_of(conn, self.actor)
        return Chain(self, seq, last)

    def introduce(self, conn: sqlite3.Connection, scope: str) -> list[journal.Known]:
        """Write the first change of this actor, and the operator's identity, where they are missing."""
        chain = self.chain(conn)
        if chain.seq:
            return []
        name = intake_name(self.operator)
        known = self._known(conn, scope, name) if name else None
        operator = known or (ids.draw() if name else None)
        written = [self._write(conn, chain, scope, "actor", self._row_id(), self._told(operator))]
        if operator is not None and known is None:
            written.append(self._write(conn, chain, scope, "identity", operator, {"family_name": name}))
        return written

    def _known(self, conn: sqlite3.Connection, scope: str, name: str) -> str | None:
        """Return the identity of whoever gave this name on this computer before: one person, erased once."""
        row = conn.execute(
            "SELECT i.id FROM actor a JOIN identity i ON i.id = a.operator AND i.scope = a.scope "
            "WHERE a.device = ? AND a.scope = ? AND i.family_name = ? AND NOT i.deleted",
            (self.device, scope, name),
        ).fetchone()
        return None if row is None else str(row[0])

    def _row_id(self) -> str:
        return ids.derive("actor", self.actor)

    def _told(self, operator: str | None) -> dict[str, Value]:
        offset = self.started.utcoffset() or datetime.timedelta()
        told: dict[str, Value] = {
            "device": self.device,
            "post": self.post,
            "application": __version__,
            "started": self.started.isoformat(timespec="seconds"),
            "offset_minutes": int(offset.total_seconds()) // 60,
        }
        return told | ({"operator": operator} if operator else {})

    def _write(
        self,
        conn: sqlite3.Connection,
        chain: Chain,
        scope: str,
        kind: str,
        row: str,
        values: dict[str, Value],
    ) -> journal.Known:
        header = chain.next_header(scope, 1, kind)
        change = seal_in(header, write_body([Op("new", row, values, {})]))
        chain.follow(change)
        return journal.Known(journal.append(conn, change), change)


@dataclass
class Chain:
    """The end of an actor's chain: where the next change goes."""

    author: Author
    seq: int
    last: bytes

    def next_header(self, scope: str, batch: int, kind: str) -> HeaderFields:
        """Return the header fields of the next change of `kind`."""
        return {
            "actor": self.author.actor,
            "seq": self.seq + 1,
            "prev": self.last if self.seq else NO_CHANGE,
            "scope": scope,
            "batch": batch,
            "hlc": self.author.clock.stamp(),
            "kind": kind,
        }

    def follow(self, change: Change) -> None:
        """Go on behind `change`."""
        self.seq, self.last = change.header.seq, change.id
