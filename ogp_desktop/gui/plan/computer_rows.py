"""How laptops to prepare and known computers stand in their lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.naming import PLENARY
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.words import computer, isolated

if TYPE_CHECKING:
    from ogp_desktop.services.plan.enrolment import Computer
    from ogp_desktop.services.plan.laptops import Made
    from ogp_desktop.services.plan.wanted import Place

_COLORS = {
    "handed_over": ("result", "result_tint"),
    "missing": ("saffron_text", "saffron_tint"),
    "waiting": ("saffron_text", "saffron_tint"),
    "removed": ("error", "error_tint"),
    "own": ("text2", "hover"),
    "secretariat": ("text2", "hover"),
}
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def place_label(place: Place) -> str:
    """Return what people call a place: "Accueil 1", "Atelier 2", "Plénière"; plain, for it is kept and travels."""
    if place.wanted.post == "restitution":
        return say("post.plenary")
    key = "laptops.desk" if place.wanted.post == "desk" else "laptops.room"
    return say(key, number=f"{place.number}{place.wanted.letter}").translate(_ISOLATES)


def place_row(place: Place, file: str, made: Made | None, prepared: bool, chosen: bool) -> Row:
    """Return the row of a laptop that is wanted, with its words once they are drawn."""
    session = place.session
    title = place_label(place)
    if session is not None and session["sort"] != PLENARY:
        title = " · ".join(filter(None, (title, titled(session, "room", language()))))
    below = say("laptops.opening_words", words=made.words) if made and made.words else isolated(file)
    chips: list[Chip] = []
    if made:
        chips.append(Chip(say("laptops.is_written"), "result", "result_tint"))
    elif prepared:
        chips.append(Chip(say("laptops.is_prepared")))
    cells = (Cell(title, bold=True, below=below, labels=True),)
    return Row(place.key, cells, tuple(chips), checked=None if made else chosen, lines=1)


def computer_row(known: Computer, own: bool) -> Row:
    """Return the row of a computer that is known."""
    state = _state_of(known, own)
    slip = say("laptops.last_slip", slip=known.last_slip, time=known.last_at[11:16]) if known.last_at else ""
    post = say(f"post.{known.post}") if known.post else ""
    below = " · ".join(filter(None, (post, known.words and isolated(known.words), slip)))
    title = isolated(computer(language(), known.label)) if known.label else say("laptops.unnamed")
    chip = Chip(say(f"laptops.state.{state}"), *_COLORS[state])
    return Row(known.id, (Cell(title, bold=True, below=below, labels=True),), (chip,), lines=1)


def _state_of(known: Computer, own: bool) -> str:
    if own:
        return "own"
    if known.state != "enrolled":
        return known.state
    if known.last_at:
        return "handed_over"
    return "secretariat" if known.role == "secretariat" else "missing"
