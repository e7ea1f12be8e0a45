"""The public keys of a plan: who vouches for devices, and whom parcels are encrypted for (0004-keys §1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class PlanKey(NamedTuple):
    """A public key of the plan by its role; `sealed` is what a rescue box holds, for the paper key only."""

    role: str
    public: str = ""
    sealed: str | None = None


_KEY = re.compile(r"[0-9a-f]{64}")
_RECIPIENT = re.compile(r"age1[0-9a-z]{58}")

SIGNING, RESCUE = "signing", "rescue"
READERS = ("secretariat", "recovery", "team")
"""Who opens what posts hand over: the secretariat, the paper key, the event's team (desks and plenary)."""
ROOM = "room"
"""Who opens what is meant for rooms."""


def plan_keys(conn: sqlite3.Connection) -> list[PlanKey]:
    """Return the plan's public keys."""
    rows = conn.execute("SELECT role, public, sealed FROM plan_key WHERE deleted = 0 AND role IS NOT NULL ORDER BY id")
    return [PlanKey(*row) for row in rows.fetchall()]


def signing(conn: sqlite3.Connection) -> list[bytes]:
    """Return the keys whose certificates are believed."""
    return [bytes.fromhex(key.public) for key in plan_keys(conn) if key.role == SIGNING and _KEY.fullmatch(key.public)]


def recipients(conn: sqlite3.Connection, *more: str) -> tuple[str, ...]:
    """Return whom a parcel is encrypted for, `more` roles too; none while the plan has no reading keys."""
    found = (key.public for key in plan_keys(conn) if key.role in (*READERS, *more))
    return tuple(public for public in found if _RECIPIENT.fullmatch(public))
