"""What runs in the child process that opens a register copied by hand: a hostile file takes only it along.

It answers bytes, never objects: lines of changes and seals as a parcel has them, and at the end what it saw.
All of it is verified again by `raw_register`, as if a stranger had written it.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw

from ogp_desktop.domain.change import Header
from ogp_desktop.exchange.lines import BODY_LIMIT
from ogp_desktop.exchange.raw_opening import HEAP, SECONDS, Altered, checked_schema, opened
from ogp_desktop.exchange.raw_register import (
    CERTIFICATES,
    CHANGES_LIMIT,
    CHUNK,
    END,
    IDEAS,
    LINES,
    NAMED_LIMIT,
    SEALS,
)
from ogp_desktop.exchange.sealing import write_seals
from ogp_desktop.storage.packing import InFull, unpack
from ogp_desktop.storage.seals import Seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

SMALLEST_CHANGE = 148
"""Bytes of a change's hashes and ids alone: more changes than that do not fit into a file."""
SEALS_LIMIT, IDEAS_LIMIT, NAMES_LIMIT = 5_000, 50_000, 200_000
CERTIFICATE_LIMIT = 2_500
MEMORY = 1 << 30

_FIELDS = (
    "rid, actor, seq, prev, {scope}, batch, hlc, CAST(kind AS BLOB), body_sha, v, id, CAST(body AS BLOB), typeof(body)"
)
"""Texts as bytes: what is no UTF-8 must not raise, and the hashes are taken over bytes."""


class TooLarge(Exception):
    """More changes than a register can have."""


def extract(path: str, answers: Connection) -> None:
    """Answer all that can be read of the register at `path`."""
    _limit_process()
    try:
        seen = json.dumps(_read(Path(path), answers.send_bytes)).encode()
    except Altered:
        seen = b'{"refused": "altered"}'
    except TooLarge:
        seen = b'{"refused": "too_large"}'
    except BaseException:
        seen = b'{"refused": "unreadable"}'
    with suppress(OSError):
        answers.send_bytes(END + seen)
    answers.close()


def _limit_process() -> None:
    apsw.hard_heap_limit(HEAP)
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(2 * SECONDS), int(2 * SECONDS)))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _read(path: Path, answer: Callable[[bytes], None]) -> dict[str, Any]:
    with opened(path) as conn:
        present = checked_schema(conn)
        told = dict(conn.execute("SELECT key, value FROM meta WHERE key IN ('plan', 'event', 'device')"))
        journal = Journal(conn, path.stat().st_size, present)
        for chunk in journal.chunks():
            answer(LINES + chunk)
        if "seal" in present:
            answer(SEALS + _seals(conn))
            answer(CERTIFICATES + json.dumps(_certificates(conn)).encode())
        ideas = _ideas(conn, present)
        if ideas is not None:
            answer(IDEAS + json.dumps(ideas).encode())
        return told | {"sound": journal.sound, "missing": journal.missing()}


