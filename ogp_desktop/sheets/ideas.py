"""Ideas from the portal, from paper or from the capture spreadsheet; and that spreadsheet itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ogp_desktop import output
from ogp_desktop.domain.text.folding import folded
from ogp_desktop.domain.text.intake import BYTES_LIMIT_IMPORTED, intake
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets.listed_people import Rejected
from ogp_desktop.sheets.reading import Table, read_table
from ogp_desktop.sheets.writing import Column, Look, add_header, text_cell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

SYNONYMS: dict[str, tuple[str, ...]] = {
    "source_id": (
        *("id", "identifiant", "identifier", "reference", "المعرف"),
        *("fiche", "fiche papier", "slip", "رقم البطاقة"),
    ),
    "session": ("atelier", "session", "workshop", "group", "groupe", "الورشة"),
    "problem": (
        *("probleme", "probleme souleve", "problematique", "problem", "problem raised"),
        *("المشكل المطروح", "المشكل"),
    ),
    "solution": ("solution", "solution proposee", "solutions", "proposed solution", "الحل المقترح", "الحل"),
    "result": (
        *("resultat", "resultat attendu", "resultats attendus", "result", "expected result"),
        *("النتيجة المنتظرة", "النتيجة"),
    ),
    "category": ("categorie", "category", "الفئة"),
    "language": ("langue", "language", "اللغة"),
    "kind": ("type", "kind", "النوع"),
    "text": ("idee", "texte", "text", "idea", "contribution", "الفكرة"),
}
_FIELD_OF = {folded(word): field for field, words in SYNONYMS.items() for word in words}
_PART_OF_KIND = {"probleme": "problem", "solution": "solution", "resultat": "result", "mixte": "problem"}
_PARTS = ("problem", "solution", "result")

TEMPLATE_ROWS = 150
_LIST_LIMIT = 255
"""Characters that a spreadsheet takes for a list written in a validation."""


@dataclass(frozen=True)
class ListedIdea:
    """One idea of a file; `to_split` says that its one text mixes problem, solution and result."""

    row: int
    source_id: str = ""
    session: str = ""
    problem: str = ""
    solution: str = ""
    result: str = ""
    category: str = ""
    language: str = ""
    to_split: bool = False


@dataclass(frozen=True)
class IdeaList:
    """The ideas of a file, and the rows that hold none."""

    file_sha256: bytes
    ideas: list[ListedIdea]
    rejected: list[Rejected]


def read_ideas(path: Path) -> IdeaList:
    """Read the ideas of an .xlsx, .csv or .json file; raises `Trouble` when it holds no list of ideas."""
    is_json = path.suffix.lower() == ".json"
    rows = _json_rows(path) if is_json else _sheet_rows(read_table(path), path.name)
    ideas: list[ListedIdea] = []
    rejected: list[Rejected] = []
    for number, row in rows:
        idea = _idea(number, row)
        if not any(getattr(idea, part) for part in _PARTS):
            rejected.append(Rejected(number, "row_without_text"))
        elif any(len(getattr(idea, part).encode()) > BYTES_LIMIT_IMPORTED for part in _PARTS):
            rejected.append(Rejected(number, "row_text_too_long"))
        else:
            ideas.append(idea)
    return IdeaList(hashlib.sha256(path.read_bytes()).digest(), ideas, rejected)


def _json_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        read: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Trouble("list_missing", file=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise Trouble("list_unreadable", file=path.name) from error
    listed = read.get("ideas") if isinstance(read, dict) else read
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise Trouble("list_unreadable", file=path.name)
    rows = []
    for number, row in enumerate(listed, 1):
        named = {"source_id" if key == "id" else key: _plain(value) for key, value in row.items()}
        rows.append((number, named))
    return rows


def _plain(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _sheet_rows(table: Table, name: str) -> list[tuple[int, dict[str, str]]]:
    header, mapping = next(
        ((at, mapping) for at, mapping in enumerate(map(_mapping, table.rows[:30]), 1) if mapping), (0, {})
    )
    if not header:
        raise Trouble("list_without_ideas", file=name)
    rows = []
    for number, row in enumerate(table.rows[header:], header + 1):
        cells = {field: row[column] for column, field in mapping.items() if column < len(row)}
        if any(cells.get(field) for field in ("text", *_PARTS)):
            rows.append((number, cells))
    return rows


def _mapping(titles: list[str]) -> dict[int, str]:
    """Return the columns of a header row by their fields; empty when it names no column of texts."""
    named = {column: _FIELD_OF.get(folded(title)) for column, title in enumerate(titles)}
    mapping = {column: field for column, field in named.items() if field}
    return mapping if set(mapping.values()) & {"text", *_PARTS} else {}


def _idea(number: int, row: dict[str, str]) -> ListedIdea:
    cells = {key: intake(value).strip() for key, value in row.items()}
    text, kind = cells.get("text", ""), folded(cells.get("kind", ""))
    if text:
        cells.setdefault(_PART_OF_KIND.get(kind, "problem"), text)
    mixed = bool(text) and kind not in ("probleme", "solution", "resultat")
    kept = {name: cells.get(name, "") for name in ("source_id", "session", "category", "language", *_PARTS)}
    return ListedIdea(number, to_split=mixed, **kept)


@dataclass(frozen=True)
class TemplateWords:
    """The words of the capture spreadsheet in one language."""

    sheet: str
    session: str
    problem: str
    solution: str
    result: str
    category: str
    slip: str
    rtl: bool = False


def write_idea_template(
    path: Path, sessions: Sequence[str], words: TemplateWords, categories: Sequence[str] = ()
) -> None:
    """Write the capture spreadsheet for rooms without the application; `read_ideas` reads it back.

    Sessions and categories are offered as lists in their columns where there are any.
    """
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    if path.suffix.lower() != ".xlsx":
        raise Trouble("output_format_unknown", path=str(path), formats=".xlsx")
    columns = [
        Column("session", words.session, 10),
        Column("problem", words.problem, 48),
        Column("solution", words.solution, 48),
        Column("result", words.result, 36),
        Column("category", words.category, 22),
        Column("source_id", words.slip, 14),
    ]
    with output.writing(path) as part:
        book = Workbook(write_only=True)
        sheet: WriteOnlyWorksheet = book.create_sheet(words.sheet[:31])
        sheet.sheet_view.rightToLeft = words.rtl  # before the first row, which writes the view
        add_header(sheet, [(column, 0) for column in columns])
        for letter, choices in (("A", sessions), ("E", categories)):
            if (listed := _listed(choices)) is None:
                continue
            offered = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=False)
            offered.add(f"{letter}2:{letter}{TEMPLATE_ROWS}")
            sheet.data_validations.append(offered)  # type: ignore[attr-defined]
        for _ in range(TEMPLATE_ROWS - 1):
            sheet.append([text_cell(sheet, "") for _ in columns])
        book.save(part)


def _listed(choices: Sequence[str]) -> str | None:
    """Return choices as a spreadsheet's list, None where there are none or it can hold none so long."""
    plain = [choice.replace(",", " ").replace('"', "”") for choice in choices]
    listed = f'"{",".join(plain)}"'
    return listed if choices and len(listed) <= _LIST_LIMIT else None


__all__ = ["IdeaList", "ListedIdea", "Look", "TemplateWords", "read_ideas", "write_idea_template"]
