"""Receiving: a parcel's changes enter a register in one transaction, in any order, any number of times."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain import kinds
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import gate, raw_register
from ogp_desktop.exchange.admission import Status, admit
from ogp_desktop.storage import derive, devices, forks, journal, plan_keys, queries, seals, set_asides
from ogp_desktop.storage.devices import Enrolled
from ogp_desktop.uncollected import uncollected

if TYPE_CHECKING:
    import datetime
    import os
    import sqlite3
    from collections.abc import Callable, Iterable

    from ogp_desktop.domain.shapes import Read
    from ogp_desktop.storage.register import Register

LOCKED = "parcel_locked"
"""The trouble of a parcel that can be read once the secretariat's words were typed: nothing is noted of it."""
_AT_ONCE = 1 << 22
"""Bytes of a file that are held at a time; one that is smaller is known before it is copied."""


@dataclass
class Receipt:
    """What became of one parcel; `reason` is the trouble that explains a refusal, or that it is set aside."""

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
    readable: gate.Readable | None = None
    """Of a register copied by hand of which something is left out: what is not. Refused, it can be taken `partly`."""
    sha256: str = ""
    aside: int = 0
    """How many of its ideas are not shown, because a file that brought them is set aside."""
    touched: derive.Touched = field(default_factory=dict)


