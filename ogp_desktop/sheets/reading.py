"""Read a table from a spreadsheet or a CSV file, in a child process that may die without us.

A library that aborts or eats the memory takes only the child along. The child is a `spawn` process of
`multiprocessing`, which also works in a frozen program (whose entry point calls `freeze_support`). While it reads,
this process looks through the file itself (`preflight.scan`), and its verdict counts first.
"""

from __future__ import annotations

import json
import multiprocessing
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets import preflight, sheet_child

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

    Meanwhile = Callable[[list[list[str]]], None]

SECONDS = 4.0
BYTES_A_SECOND = 500_000
"""As slow as reading may be, on a slow laptop: what takes longer is given up."""
STARTING_SECONDS = 30.0
"""Until the process that reads stands: a busy computer says nothing of the file."""
COLUMNS_LIMIT = 100


@dataclass(frozen=True)
class Table:
    """The cells of a sheet as text, row by row; `encoding` and `delimiter` are those of a CSV file."""

    name: str
    rows: list[list[str]]
    encoding: str = ""
    delimiter: str = ""
    sheets: list[str] = field(default_factory=list)
    """The sheets of the workbook that can be read instead."""


def read_table(path: Path, encoding: str = "", sheet: int = 0, meanwhile: Meanwhile | None = None) -> Table:
    """Return one sheet of the file at `path`, or its text in an `encoding`; raises `Trouble` when it can be no list.

    `meanwhile` is given the rows so far each time some have come: the child reads on while something is made of them.
    """
    sort = preflight.check(path)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(
        target=sheet_child.read, args=(str(path), sort, sheet, encoding, theirs), name="sheet", daemon=True
    )
    child.start()
    theirs.close()
    try:
        if sort == "archive":
            preflight.scan(path)
        rows, seen = _received(ours, patience(path.stat().st_size), meanwhile)
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()
    if "trouble" in seen:
        raise Trouble(str(seen["trouble"]), file=path.name)
    return _checked(Table(rows=rows, **seen), path.name)


def patience(size: int) -> float:
    """Return how many seconds a file of so many bytes may take."""
    return SECONDS + size / BYTES_A_SECOND


def _received(pipe: Connection, seconds: float, meanwhile: Meanwhile | None) -> tuple[list[list[str]], dict[str, Any]]:
    """Return the rows a child answers and what it saw; where it dies or is waited for too long, the file is too big."""
    rows: list[list[str]] = []
    why = "list_not_read"
    try:
        if not pipe.poll(STARTING_SECONDS) or pipe.recv_bytes() != sheet_child.READY:
            return rows, {"trouble": why}
        why = "list_too_big"
        for answer in _answers(pipe, seconds):
            if answer.startswith(sheet_child.END):
                return rows, json.loads(answer[1:])
            rows.extend(row.split(sheet_child.CELL) for row in answer.decode().split(sheet_child.ROW))
            if meanwhile is not None:
                meanwhile(rows)
    except (EOFError, OSError):
        pass
    return rows, {"trouble": why}


def _answers(pipe: Connection, seconds: float) -> Iterator[bytes]:
    """Yield what a child answers until so many seconds were spent waiting for it; what is made of it does not count."""
    while seconds > 0:
        begun = time.monotonic()
        if not pipe.poll(seconds):
            return
        answer = pipe.recv_bytes()
        seconds -= time.monotonic() - begun
        yield answer


def _checked(table: Table, name: str) -> Table:
    widest = max((len(row) - row.count("") for row in table.rows), default=0)
    if not widest:
        raise Trouble("list_empty", file=name)
    if widest > COLUMNS_LIMIT:
        raise Trouble("list_too_wide", file=name)
    return table
