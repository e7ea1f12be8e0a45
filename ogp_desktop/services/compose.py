"""Open a register with everything its use cases need; the window and the command line call this."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ogp_desktop.domain.zones import zone
from ogp_desktop.services.device import Device, this_device
from ogp_desktop.storage import connection, queries
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

if TYPE_CHECKING:
    from pathlib import Path

Now = Callable[[], datetime.datetime]


def local_now() -> datetime.datetime:
    """Return the time where events usually are, by the rules this program ships."""
    return datetime.datetime.now(zone(None))


def clock_of(register: Register) -> Now:
    """Return the clock that hangs where the event is, whatever zone this computer is set to."""
    place = zone(_zone_name(register))
    return lambda: datetime.datetime.now(place)


def _zone_name(register: Register) -> str | None:
    try:
        event = queries.record(register.conn, "event", register.event) if register.event else None
    except connection.Unreadable:  # `check` will say so; until then the usual zone is the likeliest
        return None
    return event["timezone"] if event else None


@dataclass
class Bench:
    """What a use case works with: the register, who writes, on which computer, and what time it is."""

    register: Register
    author: Author
    device: Device
    now: Now = local_now


def begin_work(path: Path, post: str, operator: str = "", now: Now | None = None) -> Bench:
    """Open the register at `path` for a person at a post of this computer; the caller closes the register.

    Raises `Trouble` when it cannot be opened.
    """
    device = replace(this_device(), post=post)
    register = Register.open_at(path, owner=f"{device.label} ({device.post})")
    try:
        return Bench(register, Author(device.id, device.post, operator), device, now or clock_of(register))
    except BaseException:
        register.close()
        raise


@contextmanager
def opened(path: Path, operator: str = "", now: Now | None = None) -> Iterator[Bench]:
    """Open the register at `path` for this computer's device; closed when the block ends."""
    device = this_device()
    author = Author(device.id, device.post, operator)
    with Register.open_at(path, owner=f"{device.label} ({device.post})") as register:
        yield Bench(register, author, device, now or clock_of(register))
