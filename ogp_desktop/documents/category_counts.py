"""Counts by category on paper: who was there, who spoke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.documents.page import WIDTH, Styles, table
from ogp_desktop.documents.text.paragraph import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable


@dataclass(frozen=True)
class CountLine:
    """How many of one category."""

    label: str
    count: int


def count_table(lines: Sequence[CountLine], total: tuple[str, int], told: dict[str, str], rtl: bool) -> Flowable:
    """Return the table of counts, the total in its last row."""
    styles = Styles(rtl)
    rows = [[Text(told["category"], styles.header_cell), Text(told["count"], styles.header_cell)]]
    rows += [[Text(line.label, styles.cell), Text(str(line.count), styles.cell)] for line in lines]
    rows.append([Text(total[0], styles.cell_label), Text(str(total[1]), styles.cell_label)])
    return table(rows, (WIDTH * 0.5, WIDTH * 0.16), rtl)
