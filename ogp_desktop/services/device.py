"""This computer: the id and the label under which it hands over, kept in the data folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ogp_desktop import output, paths
from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.keyring import Keyring

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Device:
    """A computer as others know it: `desk` is the number its walk-in badges carry, `letter` its ideas'."""

    id: str
    label: str
    post: str = "secretariat"
    desk: int = 1
    letter: str = ""


def this_device() -> Device:
    """Return this computer's device, drawing it at the first start."""
    path = _path()
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Device(**told)
    except (OSError, ValueError, TypeError):
        from ogp_desktop.domain.spoken import words_of

        drawn = ids.draw()
        try:
            Keyring().draw_for(drawn)
        except OSError as error:
            raise Trouble("home_unwritable", folder=str(path.parent)) from error
        return name_device(Device(drawn, words_of(bytes.fromhex(drawn[-8:])).split()[0]))


def name_device(device: Device) -> Device:
    """Write what this computer is called and used for; returns it. Raises `Trouble` where it cannot be written."""
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with output.writing(path) as part:
            part.write_text(json.dumps(asdict(device), ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise Trouble("home_unwritable", folder=str(path.parent)) from error
    except Trouble as trouble:
        if trouble.code != "output_unwritable":
            raise
        raise Trouble("home_unwritable", folder=str(path.parent)) from trouble
    return device


def _path() -> Path:
    return paths.home() / "device.json"
