"""A place that files can be copied to, as a row of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.words import isolated

if TYPE_CHECKING:
    from ogp_desktop.gui.files.sticks import Stick


def place_row(row: str, place: Stick) -> Row:
    """Return a stick or a folder: what it is called, where it is, how much room it has, whether it can be written."""
    size = QLocale().formattedDataSize(place.free or 0, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
    free = say("handover.free", size=size) if place.free is not None else ""
    chips = (Chip(say("handover.locked"), "saffron_text", "saffron_tint"),) if place.read_only else ()
    below = " · ".join(filter(None, [isolated(row) if row != place.name else "", free]))
    return Row(row, (Cell(isolated(place.name), bold=True, below=below, labels=True),), chips, lines=1)
