"""Devices this register takes changes from, and what it received: facts of this file, never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from ogp_desktop.domain import genesis

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from collections.abc import Iterable

GENESIS = genesis.DEVICE
"""The device that deterministic changes of a description name."""


class Labelled(Protocol):
    """A parcel's word about the device that wrote it."""

    @property
    def device(self) -> str:
        """The device's id."""

    @property
    def label(self) -> str:
        """The name people gave it."""


def accept(conn: sqlite3.Connection, wanted: Iterable[str], source: Labelled, now: datetime.datetime) -> None:
    """Accept devices for the events of this register; one that has a role keeps it."""
    for device in wanted:
        label = source.label if device == source.device else ""
        enrol(conn, device, "event", label, now)


def enrol(conn: sqlite3.Connection, device: str, role: str, label: str, now: datetime.datetime) -> None:
    """Give a device its role: `secretariat` may write the plan, `event` may not."""
    conn.execute(
        "INSERT OR IGNORE INTO device VALUES(?, ?, ?, ?)",
        (device, role, label, now.isoformat(timespec="seconds")),
    )


def roles(conn: sqlite3.Connection) -> dict[str, str]:
    """Return the accepted devices and their roles."""
    return dict(conn.execute("SELECT id, role FROM device"))


class Came(NamedTuple):
    """A parcel that came: the hash of its file, and what became of it."""

    sha256: str
    name: str
    device: str
    status: str
    new_changes: int


def note_received(conn: sqlite3.Connection, came: Came, now: datetime.datetime) -> None:
    """Note that a parcel came, and what became of it."""
    conn.execute(
        "INSERT INTO received(sha256, name, device, status, new_changes, at) VALUES(?, ?, ?, ?, ?, ?)",
        (*came, now.isoformat(timespec="seconds")),
    )


class Noted(NamedTuple):
    """A parcel that came once, and when."""

    came: Came
    at: str


def received(conn: sqlite3.Connection) -> list[Noted]:
    """Return what came, the latest first."""
    columns = "sha256, name, coalesce(device, ''), status, new_changes, at"
    rows = conn.execute(f"SELECT {columns} FROM received ORDER BY rowid DESC").fetchall()
    return [Noted(Came(*row[:5]), row[5]) for row in rows]


def labels(conn: sqlite3.Connection) -> dict[str, str]:
    """Return what the accepted devices are called."""
    return dict(conn.execute("SELECT id, label FROM device"))


def was_merged(conn: sqlite3.Connection, sha256: str) -> bool:
    """Say whether a file with these very bytes entered this register before."""
    query = "SELECT 1 FROM received WHERE sha256 = ? AND status IN ('merged', 'already') LIMIT 1"
    return conn.execute(query, (sha256,)).fetchone() is not None
