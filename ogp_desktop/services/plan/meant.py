"""For which laptop an event file was made, and whether its keys wait beside it: asked before a file is opened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.storage import queries
from ogp_desktop.storage.register import Register, check_header

if TYPE_CHECKING:
    from pathlib import Path

KEYS_SUFFIX = ".ogpk"


def keys_beside(register: Path) -> Path | None:
    """Return the keys that lie beside a laptop's register, None where there are none."""
    beside = register.with_suffix(KEYS_SUFFIX)
    return beside if beside.is_file() else None


class Meant(NamedTuple):
    """For which laptop a file was made: its post, the number of its session, what people call it.

    `keys` lie beside the file, None where they do not; it `waits` for them where this computer took none in.
    """

    post: str
    session: int | None
    label: str
    keys: Path | None
    waits: bool


def meant_for(path: Path) -> Meant | None:
    """Return for which laptop the file at `path` was made, None where it was made for none or cannot be read."""
    try:
        check_header(path)
        register = Register(path, None)
    except Trouble:
        return None
    try:
        with register.looking():
            return meant_in(register, path)
    except Trouble:
        return None
    finally:
        register.close()


def meant_in(register: Register, path: Path) -> Meant | None:
    """Return for which laptop a register was made; `path` is where it was opened from, its keys beside it."""
    device, plan = register.noted("device"), register.noted("plan") or ""
    if device is None:
        return None
    from ogp_desktop.storage import devices

    keyring, known = Keyring(), devices.enrolled(register.conn).get(device)
    held = keyring.of_device(device)
    certified = json.loads(known.certificate)["post"] if known and known.certificate else ""
    session = queries.record(register.conn, "session", register.noted("session") or "")
    return Meant(
        post=held.post if held else certified,
        session=session["number"] if session else None,
        label=held.label if held else known.label if known else "",
        keys=keys_beside(path),
        waits=held is None and not keyring.has_plan(plan),
    )
