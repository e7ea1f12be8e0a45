"""A register that somebody copied by hand: read in a child process, and verified as a parcel is (0005-raw-register)."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop import paths
from ogp_desktop.domain import genesis, ids
from ogp_desktop.domain.change import Malformed, ops_of, read_header
from ogp_desktop.domain.shapes import rows_in
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import gate
from ogp_desktop.exchange.certificate import Certificate, read_certificate
from ogp_desktop.exchange.lines import BODY_LIMIT, read_lines
from ogp_desktop.exchange.sealing import read_seals
from ogp_desktop.storage.register import check_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

    from ogp_desktop.domain.change import Change
    from ogp_desktop.domain.shapes import Read
    from ogp_desktop.storage.seals import Seal

SIZE_LIMIT = 128 << 20
SECONDS = 60
"""The most that a child may take, its start included; it stops by itself much earlier."""

LINES, SEALS, CERTIFICATES, IDEAS, END = b"l", b"s", b"c", b"i", b"e"
"""How each answer of the child begins."""

CHUNK = 1 << 20
LONGEST_ANSWER = CHUNK + 2 * BODY_LIMIT
CHANGES_LIMIT = 100_000
NAMED_LIMIT = 1_000

_MAGIC = b"SQLite format 3\x00"
_SIDE_FILES = ("-journal", "-wal")
_WAL = b"\x02\x02"


@dataclass
class _Told:
    """What a child told of a register, verified line by line; `sound` while nothing was missing or malformed."""

    changes: list[Change] = field(default_factory=list)
    said: Read = field(default_factory=dict)
    seals: list[Seal] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    ideas: frozenset[str] | None = None
    end: dict[str, Any] = field(default_factory=dict)
    against_the_rules: list[str] = field(default_factory=list)
    sound: bool = True

    def add(self, changes: list[Change], said: Read) -> None:
        """Take changes that are well-formed."""
        self.changes += changes
        self.said.update(said)


def is_raw(path: Path) -> bool:
    """Say whether the file at `path` is an SQLite database, whatever it is called."""
    if not paths.is_file(path):
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def check_closed(path: Path) -> None:
    """Raise `Trouble` when `path` is a register that was copied in the middle of a save, or that others left open."""
    if not is_raw(path):
        return
    with suppress(OSError):
        beside = [path.with_name(path.name + ending) for ending in _SIDE_FILES]
        in_use = any(file.exists() and file.stat().st_size for file in beside)
        with path.open("rb") as file:
            in_wal_mode = file.read(20)[18:] == _WAL
        if in_use or in_wal_mode:
            raise Trouble("raw_register_unfinished", file=path.name)


def read(path: Path) -> gate.Incoming:
    """Read and verify the copied register at `path`; raises `Trouble` with the reason it is refused.

    Of one that is damaged the changes are returned that are whole and whose chain holds from its beginning;
    its `readable` tells what is left out.
    """
    _check(path)
    with _padded(path) as whole_length:
        told = _listen(whole_length)
    _check_end(told.end, path.name)
    return _incoming(told, path.name)


def _check(path: Path) -> None:
    try:
        check_header(path)
    except Trouble as trouble:
        if trouble.code not in ("register_truncated", "register_damaged"):  # what is readable of it is told
            raise
    if path.stat().st_size > SIZE_LIMIT:
        raise Trouble("parcel_too_big", file=path.name)


def _check_end(end: dict[str, Any], name: str) -> None:
    refused = end.get("refused")
    if refused == "altered":
        raise Trouble("raw_register_altered", file=name)
    if refused == "too_large":
        raise Trouble("parcel_too_big", file=name)
    plan, event = end.get("plan"), end.get("event")
    if not isinstance(plan, str) or not ids.is_id(plan) or not (event is None or ids.is_id(str(event))):
        raise Trouble("parcel_damaged", file=name)


@contextmanager
def _padded(path: Path) -> Iterator[Path]:
    """Yield the file, or a copy as long as its header says: SQLite reads nothing at all of one that is shorter."""
    with path.open("rb") as file:
        head = file.read(100)
    page = int.from_bytes(head[16:18], "big")
    length = int.from_bytes(head[28:32], "big") * (65_536 if page == 1 else page)
    if not path.stat().st_size < length <= SIZE_LIMIT:
        yield path
        return
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".raw-") as folder:
        copy = Path(folder) / "padded"
        shutil.copyfile(path, copy)
        with copy.open("rb+") as file:
            file.truncate(length)
        yield copy


# What the child tells.


def _listen(path: Path) -> _Told:
    """Return what a child tells of the register at `path`; raises `Trouble` when it tells no end."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_extract, args=(str(path), theirs), name="raw register", daemon=True)
    child.start()
    theirs.close()
    told = _Told()
    try:
        for answer in _answers(ours):
            _take(answer[:1], answer[1:], told)
    except (EOFError, OSError, ValueError, RecursionError) as error:
        raise Trouble("parcel_damaged", file=path.name) from error
    finally:
        child.kill()
        child.join()
        ours.close()
    return told


def _extract(path: str, answers: Connection) -> None:
    """Run in the child, the only one that imports a library which reads foreign databases."""
    from ogp_desktop.exchange import raw_child

    raw_child.extract(path, answers)


