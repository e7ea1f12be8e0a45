"""The page of the paper key (clé de secours): for an envelope, never for a disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from ogp_desktop import words
from ogp_desktop.documents.code import Code
from ogp_desktop.documents.page import WIDTH, Frames, Styles, table, write_document
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from pathlib import Path

_PER_LINE = 4
_SIDE = 62 * mm


@dataclass(frozen=True)
class RescuePage:
    """What stands on the page: the key as it is scanned, its groups as they are typed, four words of the plan's key."""

    secret: str
    groups: list[str]
    words: str


def write_rescue_page(told: RescuePage, lang: str, path: Path) -> int:
    """Write the page to `path`; returns its pages."""
    texts, rtl = words.catalogue("documents", lang), lang == "ar"
    styles = Styles(rtl)
    key = TextStyle(15, 22, True, "#1E2430", "start", "ltr", False, 0, 0)
    lines = [told.groups[at : at + _PER_LINE] for at in range(0, len(told.groups), _PER_LINE)]
    groups = [[Text(group, key) for group in [*line, *[""] * (_PER_LINE - len(line))]] for line in lines]
    code = Code(told.secret, _SIDE)
    code.hAlign = "RIGHT" if rtl else "LEFT"
    flowables: list[Flowable] = [
        Text(texts["rescue_kicker"], styles.kicker),
        Text(texts["rescue_title"], styles.title),
        *(Text(texts[name], styles.told) for name in ("rescue_what", "rescue_keep")),
        Spacer(1, 5 * mm),
        table(groups, [WIDTH / _PER_LINE] * _PER_LINE, rtl=False, header=False),
        Spacer(1, 3 * mm),
        Text(texts["rescue_letters"], styles.secondary),
        code,
        Text(texts["rescue_words"].format(words=told.words), styles.told),
        Text(texts["rescue_use"], styles.heading),
        *(Text(texts[f"rescue_step_{step}"], styles.told) for step in (1, 2, 3)),
    ]
    frames = Frames(lang, texts["rescue_title"], texts["rescue_note"], demonstration=False)
    return write_document(path, flowables, frames)
