"""Devices this register takes changes from, and what it received: facts of this file, never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain import genesis

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from collections.abc import Iterable

GENESIS = genesis.DEVICE
"""The device that deterministic changes of a description name."""

SECRETARIAT, EVENT = "secretariat", "event"
"""The roles: the first may write the plan, the second one event."""


class Enrolled(NamedTuple):
    """A device whose changes may enter: `secretariat` may write the plan, `event` may not.

    `key` is its public signing key, None for a computer without keys, accepted by its id alone; `event`
    the only one it may write, None for any; `certificate` what the plan's signing key said of it, in JSON.
    """

    id: str
    role: str
    label: str
    key: bytes | None = None
    event: str | None = None
    certificate: str | None = None


def enrol(conn: sqlite3.Connection, devices: Iterable[Enrolled], now: datetime.datetime) -> None:
    """Take changes of `devices` from now on; of one that is enrolled already only a first certificate is taken."""
    at = now.isoformat(timespec="seconds")
    conn.executemany(
        "INSERT INTO device(id, role, label, key, event, certificate, accepted_at) VALUES(?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(id) DO UPDATE SET certificate = excluded.certificate, key = excluded.key, label = excluded.label "
        "WHERE certificate IS NULL AND excluded.certificate IS NOT NULL AND (key IS NULL OR key = excluded.key)",
        [(*device, at) for device in devices],
    )


def enrolled(conn: sqlite3.Connection) -> dict[str, Enrolled]:
    """Return the devices whose changes may enter, by id; removed ones are not among them."""
    rows = conn.execute(
        "SELECT id, role, label, key, event, certificate FROM device WHERE id NOT IN "
        "(SELECT device FROM removed_device WHERE deleted = 0 AND device IS NOT NULL) ORDER BY accepted_at, id"
    )
    return {row[0]: Enrolled(*row) for row in rows.fetchall()}


def removed(conn: sqlite3.Connection) -> dict[str, str]:
    """Return the labels of the devices that were removed, by id."""
    rows = conn.execute(
        "SELECT r.device, coalesce(d.label, '') FROM removed_device r LEFT JOIN device d ON d.id = r.device "
        "WHERE r.deleted = 0 AND r.device IS NOT NULL"
    )
    return dict(rows.fetchall())


class Came(NamedTuple):
    """A parcel that came: the hash of its file, what became of it, and what it said of itself.

    `reason` is the code of the trouble that explains a refusal.
    """

    sha256: str
    name: str
    device: str
    status: str
    new_changes: int
    label: str = ""
    slip: str = ""
    ideas: int = 0
    people: int = 0
    reason: str = ""
    key: str = ""
    """The public key of the device that signed it, in hex."""
    left_out: int = 0
    """How many changes of it were left out, because their computer was removed."""


_CAME = ", ".join(Came._fields)


def note_received(conn: sqlite3.Connection, came: Came, now: datetime.datetime) -> None:
    """Note that a parcel came, and what became of it."""
    marks = ", ".join("?" * (len(came) + 1))
    conn.execute(f"INSERT INTO received({_CAME}, at) VALUES({marks})", (*came, now.isoformat(timespec="seconds")))


class Noted(NamedTuple):
    """A parcel that came once, when, and its place among all that came."""

    came: Came
    at: str
    place: int


def received(conn: sqlite3.Connection) -> list[Noted]:
    """Return what came, the latest first."""
    rows = conn.execute(f"SELECT {_CAME}, at, rowid FROM received ORDER BY rowid DESC").fetchall()
    return [Noted(Came(*row[:-2]), *row[-2:]) for row in rows]


def was_merged(conn: sqlite3.Connection, sha256: str) -> Came | None:
    """Return what was noted of a file with these very bytes that entered this register before."""
    query = f"SELECT {_CAME} FROM received WHERE sha256 = ? AND status IN ('merged', 'already') ORDER BY rowid LIMIT 1"
    row = conn.execute(query, (sha256,)).fetchone()
    return Came(*row) if row else None
