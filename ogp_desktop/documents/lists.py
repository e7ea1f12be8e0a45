"""Lists of people on paper: to sign, of those who came, to call out by letter; each also blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, TableStyle

from ogp_desktop import words
from ogp_desktop.documents.page import WIDTH, Frames, Styles, table, write_document
from ogp_desktop.documents.text.paragraph import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ROW = 9 * mm
_BLANK_ROWS = 16
_LONGEST = 1_000
"""Characters of a text with which its row still fits on one page."""
_LEFT = {"number": 0.06, "name": 0.3, "organisation": 0.27, "code": 0.13, "arrived": 0.09, "box": 0.06, "room": 0.12}


@dataclass(frozen=True)
class Line:
    """One person; empty texts on a blank line."""

    number: str = ""
    name: str = ""
    organisation: str = ""
    code: str = ""
    arrived: str = ""
    room: str = ""


@dataclass(frozen=True)
class PeopleList:
    """What a list tells: its columns (keys of `Line`, `sign` and `box`), its groups of lines, totals at the end."""

    title: str
    event: str
    columns: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    totals: tuple[tuple[str, str], ...] = ()
    note: str = ""
    receipt: str = ""
    demonstration: bool = False


def blank(count: int = _BLANK_ROWS) -> tuple[Line, ...]:
    """Return lines to fill in by hand."""
    return (Line(),) * count


def write_list(told: PeopleList, lang: str, path: Path) -> int:
    """Write the list to `path`; returns its pages."""
    texts, rtl = words.catalogue("documents", lang), lang == "ar"
    styles = Styles(rtl)
    flowables: list[Flowable] = [Text(told.event, styles.kicker), Text(told.title, styles.title)]
    flowables += [Text(line, styles.secondary) for line in (told.note, told.receipt) if line]
    flowables.append(Spacer(1, 3 * mm))
    head: list[object] = [Text(texts[f"list_{column}"], styles.header_cell) for column in told.columns]
    widths = _widths(told.columns)
    rows: list[list[object]] = [head]
    named: list[int] = []
    for name, lines in told.groups:
        if name:
            named.append(len(rows))
            rows.append([Text(name if column == "name" else "", styles.letter) for column in told.columns])
        rows += ([_cell(line, column, styles) for column in told.columns] for line in lines)
    if told.groups:
        listed = table(rows, widths, rtl, whole=_is_short(told))
        listed.setStyle(TableStyle([("NOSPLIT", (0, row), (-1, row + 1)) for row in named]))
        flowables.append(listed)
    if told.totals:
        totals = _totals(told.totals, styles)
        flowables.append(KeepTogether([Text(texts["list_totals"], styles.heading), totals]))
    frames = Frames(lang, told.title, told.event, told.demonstration)
    return write_document(path, flowables, frames)


def _is_short(told: PeopleList) -> bool:
    lines = (line for _, group in told.groups for line in group)
    return all(len(text) <= _LONGEST for line in lines for text in (line.name, line.organisation, line.room))


def _widths(columns: Sequence[str]) -> list[float]:
    """Return the widths of columns; the column to sign takes what the others leave."""
    taken = sum(_LEFT.get(column, 0) for column in columns)
    open_ended = [column for column in columns if column not in _LEFT]
    if open_ended:
        rest = (1 - taken) / len(open_ended)
        return [WIDTH * _LEFT.get(column, rest) for column in columns]
    return [WIDTH * _LEFT[column] / taken for column in columns]


def _cell(line: Line, column: str, styles: Styles) -> object:
    text = getattr(line, column, "")
    return [Text(text, styles.cell), Spacer(1, max(0, _ROW - 13))] if column == "name" else Text(text, styles.cell)


def _totals(totals: tuple[tuple[str, str], ...], styles: Styles) -> Flowable:
    rows = [[Text(label, styles.cell), Text(count, styles.cell)] for label, count in totals]
    return table(rows, (WIDTH * 0.5, WIDTH * 0.16), styles.rtl, header=False, whole=True)
