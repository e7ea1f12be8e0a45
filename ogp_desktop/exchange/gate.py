"""The gate: what comes from outside is read with limits, verified whole, and refused in words."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain import ids
from ogp_desktop.domain.change import Malformed
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.lines import read_lines

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.domain.change import Change, OpsById

FORMAT = 1
MEMBERS = ("manifest.json", "changes.ndjson", "seals.ndjson", "slip.txt")
PARCEL_LIMIT = 1 << 30
MANIFEST_LIMIT = 1 << 20
RATIO_LIMIT = 200

_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True)
class Incoming:
    """A parcel that is whole and well-formed; whether it may enter a register is another question."""

    plan: str
    events: frozenset[str]
    device: str
    label: str
    written: str
    changes: list[Change]
    ops: OpsById = field(default_factory=dict, compare=False)
    """What bodies say, by the ids of their changes, as far as it is known."""


def read_parcel(path: Path) -> Incoming:
    """Read and verify the parcel at `path`; raises `Trouble` with the reason it is refused."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise Trouble("parcel_missing", file=path.name) from error
    if start == _SQLITE:
        raise Trouble("raw_register", file=path.name)
    try:
        manifest, lines = _open(path)
        return _verified(path, manifest, lines)
    except (Malformed, UnicodeDecodeError, RecursionError) as error:
        raise Trouble("parcel_damaged", file=path.name) from error


def _open(path: Path) -> tuple[dict[str, Any], bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if sorted(member.filename for member in members) != sorted(MEMBERS):
                raise Malformed("members")
            if sum(member.file_size for member in members) > PARCEL_LIMIT:
                raise Trouble("parcel_too_big", file=path.name)
            if any(member.file_size > RATIO_LIMIT * max(member.compress_size, 1024) for member in members):
                raise Malformed("ratio")
            if archive.getinfo("manifest.json").file_size > MANIFEST_LIMIT:
                raise Malformed("manifest")
            manifest = json.loads(archive.read("manifest.json"))
            contents = {name: archive.read(name) for name in MEMBERS[1:]}
    except (Trouble, Malformed):
        raise
    except Exception as error:  # zipfile, zlib and json raise at least six families for damaged bytes
        raise Malformed("archive") from error
    if type(manifest) is not dict:
        raise Malformed("manifest")
    if type(manifest.get("format")) is int and manifest["format"] > FORMAT:
        raise Trouble("parcel_too_new", file=path.name)
    return manifest, contents["changes.ndjson"]


def _verified(path: Path, manifest: dict[str, Any], lines: bytes) -> Incoming:
    _check_manifest(manifest)
    if hashlib.sha256(lines).hexdigest() != manifest["changes_sha256"]:
        raise Malformed("changes_sha256")
    changes, ops = read_lines(lines)
    counted = Counter([change.header.actor for change in changes])
    if {actor.hex(): count for actor, count in counted.items()} != manifest["actors"]:
        raise Malformed("counts")
    known = {change.id for change in changes}
    if len(known) != len(changes):
        raise Malformed("a change twice")
    if hashlib.sha256(b"".join(sorted(known))).hexdigest() != manifest["journal"]:
        raise Malformed("journal")
    plan, events = manifest["plan"], frozenset(manifest["events"])
    if not {change.header.scope for change in changes} <= {plan, *events}:
        raise Trouble("parcel_foreign_scope", file=path.name)
    return Incoming(plan, events, manifest["device"], manifest["label"], manifest["written"], changes, ops)


def _check_manifest(manifest: dict[str, Any]) -> None:
    texts = ("plan", "device", "label", "application", "written", "journal", "changes_sha256")
    well_formed = (
        manifest.get("format") == FORMAT
        and all(type(manifest.get(name)) is str and len(manifest[name]) <= 200 for name in texts)
        and ids.is_id(manifest["plan"])
        and ids.is_id(manifest["device"])
        and type(manifest.get("events")) is list
        and all(type(event) is str and ids.is_id(event) for event in manifest["events"])
        and type(manifest.get("actors")) is dict
        and type(manifest.get("counts")) is dict
    )
    if not well_formed:
        raise Malformed("manifest")
