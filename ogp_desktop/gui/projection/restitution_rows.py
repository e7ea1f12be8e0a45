"""The rows of a restitution: conclusions with what the room said of them, ideas with how complete they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.gui.naming import ratio
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.room.restitution import completeness, headline
from ogp_desktop.services.room.workshop import PARTS, Record, short_number

if TYPE_CHECKING:
    from ogp_desktop.services.room.restitution import Point


def point_row(point: Point, checked: bool | None = True) -> Row:
    """Return the row of a conclusion."""
    numbers = say("restitution.from", n=len(point.numbers), numbers=point.numbers)
    label = say(f"room.{point.part}") if point.part in PARTS else say("restitution.whole_idea")
    below = " · ".join(filter(None, [label, numbers if point.numbers else ""]))
    return Row(point.id, (Cell(point.text, bold=True, below=below),), heard_chips(point), checked=checked, lines=1)


def heard_chips(point: Point) -> tuple[Chip, ...]:
    """Return what the room said of a conclusion when it was read to it."""
    if point.is_disputed:
        return (Chip(say("slides.disputed"), "saffron_text", "saffron_tint"),)
    return (Chip(say("slides.accepted"), "result", "result_tint"),) if point.read_at else ()


def idea_row(idea: Record, checked: bool = False, cited: bool = False) -> Row:
    """Return the row of an idea; `cited`, when a conclusion is drawn from it already."""
    count = completeness(idea)
    chips = [Chip(ratio(count, len(PARTS)), "result" if count == len(PARTS) else "text2")]
    if cited:
        chips.insert(0, Chip(say("conclusion.cited"), "solution", "solution_tint"))
    number = Cell(short_number(idea), share=0, width=32, pixels=13, color="text2")
    return Row(idea["id"], (number, Cell(headline(idea))), tuple(chips), checked=checked)


def brief(text: str) -> str:
    """Return a text short enough to name its point in a sentence."""
    return text if len(text) <= 40 else f"{text[:39]}…"
