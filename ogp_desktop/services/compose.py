"""Open a register with everything its use cases need; the window and the command line call this."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.domain.zones import zone
from ogp_desktop.exchange import sealing
from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.services.device import Device, this_device
from ogp_desktop.services.personal import traces
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
    keyring: Keyring = field(default_factory=Keyring)

    @property
    def identities(self) -> tuple[str, ...]:
        """Return the private keys that may open what comes to this register."""
        return self.keyring.identities(self.register.plan, self.device.id)

    def seal(self) -> None:
        """Seal what this device wrote and had not sealed yet; a computer without keys seals nothing."""
        held = self.keyring.of_device(self.device.id)
        if held is not None and sealing.has_unsealed(self.register.conn, self.device.id):
            with self.register.writing() as conn:
                sealing.seal_own(conn, self.device.id, held.signing)

    def end(self) -> None:
        """Seal and close; what cannot be sealed now will be at the next start or hand-over."""
        with suppress(Trouble, connection.Unreadable):
            self.seal()
        self.register.close()


def begin_work(path: Path, post: str, operator: str = "", now: Now | None = None) -> Bench:
    """Open the register at `path` for a person at a post of this computer; the caller closes the register.

    Raises `Trouble` when it cannot be opened.
    """
    keyring = Keyring(is_aside=True)
    register = Register.open_at(path, owner=this_device().label)
    traces.remove_if_possible(register)
    device = replace(acting_device(register, keyring), post=post)
    return Bench(register, Author(device.id, device.post, operator), device, now or clock_of(register), keyring)


def acting_device(register: Register, keyring: Keyring) -> Device:
    """Return whom this computer is in a register: the one its file was made for, where it holds that one's keys."""
    held = keyring.of_device(register.made_for) if register.made_for else None
    if held is None:
        return this_device()
    return Device(held.device, held.label, held.post, held.desk, held.letter)


@contextmanager
def opened(path: Path, operator: str = "", now: Now | None = None) -> Iterator[Bench]:
    """Open the register at `path` for this computer's device; closed when the block ends."""
    keyring, own = Keyring(), this_device()
    register = Register.open_at(path, owner=own.label)
    traces.remove_if_possible(register)
    device = acting_device(register, keyring)
    bench = Bench(register, Author(device.id, device.post, operator), device, now or clock_of(register), keyring)
    try:
        yield bench
    finally:
        bench.end()
