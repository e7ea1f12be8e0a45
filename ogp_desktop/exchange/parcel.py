"""The parcel `*.ogpx`, what travels: all headers known, and the bodies where present (0001-change §8)."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from ogp_desktop import __version__, output, words
from ogp_desktop.domain.change import canonical
from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.text.titles import RECORDED
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import gate, keys
from ogp_desktop.exchange.sealing import parcel_message, write_seals
from ogp_desktop.exchange.slip import Slip, code_of, slip_text
from ogp_desktop.storage import devices, journal, queries, seals

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from pathlib import Path

    from ogp_desktop.domain.change import Change
    from ogp_desktop.exchange.keys import SigningKey
    from ogp_desktop.storage.register import Register

_MOMENT_OF_MEMBERS = (1980, 1, 1, 0, 0, 0)


class Manifest(TypedDict):
    """What a parcel says of itself; checked against its changes at the gate.

    `key` is the sender's public signing key in hex, empty where it has none; `devices` the certificates of
    the computers whose changes are in it, so that whoever trusts the plan's key knows them.
    """

    format: int
    plan: str
    events: list[str]
    device: str
    label: str
    key: str
    devices: list[dict[str, str]]
    application: str
    written: str
    slip: str
    counts: dict[str, int]
    actors: dict[str, int]
    journal: str
    changes_sha256: str


@dataclass(frozen=True)
class Sender:
    """Who hands over: the device's id, the label people know it by, and its signing key if it has one."""

    device: str
    label: str
    key: SigningKey | None = None


@dataclass(frozen=True)
class Reading:
    """Who may read a parcel: the age recipients (none: it is not encrypted) and the kinds whose bodies stay here.

    `mark` ends the name of its file: a parcel that withholds something must not take the place of a whole one.
    """

    recipients: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()
    mark: str = ""


@dataclass(frozen=True)
class Parcel:
    """A parcel that was written, read again and found identical."""

    path: Path
    sha256: str
    changes: int
    slip: Slip
    encrypted: bool = False


def lines_of(changes: Iterable[Change]) -> Iterable[bytes]:
    """Yield the lines of `changes.ndjson`: canonical header, TAB, canonical body."""
    for change in changes:
        yield change.header.canonical() + b"\t" + (change.body or b"") + b"\n"


@dataclass(frozen=True)
class Packed:
    """A parcel as bytes, as they will be written, and the name of its file."""

    name: str
    content: bytes
    slip: Slip
    encrypted: bool

    @property
    def sha256(self) -> str:
        """Return the hash of the file."""
        return hashlib.sha256(self.content).hexdigest()


def pack(register: Register, sender: Sender, now: datetime.datetime, reading: Reading = Reading()) -> Packed:
    """Return everything the register knows as a parcel, which the gate has read."""
    content, slip = compose(register, sender, now, reading)
    name = file_name(slip.code, reading.mark)
    gate.read_content(content, name)
    if reading.recipients:
        content = keys.encrypt(content, reading.recipients)
    return Packed(name, content, slip, bool(reading.recipients))


def write_packed(packed: Packed, folder: Path) -> Parcel:
    """Write a parcel into `folder` and read it again before it takes its place.

    Raises `Trouble` when the folder cannot be written; nothing is then left in it.
    """
    path = folder / packed.name
    with output.writing(path, check=lambda part: _require_identical(part, packed.content, path.name)) as part:
        part.write_bytes(packed.content)
    return Parcel(path, packed.sha256, packed.slip.changes, packed.slip, packed.encrypted)


def write_parcel(
    register: Register, sender: Sender, folder: Path, now: datetime.datetime, reading: Reading = Reading()
) -> Parcel:
    """Write everything the register knows as a parcel into `folder`, and return it."""
    return write_packed(pack(register, sender, now, reading), folder)


def file_name(code: str, mark: str = "") -> str:
    """Return the name of a parcel's file; what a stick of Windows would refuse in it is an underscore."""
    return re.sub(r"[^\w-]", "_", f"{code}{mark}") + ".ogpx"


def _require_identical(part: Path, content: bytes, name: str) -> None:
    """Read back what was written, as far as the system lets us see the medium itself."""
    if part.read_bytes() != content:
        raise Trouble("parcel_not_identical", file=name)


def compose(register: Register, sender: Sender, now: datetime.datetime, reading: Reading) -> tuple[bytes, Slip]:
    """Return the bytes of a parcel before encryption, and its slip."""
    conn = register.conn
    with queries.snapshot(conn):
        changes = [_as_seen(change, reading.withheld) for change in journal.everything(conn)]
        counts = queries.counts(conn)
        digest = journal.digest(conn)
        event = queries.event_code(conn, register.event) or "PLAN"
        events = queries.event_ids(conn) if register.event is None else [register.event]
        sealed = seals.everything(conn)
        certificates = [json.loads(known.certificate) for known in devices.enrolled(conn).values() if known.certificate]
    body = b"".join(lines_of(changes))
    manifest: Manifest = {
        "format": gate.FORMAT,
        "plan": register.plan,
        "events": sorted(events),
        "device": sender.device,
        "label": sender.label,
        "key": sender.key.public.hex() if sender.key else "",
        "devices": certificates,
        "application": __version__,
        "written": now.isoformat(timespec="seconds"),
        "slip": code_of(event, counts.get("idea", 0), bytes.fromhex(digest)),
        "counts": counts,
        "actors": dict(sorted(Counter(change.header.actor.hex() for change in changes).items())),
        "journal": digest,
        "changes_sha256": hashlib.sha256(body).hexdigest(),
    }
    slip = _slip(manifest, event, len(changes), _last_id(changes))
    told = canonical(manifest)
    signature = sender.key.sign(parcel_message(told)) if sender.key else None
    return _zipped(told, body, write_seals(sealed, signature), slip), slip


def _as_seen(change: Change, withheld: frozenset[str]) -> Change:
    return change.without_body() if change.header.kind in withheld else change


def _slip(manifest: Manifest, event: str, changes: int, last: str) -> Slip:
    digest = bytes.fromhex(manifest["journal"])
    return Slip(
        code=manifest["slip"],
        event=event,
        label=manifest["label"],
        ideas=manifest["counts"].get("idea", 0),
        people=manifest["counts"].get("participant", 0),
        changes=changes,
        words=words_of(digest),
        last=last,
    )


def _last_id(changes: list[Change]) -> str:
    """Return the first 8 hex digits of the latest change, by which an older parcel is recognised."""
    latest = max(changes, key=lambda change: (change.header.hlc, change.id))
    return latest.id.hex()[:8]


def _zipped(manifest: bytes, changes: bytes, sealed: bytes, slip: Slip) -> bytes:
    texts = [slip_text(slip, words.catalogue("slip", lang)) for lang in RECORDED]
    contents = (manifest, changes, sealed, "\n".join(texts).encode())
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in zip(gate.MEMBERS, contents, strict=True):
            member = zipfile.ZipInfo(name, _MOMENT_OF_MEMBERS)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return written.getvalue()
