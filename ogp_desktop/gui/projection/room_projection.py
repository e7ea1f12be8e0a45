"""The projection of a room: slides that follow its step, its ideas and its time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.projection.room_slides import card_slides, conclusion_slides, question_slide
from ogp_desktop.services.room.polls import Polls
from ogp_desktop.services.room.restitution import Restitution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.gui.projection.projector import Projector
    from ogp_desktop.gui.projection.slides import Slide
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

_BEGINS_WITH = {"agreement": "conclusions", "votes": "cards", "results": "cards"}
"""What a step shows first; the others begin with their question."""


class RoomProjection:
    """Slides of three sorts, one after another: the question, the ideas, the conclusions."""

    def __init__(self, projector: Projector, session: Record) -> None:
        self._projector, self._session = projector, session
        self._slides: list[Slide] = []
        self._firsts: dict[str, int] = {}
        self._at, self._step, self._clock = 0, "", ""
        projector.step_requested.connect(self.step)

    @property
    def slide(self) -> Slide:
        """The slide that is shown, with the time."""
        return replace(self._slides[self._at], clock=self._clock)

    def show(self, bench: Bench, step: str, ideas: Sequence[Record]) -> None:
        """Show the state of the room; another step goes to what it begins with. `ideas` come latest first.

        The page that takes over from another stays on the slide that stood on the projector, where there is one such.
        """
        title = session_title(self._session)
        poll = Polls(bench).of(self._session)
        votes = poll.votes if poll is not None and not poll.is_open else None
        sorts = {
            "question": [question_slide(title, step)],
            "cards": card_slides(title, ideas, votes),
            "conclusions": conclusion_slides(title, Restitution(bench).points(self._session)),
        }
        self._slides = [slide for slides in sorts.values() for slide in slides]
        self._firsts = {}
        place = 0
        for sort, slides in sorts.items():
            self._firsts[sort] = place if slides else 0
            place += len(slides)
        before = self._projector.slide
        standing = replace(before, clock="") if before is not None else None
        if not self._step and standing in self._slides:
            self._at = self._slides.index(standing)
        elif step != self._step:
            self._at = self._firsts[_BEGINS_WITH.get(step, "question")]
        self._step = step
        self.step(0)

    def tick(self, clock: str) -> None:
        """Show the time that is left."""
        if clock != self._clock:
            self._clock = clock
            self.step(0)

    def step(self, by: int) -> None:
        """Go to another slide; before the room was read, what stood on the projector stays."""
        if self._slides:
            self._at = min(max(self._at + by, 0), len(self._slides) - 1)
            self._projector.show_slide(self.slide)
