"""Event files for laptops: one a post, with keys of its own and without what that post must not see (0004-keys §5)."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop import output
from ogp_desktop.domain import ids
from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import keys
from ogp_desktop.exchange.certificate import Certificate
from ogp_desktop.exchange.keyring import DeviceKeys, Keyring, SecretariatKeys, read_as, written
from ogp_desktop.exchange.keys import SigningKey
from ogp_desktop.services.plan.meant import KEYS_SUFFIX
from ogp_desktop.storage import devices, journal, plan_keys, queries, seals
from ogp_desktop.storage.register import Register

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench

POSTS = ("desk", "room", "restitution", "secretariat")
_FIRST_DESK = 2  # 1 is what a computer is that nobody made a file for: the secretariat's own
_SEES_ALL = ("desk", "secretariat")
_TEAM = ("desk", "restitution", "secretariat")


@dataclass(frozen=True)
class Wanted:
    """A laptop that is to be made: its post, the session of a room's, what people call it.

    `desk` is the number in the badges of its walk-ins (0: the next free one), `letter` stands in the numbers
    of ideas where a room has two laptops.
    """

    post: str
    session: str | None = None
    label: str = ""
    desk: int = 0
    letter: str = ""


class Made(NamedTuple):
    """A laptop's two files; `words` open the keys there, once. Without plan keys there is only the register."""

    device: str
    label: str
    register: Path
    keys: Path | None
    words: str


def make(bench: Bench, wanted: Wanted, out: Path, event: str | None = None) -> Made:
    """Write the event file of a laptop at `out` and its keys beside it, and enrol the laptop here.

    Raises `Trouble` where the plan's keys are locked, the event is not clear, or the folder cannot be written.
    """
    event = event or _event_of(bench)
    plan = _keys_of(bench)
    bench.seal()
    conn = bench.register.conn
    number = wanted.desk or _FIRST_DESK + sum(known.event == event for known in devices.enrolled(conn).values())
    device = DeviceKeys(
        device=ids.draw(),
        seed=SigningKey.draw().seed.hex(),
        identities=_identities(plan, wanted.post),
        label=wanted.label or _label(bench, wanted, number),
        post=wanted.post,
        desk=number,
        letter=wanted.letter,
    )
    enrolled = devices.Enrolled(device.device, devices.EVENT, device.label, device.signing.public, event)
    if plan is not None:
        told = _certificate(bench, plan, device, event)
        device = _certified(device, told)
        enrolled = told.enrolled()
    with bench.register.writing() as writing:
        devices.enrol(writing, [enrolled], bench.now())
    return _write(bench, wanted, device, event, out)


def _event_of(bench: Bench) -> str:
    events = [bench.register.event] if bench.register.event else queries.event_ids(bench.register.conn)
    if len(events) != 1 or events[0] is None:
        raise Trouble("event_unclear")
    return events[0]


def _keys_of(bench: Bench) -> SecretariatKeys | None:
    """Return the plan's private keys, None while the plan has none at all."""
    if not plan_keys.signing(bench.register.conn):
        return None
    plan = bench.register.plan
    if not bench.keyring.has_plan(plan):
        raise Trouble("keys_not_here")
    if bench.keyring.is_locked(plan):
        raise Trouble("keys_locked")
    return bench.keyring.opened[plan]


def _identities(plan: SecretariatKeys | None, post: str) -> tuple[str, ...]:
    if plan is None:
        return ()
    return tuple(filter(None, (plan.team if post in _TEAM else "", plan.room)))


def _label(bench: Bench, wanted: Wanted, number: int) -> str:
    session = queries.record(bench.register.conn, "session", wanted.session) if wanted.session else None
    return f"{wanted.post}-{session['number'] if session else number}{wanted.letter}"


def _certificate(bench: Bench, plan: SecretariatKeys, device: DeviceKeys, event: str) -> Certificate:
    issued = bench.now().isoformat(timespec="seconds")
    told = Certificate(device.device, device.label, device.post, event, device.signing.public.hex(), issued)
    return told.signed(plan.signing_key)


def _certified(device: DeviceKeys, told: Certificate) -> DeviceKeys:
    return replace(device, certificate=told._asdict())


def _write(bench: Bench, wanted: Wanted, device: DeviceKeys, event: str, out: Path) -> Made:
    if not out.parent.is_dir():
        raise Trouble("folder_missing", folder=str(out.parent))
    if out.exists():
        raise Trouble("register_exists", file=out.name)
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / out.name
        _fill(bench, wanted, device, event, made)
        with output.writing(out) as part:
            shutil.copyfile(made, part)
    words = words_of(secrets.token_bytes(8))
    beside = out.with_suffix(KEYS_SUFFIX)
    with output.writing(beside, 0o600) as part:
        part.write_bytes(bench.keyring.close(written(device), words))
    return Made(device.device, device.label, out, beside, words)


def _fill(bench: Bench, wanted: Wanted, device: DeviceKeys, event: str, path: Path) -> None:
    """Make the laptop's register: the plan and its one event, as its post may see them."""
    from ogp_desktop.exchange.receiving import settle
    from ogp_desktop.services.files.receiving import WITHHELD

    source = bench.register
    scopes = {source.plan, event}
    withheld = frozenset() if wanted.post in _SEES_ALL else WITHHELD
    with queries.snapshot(source.conn):
        changes = [change for change in journal.everything(source.conn) if change.header.scope in scopes]
        known, sealed = devices.enrolled(source.conn), seals.everything(source.conn)
    seen = [change.without_body() if change.header.kind in withheld else change for change in changes]
    with Register.create(path, source.plan, event, device.label) as register, register.writing() as conn:
        settle(conn, journal.unite(conn, seen))
        devices.enrol(conn, known.values(), bench.now())
        seals.keep(conn, sealed)
        register.note("device", device.device)
        if wanted.session:
            register.note("session", wanted.session)


# On the laptop.


def take_in(path: Path, words: str, keyring: Keyring) -> DeviceKeys:
    """Take a laptop's keys into this computer; raises `Trouble` with other words or a damaged file."""
    try:
        device = read_as(DeviceKeys, keyring.open(path.read_bytes(), words))
    except OSError as error:
        raise Trouble("keys_unreadable", file=path.name) from error
    except (keys.Unopened, ValueError) as error:
        raise Trouble("keys_not_opened", file=path.name) from error
    if not isinstance(device, DeviceKeys):
        raise Trouble("keys_not_opened", file=path.name)
    keyring.keep_device(device)
    return device
