"""The lines of a parcel: header, TAB, body, each verified by itself (0001-change §9)."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import (
    SEQ_LIMIT,
    VERSION,
    Change,
    Header,
    Malformed,
    Op,
    check_body,
    made,
    read_header,
)
from ogp_desktop.domain.kind import Kind, faults
from ogp_desktop.domain.shapes import Forms
from ogp_desktop.domain.text.intake import BYTES_LIMIT_IMPORTED

if TYPE_CHECKING:
    from ogp_desktop.domain.shapes import Read, Said

BODY_LIMIT = 1 << 20
OPS_LIMIT = 10_000

_CLOCK = re.compile(r"[0-7][0-9a-f]{15}").fullmatch
_CLOCK_AT = len('{"actor":"","batch":,"body_sha":"","hlc":"') + 32 + 64
"""Where the clock begins in a header, but for the digits of `batch`."""


def read_lines(lines: bytes) -> tuple[list[Change], Read]:
    """Return the changes of `changes.ndjson` and what their bodies say; raises `Malformed`.

    Raises `UnicodeDecodeError` where a body is not UTF-8.
    """
    if lines and not lines.endswith(b"\n"):
        raise Malformed("last line")
    changes: list[Change] = []
    said: Read = {}
    before: Change | None = None
    forms = Forms()
    for line in lines.split(b"\n")[:-1]:
        raw, tab, body = line.partition(b"\t")
        if not tab:
            raise Malformed("line")
        body_sha = sha256(body).digest()
        header = (before and _following(before, raw, body_sha)) or read_header(raw)
        change_id = sha256(raw).digest()
        if body:
            if header.body_sha != body_sha:
                raise Malformed("body hash")
            if len(body) > BODY_LIMIT:
                raise Malformed("body length")
            text = body.decode()
            if header.v == VERSION:
                said[change_id] = _said(forms, header.kind, body, text)
        before = made(Change, (header, change_id, body or None))
        changes.append(before)
    return changes, said


def _following(before: Change, raw: bytes, body_sha: bytes) -> Header | None:
    """Return the header that goes on from the change `before` with a body, if `raw` is its canonical form.

    Written and compared, which is faster than read; None where any field is not as expected.
    """
    (actor, seq, _, scope, _, _, kind, _, _), last, _ = before
    seq += 1
    place = str(seq)
    at = _CLOCK_AT + len(place)
    clock = raw[at : at + 16].decode("latin-1")
    told = (
        f'{{"actor":"{actor.hex()}","batch":{place},"body_sha":"{body_sha.hex()}","hlc":"{clock}","kind":"{kind}",'
        f'"prev":"{last.hex()}","scope":"{scope}","seq":{place},"v":1}}'
    )
    if told.encode() != raw or not _CLOCK(clock) or seq >= SEQ_LIMIT:
        return None
    return made(Header, (actor, seq, last, scope, seq, int(clock, 16), kind, body_sha, VERSION))


def _said(forms: Forms, kind: str, body: bytes, text: str) -> Said:
    """Return what a body says, given as bytes and as text; raises `Malformed` where it breaks a rule."""
    if len(body) <= BYTES_LIMIT_IMPORTED and (plain := forms.read(kind, text)):
        return plain
    ops = check_body(_parsed(body))
    if len(ops) > OPS_LIMIT:
        raise Malformed("ops")
    declared = kinds.BY_NAME.get(kind)
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


def _check_ops(declared: Kind, ops: list[Op], length: int) -> None:
    if declared.personal and len(ops) > 1:
        raise Malformed("several rows in a personal change")
    for op in ops:
        for fault in faults(declared, op.row, op.values):
            raise Malformed(fault)
        if length > BYTES_LIMIT_IMPORTED:
            _check_lengths(op)


def _check_lengths(op: Op) -> None:
    for value in op.values.values():
        if type(value) is str and len(value.encode()) > BYTES_LIMIT_IMPORTED:
            raise Malformed("text length")
