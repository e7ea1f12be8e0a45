"""A file that holds an event, as a row of the launcher's list."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.numbers import long_date
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row

if TYPE_CHECKING:
    from ogp_desktop.services.event.events import EventFile


def event_title(known: EventFile) -> str:
    """Return what an event is called: by its title, else by its file."""
    if known.event is not None:
        return titled(known.event, "title", language())
    return say("launcher.demonstration") if known.demonstration else known.path.stem


def event_row(known: EventFile) -> Row:
    """Return the row of an event: its title, where and when, how much it holds, or what is lost of it."""
    if known.lost:
        cell = Cell(event_title(known), bold=True, below=say(f"launcher.lost.{known.lost}"))
        return Row(str(known.path), (cell,), (Chip(say("launcher.to_restore"), "error", "error_tint"),), lines=1)
    chips = (Chip(say("launcher.trial"), "saffron_text", "saffron_tint"),) if known.demonstration else ()
    title = event_title(known)
    if known.event is None:
        below = say("launcher.demonstration_below") if known.demonstration else say("launcher.plan_file")
        return Row(str(known.path), (Cell(title, bold=True, below=below),), chips, lines=1)
    day = long_date(datetime.date.fromisoformat(known.event["date"]), language()) if known.event["date"] else ""
    counts = [say("launcher.people", n=known.people), say("launcher.ideas", n=known.ideas)]
    city = titled(known.event, "city", language())
    below = " · ".join(filter(None, [city, day, *counts]))
    return Row(str(known.path), (Cell(title, bold=True, below=below),), chips, lines=1)
