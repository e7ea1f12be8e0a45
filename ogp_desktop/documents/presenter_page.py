"""The presenter's half page: what is said in the restitution, in letters to be read standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, KeepTogether

from ogp_desktop import words
from ogp_desktop.documents.conclusions import PARTS, ConclusionLine, part_heading
from ogp_desktop.documents.page import Frames, Styles, write_document
from ogp_desktop.documents.text.paragraph import Text, TextStyle

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.documents.conclusions import Part

SIZE, LEADING = 24.0, 31.0
"""Points: read at arm's length, standing, by weak light."""

LONGEST = 180
"""Characters of one point on the page: the whole text stands in the minutes."""


@dataclass(frozen=True)
class PresenterPage:
    """What the page tells: `lines` in the order they are told, `others` ideas that none of them cites."""

    event_title: str
    session_title: str
    lines: tuple[ConclusionLine, ...]
    others: int
    disagreements: int = 0
    demonstration: bool = False


def write_presenter_page(page: PresenterPage, lang: str, path: Path) -> int:
    """Write the half page, the other half when it does not hold everything; returns the sheets."""
    told, rtl = words.catalogue("documents", lang), lang == "ar"
    styles = Styles(rtl)
    flowables: list[Flowable] = [
        Text(f"{told['presenter']} · {page.event_title}" if page.event_title else told["presenter"], styles.kicker),
        Text(page.session_title, styles.subheading),
    ]
    if not page.lines:
        flowables.append(Text(told["no_conclusion"], _large(rtl, "told")))
    for part in PARTS:
        flowables += _part(part, [line for line in page.lines if line.part == part], told, rtl)
    flowables += [Text(sentence, _large(rtl, "told")) for sentence in _left(page, told)]
    frames = Frames(lang, told["presenter"], told["presenter_note"], page.demonstration, folded=True)
    return write_document(path, flowables, frames)


def _part(part: Part, lines: list[ConclusionLine], told: dict[str, str], rtl: bool) -> list[Flowable]:
    """Return the lines of a part under its heading, which never stands alone."""
    if not lines:
        return []
    said = [Text(_one(line, told), _large(rtl)) for line in lines]
    heading = Text(told[f"{part}_many"], part_heading(part, rtl, 15, 20))
    return [KeepTogether([heading, said[0]]), *said[1:]]


def _one(line: ConclusionLine, told: dict[str, str]) -> str:
    text = shortened(" ".join(line.text.split()))
    return told["presenter_line"].format(number=line.sources[0], text=text) if line.sources else text


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text that is cut between words where it is too long, and says so."""
    if len(text) <= longest:
        return text
    cut = text[:longest].rpartition(" ")[0] or text[:longest]
    return f"{cut} …"


def _left(page: PresenterPage, told: dict[str, str]) -> list[str]:
    counts = (("presenter_others", page.others), ("presenter_disagreements", page.disagreements))
    return [told[name].format(n=count) for name, count in counts if count]


def _large(rtl: bool, sort: str = "") -> TextStyle:
    if sort:
        return TextStyle(15, 21, False, "#575E6A", "start", "rtl" if rtl else "ltr", rtl, 8, 0)
    return TextStyle(SIZE, LEADING, True, "#1E2430", "start", "auto", rtl, 0, 5)
