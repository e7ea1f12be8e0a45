"""The lines of a parcel: header, TAB, body, each verified by itself (0001-change §9)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import orjson

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import (
    VERSION,
    Change,
    Header,
    Malformed,
    Op,
    OpsById,
    check_body,
    read_header,
)
from ogp_desktop.domain.shapes import is_plain
from ogp_desktop.domain.text.intake import BYTES_LIMIT_IMPORTED

if TYPE_CHECKING:
    from collections.abc import Sequence

BODY_LIMIT = 1 << 20
OPS_LIMIT = 10_000

_NUL = b"\\u0000"
_CLOCK = b'"hlc":"'


def read_lines(lines: bytes) -> tuple[list[Change], OpsById]:
    """Return the changes of `changes.ndjson` and the ops of their bodies; raises `Malformed`."""
    if lines and not lines.endswith(b"\n"):
        raise Malformed("last line")
    hashed = hashlib.sha256
    changes: list[Change] = []
    ops: OpsById = {}
    before: Change | None = None
    for line in lines.split(b"\n")[:-1]:
        raw, tab, body = line.partition(b"\t")
        if not tab:
            raise Malformed("line")
        body_sha = hashed(body).digest()
        header = (before and _following(before, raw, body_sha)) or read_header(raw)
        change_id = hashed(raw).digest()
        if body:
            if header.body_sha != body_sha:
                raise Malformed("body hash")
            if len(body) > BODY_LIMIT:
                raise Malformed("body length")
            if header.v == VERSION:
                ops[change_id] = _ops(header.kind, body)
        before = Change(header, change_id, body or None)
        changes.append(before)
    return changes, ops


def _following(before: Change, raw: bytes, body_sha: bytes) -> Header | None:
    """Return the header that goes on from the change `before` with a body, if `raw` is its canonical form.

    Written and compared, which is faster than read; None where any field is not as expected.
    """
    (actor, last, _, scope, _, _, kind, _, _), change_id, _ = before
    seq = last + 1
    clock = raw.find(_CLOCK) + 7
    try:
        hlc = int(raw[clock : clock + 16], 16)
    except ValueError:
        return None
    header = Header(actor, seq, change_id, scope, seq, hlc, kind, body_sha)
    return header if hlc < 2**63 and header.canonical() == raw else None


def _ops(kind: str, body: bytes) -> Sequence[Any]:
    parsed = _parsed(body)
    declared = kinds.BY_NAME.get(kind)
    clear = len(body) <= BYTES_LIMIT_IMPORTED and (b"\\" not in body or _NUL not in body)
    if clear and declared is not None and is_plain(kind, parsed):
        return parsed["ops"]  # type: ignore[no-any-return]
    ops = check_body(parsed)
    if len(ops) > OPS_LIMIT:
        raise Malformed("ops")
    if declared is not None:
        _check_ops(declared, ops, len(body))
    return ops


def _parsed(body: bytes) -> Any:  # noqa: ANN401
    """Return a body's JSON; orjson writes the same canonical form as `domain.change`, five times faster."""
    try:
        parsed = orjson.loads(body)
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
