"""The fingerprint on paper: groups to compare by eye, words to compare aloud, and what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.platypus import Table, TableStyle

from ogp_desktop.documents.page import INK, LINE, SAND, WIDTH, Styles
from ogp_desktop.documents.text.paragraph import Text, TextStyle
from ogp_desktop.domain.fingerprint import grouped

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_GROUPS_A_LINE = 8


def fingerprint_block(digest: str, spoken: str, told: dict[str, str], rtl: bool) -> Flowable:
    """Return a box with the fingerprint `digest` (hex) and its words `spoken`."""
    styles = Styles(rtl)
    direction = TextStyle(11.5, 17, True, INK, "end" if rtl else "start", "ltr")
    groups = grouped(digest).split()
    lines = [" ".join(groups[at : at + _GROUPS_A_LINE]) for at in range(0, len(groups), _GROUPS_A_LINE)]
    cell = [
        Text(told["fingerprint"], styles.cell_label),
        *(Text(line, direction) for line in lines),
        Text(told["fingerprint_words"], styles.cell_label),
        Text(spoken, direction),
    ]
    look = TableStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), HexColor(SAND)),
            ("BOX", (0, 0), (-1, -1), 0.5, HexColor(LINE)),
            *((side, (0, 0), (-1, -1), 10) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")),
        ]
    )
    return Table([[cell]], colWidths=[WIDTH], style=look)
