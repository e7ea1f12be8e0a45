"""The list of what a room said, as it is filtered, with its counts and who spoke."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.room.idea_rows import idea_notes, idea_row
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.category_bars import Bar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ogp_desktop.gui.forms.ui_room_screen import Ui_RoomScreen
    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.services.event.reference import Reference
    from ogp_desktop.services.ideas.idea_list import IdeaList, State
    from ogp_desktop.services.room.workshop import Record

FILTERS: tuple[State, ...] = ("all", "incomplete", "linked", "withdrawn", "parked")
ROW_HEIGHT = 58


class RoomList:
    """Shows the ideas of one session."""

    def __init__(
        self,
        form: Ui_RoomScreen,
        reference: Reference,
        session: str,
        ideas_of: Callable[[Sequence[str]], dict[str, Record]],
    ) -> None:
        self._form, self._reference, self._session, self._ideas_of = form, reference, session, ideas_of
        self._ideas: IdeaList | None = None
        self.count = ""
        """How many ideas there are, in words; nothing before they were read."""
        form.ideas.set_row_height(ROW_HEIGHT)

    def retranslate(self) -> None:
        """Fill the filters; the one that is chosen stays so."""
        filters = self._form.filter
        chosen = filters.currentData()
        filters.blockSignals(True)
        filters.clear()
        for state in FILTERS:
            filters.addItem(say(f"room.filter.{state}"), state)
        filters.setCurrentIndex(max(0, filters.findData(chosen)))
        filters.blockSignals(False)

    def choose(self, state: State) -> None:
        """Show only ideas in a state."""
        self._form.filter.setCurrentIndex(self._form.filter.findData(state))

    def show(self, ideas: IdeaList, touched: set[str] | None, turns: dict[str, int]) -> None:
        """Show the ideas as they stand; `touched` are those that are painted anew, all when None.

        Who spoke is told by category: each idea, and the `turns` that were counted besides.
        """
        form, session = self._form, self._session
        self._ideas = ideas
        everything = ideas.count(session)
        form.ideas.show_rows(ideas.ids(session, form.filter.currentData() or "all"), self._rows, touched=touched)
        form.list_pages.setCurrentWidget(form.ideas if everything else form.empty_page)
        self.count = say("room.count", n=everything)
        form.list_count.setText(f"{self.count} · {say('room.complete', n=ideas.complete(session))}")
        self._show_speaking(Counter(ideas.spoken(session)) + Counter(turns))

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: idea_row(idea, notes=self._notes(idea)) for row, idea in self._ideas_of(ids).items()}

    def _notes(self, idea: Record) -> str:
        if self._ideas is None:
            return ""
        theme = self._reference.title("theme", idea, language())
        return idea_notes(idea, self._ideas.links(idea["id"]), self._ideas.number, theme)

    def _show_speaking(self, counts: Counter[str]) -> None:
        bars = [Bar(titled(c, "title", language()), counts[c["id"]]) for c in self._reference.categories]
        bars.append(Bar(say("room.anonymous"), counts[""]))
        self._form.speaking.show_bars(tuple(sorted((bar for bar in bars if bar.count), key=lambda bar: -bar.count)))
