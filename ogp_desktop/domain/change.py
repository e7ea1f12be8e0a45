"""The change, the only thing that is saved and travels: `docs/decisions/0001-change.md` §1–2."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ogp_desktop.domain.ids import is_id

VERSION = 1
NO_CHANGE = b""
"""`prev` of an actor's first change."""

Value = bool | int | str | list[str] | None
OpName = Literal["new", "set", "del"]

_KIND = re.compile(r"[a-z][a-z_]{0,31}")
_HEX = re.compile(r"[0-9a-f]*")
_DOT = re.compile(r"[1-9][0-9]{0,17}@[0-9a-f]{32}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,47}")
_SAFE_INTEGER = 2**53
_HEADER_FIELDS = ("actor", "batch", "body_sha", "hlc", "kind", "prev", "scope", "seq", "v")


class Malformed(ValueError):
    """Bytes that are not a change in its one canonical form; the message says where, for the log."""


class Op(NamedTuple):
    """One op of a body: what is done to a row, and which writes it replaces or covers."""

    name: OpName
    row: str
    values: dict[str, Value]
    seen: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """A change's header; hashes and actor as raw bytes, the clock as an integer."""

    actor: bytes
    seq: int
    prev: bytes
    scope: str
    batch: int
    hlc: int
    kind: str
    body_sha: bytes
    v: int = VERSION

    def canonical(self) -> bytes:
        """Return the bytes that are hashed and travel."""
        return (
            f'{{"actor":"{self.actor.hex()}","batch":{self.batch},"body_sha":"{self.body_sha.hex()}",'
            f'"hlc":"{self.hlc:016x}","kind":"{self.kind}","prev":"{self.prev.hex()}",'
            f'"scope":"{self.scope}","seq":{self.seq},"v":{self.v}}}'
        ).encode()

    @property
    def dot(self) -> str:
        """Return the name that other changes use for this one."""
        return f"{self.seq}@{self.actor.hex()}"


@dataclass(frozen=True, slots=True)
class Change:
    """A header, its hash, and its body's canonical bytes; `body` is None where it is absent."""

    header: Header
    id: bytes
    body: bytes | None = field(repr=False)

    def without_body(self) -> Change:
        """Return the change as a post sees it that must not see the body."""
        return Change(self.header, self.id, None)


def canonical(value: object) -> bytes:
    """Return `value` as canonical JSON: RFC 8785 restricted to integers and ASCII keys."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def sha256(raw: bytes) -> bytes:
    """Return the SHA-256 of `raw`, 32 bytes."""
    return hashlib.sha256(raw).digest()


def write_body(ops: Sequence[Op], salt: str | None = None) -> bytes:
    """Return the canonical body of `ops`, with a fresh salt unless one is given."""
    return canonical({"ops": [list(op) for op in ops], "salt": salt or secrets.token_hex(16)})


def seal_in(header_fields: Mapping[str, object], body: bytes) -> Change:
    """Return the change of `body` under the header whose other fields are given."""
    header = Header(body_sha=sha256(body), **header_fields)  # type: ignore[arg-type]
    return Change(header, sha256(header.canonical()), body)


def read_header(raw: bytes) -> Header:
    """Return the header that `raw` is the canonical form of; raises `Malformed`."""
    try:
        fields = json.loads(raw)
        if type(fields) is not dict or tuple(fields) != _HEADER_FIELDS:
            raise Malformed("header fields")
        header = Header(
            actor=bytes.fromhex(fields["actor"]),
            seq=fields["seq"],
            prev=bytes.fromhex(fields["prev"]),
            scope=fields["scope"],
            batch=fields["batch"],
            hlc=int(fields["hlc"], 16),
            kind=fields["kind"],
            body_sha=bytes.fromhex(fields["body_sha"]),
            v=fields["v"],
        )
        _check_header(header)
        same = header.canonical() == raw
    except (ValueError, TypeError, RecursionError) as error:
        raise Malformed("header") from error
    if not same:
        raise Malformed("header is not canonical")
    return header


def _check_header(header: Header) -> None:
    whole = (header.seq, header.batch, header.v)
    if any(type(number) is not int or not 1 <= number < _SAFE_INTEGER for number in whole):
        raise Malformed("a number of the header")
    if header.batch > header.seq or not 0 <= header.hlc < 2**63:
        raise Malformed("batch or clock")
    if len(header.actor) != 16 or len(header.body_sha) != 32:
        raise Malformed("a hash of the header")
    if len(header.prev) != (0 if header.seq == 1 else 32):
        raise Malformed("prev")
    if not _KIND.fullmatch(header.kind) or not is_id(header.scope):
        raise Malformed("kind or scope")


def read_body(raw: bytes) -> list[Op]:
    """Return the ops that `raw` is the canonical form of; raises `Malformed`."""
    try:
        body = json.loads(raw)
        same = canonical(body) == raw
    except (ValueError, RecursionError) as error:
        raise Malformed("body is not JSON") from error
    if not same or type(body) is not dict or list(body) != ["ops", "salt"]:
        raise Malformed("body is not canonical")
    salt, ops = body["salt"], body["ops"]
    if type(salt) is not str or len(salt) != 32 or not _HEX.fullmatch(salt) or type(ops) is not list:
        raise Malformed("salt or ops")
    read = [_read_op(op) for op in ops]
    if not read or len({op.row for op in read}) != len(read):
        raise Malformed("no op, or a row twice")
    return read


def ops_of(body: bytes) -> list[Op]:
    """Return the ops of a body that is known to be well-formed."""
    return [Op(*op) for op in json.loads(body)["ops"]]


def _read_op(op: object) -> Op:
    if type(op) is not list or len(op) != 4:
        raise Malformed("op")
    name, row, values, seen = op
    if name not in ("new", "set", "del") or type(row) is not str or not is_id(row):
        raise Malformed("op name or row")
    if type(values) is not dict or type(seen) is not dict:
        raise Malformed("op fields")
    if (name == "del" and values) or (name == "new" and seen) or not (values or seen):
        raise Malformed("op shape")
    for key, value in values.items():
        if not _FIELD.fullmatch(key) or not _is_value(value):
            raise Malformed("value")
    for key, dots in seen.items():
        if (key and not _FIELD.fullmatch(key)) or not _are_dots(dots):
            raise Malformed("seen")
    return Op(name, row, values, seen)


def _is_value(value: object) -> bool:
    if value is None or type(value) is bool:
        return True
    if type(value) is int:
        return -_SAFE_INTEGER < value < _SAFE_INTEGER
    if type(value) is str:
        return "\x00" not in value
    return type(value) is list and all(type(item) is str and "\x00" not in item for item in value)


def _are_dots(dots: object) -> bool:
    return (
        type(dots) is list
        and bool(dots)
        and all(type(dot) is str and _DOT.fullmatch(dot) for dot in dots)
        and dots == sorted(set(dots))
    )
