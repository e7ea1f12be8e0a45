"""How an idea stands in a list: its number, its three parts under their colours, its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.row_view import Cell, Chip, Row
from ogp_desktop.services.workshop import PAPER, PARTS

if TYPE_CHECKING:
    from ogp_desktop.services.workshop import Record

_MISSING = "—"
_ORIGIN_LIMIT = 14
CHIPS_ROOM_ALONE, CHIPS_ROOM = 112, 196
"""Room for one state of an idea, and for two."""


def idea_row(idea: Record, number: str = "", versions: bool = False) -> Row:
    """Return the row of an idea."""
    shown = number or f"{idea['letter'] or ''}{idea['number']}"
    withdrawn = bool(idea["withdrawn_at"])
    parts = tuple(
        Cell(
            idea[part] or _MISSING,
            bar=part if idea[part] else "",
            color="text2" if withdrawn or not idea[part] else "text",
            struck=withdrawn and bool(idea[part]),
        )
        for part in PARTS
    )
    chips = []
    if versions:
        chips.append(Chip(say("idea.two_versions"), "saffron_text", "saffron_tint"))
    if withdrawn:
        chips.append(Chip(say("idea.withdrawn_at", time=idea["withdrawn_at"][11:16]), "error", "error_tint"))
    elif origin := _origin(idea):
        chips.append(Chip(origin, "text2", "hover"))
    elif sum(bool(idea[part]) for part in PARTS) == len(PARTS):
        chips.append(Chip(say("idea.complete"), "result", "result_tint"))
    width = 84 if number else 36
    room = CHIPS_ROOM if number else CHIPS_ROOM_ALONE
    first = Cell(shown, share=0, width=width, pixels=13, color="text2")
    spoken = ", ".join([say("idea.number", number=shown), *(idea[part] for part in PARTS if idea[part])])
    return Row(idea["id"], (first, *parts), tuple(chips), spoken, chips_room=room)


def _origin(idea: Record) -> str:
    """Return where an idea comes from that was not typed while it was said."""
    if idea["source"] == PAPER:
        return say("idea.on_paper", slip=idea["source_id"] or "")
    return str(idea["source"] or "")[:_ORIGIN_LIMIT]
