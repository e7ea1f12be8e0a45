"""The computers whose changes a register takes: listed, accepted by a person, removed (0004-keys §6)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain import kinds
from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.receiving import receive_one
from ogp_desktop.services.files.setting_aside import asides
from ogp_desktop.storage import devices
from ogp_desktop.storage.devices import SECRETARIAT

if TYPE_CHECKING:
    from ogp_desktop.domain.change import Value
    from ogp_desktop.exchange.gate_process import GateProcess
    from ogp_desktop.exchange.receiving import Receipt
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.derive import Touched


@dataclass(frozen=True)
class Computer:
    """A computer as the secretariat knows it.

    `state` is `enrolled`, `waiting` (a parcel of it waits for somebody's accord) or `removed`; `words` are four words
    of its key, empty where it has none; `last_slip` and `last_at` tell the latest parcel that was taken from it, and
    was not set aside.
    """

    id: str
    label: str
    role: str
    state: str
    words: str = ""
    event: str | None = None
    last_slip: str = ""
    last_at: str = ""
    post: str = ""
    """What its certificate says it is used for; empty without one."""


def computers(bench: Bench) -> list[Computer]:
    """Return every computer that this register knows of, in the order in which they came."""
    conn = bench.register.conn
    came, away = devices.received(conn), asides(bench)
    taken = [each for each in came if each.came.status in ("merged", "already")]
    labels = {each.came.device: each.came.label for each in reversed(taken)}
    latest = {each.came.device: each for each in reversed(taken) if each.came.sha256 not in away}
    known = devices.enrolled(conn)
    found = [
        Computer(
            each.id,
            each.label or labels.get(each.id, ""),
            each.role,
            "enrolled",
            words_of(each.key) if each.key else "",
            each.event,
            latest[each.id].came.slip if each.id in latest else "",
            latest[each.id].at if each.id in latest else "",
            _post_of(each),
        )
        for each in known.values()
    ]
    gone = devices.removed(conn)
    found += [Computer(device, label, devices.EVENT, "removed") for device, label in gone.items()]
    waiting = {each.came.device: each.came for each in came if each.came.status == "quarantined"}
    found += [
        Computer(device, told.label, devices.EVENT, "waiting", words_of(bytes.fromhex(told.key)) if told.key else "")
        for device, told in waiting.items()
        if device not in known and device not in gone
    ]
    return found


def _post_of(known: devices.Enrolled) -> str:
    return str(json.loads(known.certificate)["post"]) if known.certificate else ""


def missing(bench: Bench) -> list[Computer]:
    """Return the laptops that were made for this register and have not handed over."""
    own = bench.device.id
    return [
        each
        for each in computers(bench)
        if each.state == "enrolled" and each.role != SECRETARIAT and not each.last_at and each.id != own
    ]


@dataclass(frozen=True)
class Accepted:
    """What was taken of a computer that was accepted: the receipts of its files and the rows they touched."""

    receipts: list[Receipt]

    @property
    def touched(self) -> Touched:
        """Return the kinds and rows that changed."""
        found: Touched = {}
        for receipt in self.receipts:
            for kind, rows in receipt.touched.items():
                found.setdefault(kind, set()).update(rows)
        return found


def accept(bench: Bench, device: str, gatekeeper: GateProcess | None = None) -> Accepted:
    """Accept a computer and take the parcels of it that were set aside; one that was removed comes back."""
    conn = bench.register.conn
    if device in devices.removed(conn):
        _bring_back(bench, device)
    parcels = [each.came for each in devices.received(conn) if each.came.device == device]
    aside = {came.sha256: came for came in parcels if came.status in ("quarantined", "refused")}
    kept = {paths.home() / "inbox" / sha256: came.name for sha256, came in aside.items()}
    receipts = [receive_one(bench, path, [device], gatekeeper, name) for path, name in kept.items() if path.is_file()]
    if device not in devices.enrolled(conn):
        raise Trouble("device_unknown", device=device)
    return Accepted(receipts)


def remove(bench: Bench, device: str) -> None:
    """Take nothing new from a computer any more; what was received of it stays, and others are told.

    Raises `Trouble` where this computer is not the secretariat's, or the other is not known.
    """
    known = devices.enrolled(bench.register.conn)
    own = known.get(bench.device.id)
    if own is None or own.role != SECRETARIAT:
        raise Trouble("not_the_secretariat")
    if device not in known or device == bench.device.id:
        raise Trouble("device_unknown", device=device)
    row, plan = _removal_of(device), bench.register.plan
    values: dict[str, Value] = {"device": device, "at": bench.now().isoformat(timespec="seconds")}
    with bench.register.act(bench.author, plan) as act:
        if bench.register.row("removed_device", row, plan).seen():
            act.set("removed_device", row, values)
        else:
            act.new("removed_device", values)


def _bring_back(bench: Bench, device: str) -> None:
    with bench.register.act(bench.author, bench.register.plan) as act:
        act.delete("removed_device", _removal_of(device))


def _removal_of(device: str) -> str:
    return kinds.BY_NAME["removed_device"].composite_id({"device": device})
