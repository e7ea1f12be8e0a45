"""Hand-over and receiving: a parcel for the secretariat, and the union with what others hand over."""

from __future__ import annotations

import errno
from dataclasses import replace
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import raw_register
from ogp_desktop.exchange.gate import read_parcel
from ogp_desktop.exchange.parcel import Packed, Parcel, Reading, Sender, pack, write_packed
from ogp_desktop.exchange.receiving import Receipt, receive
from ogp_desktop.services.personal import traces
from ogp_desktop.services.safety import backups
from ogp_desktop.storage import devices, plan_keys

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ogp_desktop.exchange.gate import Incoming
    from ogp_desktop.exchange.gate_process import GateProcess
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.devices import Noted


WITHHELD = frozenset({"contact", "access_need", "consent", "selection", "listed_as"})
"""Kinds whose bodies a room must not see: it needs names and categories (exchange.md §3)."""

FOR_ROOMS = "-salles"
"""Ends the name of a parcel for rooms."""


def packed(bench: Bench, *, plain: bool = False, for_rooms: bool = False) -> Packed:
    """Return a parcel of everything the register knows.

    It is encrypted for the secretariat, the paper key and the event's team where the plan has such keys,
    unless `plain`; one `for_rooms` withholds what rooms must not see and is encrypted for them too.
    """
    bench.seal()
    held = bench.keyring.of_device(bench.device.id)
    sender = Sender(bench.device.id, bench.device.label, held.signing if held else None)
    more = (plan_keys.ROOM,) if for_rooms else ()
    recipients = () if plain else plan_keys.recipients(bench.register.conn, *more)
    reading = Reading(recipients, WITHHELD, FOR_ROOMS) if for_rooms else Reading(recipients)
    return pack(bench.register, sender, bench.now(), reading)


def hand_over(bench: Bench, folder: Path, *, plain: bool = False, for_rooms: bool = False) -> Parcel:
    """Write such a parcel into `folder`, read it back, and return it."""
    if not folder.is_dir():
        raise Trouble("folder_missing", folder=str(folder))
    return write_packed(packed(bench, plain=plain, for_rooms=for_rooms), folder)


def receive_all(
    bench: Bench, parcels: Iterable[Path], accept: Iterable[str] = (), *, partly: bool = False
) -> list[Receipt]:
    """Receive parcels in the order given; one that is refused does not stop the others."""
    accepted = set(accept)
    return [receive_one(bench, parcel, accepted, partly=partly) for parcel in parcels]


def received(bench: Bench) -> list[Noted]:
    """Return every file that came to this register, the latest first."""
    return devices.received(bench.register.conn)


def receive_one(
    bench: Bench,
    parcel: Path,
    accept: Iterable[str] = (),
    gatekeeper: GateProcess | None = None,
    called: str = "",
    *,
    partly: bool = False,
) -> Receipt:
    """Receive one parcel after a backup, `called` by another name if need be; a window gives the reading process.

    A register copied by hand that is damaged, or not sealed to its end, is refused with what could be read of it
    (the receipt's `readable`); called again with `partly`, that much is taken.

    Raises `Trouble` `parcel_locked` where the secretariat's words would open it and were not typed yet.
    """
    backups.before_receiving(bench)
    read = gatekeeper.read if gatekeeper is not None else read_parcel
    plan = bench.register.plan

    def opened(path: Path) -> Incoming:
        if not partly:
            raw_register.check_closed(parcel)
        try:
            incoming = read(path, bench.identities)
        except Trouble as trouble:
            if trouble.code == "parcel_for_others" and bench.keyring.is_locked(plan):
                raise Trouble("parcel_locked", file=called or parcel.name) from trouble
            raise
        if partly and incoming.readable is not None:
            return replace(incoming, readable=replace(incoming.readable, partly=True))
        return incoming

    try:
        receipt = receive(bench.register, parcel, bench.now(), accept, opened, called)
    except OSError as error:  # the copy that is kept of every file
        if error.errno == errno.ENOSPC:
            raise Trouble("disk_full", file=bench.register.path.name) from error
        raise Trouble("home_unwritable", folder=str(paths.home())) from error
    traces.remove_if_possible(bench.register)
    return receipt
