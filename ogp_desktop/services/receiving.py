"""Hand-over and receiving: a parcel for the secretariat, and the union with what others hand over."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.gate import read_parcel
from ogp_desktop.exchange.parcel import Parcel, Sender, write_parcel
from ogp_desktop.exchange.receiving import Receipt, receive
from ogp_desktop.services import backups
from ogp_desktop.storage import devices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ogp_desktop.exchange.gate_process import GateProcess
    from ogp_desktop.services.compose import Bench


def hand_over(bench: Bench, folder: Path) -> Parcel:
    """Write a parcel of everything the register knows into `folder`, read it back, and return it."""
    if not folder.is_dir():
        raise Trouble("folder_missing", folder=str(folder))
    sender = Sender(bench.device.id, bench.device.label)
    return write_parcel(bench.register, sender, folder, bench.now())


def receive_all(bench: Bench, parcels: Iterable[Path], accept: Iterable[str] = ()) -> list[Receipt]:
    """Receive parcels in the order given; one that is refused does not stop the others."""
    accepted = set(accept)
    return [receive_one(bench, parcel, accepted) for parcel in parcels]


@dataclass(frozen=True)
class Received:
    """A file that came: when, from which computer, what became of it."""

    file: str
    at: str
    label: str
    status: str
    new_changes: int


def received(bench: Bench) -> list[Received]:
    """Return every file that came to this register, the latest first."""
    conn = bench.register.conn
    labels = devices.labels(conn)
    return [
        Received(came.name, at, labels.get(came.device, ""), came.status, came.new_changes)
        for came, at in devices.received(conn)
    ]


def receive_one(
    bench: Bench, parcel: Path, accept: Iterable[str] = (), gatekeeper: GateProcess | None = None
) -> Receipt:
    """Receive one parcel, after a backup; a window gives the process that reads it."""
    backups.before_receiving(bench)
    read = gatekeeper.read if gatekeeper is not None else read_parcel
    try:
        return receive(bench.register, parcel, bench.now(), accept, read)
    except OSError as error:  # the copy that is kept of every file
        if error.errno == errno.ENOSPC:
            raise Trouble("disk_full", file=bench.register.path.name) from error
        raise Trouble("home_unwritable", folder=str(paths.home())) from error
