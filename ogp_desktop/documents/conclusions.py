"""Conclusions on paper: under points, problems, solutions and results, each with the numbers it is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportlab.platypus import Flowable, KeepTogether

from ogp_desktop import words
from ogp_desktop.documents.idea_table import IDEA_PARTS
from ogp_desktop.documents.page import PART_COLORS, Styles
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

Part = Literal["point", "problem", "solution", "result"]
PARTS: tuple[Part, ...] = ("point", *IDEA_PARTS)
_KEPT_TOGETHER = 600
"""Characters of a conclusion that stays on one page with its numbers."""


@dataclass(frozen=True)
class ConclusionLine:
    """A conclusion and the numbers of the ideas it was drawn from."""

    part: Part
    text: str
    sources: tuple[str, ...]


def conclusion_lines(lines: Sequence[ConclusionLine], lang: str) -> list[Flowable]:
    """Return the conclusions under their parts, or the sentence that there is none."""
    told, rtl = words.catalogue("documents", lang), lang == "ar"
    styles = Styles(rtl)
    if not lines:
        return [Text(told["no_conclusion"], styles.secondary)]
    found: list[Flowable] = []
    for part in PARTS:
        of_part = [line for line in lines if line.part == part]
        if of_part:
            found.append(Text(told[f"{part}_many"], part_heading(part, rtl)))
        for line in of_part:
            found += _one(line, words.drawn_from(lang, "sources", line.sources), styles)
    return found


def _one(line: ConclusionLine, sources: str, styles: Styles) -> list[Flowable]:
    said: list[Flowable] = [Text(line.text, styles.body)]
    if line.sources:
        said.append(Text(sources, styles.secondary))
    return [KeepTogether(said)] if len(line.text) < _KEPT_TOGETHER else said


def part_heading(part: Part, rtl: bool, size: float = 11, leading: float = 16) -> TextStyle:
    """Return the style of a part's heading, in its colour."""
    direction: Literal["ltr", "rtl"] = "rtl" if rtl else "ltr"
    return TextStyle(size, leading, True, PART_COLORS[part], "start", direction, rtl, 6, 2)
