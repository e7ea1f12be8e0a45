"""Traces of erased people beside a register: its backups and the parcels that came; removed once they are erased."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import connection, erasure

if TYPE_CHECKING:
    from ogp_desktop.storage.register import Register


def remove(register: Register) -> int:
    """Remove what is left of people who are erased in this register; returns how many copies went.

    Raises `Trouble` where the disk refuses; it is then done when the register is opened again.
    """
    conn = register.conn
    if not erasure.is_any(conn):
        return 0
    gone = _forget_parcels(register)
    if erasure.leaves_traces(conn):
        gone += renew_backups(register)
        with register.writing():
            erasure.traces_removed(conn)
    return gone


def remove_if_possible(register: Register) -> None:
    """Remove traces, or leave them for the next opening: what was erased elsewhere must not stop work here."""
    with contextlib.suppress(Trouble, connection.Unreadable):
        remove(register)


def renew_backups(register: Register) -> int:
    """Replace the backups of a register, which still hold who was erased, by a fresh one; returns how many went."""
    from ogp_desktop.storage import backups

    return backups.renew(register)


def _forget_parcels(register: Register) -> int:
    """Remove parcels that entered the register from the inbox; refused and waiting ones stay, they were not read in."""
    from ogp_desktop.storage import devices

    gone = 0
    entered = {noted.came.sha256 for noted in devices.received(register.conn) if noted.came.status in _ENTERED}
    for sha256 in filter(None, entered):
        path = paths.home() / "inbox" / sha256
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Trouble("register_unwritable", file=path.name) from error
        gone += 1
    return gone


_ENTERED = ("merged", "already")
