"""The association's copy on paper: the minutes of a session, word for word, to be signed without our software."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from ogp_desktop import words
from ogp_desktop.documents.fingerprint_block import fingerprint_block
from ogp_desktop.documents.idea_table import IdeaLine, counted, idea_table
from ogp_desktop.documents.page import LINE, SECONDARY, WIDTH, Frames, Styles, facts_head, write_document
from ogp_desktop.documents.text.paragraph import Text
from ogp_desktop.domain.text.numbers import long_date

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

SIGNERS = ("animator", "rapporteur", "association")
_ROOM_FOR_RESERVES = 42 * mm
_ROOM_TO_SIGN = 30 * mm
_BETWEEN = 6 * mm


@dataclass(frozen=True)
class AssociationCopy:
    """Everything the copy tells: no person is in it."""

    event_title: str
    city: str
    date: datetime.date | None
    session_title: str
    room: str
    ideas: tuple[IdeaLine, ...]
    counts: dict[str, int]
    fingerprint: str
    spoken: str
    prepared: datetime.datetime
    demonstration: bool


def write_association_copy(copy: AssociationCopy, lang: str, path: Path) -> int:
    """Write the copy as a PDF in French or Arabic; returns the number of its pages.

    Raises `Trouble` when `path` cannot be written.
    """
    told = words.catalogue("documents", lang)
    prepared = told["prepared"].format(date=_moment(copy.prepared, lang))
    frames = Frames(
        lang,
        f"{told['association_copy']} – {copy.session_title}",
        f"{prepared} · {told['application']}",
        copy.demonstration,
    )
    rtl = lang == "ar"
    parts = (*_head(copy, told, lang), *_ideas(copy, told, rtl), *_proof(copy, told, rtl), *_signatures(told, rtl))
    return write_document(path, list(parts), frames)


def _moment(moment: datetime.datetime, lang: str) -> str:
    return f"{long_date(moment.date(), lang)}, {moment:%H:%M}".replace(",", "،" if lang == "ar" else ",")


def _head(copy: AssociationCopy, told: dict[str, str], lang: str) -> list[Flowable]:
    facts = [
        (told["event"], copy.event_title),
        (told["city"], copy.city),
        (told["date"], long_date(copy.date, lang) if copy.date else ""),
        (told["room"], copy.room),
    ]
    return facts_head(told["association_copy"], copy.session_title, facts, lang == "ar")


def _ideas(copy: AssociationCopy, told: dict[str, str], rtl: bool) -> list[Flowable]:
    styles = Styles(rtl)
    figures = counted(copy.counts, told, rtl)
    head: list[Flowable] = [Text(told["ideas"], styles.heading), Text(figures, styles.told), Spacer(1, 4)]
    if not copy.ideas:
        return [*head, Text(told["no_idea"], styles.secondary)]
    return [*head, idea_table(copy.ideas, told, rtl)]


def _proof(copy: AssociationCopy, told: dict[str, str], rtl: bool) -> list[Flowable]:
    styles = Styles(rtl)
    block = fingerprint_block(copy.fingerprint, copy.spoken, told, rtl)
    recipe = Text(told["fingerprint_recipe"], styles.secondary)
    return [KeepTogether([Text(told["proof"], styles.heading), block, Spacer(1, 6), recipe])]


def _signatures(told: dict[str, str], rtl: bool) -> list[Flowable]:
    """Return the box of reserves and the three places to sign, on one page."""
    styles = Styles(rtl)
    boxed = TableStyle([("BOX", (0, 0), (-1, -1), 0.5, HexColor(LINE)), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    places: list[object] = []
    for name in reversed(SIGNERS) if rtl else SIGNERS:
        places += ["", [Text(told[name], styles.cell_label), Text(told["sign_here"], styles.foot)]]
    lines = [("LINEBELOW", (column, 0), (column, 0), 0.7, HexColor(SECONDARY)) for column in (0, 2, 4)]
    lined = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines])
    each = (WIDTH - 2 * _BETWEEN) / len(SIGNERS)
    reserves = Table([[Text(told["reserves_hint"], styles.foot)]], [WIDTH], [_ROOM_FOR_RESERVES], style=boxed)
    to_sign = Table([places[1:]], [each, _BETWEEN, each, _BETWEEN, each], [_ROOM_TO_SIGN], style=lined)
    heads = (Text(told["reserves"], styles.heading), Text(told["signatures"], styles.heading))
    return [KeepTogether([heads[0], reserves, heads[1], Text(told["signed"], styles.told), Spacer(1, 4), to_sign])]
