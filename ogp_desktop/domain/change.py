"""The change, the only thing that is saved and travels: `docs/decisions/0001-change.md` §1–2."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from ogp_desktop.domain.ids import is_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION = 1
NO_CHANGE = b""
"""`prev` of an actor's first change."""

Value = bool | int | str | list[str] | None
OpName = Literal["new", "set", "del"]

_SALT = re.compile(r"[0-9a-f]{32}")
_DOT = re.compile(r"[1-9][0-9]{0,14}@[0-9a-f]{32}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,47}")
SAFE_INTEGER = 2**53
SEQ_LIMIT = 10**15
_NUMBER = "([1-9][0-9]{0,14})"
_CANONICAL_HEADER = re.compile(
    r'\{"actor":"([0-9a-f]{32})","batch":' + _NUMBER + r',"body_sha":"([0-9a-f]{64})","hlc":"([0-9a-f]{16})",'
    r'"kind":"([a-z][a-z_]{0,31})","prev":"([0-9a-f]{64}|)",'
    r'"scope":"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})","seq":' + _NUMBER + r',"v":' + _NUMBER + r"\}"
)
"""A header has one written form, so reading it is matching it."""


made = tuple.__new__
"""Makes a named tuple of all its fields, without the Python that its own name calls: for what is made by thousands."""


class Malformed(ValueError):
    """Bytes that are not a change in its one canonical form; the message says where, for the log."""


class Op(NamedTuple):
    """One op of a body: what is done to a row, and which writes it replaces or covers."""

    name: OpName
    row: str
    values: dict[str, Value]
    seen: dict[str, list[str]]


class Header(NamedTuple):
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
        actor, seq, prev, scope, batch, hlc, kind, body_sha, v = self
        return (
            f'{{"actor":"{actor.hex()}","batch":{batch},"body_sha":"{body_sha.hex()}",'
            f'"hlc":"{hlc:016x}","kind":"{kind}","prev":"{prev.hex()}",'
            f'"scope":"{scope}","seq":{seq},"v":{v}}}'
        ).encode()

    @property
    def dot(self) -> str:
        """Return the name that other changes use for this one."""
        return f"{self.seq}@{self.actor.hex()}"


class Change(NamedTuple):
    """A header, its hash, and its body's canonical bytes; `body` is None where it is absent."""

    header: Header
    id: bytes
    body: bytes | None

    def without_body(self) -> Change:
        """Return the change as a post sees it that must not see the body."""
        return self._replace(body=None)


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
    found = _CANONICAL_HEADER.fullmatch(raw.decode("ascii", "replace"))
    if found is None:
        raise Malformed("header is not canonical")
    actor, batch, body_sha, hlc, kind, prev, scope, seq, v = found.groups()
    unhex = bytes.fromhex
    header = Header(unhex(actor), int(seq), unhex(prev), scope, int(batch), int(hlc, 16), kind, unhex(body_sha), int(v))
    if header.batch > header.seq or (header.seq == 1) != (not prev) or header.hlc >= 2**63:
        raise Malformed("header does not hold together")
    return header


def read_body(raw: bytes) -> list[Op]:
    """Return the ops that `raw` is the canonical form of; raises `Malformed`."""
    try:
        body = json.loads(raw)
        same = canonical(body) == raw
    except (ValueError, RecursionError) as error:
        raise Malformed("body is not JSON") from error
    if not same:
        raise Malformed("body is not canonical")
    return check_body(body)


def check_body(body: object) -> list[Op]:
    """Return the ops of a body that was read from its canonical form; raises `Malformed`."""
    if type(body) is not dict or list(body) != ["ops", "salt"]:
        raise Malformed("body fields")
    salt, ops = body["salt"], body["ops"]
    if type(salt) is not str or not _SALT.fullmatch(salt) or type(ops) is not list or not ops:
        raise Malformed("salt or ops")
    read = [_read_op(op) for op in ops]
    if len(read) > 1 and len({op.row for op in read}) != len(read):
        raise Malformed("a row twice")
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
    _check_values(values)
    for key, dots in seen.items():
        if (key and not _is_field(key)) or not _are_dots(dots):
            raise Malformed("seen")
    return Op(name, row, values, seen)


@lru_cache(4096)
def _is_field(name: str) -> bool:
    return _FIELD.fullmatch(name) is not None


@lru_cache(4096)
def _are_fields(names: tuple[str, ...]) -> bool:
    """Say whether all are names of fields; the same few combinations come again and again."""
    return all(map(_FIELD.fullmatch, names))


def _check_values(values: dict[str, object]) -> None:
    if not _are_fields(tuple(values)):
        raise Malformed("field")
    for value in values.values():
        sort = type(value)
        if sort is str:
            fits = "\x00" not in value  # type: ignore[operator]
        elif sort is int:
            fits = -SAFE_INTEGER < value < SAFE_INTEGER  # type: ignore[operator]
        elif sort is list:
            fits = all(type(item) is str and "\x00" not in item for item in value)  # type: ignore[attr-defined]
        else:
            fits = value is None or sort is bool
        if not fits:
            raise Malformed("value")


def _are_dots(dots: object) -> bool:
    return (
        type(dots) is list
        and bool(dots)
        and all(type(dot) is str and _DOT.fullmatch(dot) for dot in dots)
        and dots == sorted(set(dots))
    )
