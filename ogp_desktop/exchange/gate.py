"""The gate: what comes from outside is read with limits, verified whole, and refused in words."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from ogp_desktop.domain import ids, kinds
from ogp_desktop.domain.change import VERSION, Change, Malformed, Op, check_body, read_header, sha256
from ogp_desktop.domain.text.intake import BYTES_LIMIT_IMPORTED
from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT = 1
MEMBERS = ("manifest.json", "changes.ndjson", "seals.ndjson", "slip.txt")
PARCEL_LIMIT = 1 << 30
MANIFEST_LIMIT = 1 << 20
BODY_LIMIT = 1 << 20
OPS_LIMIT = 10_000
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
    changes = list(_changes(lines))
    counted = Counter(change.header.actor for change in changes)
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
    return Incoming(plan, events, manifest["device"], manifest["label"], manifest["written"], changes)


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


def _changes(lines: bytes) -> Iterator[Change]:
    if lines and not lines.endswith(b"\n"):
        raise Malformed("last line")
    hashed = hashlib.sha256
    for line in lines.split(b"\n")[:-1]:
        raw, tab, body = line.partition(b"\t")
        if not tab:
            raise Malformed("line")
        header = read_header(raw)
        if body:
            _check_body(header.v, header.kind, header.body_sha, body)
        yield Change(header, hashed(raw).digest(), body or None)


def _check_body(v: int, kind: str, body_sha: bytes, body: bytes) -> None:
    if sha256(body) != body_sha:
        raise Malformed("body hash")
    if len(body) > BODY_LIMIT:
        raise Malformed("body length")
    if v != VERSION:
        return
    ops = check_body(_parsed(body))
    if len(ops) > OPS_LIMIT:
        raise Malformed("ops")
    declared = kinds.BY_NAME.get(kind)
    if declared is not None:
        _check_ops(declared, ops, len(body))


def _parsed(body: bytes) -> object:
    """Return a body's JSON; orjson writes the same canonical form as `domain.change`, five times faster."""
    try:
        parsed: object = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed("body is not JSON") from error
    if orjson.dumps(parsed, option=orjson.OPT_SORT_KEYS) != body:
        raise Malformed("body is not canonical")
    return parsed


def _check_ops(declared: kinds.Kind, ops: list[Op], length: int) -> None:
    if declared.personal and len(ops) > 1:
        raise Malformed("several rows in a personal change")
    for op in ops:
        for fault in kinds.faults(declared, op.row, op.values):
            raise Malformed(fault)
        if length > BYTES_LIMIT_IMPORTED:
            _check_lengths(op)


def _check_lengths(op: Op) -> None:
    for value in op.values.values():
        if type(value) is str and len(value.encode()) > BYTES_LIMIT_IMPORTED:
            raise Malformed("text length")
