"""The slip of a hand-over (bordereau): half a page to carry beside the stick, its code as letters and as a square."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from ogp_desktop import words
from ogp_desktop.documents.code import Code
from ogp_desktop.documents.page import WIDTH, Frames, Styles, table, write_document
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from pathlib import Path

_SIDE = 42 * mm
_RUNS_PER_LINE = 3


@dataclass(frozen=True)
class SlipPage:
    """What stands on the page; `numbers` are runs of idea numbers, `at` the moment in ISO."""

    code: str
    words: str
    event: str
    label: str
    at: str
    ideas: int
    people: int
    changes: int
    last: str
    file: str
    encrypted: bool
    numbers: tuple[str, ...]
    demonstration: bool = False


def write_slip_page(told: SlipPage, lang: str, path: Path) -> int:
    """Write the page to `path`; returns its pages."""
    texts, rtl = words.catalogue("documents", lang), lang == "ar"
    styles = Styles(rtl)
    flowables: list[Flowable] = [
        Text(texts["slip_kicker"].format(event=told.event), styles.kicker),
        _beside(_code(told, texts, rtl), Code(f"{told.code} {told.words} {told.last}", _SIDE), rtl),
        Spacer(1, 3 * mm),
        _figures(told, texts, styles),
        Spacer(1, 3 * mm),
    ]
    if told.numbers:
        flowables += [Text(texts["slip_numbers"], styles.heading), _numbers(told.numbers, styles)]
    flowables += [Spacer(1, 3 * mm), Text(texts["slip_use"], styles.secondary)]
    frames = Frames(lang, texts["slip_title"].format(code=told.code), texts["slip_note"], told.demonstration)
    return write_document(path, flowables, frames)


def _code(told: SlipPage, texts: dict[str, str], rtl: bool) -> list[Flowable]:
    large = TextStyle(30, 40, True, "#24365C", "end" if rtl else "start", "ltr", rtl, 0, 6)
    said = TextStyle(15, 22, True, "#1E2430", "end" if rtl else "start", "ltr", rtl, 0, 4)
    styles = Styles(rtl)
    return [
        Text(told.code, large),
        Text(texts["slip_words"], styles.secondary),
        Text(told.words, said),
        Text(texts["slip_encrypted" if told.encrypted else "slip_plain"], styles.secondary),
    ]


def _beside(texts: list[Flowable], code: Code, rtl: bool) -> Table:
    """Return texts at the side where reading begins and the code at the other."""
    row, widths = [texts, code], [WIDTH - _SIDE, _SIDE]
    plain = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return Table([row[::-1] if rtl else row], colWidths=widths[::-1] if rtl else widths, style=plain)


def _figures(told: SlipPage, texts: dict[str, str], styles: Styles) -> Table:
    day, _, hour = told.at.partition("T")
    known = {
        "slip_from": told.label,
        "slip_at": f"{day} {hour[:5]}",
        "slip_ideas": str(told.ideas),
        "slip_people": str(told.people),
        "slip_changes": str(told.changes),
        "slip_last": told.last,
        "slip_file": told.file,
    }
    given = TextStyle(9, 13, align="side", base_rtl=styles.rtl)
    cells = [[Text(texts[name], styles.cell_label), Text(value, given)] for name, value in known.items()]
    return table(cells, [WIDTH * 0.4, WIDTH * 0.6], styles.rtl, header=False)


def _numbers(numbers: tuple[str, ...], styles: Styles) -> Table:
    run = TextStyle(10.5, 15, True, "#1E2430", "end" if styles.rtl else "start", "ltr", styles.rtl)
    filled = [*numbers, *[""] * (-len(numbers) % _RUNS_PER_LINE)]
    lines = [filled[at : at + _RUNS_PER_LINE] for at in range(0, len(filled), _RUNS_PER_LINE)]
    cells = [[Text(each, run) for each in line] for line in lines]
    return table(cells, [WIDTH / _RUNS_PER_LINE] * _RUNS_PER_LINE, styles.rtl, header=False)
