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
from ogp_desktop.exchange import gate, sealing
from ogp_desktop.storage import derive, devices, journal, plan_keys, queries, seals
from ogp_desktop.storage.devices import Enrolled

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from ogp_desktop.domain.change import Change, OpsById
    from ogp_desktop.storage.register import Register
    from ogp_desktop.storage.seals import Seal

LOCKED = "parcel_locked"
"""The trouble of a parcel that can be read once the secretariat's words were typed: nothing is noted of it."""

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
    key: str = ""
    """The sender's public key in hex; its four words are compared on the phone before it is accepted."""
    slip: str = ""
    ideas: int = 0
    people: int = 0
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
    called: str = "",
) -> Receipt:
    """Take the union with the parcel at `parcel`; devices in `accept` are accepted from now on.

    The receipt names it `called`, or as the file is. `read` is the gate, here or in a process of its own
    (`gate_process`).

    Refusals and quarantine change nothing in the state; the parcel is kept in the inbox in any case.
    Raises `Trouble` only for the register's own trouble (disk full, in use), while its keys are locked, and
    where in the end not every change of the parcel is there: all of it is then taken back.
    """
    name = called or parcel.name
    kept = keep_in_inbox(parcel)
    known = devices.was_merged(register.conn, kept.name) if kept is not None else None
    if known is not None:
        return _again(register, known._replace(name=name), now)
    try:
        if kept is None:
            raise Trouble("parcel_missing", file=name)
        incoming = read(kept)
        _check_belongs(register, incoming, name)
    except Trouble as trouble:
        if trouble.code == LOCKED:
            raise
        named = Trouble(trouble.code, **{**trouble.values, "file": name})
        receipt = Receipt(name, "refused", named)
        with register.writing() as conn:
            _note(conn, receipt, kept, now)
        return receipt
    with register.writing() as conn:
        receipt = _enter(conn, incoming, name, frozenset(accept), now)
        _note(conn, receipt, kept, now)
    return receipt


def _again(register: Register, known: devices.Came, now: datetime.datetime) -> Receipt:
    """Note that the very same file came again."""
    came = known._replace(status="already", new_changes=0)
    with register.writing() as conn:
        devices.note_received(conn, came, now)
    return Receipt(
        came.name, "already", device=came.device, label=came.label, slip=came.slip, ideas=came.ideas, people=came.people
    )


def _note(conn: sqlite3.Connection, receipt: Receipt, kept: Path | None, now: datetime.datetime) -> None:
    came = devices.Came(
        sha256=kept.name if kept is not None else "",
        name=receipt.file,
        device=receipt.device,
        status=receipt.status,
        new_changes=receipt.new_changes,
        label=receipt.label,
        slip=receipt.slip,
        ideas=receipt.ideas,
        people=receipt.people,
        reason=receipt.reason.code if receipt.reason else "",
        key=receipt.key,
    )
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
    conn: sqlite3.Connection, incoming: gate.Incoming, name: str, accept: frozenset[str], now: datetime.datetime
) -> Receipt:
    counts = incoming.counts
    receipt = Receipt(name, "already", device=incoming.device, label=incoming.label, slip=incoming.slip)
    receipt.ideas, receipt.people = counts.get("idea", 0), counts.get("participant", 0)
    receipt.key = incoming.key.hex()
    known = _enrol(conn, incoming, accept, now)
    fresh = queries.unknown_changes(conn, incoming.changes)
    valid, trouble = _allowed(conn, incoming, fresh, known, receipt)
    if trouble is not None:
        receipt.reason = trouble
        return receipt
    seals.keep(conn, valid)
    if not fresh:
        return receipt
    before = queries.conflict_count(conn)
    united = journal.unite(conn, fresh)
    receipt.touched = settle(conn, united, incoming.ops)
    if not queries.holds(conn, incoming.changes):
        raise Trouble("merge_not_whole", file=name)
    receipt.status = "merged"
    receipt.new_changes = united.new_headers or united.new_bodies
    receipt.new_conflicts = max(0, queries.conflict_count(conn) - before)
    return receipt


