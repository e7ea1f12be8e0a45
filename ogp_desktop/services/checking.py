"""`check`: every hash, every chain, and that the state is what the journal says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.storage import derive, journal, queries

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench


@dataclass(frozen=True)
class Checked:
    """What a check found; `repaired` says that the tables were derived anew from a whole journal."""

    ok: bool
    changes: int
    journal: str
    state: str
    damaged: list[str]
    repaired: bool
    waiting: int
    forks: int


def check(bench: Bench) -> Checked:
    """Verify the register; tables that differ from the journal are derived anew, never the reverse."""
    conn = bench.register.conn
    damaged = journal.damaged(conn)
    before = derive.digest(conn)
    bench.register.rebuild()
    after = derive.digest(conn)
    return Checked(
        ok=not damaged,
        changes=queries.change_count(conn),
        journal=journal.digest(conn),
        state=after,
        damaged=damaged,
        repaired=before != after,
        waiting=queries.waiting_count(conn),
        forks=len(journal.forks(conn)),
    )
