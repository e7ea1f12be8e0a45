"""How changes lie in their file: names by numbers, bodies with their ids as bytes.

Most bodies are one new record, `{"ops":[["new",row,{values},{}]],"salt":salt}`. Of these the row and the salt
are kept as 16 bytes each, and behind them the values as they are written, so that SQL can read them. What is
packed is a blob, what is not a text. Packing goes by place only and comes back byte for byte, whatever is said.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain import ids
from ogp_desktop.domain.change import Change, Header
from ogp_desktop.domain.shapes import START

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ogp_desktop.domain.shapes import Read

COLUMNS = "actor, seq, prev, scope, batch, hlc, kind, body_sha, v, id, body"
"""A header's fields in their order, the id and the body."""

STORED_COLUMNS = "actor, seq, scope, batch, hlc, kind, v, body_sha, id, body"

_BEGINS = re.compile(rf'\{{"ops":\[\["new","{ids.PATTERN}",'.encode()).match
_ENDS = re.compile(rb',\{\}\]\],"salt":"[0-9a-f]{32}"\}').fullmatch
_ROW = len('{"ops":[["new","')
_VALUES = _ROW + 36 + len('",')
_END, _SALT = -len(',{}]],"salt":""}') - 32, -32 - len('"}')
"""Where the row and the values begin in a body, and, from its end, what follows them and the salt."""
_PACKED_VALUES = 33
"""Where the values begin in a packed one, counted as SQL counts."""


def change_of(row: tuple[object, ...]) -> Change:
    """Return the change whose `COLUMNS` are given."""
    *fields, change_id, body = row
    header = Header(*fields)  # type: ignore[arg-type]
    return Change(header, change_id, body if body is None else str(body).encode())  # type: ignore[arg-type]


def number_of(conn: sqlite3.Connection, name: bytes | str) -> int:
    """Return the number that stands for an actor or a scope in this file; a new name gets one."""
    conn.execute("INSERT INTO name(name) VALUES(?) ON CONFLICT DO NOTHING", (name,))
    return int(conn.execute("SELECT number FROM name WHERE name = ?", (name,)).fetchone()[0])


def stored(conn: sqlite3.Connection, changes: Iterable[Change], said: Read) -> Iterator[tuple[Any, ...]]:
    """Yield what is stored of changes that go on from the one before: all but `prev`.

    Of bodies that `said` tells to be plain records it is not asked again whether they are one new record.
    """
    numbers: dict[bytes | str, int] = {}
    told = said.get
    for (actor, seq, _, scope, batch, hlc, kind, body_sha, v), change_id, body in changes:
        if actor not in numbers or scope not in numbers:
            numbers |= {name: number_of(conn, name) for name in (actor, scope)}
        packed = _packed(body) if body and type(told(change_id)) is tuple else pack(body)
        # See `_packed` for why these are no `bytes`.
        yield (
            numbers[actor],
            seq,
            numbers[scope],
            batch,
            hlc,
            kind,
            v,
            bytearray(body_sha),
            bytearray(change_id),
            packed,
        )


def pack(body: bytes | None) -> bytearray | str | None:
    """Return what is stored of a canonical body."""
    if body is None:
        return None
    if len(body) < _VALUES - _END or not (_BEGINS(body) and _ENDS(body, len(body) + _END)):
        return body.decode()
    return _packed(body)


def _packed(body: bytes) -> bytearray:
    """Return one new record packed."""
    written = body[_ROW : _ROW + 36].replace(b"-", b"") + body[_SALT:-2]
    # sqlite3 looks for an adapter of each `bytes` it is given, and of no `bytearray`: a microsecond.
    return bytearray(unhexlify(written) + body[_VALUES:_END])


def unpack(packed: bytes) -> bytes:
    """Return the canonical body that a blob holds."""
    written = packed[:32].hex()
    row = "-".join(written[start:end] for start, end in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32)))
    values = packed[_PACKED_VALUES - 1 :]
    return f'{{"ops":[["new","{row}",'.encode() + values + f',{{}}]],"salt":"{written[32:]}"}}'.encode()


class InFull:
    """Tells stored changes in full, as the views do, one by one: for files whose views cannot be asked.

    `names` are the names by their numbers; `id_at` finds an id by the number of its actor and its place.
    """

    def __init__(self, names: Mapping[Any, Any], id_at: Callable[[int, int], Any]) -> None:
        self._names, self._id_at = names, id_at
        self._ids: dict[tuple[Any, Any], Any] = {}

    def header(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """Return the columns of a header and the id; None where a name or the change before is lost."""
        actor, seq, prev, scope, *rest = row
        self._ids[actor, seq] = rest[-1]
        if prev is None:
            prev = b"" if seq == 1 else self._before(actor, seq)
        return self._names.get(actor), seq, prev, self._names.get(scope), *rest

    def _before(self, actor: object, seq: object) -> Any:  # noqa: ANN401
        if type(actor) is not int or type(seq) is not int:
            return None
        known = self._ids.get((actor, seq - 1))
        return self._id_at(actor, seq - 1) if known is None else known


def unpacked(column: str) -> str:
    """Return the SQL expression for the canonical body of which `column` holds what is stored."""
    parts = ((1, 4), (5, 2), (7, 2), (9, 2), (11, 6))
    row = " || '-' || ".join(f"lower(hex(substr({column}, {at}, {size})))" for at, size in parts)
    return (
        f"CASE typeof({column}) WHEN 'blob' THEN '{{\"ops\":[[\"new\",\"' || {row} || '\",' || {_values(column)} "
        f"|| ',{{}}]],\"salt\":\"' || lower(hex(substr({column}, 17, 16))) || '\"}}' ELSE {column} END"
    )


def text_at(place: str, column: str) -> str:
    """Return the SQL expression for the text at a place (`shapes.Plain`) of the body that `column` holds packed."""
    text = f"substr({_values(column)}, {place} / {START} - {_VALUES - 1}, {place} % {START})"
    return f"replace(replace({text}, '\\n', char(10)), '\\\"', '\"')"


def in_full(cells: list[Any], body: object, places: Sequence[int]) -> list[Any]:
    """Put texts where, in `cells`, their places in the packed `body` stand, as `text_at` does; returns the cells."""
    if not isinstance(body, bytes):
        return cells
    values = body[_PACKED_VALUES - 1 :].decode()
    for at in places:
        place = cells[at]
        if type(place) is int:
            start = place // START - _VALUES
            text = values[start : start + place % START]
            cells[at] = text.replace("\\n", "\n").replace('\\"', '"') if "\\" in text else text
    return cells


def _values(column: str) -> str:
    return f"CAST(substr({column}, {_PACKED_VALUES}) AS TEXT)"
