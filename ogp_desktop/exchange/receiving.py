"""Receiving: a parcel's changes enter a register in one transaction, in any order, any number of times."""

from __future__ import annotations

import gc
import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ogp_desktop import paths
from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import ops_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import gate
from ogp_desktop.storage import derive, devices, journal, queries

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from ogp_desktop.domain.change import Change, OpsById
    from ogp_desktop.storage.register import Register

Status = Literal["merged", "already", "quarantined", "refused"]


@dataclass
class Receipt:
    """What became of one parcel; `reason` is the trouble whose sentence explains a refusal."""

    file: str
    status: Status
    reason: Trouble | None = None
    device: str = ""
    label: str = ""
    new_changes: int = 0
    new_conflicts: int = 0
    unknown_devices: tuple[str, ...] = ()
    touched: derive.Touched = field(default_factory=dict)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles from going through all that a parcel holds: it makes none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_uncollected()
def receive(
    register: Register,
    parcel: Path,
    now: datetime.datetime,
    accept: Iterable[str] = (),
    read: Callable[[Path], gate.Incoming] = gate.read_parcel,
) -> Receipt:
    """Take the union with the parcel at `parcel`; devices in `accept` are accepted from now on.

    `read` is the gate, here or in a process of its own (`gate_process`).

    Refusals and quarantine change nothing in the state; the parcel is kept in the inbox in any case.
    Raises `Trouble` only for the register's own trouble (disk full, in use).
    """
    kept = keep_in_inbox(parcel)
    if kept is not None and devices.was_merged(register.conn, kept.name):
        return Receipt(parcel.name, "already")
    try:
        if kept is None:
            raise Trouble("parcel_missing", file=parcel.name)
        incoming = read(kept)
        _check_belongs(register, incoming, parcel.name)
    except Trouble as trouble:
        named = Trouble(trouble.code, **{**trouble.values, "file": parcel.name})
        receipt = Receipt(parcel.name, "refused", named)
        with register.writing() as conn:
            _note(conn, receipt, kept, now)
        return receipt
    with register.writing() as conn:
        receipt = _enter(conn, incoming, parcel.name, set(accept), now)
        _note(conn, receipt, kept, now)
    return receipt


def _note(conn: sqlite3.Connection, receipt: Receipt, kept: Path | None, now: datetime.datetime) -> None:
    sha256 = kept.name if kept is not None else ""
    came = devices.Came(sha256, receipt.file, receipt.device, receipt.status, receipt.new_changes)
    devices.note_received(conn, came, now)


def keep_in_inbox(parcel: Path) -> Path | None:
    """Copy a parcel into the data folder under its hash, refused ones too; None when it cannot be read."""
    try:
        content = parcel.read_bytes()
    except OSError:
        return None
    digest = hashlib.sha256(content).hexdigest()
    inbox = paths.home() / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    kept = inbox / digest
    if not kept.exists():
        part = inbox / f".{digest}.part"
        part.write_bytes(content)
        part.replace(kept)
    return kept


def _check_belongs(register: Register, incoming: gate.Incoming, name: str) -> None:
    if incoming.plan != register.plan:
        raise Trouble("parcel_other_plan", file=name)
    if register.event is not None and incoming.events != {register.event}:
        raise Trouble("parcel_other_event", file=name)


def _enter(
    conn: sqlite3.Connection, incoming: gate.Incoming, name: str, accept: set[str], now: datetime.datetime
) -> Receipt:
    receipt = Receipt(name, "already", device=incoming.device, label=incoming.label)
    devices.accept(conn, accept, incoming, now)
    fresh = queries.unknown_changes(conn, incoming.changes)
    if not fresh:
        return receipt
    unknown = _unaccepted(conn, incoming, fresh)
    if unknown:
        named = ", ".join(sorted(unknown))
        receipt.status, receipt.unknown_devices = "quarantined", tuple(sorted(unknown))
        receipt.reason = Trouble("parcel_quarantined", file=name, label=incoming.label, device=named)
        return receipt
    before = queries.conflict_count(conn)
    united = journal.unite(conn, fresh)
    receipt.touched = settle(conn, united, incoming.ops)
    receipt.status = "merged"
    receipt.new_changes = united.new_headers or united.new_bodies
    receipt.new_conflicts = max(0, queries.conflict_count(conn) - before)
    return receipt


def settle(conn: sqlite3.Connection, united: journal.Union, read: OpsById | None = None) -> derive.Touched:
    """Bring the cache up to date after a union; forks and their decisions need it whole."""
    if united.forked:
        derive.rebuild(conn)
        return {kind: set() for kind in kinds.BY_NAME}
    touched = derive.derive(conn, united.entered, read)
    if touched.get("branch"):
        moved = [journal.settle_fork(conn, actor) for actor in journal.forks(conn)]
        if moved:
            derive.rebuild(conn)
    return touched


def _device_of_actors(changes: Iterable[Change]) -> dict[bytes, str]:
    found = {}
    for change in changes:
        if change.header.kind == "actor" and change.header.seq == 1 and change.body is not None:
            found[change.header.actor] = str(ops_of(change.body)[0].values.get("device"))
    return found


def _unaccepted(conn: sqlite3.Connection, incoming: gate.Incoming, fresh: list[Change]) -> set[str]:
    """Return the devices whose new changes may not enter: unknown ones, or plan scope from a laptop."""
    roles = devices.roles(conn)
    of_actor = _device_of_actors(incoming.changes)
    refused = set()
    for actor, scope in {(change.header.actor, change.header.scope) for change in fresh}:
        device = of_actor.get(actor) or queries.device_of_actor(conn, actor) or incoming.device
        role = roles.get(incoming.device) if device == devices.GENESIS else roles.get(device)
        allowed = role == "secretariat" or (role is not None and scope != incoming.plan)
        if not allowed:
            refused.add(incoming.device if device == devices.GENESIS else device)
    return refused