def _enrol(
    conn: sqlite3.Connection, incoming: gate.Incoming, accept: frozenset[str], now: datetime.datetime
) -> dict[str, Enrolled]:
    """Take the devices that the plan's key vouches for and those a person accepts; returns all that are enrolled."""
    trusted = plan_keys.signing(conn)
    certified = [each.enrolled() for each in incoming.certificates if trusted and each.is_valid(trusted)]
    accepted = [_accepted(device, incoming) for device in sorted(accept)]
    devices.enrol(conn, [*certified, *accepted], now)
    return devices.enrolled(conn)


def _accepted(device: str, incoming: gate.Incoming) -> Enrolled:
    """Return a device as a person's click enrols it: with the key of the parcel at hand, if it is the sender."""
    if device != incoming.device:
        return Enrolled(device, devices.EVENT, "")
    return Enrolled(device, devices.EVENT, incoming.label, incoming.key or None)


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


def _allowed(
    conn: sqlite3.Connection,
    incoming: gate.Incoming,
    fresh: list[Change],
    known: dict[str, Enrolled],
    receipt: Receipt,
) -> tuple[list[Seal], Trouble | None]:
    """Return the valid seals of a parcel and why its new changes may not enter, if they may not.

    Of each new change its own device must be enrolled for its scope and, where that device has a key, have
    sealed it; the sender, where it has a key, must have signed the parcel.
    """
    keys = {device: each.key for device, each in known.items() if each.key is not None}
    vouched, valid = sealing.vouched(incoming.changes, incoming.seals, keys)
    sender = keys.get(incoming.device)
    if sender is not None and sender != incoming.key:
        code = "parcel_forged" if incoming.key else "parcel_unsealed"
        return valid, _refused(receipt, Trouble(code, file=receipt.file))
    writers = _devices_of_actors(conn, incoming, fresh)
    unknown = sorted(_not_enrolled(incoming, fresh, writers, known))
    gone = devices.removed(conn)
    if any(device in gone for device in unknown):
        label = next(gone[device] or incoming.label for device in unknown if device in gone)
        return valid, _refused(receipt, Trouble("parcel_removed_device", file=receipt.file, label=label))
    if unknown:
        receipt.status, receipt.unknown_devices = "quarantined", tuple(unknown)
        named = ", ".join(unknown)
        return valid, Trouble("parcel_quarantined", file=receipt.file, label=incoming.label, device=named)
    for change in fresh:
        device = writers[change.header.actor]
        if device in keys and change.id not in vouched.get(device, ()):
            return valid, _refused(receipt, Trouble("parcel_unsealed", file=receipt.file))
    return valid, None


def _refused(receipt: Receipt, trouble: Trouble) -> Trouble:
    receipt.status = "refused"
    return trouble


def _devices_of_actors(conn: sqlite3.Connection, incoming: gate.Incoming, fresh: list[Change]) -> dict[bytes, str]:
    """Return the device of each actor that brings something new: what its first change says, else the sender."""
    told = _device_of_actors(incoming.changes)
    actors = {change.header.actor for change in fresh}
    return {actor: told.get(actor) or queries.device_of_actor(conn, actor) or incoming.device for actor in actors}


def _not_enrolled(
    incoming: gate.Incoming, fresh: list[Change], writers: dict[bytes, str], known: dict[str, Enrolled]
) -> set[str]:
    """Return the devices whose new changes may not enter: unknown ones, or such as may not write that scope."""
    refused = set()
    for actor, scope in {(change.header.actor, change.header.scope) for change in fresh}:
        device = incoming.device if writers[actor] == devices.GENESIS else writers[actor]
        if not _may_write(known.get(device), scope, incoming.plan):
            refused.add(device)
    return refused


def _may_write(enrolled: Enrolled | None, scope: str, plan: str) -> bool:
    if enrolled is None:
        return False
    if enrolled.role == devices.SECRETARIAT:
        return True
    return scope != plan and enrolled.event in (None, scope)
