"""The page that gives somebody a room: arrows choose, Enter gives; a full room is told and never refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ogp_desktop.gui.naming import ratio, session_place
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.card_page import CardPage
from ogp_desktop.gui.widgets.row_view import RowView
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.services.desk.rooms import Room
    from ogp_desktop.services.participants.people import Record

ROW_HEIGHT, IN_SIGHT = 44, 4
NOWHERE = "-"


class RoomPage(CardPage):
    """Asks which room a person gets; the one that is proposed is chosen already."""

    keys = ("hint.arrows", "hint.enter_assigns", "hint.escape_back")

    given = Signal(str, str)
    """The ids of the person and of the session, empty where the person gets no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rooms: list[Room] = []
        self.rows = RowView()
        self.rows.setObjectName("room_choice")
        self.rows.set_row_height(ROW_HEIGHT)
        self.rows.entered_row.connect(self._give)
        self.rows.chosen_row.connect(lambda _: self._tell())
        self.ask_with(self.rows)
        self._person, self._name = "", ""

    def ask(self, person: Record, name: str, rooms: list[Room], proposed: Room | None) -> None:
        """Ask about a person; the room they have is current, else the one that is proposed, else the first."""
        self._person, self._name, self._rooms = person["id"], name, rooms
        self.retranslate()
        wanted = person.get("session") or (proposed.session["id"] if proposed else "")
        ids = [*(room.session["id"] for room in rooms), NOWHERE]
        self.rows.show_rows(ids, lambda wanted: {row: self._row(row) for row in wanted}, None)
        self.rows.setMaximumHeight(ROW_HEIGHT * min(len(ids), IN_SIGHT) + 4)
        self.rows.make_current(wanted if wanted in ids else ids[0])
        self.rows.setFocus()
        self._tell()

    def retranslate(self) -> None:
        """Say it in the language that is spoken now."""
        self.rows.setAccessibleName(say("desk.room_choice"))
        self.title.setText(say("desk.room_title", name=self._name))
        self._tell()

    def _row(self, row: str) -> Row:
        room = self._room(row)
        if room is None:
            return Row(row, (Cell(say("desk.room_none"), color="text2", labels=True),), lines=1)
        full = room.is_full
        chip = Chip(_places(room), "saffron_text" if full else "text2", "saffron_tint" if full else "hover")
        return Row(row, (Cell(session_place(room.session), labels=True),), (chip,), lines=1)

    def _room(self, row: str) -> Room | None:
        return next((room for room in self._rooms if room.session["id"] == row), None)

    def _tell(self) -> None:
        room = self._room(self.rows.current())
        if room is None or not room.is_full:
            self.note.setText(say("desk.room_hint"))
            return
        others = [other for other in self._rooms if other is not room and not other.is_full]
        told = {"room": session_place(room.session), "places": _places(room), "name": self._name}
        if not others:
            self.note.setText(say("desk.room_full", **told))
            return
        free = min(others, key=lambda other: other.fullness)
        self.note.setText(say("desk.room_full_other", **told, other=session_place(free.session), free=_places(free)))

    def _give(self, row: str) -> None:
        self.given.emit(self._person, "" if row == NOWHERE else row)


def _places(room: Room) -> str:
    return ratio(room.taken, room.capacity) if room.capacity else str(room.taken)
