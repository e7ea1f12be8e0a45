"""Purging a laptop: once a receipt says that the secretariat has everything, an event is removed from it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ogp_desktop import paths
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.acknowledgement import is_vouched_for
from ogp_desktop.services.files import handover
from ogp_desktop.services.files.receipts import FORMAT
from ogp_desktop.services.plan.meant import keys_beside
from ogp_desktop.storage import backup_names, devices, plan_keys
from ogp_desktop.storage.drafts import Drafts, drafts_path
from ogp_desktop.storage.search_index import index_path

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.services.compose import Bench

_LARGEST = 4_000_000


@dataclass(frozen=True)
class Acknowledged:
    """What a receipt says of this computer's last hand-over: its slip, when it was written, the event's ideas."""

    slip: str
    at: str
    ideas: int


def acknowledge(bench: Bench, path: Path) -> Acknowledged:
    """Return what the receipt at `path` says, and remember it here.

    Raises `Trouble` where it is no receipt of this event, is not the secretariat's, or does not cover all that
    this computer holds; nothing is removed then.
    """
    receipt = _read(path)
    if receipt["event"].get("id") != bench.register.event:
        raise Trouble("receipt_other_event", file=path.name)
    signing = plan_keys.signing(bench.register.conn)
    if signing and not is_vouched_for(receipt, signing):
        raise Trouble("receipt_forged", file=path.name)
    handed = require_handed_over(bench)
    taken = {value for parcel in receipt["parcels"] for value in (parcel.get("slip"), parcel.get("sha256"))}
    if not taken & {handed.slip.code, handed.sha256}:
        raise Trouble("receipt_without_slip", slip=handed.slip.code)
    handover.note_acknowledged(bench, handed, str(receipt["written"]))
    return Acknowledged(handed.slip.code, str(receipt["written"]), receipt["ideas"])


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            receipt = json.loads(file.read(_LARGEST + 1)[:_LARGEST])
    except (OSError, ValueError, RecursionError) as error:
        raise Trouble("receipt_unreadable", file=path.name) from error
    shapes = {"format": str, "event": dict, "parcels": list, "written": str, "ideas": int}
    is_receipt = type(receipt) is dict and all(type(receipt.get(name)) is shape for name, shape in shapes.items())
    if not is_receipt or receipt["format"] != FORMAT or any(type(each) is not dict for each in receipt["parcels"]):
        raise Trouble("receipt_unreadable", file=path.name)
    return dict(receipt)


def require_handed_over(bench: Bench) -> handover.Handed:
    """Return the last hand-over; raises `Trouble` where something here is newer, or this is no laptop."""
    own = devices.enrolled(bench.register.conn).get(bench.device.id)
    if own is not None and own.role == devices.SECRETARIAT:
        raise Trouble("purge_secretariat")
    state = handover.state(bench)
    if state.last is None:
        raise Trouble("purge_not_handed_over")
    if state.changed:
        raise Trouble("purge_newer", slip=state.last.slip.code)
    if Drafts(bench.register.path).texts():
        raise Trouble("purge_unfinished")
    return state.last


def all_of(bench: Bench) -> list[Path]:
    """Return all that this computer keeps of a register's event, the register last; raises `Trouble` as above."""
    handed, register = require_handed_over(bench), bench.register.path
    if handover.state(bench).acknowledged == "":
        raise Trouble("receipt_without_slip", slip=handed.slip.code)
    home = paths.home()
    came = {noted.came.sha256 for noted in devices.received(bench.register.conn)}
    index = index_path(register)
    beside = keys_beside(register)
    return [
        *(home / "inbox" / sha256 for sha256 in sorted(filter(None, came))),
        drafts_path(register),
        *sorted(index.parent.glob(f"{index.name}*")),
        backup_names.folder_of(register),
        *([beside] if beside is not None else []),
        *([home / "keys" / f"device-{bench.device.id}.json"] if bench.register.made_for else []),
        register.with_name(f"{register.name}-journal"),
        register.with_name(f".{register.name}.lock"),
        register,
    ]


def remove(condemned: list[Path]) -> int:
    """Remove what `all_of` returned, once the register is closed; returns how many went.

    Raises `Trouble` at the first that the system refuses: the register goes last, so it can be done again.
    """
    gone = 0
    for path in condemned:
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Trouble("purge_incomplete", file=path.name) from error
        gone += 1
    return gone
