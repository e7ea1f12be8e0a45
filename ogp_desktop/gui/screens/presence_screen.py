"""Who is in the room: a few letters and Enter, whatever group a person was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.folding import tokens
from ogp_desktop.gui.naming import session_place
from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.room.counting import CountingScreen, Words
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.participants.people import full_names
from ogp_desktop.services.room.presence import Presence, Seat
from ogp_desktop.words import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.room.workshop import Record
    from ogp_desktop.settings import Settings


CHIPS_ROOM = 220


class PresenceScreen(CountingScreen):
    """The people of the room's group first, then everybody."""

    name = "presence"
    words = Words("presence.title", "presence.field", "presence.rows", "presence.hint")
    concerned = frozenset({"presence", "participant", "identity", "allocation", "arrival", "erasure"})
    hints = ("hint.enter_ticks", "hint.escape_back", "hint.undo")

    def __init__(self, workplace: Workplace, session: Record, settings: Settings) -> None:
        self._seats: dict[str, Seat] = {}
        self._words: dict[str, list[str]] = {}
        super().__init__(workplace, session, settings)
        self.form.field.textChanged.connect(lambda _: self._show_rows())

    def show_state(self) -> None:
        """Read who is here."""
        presence = Presence(self.work.bench)
        self._seats = {seat.person["id"]: seat for seat in presence.seats(self._session) if not seat.person["erased"]}
        self._words = {
            row: [word for name in full_names(seat.person) for word in tokens(name)]
            for row, seat in self._seats.items()
        }
        expected = sum(seat.is_expected for seat in self._seats.values())
        told = say("presence.count", n=presence.here(self._session))
        self.form.told.setText(" · ".join([told, say("presence.expected", n=expected)]))
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = tokens(self.form.field.text())
        rows = [row for row in self._seats if _means(wanted, self._words[row])]
        self.form.rows.show_rows(rows, self._rows)
        if rows and self.form.rows.current() not in rows:
            self.form.rows.make_current(rows[0])

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: self._row(row, self._seats[row]) for row in ids if row in self._seats}

    def _row(self, row: str, seat: Seat) -> Row:
        name = self._reference.script_name(seat.person, language())
        category = self._reference.title("category", seat.person, language())
        details = " · ".join(isolated(part) for part in (seat.person.get("organisation"), category) if part)
        room = self._reference.session(seat.elsewhere)
        chips = []
        if room is not None:
            chips.append(Chip(say("presence.elsewhere", place=session_place(room)), "saffron_text", "saffron_tint"))
        elif seat.is_here and not seat.is_expected:
            chips.append(Chip(say("presence.joined"), "solution", "solution_tint"))
        elif seat.is_expected and not seat.is_here:
            chips.append(Chip(say("presence.awaited")))
        cells = (Cell(name, bold=seat.is_expected, share=2), Cell(details, 3, pixels=13, labels=True))
        return Row(row, cells, tuple(chips), checked=seat.is_here, chips_room=CHIPS_ROOM)

    def enter(self) -> None:
        """Tick the person that is chosen, or take the tick back; the field is ready for the next one."""
        row, session = self.form.rows.current(), self._session
        seat = self._seats.get(row)
        if seat is None or self.work.openings.is_saving("presence", row):
            return
        name = self._reference.script_name(seat.person, language())
        turn, says = (Presence.untick, "presence.unticked") if seat.is_here else (Presence.tick, "presence.ticked")
        saving = Saving("presence", row, {})
        self.work.save(saving, lambda bench: turn(Presence(bench), session, row), say(says, name=name))
        self.form.field.clear()
        self.form.rows.make_current(next(iter(self._seats)))
        self.form.field.setFocus()


def _means(wanted: list[str], words: list[str]) -> bool:
    """Say whether every word that is typed begins a word of a name."""
    return all(any(word.startswith(each) for word in words) for each in wanted)
