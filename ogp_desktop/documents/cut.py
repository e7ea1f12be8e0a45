"""Strips to cut apart: each whole on one page, a dashed line above and below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Table, TableStyle

from ogp_desktop.documents.page import SECONDARY, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

_ABOVE = 3 * mm


def strips(cells: Sequence[Sequence[Flowable]], height: float) -> Table:
    """Return strips of at least `height` points, as wide as the page, that are cut along the dashes."""
    dashed: list[tuple[Any, ...]] = [
        (line, (0, 0), (-1, -1), 0.7, HexColor(SECONDARY), None, (4, 3)) for line in ("LINEABOVE", "LINEBELOW")
    ]
    look = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING")),
            *((side, (0, 0), (-1, -1), _ABOVE) for side in ("TOPPADDING", "BOTTOMPADDING")),
            *dashed,
        ]
    )
    return Table([[list(cell)] for cell in cells], [WIDTH], [height] * len(cells), style=look, splitInRow=0)
