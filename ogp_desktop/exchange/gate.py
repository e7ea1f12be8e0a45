"""The gate: what comes from outside is read with limits, verified whole, and refused in words."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ogp_desktop import paths
from ogp_desktop.domain import ids
from ogp_desktop.domain.change import Malformed
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import keys
from ogp_desktop.exchange.certificate import Certificate, read_certificate
from ogp_desktop.exchange.lines import read_lines
from ogp_desktop.exchange.sealing import parcel_message, read_seals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ogp_desktop.domain.change import Change
    from ogp_desktop.domain.shapes import Read
    from ogp_desktop.storage.seals import Seal

FORMAT = 1
MEMBERS = ("manifest.json", "changes.ndjson", "seals.ndjson", "slip.txt")
PARCEL_LIMIT = 1 << 30
DEVICES_LIMIT = 1_000
MANIFEST_LIMIT = 1 << 20
RATIO_LIMIT = 200
READERS_LIMIT = 100
AGE_HEADER_LIMIT = 1 << 16

_HEX = re.compile(r"(?:[0-9a-f]{64})?")
_READER, _END_OF_HEADER = b"\n-> ", b"\n--- "


@dataclass(frozen=True)
class Readable:
    """What could be read of a register copied by hand: `ideas`, `of` how many, None where nobody can tell.

    `left` are the dots of changes that are left out, the first of them; `sound` says that nothing is; `partly`
    that the rest is taken all the same.
    """

    ideas: int
    of: int | None
    left: tuple[str, ...] = ()
    sound: bool = True
    partly: bool = False


@dataclass(frozen=True)
class Incoming:
    """A parcel that is whole and well-formed; whether it may enter a register is another question.

    `key` is the public key of the device that signed the whole parcel, empty where none did.
    """

    plan: str
    events: frozenset[str]
    device: str
    label: str
    written: str
    changes: list[Change]
    said: Read = field(default_factory=dict, compare=False)
    """What bodies say, by the ids of their changes, as far as it is known."""
    seals: list[Seal] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    key: bytes = b""
    slip: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    readable: Readable | None = None
    """Of a register copied by hand only: nobody signed it as a whole."""


def read_parcel(path: Path, identities: Sequence[str] = ()) -> Incoming:
    """Read and verify the parcel at `path`, opened with one of `identities` where it is encrypted.

    Raises `Trouble` with the reason it is refused.
    """
    from ogp_desktop.exchange import raw_register

    if not paths.is_file(path):
        raise Trouble("parcel_missing", file=path.name)
    if raw_register.is_raw(path):
        return raw_register.read(path)
    try:
        if path.stat().st_size > PARCEL_LIMIT:
            raise Trouble("parcel_too_big", file=path.name)
        content = path.read_bytes()
    except OSError as error:
        raise Trouble("parcel_missing", file=path.name) from error
    return read_content(_decrypted(content, path.name, identities), path.name)


def _decrypted(content: bytes, name: str, identities: Sequence[str]) -> bytes:
    if not content.startswith(keys.AGE):
        return content
    header, end, _ = content[:AGE_HEADER_LIMIT].partition(_END_OF_HEADER)
    if not end or header.count(_READER) > READERS_LIMIT:  # pyrage's time grows with their square
        raise Trouble("parcel_damaged", file=name)
    try:
        return keys.decrypt(content, identities)
    except keys.NotForUs as error:
        raise Trouble("parcel_for_others", file=name) from error
    except keys.Unopened as error:
        raise Trouble("parcel_damaged", file=name) from error


def read_content(content: bytes, name: str) -> Incoming:
    """Read and verify the bytes of a parcel that is not encrypted; `name` is what troubles call it."""
    try:
        return _verified(_open(content, name), name)
    except (Malformed, UnicodeDecodeError, RecursionError) as error:
        raise Trouble("parcel_damaged", file=name) from error


def _open(content: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sorted(member.filename for member in members) != sorted(MEMBERS):
                raise Malformed("members")
            if sum(member.file_size for member in members) > PARCEL_LIMIT:
                raise Trouble("parcel_too_big", file=name)
            if any(member.file_size > RATIO_LIMIT * max(member.compress_size, 1024) for member in members):
                raise Malformed("ratio")
            if archive.getinfo("manifest.json").file_size > MANIFEST_LIMIT:
                raise Malformed("manifest")
            return {member: archive.read(member) for member in MEMBERS}
    except (Trouble, Malformed):
        raise
    except Exception as error:  # zipfile, zlib and json raise at least six families for damaged bytes
        raise Malformed("archive") from error


def _manifest(raw: bytes, name: str) -> dict[str, Any]:
    try:
        manifest = json.loads(raw)
    except ValueError as error:
        raise Malformed("manifest") from error
    if type(manifest) is not dict:
        raise Malformed("manifest")
    if type(manifest.get("format")) is int and manifest["format"] > FORMAT:
        raise Trouble("parcel_too_new", file=name)
    _check_manifest(manifest)
    return manifest


def _verified(contents: dict[str, bytes], name: str) -> Incoming:
    manifest, lines = _manifest(contents["manifest.json"], name), contents["changes.ndjson"]
    seals, signature = read_seals(contents["seals.ndjson"])
    key = bytes.fromhex(manifest["key"])
    if (key != b"") != (signature is not None):
        raise Trouble("parcel_forged", file=name)
    if signature is not None and not keys.is_signed(parcel_message(contents["manifest.json"]), signature, key):
        raise Trouble("parcel_forged", file=name)
    if hashlib.sha256(lines).hexdigest() != manifest["changes_sha256"]:
        raise Malformed("changes_sha256")
    changes, said = read_lines(lines)
    headers = [header for header, _, _ in changes]
    counted = Counter([header.actor for header in headers])
    if {actor.hex(): count for actor, count in counted.items()} != manifest["actors"]:
        raise Malformed("counts")
    known = {change.id for change in changes}
    if len(known) != len(changes):
        raise Malformed("a change twice")
    if hashlib.sha256(b"".join(sorted(known))).hexdigest() != manifest["journal"]:
        raise Malformed("journal")
    plan, events = manifest["plan"], frozenset(manifest["events"])
    if not {header.scope for header in headers} <= {plan, *events}:
        raise Trouble("parcel_foreign_scope", file=name)
    return Incoming(
        plan=plan,
        events=events,
        device=manifest["device"],
        label=manifest["label"],
        written=manifest["written"],
        changes=changes,
        said=said,
        seals=seals,
        certificates=_certificates(manifest["devices"]),
        key=key,
        slip=manifest["slip"],
        counts=manifest["counts"],
    )


def _certificates(told: list[Any]) -> list[Certificate]:
    try:
        return [read_certificate(each) for each in told]
    except ValueError as error:
        raise Malformed("certificate") from error


def _check_manifest(manifest: dict[str, Any]) -> None:
    texts = ("plan", "device", "label", "application", "written", "journal", "changes_sha256", "key", "slip")
    well_formed = (
        type(manifest.get("format")) is int
        and manifest["format"] == FORMAT
        and all(type(manifest.get(name)) is str and len(manifest[name]) <= 200 for name in texts)
        and ids.is_id(manifest["plan"])
        and ids.is_id(manifest["device"])
        and type(manifest.get("events")) is list
        and all(type(event) is str and ids.is_id(event) for event in manifest["events"])
        and type(manifest.get("actors")) is dict
        and type(manifest.get("counts")) is dict
        and all(type(count) is int and count >= 0 for count in manifest["counts"].values())
        and type(manifest.get("devices")) is list
        and len(manifest["devices"]) <= DEVICES_LIMIT
        and _HEX.fullmatch(manifest["key"]) is not None
    )
    if not well_formed:
        raise Malformed("manifest")
