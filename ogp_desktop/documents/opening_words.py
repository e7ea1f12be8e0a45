"""The opening words of laptops (mots d'ouverture): one strip each, cut apart and handed out separately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Spacer

from ogp_desktop import words
from ogp_desktop.documents.page import INK, LINE, Frames, Styles, write_document
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Strip:
    """What stands on the strip of a laptop."""

    label: str
    file: str
    words: str


def write_opening_words(event: str, strips: Sequence[Strip], lang: str, path: Path) -> int:
    """Write the strips of an event's laptops to `path`; returns the pages."""
    texts, styles = words.catalogue("documents", lang), Styles(lang == "ar")
    flowables: list[Flowable] = [
        Text(texts["opening_title"], styles.title),
        Text(texts["opening_what"], styles.told),
        Spacer(1, 3 * mm),
    ]
    flowables += [KeepTogether(_strip(event, strip, texts, styles)) for strip in strips]
    return write_document(path, flowables, Frames(lang, texts["opening_title"], texts["opening_note"], False))


def _strip(event: str, strip: Strip, texts: dict[str, str], styles: Styles) -> list[Flowable]:
    large = TextStyle(18, 26, True, "#1E2430", "side", "ltr", styles.rtl, 2, 2)
    label = TextStyle(13.5, 19, True, INK, "side", "auto", styles.rtl, 2, 2)
    return [
        HRFlowable("100%", 0.7, color=HexColor(LINE), dash=(4, 3), spaceBefore=3 * mm, spaceAfter=2 * mm),
        Text(event, styles.body),
        Text(strip.label, label),
        Text(strip.words, large),
        Text(texts["opening_how"].format(file=strip.file), styles.secondary),
    ]
