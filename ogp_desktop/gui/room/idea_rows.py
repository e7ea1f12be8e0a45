"""How an idea stands in a list: its number, its three parts under their colours, its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.room.workshop import PAPER, PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ogp_desktop.services.ideas.idea_list import Link
    from ogp_desktop.services.room.workshop import Record

_MISSING = "—"
_ORIGIN_LIMIT = 14
CHIPS_ROOM_ALONE, CHIPS_ROOM = 112, 196
"""Room for one state of an idea, and for two."""


def idea_row(idea: Record, number: str = "", versions: bool = False, notes: str = "") -> Row:
    """Return the row of an idea; `notes` stand under the first of its texts."""
    shown = number or f"{idea['letter'] or ''}{idea['number']}"
    withdrawn = bool(idea["withdrawn_at"])
    first_said = next((part for part in PARTS if idea[part]), PARTS[0])
    parts = tuple(
        Cell(
            idea[part] or _MISSING,
            bar=part if idea[part] else "",
            color="text2" if withdrawn or not idea[part] else "text",
            struck=withdrawn and bool(idea[part]),
            below=notes if part == first_said else "",
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
    first = Cell(shown, share=0, width=width, pixels=13, color="text2", struck=withdrawn)
    said = filter(None, [*(idea[part] for part in PARTS), notes, *(chip.text for chip in chips)])
    spoken = ", ".join([say("idea.number", number=shown), *said])
    return Row(idea["id"], (first, *parts), tuple(chips), spoken, chips_room=room, lines=1 if notes else 2)


def idea_notes(idea: Record, links: Iterable[Link], number_of: Callable[[str], str], theme: str) -> str:
    """Return what is to be known of an idea beside its texts: why it was withdrawn, for whom it is, its links."""
    told = []
    if idea["withdrawn_reason"]:
        told.append(say("idea.withdrawn_reason", reason=idea["withdrawn_reason"]))
    if theme:
        told.append(say("idea.for_theme", theme=theme))
    told.extend(say(_link_key(link), number=number_of(link.other)) for link in links)
    return " · ".join(told)


def _link_key(link: Link) -> str:
    if link.relation == "completes":
        return "idea.completes" if link.said_here else "idea.completed_by"
    return "idea.same_as" if link.relation == "duplicate_of" else "idea.related_to"


def _origin(idea: Record) -> str:
    """Return where an idea comes from that was not typed while it was said."""
    if idea["source"] == PAPER:
        return say("idea.on_paper", slip=idea["source_id"] or "")
    return str(idea["source"] or "")[:_ORIGIN_LIMIT]
