"""`check`: every hash and chain, and that the state is what the journal says; tables are mended, the journal never."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import sealing
from ogp_desktop.storage import backups, connection, damage, derive, devices, forks, journal, queries, salvage, seals

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.register import Register


@dataclass(frozen=True)
class Checked:
    """What a check found; `repaired` says that the tables were derived anew from a whole journal.

    `damaged` names changes that are not what was written; `complete` says that none is gone, `sound` that
    the file itself is in order, `seals` how many devices' seals hold, `unkept` which are under something else than
    what is here. `reason` is the trouble whose sentence says what that means, when it is not well.
    """

    ok: bool
    changes: int
    journal: str
    state: str
    damaged: list[str]
    complete: bool
    sound: bool
    repaired: bool
    waiting: int
    forks: int
    seals: int = 0
    unkept: list[str] = field(default_factory=list)
    reason: Trouble | None = None


def check(bench: Bench) -> Checked:
    """Verify the register; tables that differ from a whole journal are derived anew, never the reverse.

    A file whose pages are not in order is written anew from its journal, if all of that can be read and holds.
    """
    register = bench.register
    if queries.is_sound(register.conn):
        try:
            return _checked(bench, register.mended)
        except Trouble as trouble:
            if trouble.code != "register_damaged":
                raise
    known = salvage.legible(register.conn)
    damaged = damage.damaged_among(known.changes)
    if not known.is_whole or damaged or not _written_anew(register, known):
        return _holed(register, known, damaged)
    return _checked(bench, repaired=True)


def _written_anew(register: Register, known: salvage.Legible) -> bool:
    backups.keep_pages(register)
    with connection.in_words(register.path):
        return salvage.write_anew(register.conn, known, register.path.with_name(register.path.name + ".part"))


def _checked(bench: Bench, repaired: bool) -> Checked:
    register, conn = bench.register, bench.register.conn
    with register.looking():
        damaged = damage.damaged(conn)
        complete = journal.is_complete(conn)
    before = _told(register)
    if not damaged:  # else the tables may hold the only true copy of what a damaged change said
        register.rebuild()
    after = _told(register)
    with register.looking():
        unkept = [f"{seal.device}:{seal.last_seq}" for seal in sealing.broken(conn, _keys(bench))]
        return Checked(
            ok=complete and not damaged and not unkept,
            changes=queries.change_count(conn),
            journal=journal.digest(conn),
            state=after[0],
            damaged=damaged,
            complete=complete,
            sound=True,
            repaired=repaired or before != after,
            waiting=queries.waiting_count(conn),
            forks=len(forks.points(conn)),
            seals=seals.count(conn) - len(unkept),
            unkept=unkept,
            reason=_reason(register.path.name, damaged, complete, unkept),
        )


def _keys(bench: Bench) -> dict[str, bytes]:
    """Return the public keys of the devices whose seals can be verified here, this computer's among them."""
    known = devices.enrolled(bench.register.conn)
    held = bench.keyring.of_device(bench.device.id)
    own = {bench.device.id: held.signing.public} if held is not None else {}
    return {device: each.key for device, each in known.items() if each.key is not None} | own


def _reason(file: str, damaged: list[str], complete: bool, unkept: list[str]) -> Trouble | None:
    if damaged:
        return Trouble("changes_damaged", file=file, count=len(damaged))
    if not complete:
        return Trouble("changes_gone", file=file)
    return Trouble("seals_unkept", file=file, count=len(unkept)) if unkept else None


def _told(register: Register) -> tuple[str, list[queries.Dispute]]:
    """Return the digest of what the tables tell, and what they say is disputed; nothing where they are no values."""
    conn = register.conn
    try:
        with connection.in_words(register.path):
            return derive.digest(conn), sorted(queries.conflicts(conn))
    except (Trouble, TypeError, ValueError, KeyError, AttributeError):
        return "", []


def _holed(register: Register, known: salvage.Legible, damaged: list[str]) -> Checked:
    """Tell what can be read of a register whose journal has holes; nothing is written into such a file."""
    hashed = hashlib.sha256()
    for change_id in sorted(change.id for _, change in known.changes if isinstance(change.id, bytes)):
        hashed.update(change_id)
    return Checked(
        ok=False,
        changes=len(known.changes),
        journal=hashed.hexdigest(),
        state="",
        damaged=damaged,
        complete=False,
        sound=False,
        repaired=False,
        waiting=0,
        forks=0,
        reason=Trouble("register_holed", file=register.path.name, count=len(known.changes) - len(damaged)),
    )
