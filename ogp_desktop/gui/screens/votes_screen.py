"""The votes of a room, counted by hands or dots: a number and Enter for each idea; totals once the poll is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.numbers import western_digits
from ogp_desktop.gui.room.counting import CountingScreen, Words
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.room.polls import MOST, Poll, Polls
from ogp_desktop.services.room.restitution import headline
from ogp_desktop.services.room.workshop import Record, Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.settings import Settings


class VotesScreen(CountingScreen):
    """The ideas of the room in the order of their numbers: a report is never ordered by votes."""

    name = "votes"
    concerned = frozenset({"idea", "poll", "tally"})
    words = Words("votes.title", "votes.field", "votes.rows", "votes.hint", "votes.finish")
    hints = ("hint.enter_counts", "hint.escape_back", "hint.undo")

    def __init__(self, workplace: Workplace, session: Record, settings: Settings) -> None:
        self._ideas: dict[str, Record] = {}
        self._poll: Poll | None = None
        super().__init__(workplace, session, settings)

    def keys_of_now(self) -> tuple[str, ...]:
        """Return what counts, and of a closed vote what opens it again."""
        is_open = self._poll is not None and self._poll.is_open
        return ("hint.enter_counts" if is_open else "hint.reopens", *self.hints[1:])

    def show_state(self) -> None:
        """Read the ideas and what was counted."""
        ideas = Workshop(self.work.bench).ideas(self._session["id"])
        self._ideas = {idea["id"]: idea for idea in ideas if not idea["withdrawn_at"]}
        self._poll = poll = Polls(self.work.bench).of(self._session)
        form = self.form
        form.rows.show_rows(list(self._ideas), self._rows)
        if self._ideas and not form.rows.current():
            form.rows.step(0)
        counted = len(poll.votes) if poll else 0
        is_open = poll is not None and poll.is_open
        told = say("votes.counted", n=counted, of=len(self._ideas))
        form.told.setText(" · ".join([told, say("votes.hidden" if is_open else "votes.closed")]))
        form.field.setEnabled(is_open)
        form.finish.setText(say("votes.finish" if is_open else "votes.reopen"))

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: self._row(self._ideas[row]) for row in ids if row in self._ideas}

    def _row(self, idea: Record) -> Row:
        poll = self._poll
        number = Cell(f"{idea['letter'] or ''}{idea['number']}", share=0, width=40, pixels=13, color="text2")
        chips: tuple[Chip, ...] = ()
        if poll is not None and idea["id"] in poll.votes:
            votes = poll.votes[idea["id"]]
            told = say("votes.noted") if poll.is_open else say("slides.votes", n=votes)
            chips = (Chip(told, "result", "result_tint"),)
        return Row(idea["id"], (number, Cell(headline(idea))), chips)

    def enter(self) -> None:
        """Note the number that was typed for the idea that is chosen, and go on to the next."""
        form, session = self.form, self._session
        row, typed = form.rows.current(), western_digits(form.field.text()).strip()
        if not row or not typed:
            return
        if not typed.isascii() or not typed.isdigit() or int(typed) > MOST:
            self.told.emit(say("votes.no_number", most=MOST))
            form.field.selectAll()
            return
        votes, number = int(typed), str(self._ideas[row]["number"])
        form.field.clear()
        form.rows.step(1)

        def refused(trouble: Trouble) -> None:
            if not form.field.text():
                form.rows.make_current(row)
                form.field.setText(typed)
            self.troubled.emit(trouble)

        says = say("votes.said", number=number)
        self.work.do(lambda bench: Polls(bench).count(session, row, votes), says, failed=refused)

    def finish(self) -> None:
        """Close the poll: totals are shown; or open it again."""
        session, poll = self._session, self._poll
        if self.form.field.text().strip() and poll is not None and poll.is_open:
            self.enter()  # what was typed for the last idea counts too
            if self.form.field.text():
                return
        if poll is None or not poll.is_open:
            method = poll.method if poll else "hands"
            self.work.do(lambda bench: Polls(bench).open(session, method), say("votes.reopened"))
        else:
            self.work.do(lambda bench: Polls(bench).close(session), say("votes.ended"))