@uncollected()
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
    (`gate_process`); it says whether a register copied by hand that is not sound may be taken partly.

    Refusals and quarantine change nothing in the state; the parcel is kept in the inbox in any case.
    Raises `Trouble` only for the register's own trouble (disk full, in use), while its keys are locked, and
    where in the end not every change of the parcel is there: all of it is then taken back.
    """
    name = called or parcel.name
    if _is_same(register, parcel):
        return Receipt(name, "already")
    kept = readable = None
    try:
        kept = keep_in_inbox(parcel)
        known = devices.was_merged(register.conn, kept.name)
        if known is not None:
            return _again(register.conn, known._replace(name=name))
        incoming = read(kept)
        _check_belongs(register, incoming, name)
        if incoming.readable is not None and not incoming.readable.partly:
            readable = incoming.readable
            _check_sound(readable, name)
    except Trouble as trouble:
        if trouble.code == LOCKED:
            raise
        named = Trouble(trouble.code, **{**trouble.values, "file": name})
        receipt = Receipt(name, "refused", named, readable=readable, ideas=readable.ideas if readable else 0)
        with register.writing() as conn:
            _note(conn, receipt, kept, now)
        return receipt
    if not incoming.label:
        incoming = replace(incoming, label=Path(name).stem)
    with register.writing() as conn:
        receipt = _enter(conn, incoming, name, frozenset(accept), now, kept.name)
        _note(conn, receipt, kept, now)
    return receipt


def _is_same(register: Register, parcel: Path) -> bool:
    """Say whether `parcel` is the open register itself, without opening it.

    To open and close a database file once more would give back the locks that this process holds on it.
    """
    try:
        return parcel.samefile(register.path)
    except OSError:
        return False


def _check_sound(readable: gate.Readable, name: str) -> None:
    if readable.sound:
        return
    if readable.of is None:
        raise Trouble("raw_register_damaged_uncounted", file=name, readable=readable.ideas)
    read, of = readable.ideas, readable.of
    raise Trouble("raw_register_damaged", file=name, readable=read, of=of, count=of - read)


def _again(conn: sqlite3.Connection, known: devices.Came) -> Receipt:
    """Return the receipt of the very same file that came before; it is not noted again, which would be a commit."""
    away = [record for record in set_asides.records(conn) if record["sha256"] == known.sha256]
    aside = Trouble("undo_parcel_is_aside", file=known.name, at=away[0]["at"][11:16]) if away else None
    return Receipt(
        known.name,
        "already",
        aside,
        device=known.device,
        label=known.label,
        slip=known.slip,
        ideas=known.ideas,
        people=known.people,
        sha256=known.sha256,
        aside=sum(record["ideas"] or 0 for record in away),
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
        left_out=int(str(receipt.reason.values.get("count", 0))) if receipt.reason else 0,
    )
    devices.note_received(conn, came, now)


def keep_in_inbox(parcel: Path) -> Path:
    """Copy a parcel into the data folder under its hash, refused ones too; the very same one is there already.

    Raises `Trouble` when it cannot be read, is larger than anything we read, or is being written meanwhile.
    """
    if not paths.is_file(parcel):
        raise Trouble("parcel_missing", file=parcel.name)
    inbox = paths.home() / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    try:
        before = parcel.stat()
        if before.st_size > (raw_register.SIZE_LIMIT if raw_register.is_raw(parcel) else gate.PARCEL_LIMIT):
            raise Trouble("parcel_too_big", file=parcel.name)
        source = parcel.open("rb")
    except OSError as error:
        raise Trouble("parcel_missing", file=parcel.name) from error
    with source:
        begun = source.read(_AT_ONCE)
        hashed = hashlib.sha256(begun)
        kept = inbox / hashed.hexdigest()
        if len(begun) < _AT_ONCE and kept.exists():
            _check_unchanged(parcel, before)
            return kept
        with tempfile.TemporaryDirectory(dir=inbox, prefix=".part-") as folder:
            part = Path(folder) / "copy"
            with part.open("wb") as target:
                while begun:
                    target.write(begun)
                    begun = source.read(_AT_ONCE)
                    hashed.update(begun)
            _check_unchanged(parcel, before)
            kept = inbox / hashed.hexdigest()
            if not kept.exists():
                part.replace(kept)
    return kept


def _check_unchanged(parcel: Path, before: os.stat_result) -> None:
    after = parcel.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Trouble("parcel_changing", file=parcel.name)


def _check_belongs(register: Register, incoming: gate.Incoming, name: str) -> None:
    if incoming.plan != register.plan:
        raise Trouble("parcel_other_plan", file=name)
    if register.event is not None and incoming.events != {register.event}:
        raise Trouble("parcel_other_event", file=name)


def _enter(
    conn: sqlite3.Connection,
    incoming: gate.Incoming,
    name: str,
    accept: frozenset[str],
    now: datetime.datetime,
    sha256: str,
) -> Receipt:
    counts = incoming.counts
    receipt = Receipt(name, "already", device=incoming.device, label=incoming.label, slip=incoming.slip, sha256=sha256)
    receipt.ideas, receipt.people = counts.get("idea", 0), counts.get("participant", 0)
    receipt.key = incoming.key.hex()
    admitted = admit(conn, incoming, _enrol(conn, incoming, accept, now), name)
    receipt.reason, receipt.readable = admitted.trouble, admitted.readable
    if admitted.readable is not None:
        receipt.ideas = admitted.readable.ideas
    if admitted.status is not None:
        receipt.status, receipt.unknown_devices = admitted.status, admitted.unknown
        return receipt
    seals.keep(conn, admitted.seals)
    set_asides.note(conn, sha256, admitted.whole, admitted.fresh)
    if not admitted.fresh:
        receipt.aside = set_asides.ideas_away(conn, admitted.whole)
        return receipt
    before = queries.conflict_count(conn)
    united = journal.unite(conn, admitted.fresh, incoming.said)
    receipt.touched = settle(conn, united, incoming.said)
    if not queries.holds(conn, admitted.whole):
        raise Trouble("merge_not_whole", file=name)
    receipt.status = "merged"
    receipt.aside = set_asides.ideas_away(conn, admitted.whole)
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


def settle(conn: sqlite3.Connection, united: journal.Union, read: Read | None = None) -> derive.Touched:
    """Bring the cache up to date after a union; forks and their decisions need it whole."""
    if united.forked:
        derive.rebuild(conn)
        return {kind: set() for kind in kinds.BY_NAME}
    touched = derive.together(derive.forget(conn, united.dropped), derive.derive(conn, united.entered, read))
    if touched.get("branch"):
        moved = [forks.settle_fork(conn, actor) for actor in forks.points(conn)]
        if moved:
            derive.rebuild(conn)
    return touched
