"""`check`: every hash and chain, and that the state is what the journal says; tables are mended, the journal never."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import backups, connection, derive, journal, queries, salvage

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench


@dataclass(frozen=True)
class Checked:
    """What a check found; `repaired` says that the tables were derived anew from a whole journal.

    `damaged` names changes that are not what was written; `unreadable`, that some cannot be read at all.
    `reason` is the trouble whose sentence says what that means, when it is not well.
    """

    ok: bool
    changes: int
    journal: str
    state: str
    damaged: list[str]
    repaired: bool
    waiting: int
    forks: int
    unreadable: bool = False
    reason: Trouble | None = None


def check(bench: Bench) -> Checked:
    """Verify the register; tables that differ from the journal are derived anew, never the reverse."""
    register = bench.register
    if salvage.is_sound(register.conn):
        return _checked(bench, register.mended)
    known = salvage.legible(register.conn)
    if not known.is_whole:
        return _holed(bench, known)
    backups.keep_pages(register)
    salvage.write_anew(register.conn, known, register.path.with_name(register.path.name + ".part"))
    return _checked(bench, repaired=True)


def _checked(bench: Bench, repaired: bool) -> Checked:
    conn = bench.register.conn
    damaged = journal.damaged(conn)
    before = _told(bench)
    if not damaged:  # else the tables may hold the only true copy of what a damaged change said
        bench.register.rebuild()
    reason = Trouble("changes_damaged", file=bench.register.path.name, count=len(damaged)) if damaged else None
    after = _told(bench)
    return Checked(
        ok=not damaged,
        changes=queries.change_count(conn),
        journal=journal.digest(conn),
        state=after[0],
        damaged=damaged,
        repaired=repaired or before != after,
        waiting=queries.waiting_count(conn),
        forks=len(journal.forks(conn)),
        reason=reason,
    )


def _told(bench: Bench) -> tuple[str, list[queries.Dispute]]:
    """Return the digest of what the tables tell, and what they say is disputed; nothing where they cannot be read."""
    conn = bench.register.conn
    try:
        return derive.digest(conn), sorted(queries.conflicts(conn))
    except (connection.Unreadable, ValueError, TypeError, KeyError):  # anything may stand in a table that was edited
        return "", []


def _holed(bench: Bench, known: salvage.Legible) -> Checked:
    """Tell what can be read of a register whose journal has holes; nothing is written into such a file."""
    hashed = hashlib.sha256()
    for change_id in sorted(change.id for _, change in known.changes):
        hashed.update(change_id)
    damaged = journal.damaged_among(known.changes)
    whole = len(known.changes) - len(damaged)
    return Checked(
        ok=False,
        changes=len(known.changes),
        journal=hashed.hexdigest(),
        state="",
        damaged=damaged,
        repaired=False,
        waiting=0,
        forks=0,
        unreadable=True,
        reason=Trouble("register_holed", file=bench.register.path.name, count=whole),
    )
