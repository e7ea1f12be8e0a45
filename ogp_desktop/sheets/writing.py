"""Write rows as a spreadsheet, a CSV file for Excel or JSON: every cell a text, none a formula."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop import output
from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

CELL_LIMIT = 32_000
"""Characters in one cell; Excel's own limit of 32,767 counts some characters twice."""

FORMULA_STARTERS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A column: the key of its values, its title, its width in characters."""

    key: str
    title: str
    width: int = 18


@dataclass(frozen=True)
class Look:
    """How a sheet is laid out: its name, and whether it reads from right to left."""

    name: str
    rtl: bool = False


Row = "Mapping[str, object]"


def write_rows(path: Path, columns: Sequence[Column], rows: Sequence[Mapping[str, object]], look: Look) -> None:
    """Write `rows` to `path`, by its suffix .xlsx, .csv or .json; what stood there is replaced at once.

    Raises `Trouble` when the suffix is none of these or the place cannot be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise Trouble("output_format_unknown", path=str(path), formats=list(_WRITERS))
    with output.writing(path) as part:
        writer(part, columns, rows, look)


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet might calculate with `text` instead of showing it."""
    return text.lstrip(" \n").startswith(FORMULA_STARTERS)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _write_csv(path: Path, columns: Sequence[Column], rows: Sequence[Mapping[str, object]], look: Look) -> None:
    del look
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow([column.title for column in columns])
        for row in rows:
            cells = (_text(row.get(column.key)) for column in columns)
            writer.writerow([f"'{cell}" if is_formula(cell) else cell for cell in cells])


def _write_json(path: Path, columns: Sequence[Column], rows: Sequence[Mapping[str, object]], look: Look) -> None:
    kept = [{column.key: row.get(column.key) for column in columns} for row in rows]
    text = json.dumps({look.name: kept}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _write_xlsx(path: Path, columns: Sequence[Column], rows: Sequence[Mapping[str, object]], look: Look) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(look.name[:31])
    sheet.sheet_view.rightToLeft = look.rtl  # before the first row, which writes the view
    texts = [[_text(row.get(column.key)) for column in columns] for row in rows]
    parts = [_parts_needed(texts, index) for index in range(len(columns))]
    add_header(sheet, [(column, part) for column, count in zip(columns, parts, strict=True) for part in range(count)])
    for row_texts in texts:
        cells: list[object] = []
        for text, count in zip(row_texts, parts, strict=True):
            cells.extend(text_cell(sheet, piece) for piece in _pieces(text, count))
        sheet.append(cells)
    book.save(path)


def _parts_needed(texts: list[list[str]], index: int) -> int:
    """Return how many columns the longest text of a column needs: nothing is ever cut off."""
    longest = max((len(row[index]) for row in texts), default=0)
    return max(1, -(-longest // CELL_LIMIT))


def _pieces(text: str, count: int) -> list[str]:
    return [text[part * CELL_LIMIT : (part + 1) * CELL_LIMIT] for part in range(count)]


def add_header(sheet: WriteOnlyWorksheet, columns: Sequence[tuple[Column, int]]) -> None:
    """Give an empty sheet its widths, its frozen bold header, and the titles of continued columns."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    header = []
    for number, (column, part) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width  # type: ignore[attr-defined]
        cell = text_cell(sheet, column.title if part == 0 else f"{column.title} ({part + 1})")
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.freeze_panes = "A2"
    sheet.append(header)


def text_cell(sheet: WriteOnlyWorksheet, text: str) -> SheetCell:
    """Return a cell that holds `text` and nothing a spreadsheet would calculate."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_formula(text):
        cell.quotePrefix = True
    return cell


_WRITERS = {".xlsx": _write_xlsx, ".csv": _write_csv, ".json": _write_json}
