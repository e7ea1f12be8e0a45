"""The band below the list: ready, welcome with the room, already here, unknown; in large letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui import theme
from ogp_desktop.gui.desk.list_rows import selection_chips
from ogp_desktop.gui.naming import session_place
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.plain_label import plain_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QWidget

    from ogp_desktop.services.desk.arrivals import Arrival
    from ogp_desktop.services.participants.people import Record


NEED_LIMIT = 60
"""Letters of an access need that stand in the band."""


class WelcomeBand:
    """Shows one state at a time; its colour is doubled by words."""

    def __init__(self, band: QWidget, text: QLabel, detail: QLabel) -> None:
        self._band, self._text, self._detail = band, text, detail

    @property
    def state(self) -> str:
        """Return `ready`, `welcome`, `again` or `unknown`."""
        return str(self._band.property("state"))

    def show(self, state: str, text: str = "", detail: str = "") -> None:
        """Show a state."""
        theme.mark(self._band, "state", state)
        self._text.setText(text or say("desk.ready"))
        self._detail.setToolTip("")
        self._detail.setText(detail or say("desk.ready_detail"))
        self._band.show()  # a form may have taken its place

    def welcome(self, arrival: Arrival, name: str, session: Record | None) -> None:
        """Welcome somebody, or tell that they were here already."""
        time = arrival.at[11:16]
        if not arrival.first_time:
            gender = arrival.person.get("gender") or ""
            again = say(f"desk.again.{gender}", name=name, time=_at(time, arrival.desk))
            self._tell("again", again, [_need(arrival.need), say("desk.nothing_changed")], arrival.need)
            return
        room = session_place(session) if session else ""
        welcome = say("desk.welcome_room", name=name, room=room) if room else say("desk.welcome", name=name)
        detail = [
            say("desk.saved_at", time=time),
            _need(arrival.need),
            *(chip.text for chip in selection_chips(arrival.person)),
        ]
        detail.append(arrival.person.get("organisation") or "")
        detail.append(titled(session, "title", language()) if session else say("desk.room_later"))
        self._tell("welcome", welcome, [*detail, say("desk.undo_hint")], arrival.need)

    def _tell(self, state: str, text: str, detail: list[str], need: str) -> None:
        """Tell details in small letters; a need that is long is whole where it is pointed at."""
        self.show(state, text, " · ".join(filter(None, detail)))
        self._detail.setToolTip(plain_tip(need) if len(need) > NEED_LIMIT else "")


def _need(text: str) -> str:
    """Return what a person asked for as who welcomes them is told: in words, in a few."""
    short = text if len(text) <= NEED_LIMIT else f"{text[: NEED_LIMIT - 1].rstrip()}…"
    return say("desk.need", need=short.replace("\n", " ")) if text else ""


def _at(time: str, desk: str) -> str:
    """Return "09:04 (desk 2)"; a desk nobody knows is left out."""
    if not desk:
        return time
    return say("desk.at_numbered", time=time, desk=desk) if desk.isdigit() else f"{time} ({desk})"
