"""The parcel `*.ogpx`, what travels: all headers known, and the bodies where present (0001-change §8)."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from ogp_desktop import __version__, output, words
from ogp_desktop.domain.change import canonical
from ogp_desktop.domain.spoken import words_of
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
    """Who may read a parcel: the age recipients (none: it is not encrypted) and the kinds whose bodies stay here."""

    recipients: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()


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


def write_parcel(
    register: Register, sender: Sender, folder: Path, now: datetime.datetime, reading: Reading = Reading()
) -> Parcel:
    """Write everything the register knows as a parcel into `folder`, read it back, and return it.

    Raises `Trouble` when the folder cannot be written; nothing is then left in it.
    """
    content, slip = compose(register, sender, now, reading)
    plain = gate.read_content(content, f"{slip.code}.ogpx")
    if reading.recipients:
        content = keys.encrypt(content, reading.recipients)
    path = folder / f"{slip.code}.ogpx"
    with output.writing(path) as part:
        part.write_bytes(content)
    _require_identical(path, content)
    return Parcel(path, hashlib.sha256(content).hexdigest(), len(plain.changes), slip, bool(reading.recipients))


def _require_identical(path: Path, content: bytes) -> None:
    """Read back what was written, as far as the system lets us see the medium itself."""
    try:
        same = path.read_bytes() == content
    except OSError:
        same = False
    if not same:
        raise Trouble("parcel_not_identical", file=path.name)


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
    texts = [slip_text(slip, words.catalogue("slip", lang)) for lang in words.LANGUAGES]
    contents = (manifest, changes, sealed, "\n".join(texts).encode())
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in zip(gate.MEMBERS, contents, strict=True):
            member = zipfile.ZipInfo(name, _MOMENT_OF_MEMBERS)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return written.getvalue()
