"""The card of a post: its main acts in large letters, its keys as on the keyboard, what to do in some cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from ogp_desktop import words
from ogp_desktop.documents.page import INK, LINE, SAND, WIDTH, Frames, Styles, table, write_document
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CAP, _GAP, _NUMBER = 27 * mm, 3 * mm, 13 * mm


@dataclass(frozen=True)
class PostCard:
    """What stands on the card; `keys` are keys and what they do, `cases` what happens and what to do then."""

    title: str
    does: str
    acts: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str], ...]


def write_post_card(card: PostCard, lang: str, path: Path) -> int:
    """Write the card to `path`; returns its pages."""
    texts, rtl = words.catalogue("documents", lang), lang == "ar"
    styles = Styles(rtl)
    large = TextStyle(30, 38, True, INK, "side", "auto", rtl, 0, 0)
    below = TextStyle(13, 18, False, "#575E6A", "side", "auto", rtl, 0, 10)
    flowables: list[Flowable] = [
        Text(texts["card_kicker"], styles.kicker),
        Text(card.title, large),
        Text(card.does, below),
        _acts(card.acts, rtl),
        Text(texts["card_keys"], styles.heading),
        _keys(card.keys, styles),
        Text(texts["card_if"], styles.heading),
        _cases(card.cases, styles),
        Spacer(1, 6 * mm),
        Text(texts["card_always"], _label(styles)),
    ]
    title = texts["card_title"].format(post=card.title)
    return write_document(path, flowables, Frames(lang, title, texts["card_note"], demonstration=False))


def _acts(acts: Sequence[str], rtl: bool) -> Table:
    """Return the main acts, numbered, on sand."""
    number = TextStyle(24, 28, True, INK, "center", "ltr", rtl)
    told = TextStyle(14.5, 21, False, "#1E2430", "start", "rtl" if rtl else "ltr", rtl)
    rows = [[Text(str(place), number), Text(act, told)] for place, act in enumerate(acts, 1)]
    widths = [_NUMBER, WIDTH - _NUMBER]
    style = [
        ("BACKGROUND", (0, 0), (-1, -1), HexColor(SAND)),
        ("ROUNDEDCORNERS", [6, 6, 6, 6]),
        ("LINEBELOW", (0, 0), (-1, -2), 0.5, HexColor(LINE)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 9),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 11),
    ]
    return Table([row[::-1] if rtl else row for row in rows], widths[::-1] if rtl else widths, style=TableStyle(style))


def _keys(keys: Sequence[tuple[str, str]], styles: Styles) -> Table:
    """Return the keys in two columns, read one after the other."""
    half = -(-len(keys) // 2)
    told = WIDTH / 2 - _CAP - _GAP
    cells = [[_cap(name), Text(does, _label(styles))] for name, does in keys]
    cells += [["", ""]] * (2 * half - len(cells))
    rows = [[*first, "", *second] for first, second in zip(cells[:half], cells[half:], strict=True)]
    widths = [_CAP, told, 2 * _GAP, _CAP, told]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 0), (-1, -1), "RIGHT" if styles.rtl else "LEFT"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    turned = [row[::-1] if styles.rtl else row for row in rows]
    return Table(turned, widths[::-1] if styles.rtl else widths, style=TableStyle(style))


def _label(styles: Styles, bold: bool = False) -> TextStyle:
    return TextStyle(11.5, 16, bold, INK if bold else "#1E2430", "start", "rtl" if styles.rtl else "ltr", styles.rtl)


def _cap(name: str) -> Table:
    """Return keys as a cap of the keyboard."""
    style = [
        ("BOX", (0, 0), (-1, -1), 0.8, HexColor("#868074")),
        ("ROUNDEDCORNERS", [4, 4, 4, 4]),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    text = Text(name, TextStyle(10.5, 14, True, INK, "center", "ltr"))
    return Table([[text]], [_CAP - 3 * mm], style=TableStyle(style))


def _cases(cases: Sequence[tuple[str, str]], styles: Styles) -> Table:
    rows = [[Text(case, _label(styles, bold=True)), Text(then, _label(styles))] for case, then in cases]
    return table(rows, [WIDTH * 0.36, WIDTH * 0.64], styles.rtl, header=False)
