"""The parcel `*.ogpx`, what travels: all headers known, and the bodies where present (0001-change §8)."""

from __future__ import annotations

import hashlib
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from ogp_desktop import __version__, output, words
from ogp_desktop.domain.change import canonical
from ogp_desktop.exchange import gate
from ogp_desktop.exchange.slip import Slip, code_of, slip_text, words_of
from ogp_desktop.storage import journal, queries

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from pathlib import Path

    from ogp_desktop.domain.change import Change
    from ogp_desktop.storage.register import Register

_MOMENT_OF_MEMBERS = (1980, 1, 1, 0, 0, 0)


class Manifest(TypedDict):
    """What a parcel says of itself; checked against its changes at the gate."""

    format: int
    plan: str
    events: list[str]
    device: str
    label: str
    application: str
    written: str
    counts: dict[str, int]
    actors: dict[str, int]
    journal: str
    changes_sha256: str


@dataclass(frozen=True)
class Sender:
    """Who hands over: the device's id and the label people know it by."""

    device: str
    label: str


@dataclass(frozen=True)
class Parcel:
    """A parcel that was written, read again and found whole."""

    path: Path
    sha256: str
    changes: int
    slip: Slip


def lines_of(changes: Iterable[Change]) -> Iterable[bytes]:
    """Yield the lines of `changes.ndjson`: canonical header, TAB, canonical body."""
    for change in changes:
        yield change.header.canonical() + b"\t" + (change.body or b"") + b"\n"


def write_parcel(register: Register, sender: Sender, folder: Path, now: datetime.datetime) -> Parcel:
    """Write everything the register knows as a parcel into `folder`, read it back, and return it.

    Raises `Trouble` when the folder cannot be written; nothing is then left in it.
    """
    conn = register.conn
    with queries.snapshot(conn):
        changes = list(journal.everything(conn))
        counts = queries.counts(conn)
        digest = journal.digest(conn)
        event = queries.event_code(conn, register.event) or "PLAN"
        events = queries.event_ids(conn) if register.event is None else [register.event]
    body = b"".join(lines_of(changes))
    manifest: Manifest = {
        "format": gate.FORMAT,
        "plan": register.plan,
        "events": sorted(events),
        "device": sender.device,
        "label": sender.label,
        "application": __version__,
        "written": now.isoformat(timespec="seconds"),
        "counts": counts,
        "actors": dict(sorted(Counter(change.header.actor.hex() for change in changes).items())),
        "journal": digest,
        "changes_sha256": hashlib.sha256(body).hexdigest(),
    }
    slip = _slip(manifest, event, len(changes), _last_id(changes))
    path = folder / f"{slip.code}.ogpx"
    with output.writing(path) as part:
        _write_zip(part, manifest, body, slip)
        gate.read_parcel(part)
        sha256 = hashlib.sha256(part.read_bytes()).hexdigest()
    return Parcel(path, sha256, len(changes), slip)


def _slip(manifest: Manifest, event: str, changes: int, last: str) -> Slip:
    digest = bytes.fromhex(manifest["journal"])
    ideas = manifest["counts"].get("idea", 0)
    return Slip(
        code=code_of(event, ideas, digest),
        event=event,
        label=manifest["label"],
        ideas=ideas,
        people=manifest["counts"].get("participant", 0),
        changes=changes,
        words=words_of(digest),
        last=last,
    )


def _last_id(changes: list[Change]) -> str:
    """Return the first 8 hex digits of the latest change, by which an older parcel is recognised."""
    latest = max(changes, key=lambda change: (change.header.hlc, change.id))
    return latest.id.hex()[:8]


def _write_zip(part: Path, manifest: Manifest, changes: bytes, slip: Slip) -> None:
    texts = [slip_text(slip, words.catalogue("slip", lang)) for lang in words.LANGUAGES]
    contents = (canonical(manifest), changes, b"", "\n".join(texts).encode())
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in zip(gate.MEMBERS, contents, strict=True):
            member = zipfile.ZipInfo(name, _MOMENT_OF_MEMBERS)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