def _answers(pipe: Connection) -> Iterator[bytes]:
    """Yield what comes until the end is told; raises `OSError` or `EOFError` when it is late, long or cut off."""
    until, length = time.monotonic() + SECONDS, 0
    while True:
        if not pipe.poll(max(0.0, until - time.monotonic())):
            raise OSError("late")
        answer = pipe.recv_bytes(LONGEST_ANSWER)
        length += len(answer) + 1
        if length > 2 * SIZE_LIMIT:
            raise OSError("long")
        yield answer
        if answer.startswith(END):
            return


def _take(kind: bytes, content: bytes, told: _Told) -> None:
    """Add one answer to what is `told`; raises `ValueError` or `RecursionError` where it is none."""
    if kind == LINES:
        _take_lines(content, told)
    elif kind == SEALS:
        told.seals = read_seals(content)[0]
    elif kind == CERTIFICATES:
        for each in json.loads(content):
            with suppress(ValueError):
                told.certificates.append(read_certificate(each))
    elif kind == IDEAS:
        told.ideas = frozenset(each for each in json.loads(content) if ids.is_id(str(each)))
    else:
        told.end = dict(json.loads(content))


def _take_lines(lines: bytes, told: _Told) -> None:
    if len(told.changes) > CHANGES_LIMIT:
        raise OSError("long")
    try:
        told.add(*read_lines(lines))
    except (ValueError, RecursionError):
        for line in lines.split(b"\n")[:-1]:
            _take_line(line, told)


def _take_line(line: bytes, told: _Told) -> None:
    try:
        told.add(*read_lines(line + b"\n"))
    except (ValueError, RecursionError):
        told.sound = False
        with suppress(Malformed):
            told.against_the_rules.append(read_header(line.partition(b"\t")[0]).dot)


# What may be believed of it.


def _incoming(told: _Told, name: str) -> gate.Incoming:
    changes, left = _chained(told.changes)
    if not changes:
        raise Trouble("parcel_damaged", file=name)
    plan, event = told.end["plan"], told.end["event"]
    scopes = {change.header.scope for change in changes}
    events = {event} if event else scopes - {plan}
    if not scopes <= {plan, *events}:
        raise Trouble("parcel_foreign_scope", file=name)
    device = _sender(told.end.get("device"), changes)
    return gate.Incoming(
        plan=plan,
        events=frozenset(events),
        device=device,
        label=next((each.label for each in told.certificates if each.device == device), ""),
        written="",
        changes=changes,
        said=told.said,
        seals=told.seals,
        certificates=told.certificates,
        counts={kind: len(_rows(kind, changes, told.said)[0]) for kind in ("idea", "participant")},
        readable=_readable(told, changes, left),
    )


def _readable(told: _Told, changes: list[Change], left: list[str]) -> gate.Readable:
    """Return what could be read; ideas that its own tables show and no change is about are missing too."""
    made, touched = _rows("idea", changes, told.said)
    shown = told.ideas
    sound = told.sound and told.end.get("sound") is True and not left and touched >= (shown or set())
    missing = [str(dot)[:60] for dot in told.end.get("missing") or ()]
    left = [*left, *told.against_the_rules, *missing][:NAMED_LIMIT]
    if shown is not None:
        return gate.Readable(len(made & shown), len(shown), tuple(left), sound)
    return gate.Readable(len(made), len(made) if sound else None, tuple(left), sound)


def without(incoming: gate.Incoming, dropped: set[bytes]) -> gate.Readable:
    """Return what is readable of a copied register when the changes of these ids are left out."""
    gone = [change for change in incoming.changes if change.id in dropped]
    lost, _ = _rows("idea", gone, incoming.said)
    read = incoming.readable or gate.Readable(0, None)
    left = (*read.left, *(change.header.dot for change in gone))[:NAMED_LIMIT]
    return replace(read, ideas=max(0, read.ideas - len(lost)), left=left, sound=read.sound and not gone)


def _chained(changes: Iterable[Change]) -> tuple[list[Change], list[str]]:
    """Return the changes that follow each other from the beginning of their actor, and the dots of the others.

    An actor of whom the first change has no body did not say whose computer it is: none of its changes counts.
    """
    held: dict[bytes, Change] = {}
    left = []
    for change in sorted(changes, key=lambda each: each.header.seq):
        header = change.header
        before = held.get(header.prev)
        begins = header.seq == 1 and change.body is not None
        follows = before is not None and before.header.actor == header.actor and before.header.seq == header.seq - 1
        if change.id not in held and (begins or follows):
            held[change.id] = change
        else:
            left.append(header.dot)
    return sorted(held.values(), key=lambda each: (each.header.actor, each.header.seq, each.id)), left


def _rows(kind: str, changes: Iterable[Change], said: Read) -> tuple[set[str], set[str]]:
    """Return the ids of the rows of a kind that changes create, and of all that they are about."""
    made: set[str] = set()
    touched: set[str] = set()
    for change in changes:
        if change.header.kind == kind:
            for row, is_new in rows_in(said.get(change.id, [])):
                touched.add(row)
                if is_new:
                    made.add(row)
    return made, touched


def _sender(made_for: object, changes: list[Change]) -> str:
    """Return whose register it is: the device it was made for, else the last one that wrote in it."""
    if isinstance(made_for, str) and ids.is_id(made_for):
        return made_for
    devices = {
        change.header.actor: str(ops_of(change.body)[0].values.get("device"))
        for change in changes
        if change.header.seq == 1 and change.body is not None
    }
    own = [change for change in changes if devices.get(change.header.actor, genesis.DEVICE) != genesis.DEVICE]
    if not own:
        return genesis.DEVICE
    return devices[max(own, key=lambda each: (each.header.hlc, each.id)).header.actor]
