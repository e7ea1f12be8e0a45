"""What runs in the process that opens a list: a hostile file takes only it along.

It answers bytes: batches of rows whose cells are texts between separators that no clean text holds, then what it saw.
"""

from __future__ import annotations

import csv
import datetime
import gc
import io
import json
import re
import unicodedata
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain.text.intake import intake
from ogp_desktop.sheets.limits import limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

MEMORY = 300 << 20
SECONDS = 60
ROWS_LIMIT = 100_000
WIDTH_LIMIT = 702
BATCH = 2_000
CELL, ROW, END = "\x1f", "\x1e", b"\x1d"
READY = b"\x1c"
"""Sent once everything is loaded: from then on the file's time counts, not the computer's."""

ENCODINGS = ("utf_8", "utf_16", "cp1256", "cp1252", "iso8859_6")
"""What lists come in: the detection is wrong more often where it may choose among more (measured, see the design)."""
DELIMITERS = ";\t,|"

_INVISIBLE = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_PADDED = (" \x1f", "\x1f ", " \x1e", "\x1e ")


class TooBig(Exception):
    """More than a list can have."""


class Protected(Exception):
    """Nobody reads it without its password."""


def read(path: str, sort: str, sheet: int, encoding: str, answers: Connection) -> None:
    """Answer the rows of the file at `path`, then `END` and what was seen of it, or the code of a trouble."""
    if sort != "text":
        import python_calamine  # noqa: F401 - loading it is not reading
    limit(MEMORY, SECONDS)
    answers.send_bytes(READY)
    gc.disable()  # what is made here is sent and forgotten
    seen: dict[str, Any]
    try:
        file = Path(path)
        reading = _read_delimited(file, encoding) if sort == "text" else _read_workbook(file, sheet)
        seen, rows = reading
        for batch in batches(rows):
            answers.send_bytes(batch)
    except (MemoryError, TooBig):
        seen = {"trouble": "list_too_big"}
    except Protected:
        seen = {"trouble": "list_protected"}
    except BaseException:  # the library's panics are no Exception
        seen = {"trouble": "list_unreadable"}
    with suppress(OSError, MemoryError):
        answers.send_bytes(END + json.dumps(seen).encode())
    answers.close()


def _read_workbook(path: Path, wanted: int) -> tuple[dict[str, Any], Iterable[list[Any]]]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(str(path))
    except PasswordError as error:
        raise Protected from error
    shown = [
        each.name
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]
    names = shown or book.sheet_names
    sheet = book.get_sheet_by_name(names[min(wanted, len(names) - 1)])
    if sheet.total_width > WIDTH_LIMIT or sheet.total_height > ROWS_LIMIT:
        raise TooBig
    return {"name": sheet.name, "sheets": names[:50]}, _placed(sheet)


def _placed(sheet: Any) -> Iterator[list[Any]]:  # noqa: ANN401 - the library's
    """Yield the rows from A1 on, whatever columns stand empty before the first filled one."""
    before = [""] * sheet.start[1] if sheet.start else []
    return (before + row for row in sheet.iter_rows()) if before else sheet.iter_rows()


def _read_delimited(path: Path, encoding: str) -> tuple[dict[str, Any], Iterable[list[Any]]]:
    raw = path.read_bytes()
    if not encoding:
        encoding = guessed_encoding(raw)
    text = raw.decode(encoding, "replace").removeprefix("\ufeff")
    if text.count("\0") or text[:2_000].count("\ufffd") > len(text[:2_000]) // 4:
        raise ValueError("binary")
    delimiter = guessed_delimiter(text)
    csv.field_size_limit(1 << 18)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return {"name": path.stem, "encoding": encoding, "delimiter": delimiter}, _few(rows)


def _few(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number >= ROWS_LIMIT or len(row) > WIDTH_LIMIT:
            raise TooBig
        yield row


def guessed_encoding(raw: bytes) -> str:
    """Return one of `ENCODINGS`; raises `ValueError` when the bytes are no text."""
    if _is_utf_16(raw):
        return "utf_16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else _endless(raw)
    if b"\0" in raw:
        raise ValueError("binary")
    with suppress(UnicodeDecodeError):
        raw.decode("utf_8")
        return "utf_8"
    from charset_normalizer import from_bytes

    found = from_bytes(_sample(raw), cp_isolation=list(ENCODINGS)).best()
    if found is None:
        raise ValueError("no encoding")
    return found.encoding


def _sample(raw: bytes) -> bytes:
    """Return the lines that tell an encoding: those with letters beyond ASCII, as many as are worth reading."""
    lines = [line for line in raw.splitlines(keepends=True) if not line.isascii()]
    return b"".join(islice(lines, 500))[:100_000] or raw[:100_000]


def _is_utf_16(raw: bytes) -> bool:
    sample = raw[:2000]
    zeros = max(sample[::2].count(0), sample[1::2].count(0))
    return raw[:2] in (b"\xff\xfe", b"\xfe\xff") or zeros > len(sample) // 5


def _endless(raw: bytes) -> str:
    """Return the UTF-16 of a text without a mark: its zeros stand in the upper half of each letter."""
    sample = raw[:2000]
    return "utf_16_le" if sample[1::2].count(0) > sample[::2].count(0) else "utf_16_be"


def guessed_delimiter(text: str) -> str:
    """Return the separator that the first lines use most; files with one column have none."""
    head = "\n".join(text[:20_000].splitlines()[:10])
    return max(DELIMITERS, key=head.count)


def batches(rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Yield clean rows, some thousand at once: where no cell needs cleaning, none is looked at alone."""
    waiting = iter(rows)
    while some := list(islice(waiting, BATCH)):
        texts = [[cell if cell.__class__ is str else cell_text(cell) for cell in row] for row in some]
        joined = ROW.join(map(CELL.join, texts))
        if _is_suspect(joined, texts):
            joined = ROW.join(CELL.join(map(cell_text, row)) for row in some)
        yield joined.encode()


def _is_suspect(joined: str, texts: list[list[str]]) -> bool:
    """Say whether a cell might need cleaning: all of Python's tests that need not look at cells one by one."""
    separators = sum(map(len, texts)) - sum(map(bool, texts))
    text = joined.replace(CELL, "")
    plain = text.replace(ROW, "")
    return (
        not plain.isprintable()
        or not unicodedata.is_normalized("NFC", plain)
        or len(joined) - len(text) != separators
        or len(text) - len(plain) != len(texts) - 1
        or joined[:1] == " "
        or joined[-1:] == " "
        or any(padded in joined for padded in _PADDED)
    )


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