class Journal:
    """The changes of a register that can be read; `sound` says whether they are all there, as written."""

    def __init__(self, conn: apsw.Connection, size: int, present: set[str]) -> None:
        self._conn = conn
        self._is_packed = "change_stored" in present
        self._tables = ("change_stored", "fork_stored") if self._is_packed else ("change", "fork")
        self._fields = _FIELDS.format(scope="scope" if self._is_packed else "CAST(scope AS BLOB)")
        self._most = min(2 * size // SMALLEST_CHANGE, CHANGES_LIMIT)
        self._names = _names(conn) if self._is_packed else {}
        self._in_full = InFull(self._names, self._id_at)
        self._whole: set[tuple[bytes, int]] = set()
        self.sound = self._is_consistent()

    def _is_consistent(self) -> bool:
        try:
            answers = [self._conn.execute(f"PRAGMA integrity_check({table})").fetchall() for table in self._tables]
        except apsw.Error:
            return False
        return answers == [[("ok",)], [("ok",)]]

    def chunks(self) -> Iterator[bytes]:
        """Yield the lines of the changes whose header is whole, without bodies that are not."""
        gathered: list[bytes] = []
        length = count = 0
        for table in self._tables:
            for row in self._rows(table):
                count += 1
                if count > CHANGES_LIMIT:
                    raise TooLarge
                line = self._line(row)
                gathered.append(line)
                length += len(line)
                if length > CHUNK:
                    yield b"".join(gathered)
                    gathered, length = [], 0
        if gathered:
            yield b"".join(gathered)

    def _rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows in their order; where a page is damaged, those that are found by their number."""
        last = 0
        with suppress(apsw.Error):
            for row in self._conn.execute(f"SELECT {self._fields} FROM {table} ORDER BY rid"):
                if row[0] <= last:
                    break
                last = row[0]
                yield row
            else:
                return
        self.sound = False
        for rid in range(last + 1, self._most + 1):
            with suppress(apsw.Error):
                yield from self._conn.execute(f"SELECT {self._fields} FROM {table} WHERE rid = ?", (rid,)).fetchall()

    def _line(self, row: tuple[Any, ...]) -> bytes:
        """Return a change as a parcel's line, empty where its header is not what was written."""
        change_id, body = row[10], row[11]
        header = self._in_full.header(row[1:11])[:9] if self._is_packed else row[1:10]
        if self._is_packed and row[12] == "blob" and type(body) is bytes:
            body = unpack(body)
        raw = _header(header)
        if raw is None or hashlib.sha256(raw).digest() != change_id:
            self.sound = False
            return b""
        if body is not None and (hashlib.sha256(body).digest() != header[7] or len(body) > BODY_LIMIT or b"\n" in body):
            self.sound = False
            return raw + b"\t\n"
        self._whole.add((header[0], header[1]))
        return raw + b"\t" + (body or b"") + b"\n"

    def _id_at(self, actor: int, seq: int) -> object:
        query = "SELECT id FROM change_stored WHERE actor = ? AND seq = ?"
        with suppress(apsw.Error):
            for (change_id,) in self._conn.execute(query, (actor, seq)):
                return change_id
        return None

    def missing(self) -> list[str]:
        """Return the dots of changes that the index knows and that could not be read whole, the first of them."""
        found: list[str] = []
        if not self.sound:
            with suppress(apsw.Error):
                table = self._tables[0]
                for actor, seq in self._conn.execute(
                    f"SELECT actor, seq FROM {table} INDEXED BY sqlite_autoindex_{table}_1"
                ):
                    name = self._names.get(actor) if self._is_packed else actor
                    if type(name) is bytes and type(seq) is int and (name, seq) not in self._whole:
                        found.append(f"{seq}@{name.hex()}")
                    if len(found) == NAMED_LIMIT:
                        break
        return found


def _names(conn: apsw.Connection) -> dict[object, bytes]:
    """Return what numbers stand for, as bytes: from the table and, where that is damaged, from its index too."""
    found: dict[object, bytes] = {}
    for where in ("NOT INDEXED", "INDEXED BY sqlite_autoindex_name_1"):
        names = conn.execute(f"SELECT number, CAST(name AS BLOB) FROM name {where} LIMIT {NAMES_LIMIT}")
        with suppress(apsw.Error):
            found.update(row for row in names if row[0] not in found)
    return found


def _header(row: tuple[Any, ...]) -> bytes | None:
    actor, seq, prev, scope, batch, hlc, kind, body_sha, v = row
    if not all(type(each) is bytes for each in (actor, prev, scope, kind, body_sha)):
        return None
    if not all(type(each) is int for each in (seq, batch, hlc, v)):
        return None
    try:
        header = Header(actor, seq, prev, scope.decode("ascii"), batch, hlc, kind.decode("ascii"), body_sha, v)
    except UnicodeDecodeError:
        return None
    return header.canonical()


def _seals(conn: apsw.Connection) -> bytes:
    """Return the seals as a parcel has them; what a lost one vouched for is simply not vouched for."""
    found: list[tuple[Any, ...]] = []
    with suppress(apsw.Error, UnicodeDecodeError):
        found.extend(conn.execute(f"SELECT {', '.join(Seal._fields)} FROM seal LIMIT {SEALS_LIMIT}"))
    typed = [row for row in found if [type(each) for each in row] == [bytes, int, bytes, str, bytes]]
    return write_seals([Seal(*row) for row in typed], None)


def _certificates(conn: apsw.Connection) -> list[object]:
    found: list[object] = []
    with suppress(apsw.Error, UnicodeDecodeError):
        found.extend(text for (text,) in conn.execute(f"SELECT certificate FROM device LIMIT {NAMED_LIMIT}"))
    read: list[object] = []
    for text in found:
        with suppress(ValueError, RecursionError):
            if type(text) is str and len(text) < CERTIFICATE_LIMIT:
                read.append(json.loads(text))
    return read


def _ideas(conn: apsw.Connection, present: set[str]) -> list[str] | None:
    """Return the ids of the ideas that its own tables show, None where they cannot be counted."""
    table = "idea_stored" if "change_stored" in present else "idea"
    if table not in present:
        return None
    try:
        rows = conn.execute(f"SELECT id FROM {table} WHERE deleted = 0 LIMIT {IDEAS_LIMIT}").fetchall()
    except (apsw.Error, UnicodeDecodeError):
        return None
    return [str(row[0])[:36] for row in rows] if len(rows) < IDEAS_LIMIT else None
