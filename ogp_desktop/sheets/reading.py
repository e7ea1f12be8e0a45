"""Read a table from a spreadsheet or a CSV file, in a child process that may die without us.

A library that aborts or eats the memory takes only the child along. The child is a `spawn` process of
`multiprocessing`, which also works in a frozen program (whose entry point calls `freeze_support`).
"""

from __future__ import annotations

import csv
import datetime
import io
import multiprocessing
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ogp_desktop.domain.text.intake import intake
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets import preflight

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SECONDS = 60
MEMORY = 2 << 30
COLUMNS_LIMIT = 100
_ENCODINGS = ["utf_8", "utf_16", "cp1256", "cp1252", "iso8859_6"]
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")

Answer = tuple[Literal["table", "trouble"], object]


@dataclass(frozen=True)
class Table:
    """The cells of a sheet as text, row by row; `encoding` and `delimiter` are those of a CSV file."""

    name: str
    rows: list[list[str]]
    encoding: str = ""
    delimiter: str = ""


def read_table(path: Path) -> Table:
    """Return the first sheet of the file at `path`; raises `Trouble` when it cannot be a list."""
    preflight.check(path)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_read_in_child, args=(str(path), theirs), daemon=True)
    child.start()
    theirs.close()
    answer: Answer = ("trouble", "list_too_big")
    with suppress(EOFError):
        if ours.poll(SECONDS):
            answer = ours.recv()
    if child.is_alive():
        child.join(1)
        child.kill()
    child.join()
    ours.close()
    if answer[0] == "trouble":
        raise Trouble(str(answer[1]), file=path.name)
    table = answer[1]
    if not isinstance(table, Table):
        raise TypeError("the child answered no table")
    return _checked(table, path.name)


def _checked(table: Table, name: str) -> Table:
    filled = [row for row in table.rows if any(row)]
    if not filled:
        raise Trouble("list_empty", file=name)
    if max(sum(1 for cell in row if cell) for row in filled) > COLUMNS_LIMIT:
        raise Trouble("list_too_wide", file=name)
    return table


def _read_in_child(path: str, answers: Connection) -> None:
    _limit_memory()
    try:
        file = Path(path)
        answers.send(("table", _read_workbook(file) if _is_workbook(file) else _read_delimited(file)))
    except MemoryError:
        answers.send(("trouble", "list_too_big"))
    except BaseException:
        answers.send(("trouble", "list_unreadable"))
    finally:
        answers.close()


def _is_workbook(file: Path) -> bool:
    starts = file.read_bytes()[:4]
    return starts in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") or file.suffix.lower() in _EXCEL


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _read_workbook(path: Path) -> Table:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    return Table(sheet.name, [[cell_text(cell) for cell in row] for row in rows])


def cell_text(cell: object) -> str:
    """Return a cell as the text a person sees: no trailing `.0`, ISO dates, no invisible marks."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.date | datetime.datetime | datetime.time):
        return cell.isoformat()
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", intake(str(cell)))).strip()


def _read_delimited(path: Path) -> Table:
    from charset_normalizer import from_bytes

    raw = path.read_bytes()
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")) and not _looks_like_utf_16(raw):
        raise ValueError("binary")
    found = from_bytes(raw, cp_isolation=_ENCODINGS).best()
    if found is None:
        raise ValueError("no encoding")
    text = str(found).lstrip("\ufeff")
    delimiter = _delimiter(text)
    csv.field_size_limit(1 << 20)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    cells = [[cell_text(cell) for cell in row] for row in rows]
    return Table(path.stem, cells, found.encoding, delimiter)


def _looks_like_utf_16(raw: bytes) -> bool:
    sample = raw[:2000]
    return max(sample[::2].count(0), sample[1::2].count(0)) > len(sample) // 5


def _delimiter(text: str) -> str:
    """Return the separator that the first lines use most; files with one column have none."""
    head = "\n".join(text.splitlines()[:10])
    return max(";\t,|", key=head.count)
