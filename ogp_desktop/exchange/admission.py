"""Admission: which of a parcel's new changes may enter a register, and why the others may not (0004-keys §6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ogp_desktop.domain.change import ops_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import raw_register, sealing
from ogp_desktop.storage import devices, erasure, queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from ogp_desktop.domain.change import Change
    from ogp_desktop.exchange.gate import Incoming, Readable
    from ogp_desktop.storage.devices import Enrolled
    from ogp_desktop.storage.seals import Seal

Status = Literal["merged", "already", "quarantined", "refused"]


@dataclass
class Admission:
    """What may enter: `fresh` are the new changes, `whole` all that the register must hold afterwards.

    `status` is set where nothing may enter; `trouble` says why, or what is left out.
    """

    fresh: list[Change] = field(default_factory=list)
    whole: list[Change] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    status: Status | None = None
    trouble: Trouble | None = None
    unknown: tuple[str, ...] = ()
    readable: Readable | None = None
    """What enters, or could, of a register copied by hand of which something is left out."""


def admit(conn: sqlite3.Connection, incoming: Incoming, known: dict[str, Enrolled], name: str) -> Admission:
    """Return what may enter of a parcel, called `name`, from the devices that are `known`.

    Of each new change its own device must be enrolled for its scope and, where that device has a key, have
    sealed it; the sender must be enrolled and, where it has a key, have signed the parcel: it could leave out
    bodies and say other counts. What a removed device brings anew is left out, whoever carries it. Of a register
    copied by hand, which nobody signed, what is not sealed may be left out as well.
    """
    keys = {device: each.key for device, each in known.items() if each.key is not None}
    sender = keys.get(incoming.device)
    if sender is not None and sender != incoming.key and incoming.readable is None:
        unsigned = Trouble("parcel_unsealed", file=name)
        return _refused(Trouble("parcel_forged", file=name) if incoming.key else unsigned)
    fresh = _news(conn, incoming.changes)
    writers = _devices_of_actors(conn, incoming, fresh)
    gone = devices.removed(conn)
    left = {actor for actor, device in writers.items() if device in gone}
    taken = [change for change in fresh if change.header.actor not in left] if left else fresh
    if left and not taken:
        label = _label(left, writers, gone, incoming)
        return _refused(Trouble("parcel_removed_device", file=name, label=label))
    unknown = _not_enrolled(incoming, taken, writers, known)
    if unknown:
        return _set_aside(unknown, incoming, name)
    vouched, valid = sealing.vouched(incoming.changes, incoming.seals, keys)
    unsealed = {change.id for change in taken if not _is_vouched(change, writers, keys, vouched)} if keys else set()
    if unsealed and (incoming.readable is None or not incoming.readable.partly):
        return _unsealed(incoming, unsealed, name)
    whole = incoming.changes
    if left or unsealed:
        whole = [each for each in whole if each.header.actor not in left and each.id not in unsealed]
        taken = [change for change in taken if change.id not in unsealed]
    admitted = Admission(taken, whole, valid)
    if incoming.readable is not None:
        _note_left_out(admitted, incoming, unsealed, name)
    if left:
        count = len(fresh) - len(taken)
        label = _label(left, writers, gone, incoming)
        admitted.trouble = Trouble("parcel_left_out", file=name, label=label, count=count)
    return admitted


def _news(conn: sqlite3.Connection, changes: list[Change]) -> list[Change]:
    """Return the changes that bring something; a body that is erased here is no news."""
    fresh = queries.unknown_changes(conn, changes)
    return queries.unknown_changes(conn, erasure.without_erased(conn, fresh)) if erasure.is_any(conn) else fresh


def _refused(trouble: Trouble) -> Admission:
    return Admission(status="refused", trouble=trouble)


def _unsealed(incoming: Incoming, unsealed: set[bytes], name: str) -> Admission:
    if incoming.readable is None:
        return _refused(Trouble("parcel_unsealed", file=name))
    read = raw_register.without(incoming, unsealed)
    of = read.of or read.ideas
    trouble = Trouble("raw_register_unsealed", file=name, readable=read.ideas, of=of, count=of - read.ideas)
    return Admission(status="refused", trouble=trouble, readable=read)


def _note_left_out(admitted: Admission, incoming: Incoming, unsealed: set[bytes], name: str) -> None:
    read = raw_register.without(incoming, unsealed)
    if not read.sound:
        admitted.readable = read
        admitted.trouble = Trouble("raw_register_taken_partly", file=name, readable=read.ideas)


def _set_aside(unknown: set[str], incoming: Incoming, name: str) -> Admission:
    named = sorted(unknown)
    trouble = Trouble("parcel_quarantined", file=name, label=incoming.label, device=named)
    return Admission(status="quarantined", trouble=trouble, unknown=tuple(named))


def _label(left: set[bytes], writers: dict[bytes, str], gone: dict[str, str], incoming: Incoming) -> str:
    return next((gone[writers[actor]] for actor in sorted(left) if gone[writers[actor]]), incoming.label)


def _is_vouched(
    change: Change, writers: dict[bytes, str], keys: dict[str, bytes], vouched: dict[str, set[bytes]]
) -> bool:
    device = writers[change.header.actor]
    return device not in keys or change.id in vouched.get(device, ())


def _devices_of_actors(conn: sqlite3.Connection, incoming: Incoming, fresh: Iterable[Change]) -> dict[bytes, str]:
    """Return the device of each actor that brings something new: what its first change says, else the sender."""
    told = _told_devices(incoming.changes)
    actors = {header.actor for header, _, _ in fresh}
    return {actor: told.get(actor) or queries.device_of_actor(conn, actor) or incoming.device for actor in actors}


def _told_devices(changes: Iterable[Change]) -> dict[bytes, str]:
    found = {}
    for header, _, body in changes:
        if header.seq == 1 and header.kind == "actor" and body is not None:
            found[header.actor] = str(ops_of(body)[0].values.get("device"))
    return found


def _not_enrolled(
    incoming: Incoming, fresh: Sequence[Change], writers: dict[bytes, str], known: dict[str, Enrolled]
) -> set[str]:
    """Return the devices that may not bring or have written what is new: unknown ones, or not for that scope."""
    refused = {incoming.device} if fresh and incoming.device not in known else set()
    for actor, scope in {(header.actor, header.scope) for header, _, _ in fresh}:
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
