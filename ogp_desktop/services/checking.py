"""`check`: every hash, every chain, and that the state is what the journal says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import connection, derive, journal, queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.register import Register


@dataclass(frozen=True)
class Checked:
    """What a check found; `repaired` says that the tables were derived anew from a whole journal.

    `damaged` names changes that are not what was written; `complete` says that none is gone, `sound` that
    the file itself is in order.
    """

    ok: bool
    changes: int
    journal: str
    state: str
    damaged: list[str]
    complete: bool
    sound: bool
    repaired: bool
    waiting: int
    forks: int


def check(bench: Bench) -> Checked:
    """Verify the register; tables that differ from a whole journal are derived anew, never the reverse.

    Raises `Trouble` where the file cannot be read to its end.
    """
    register = bench.register
    with register.looking():
        damaged = journal.damaged(register.conn)
        complete = journal.is_complete(register.conn)
    before = _told(derive.digest, register)
    if not damaged:
        register.rebuild()
    state = _told(derive.digest, register)
    with register.looking():
        conn = register.conn
        sound = queries.is_sound(conn)
        return Checked(
            ok=sound and complete and not damaged,
            changes=queries.change_count(conn),
            journal=_told(journal.digest, register),
            state=state,
            damaged=damaged,
            complete=complete,
            sound=sound,
            repaired=before != state,
            waiting=queries.waiting_count(conn),
            forks=len(journal.forks(conn)),
        )


def _told(digest: Callable[[sqlite3.Connection], str], register: Register) -> str:
    """Return a digest; empty where there are things in the tables that are no values of ours."""
    try:
        with connection.in_words(register.path):
            return digest(register.conn)
    except (Trouble, TypeError, ValueError, KeyError, AttributeError):
        return ""
