"""What leads a room: its course, what it sees on the projector, who is in it, how often each category spoke."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ogp_desktop.gui.projection.projector import Projector
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.course import Course

if TYPE_CHECKING:
    from ogp_desktop.gui.forms.ui_room_screen import Ui_RoomScreen
    from ogp_desktop.gui.projection.room_projection import RoomProjection
    from ogp_desktop.gui.screen import Screen
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.ideas.idea_list import IdeaList
    from ogp_desktop.services.room.workshop import Record
    from ogp_desktop.settings import Settings

CONCERNED = frozenset({"step", "poll", "tally", "presence", "turn", "conclusion", "disagreement"})
"""Kinds that what is shown here depends on."""
_ELSEWHERE = frozenset({"session", "allocation", "arrival", "identity", "event"})
"""Kinds of the room's own on which it depends too; ideas are not among them, but for the slides."""


class RoomCourse(QObject):
    """Stands beside what is typed; nothing here takes the focus from the editors."""

    told = Signal(str)
    ended = Signal()
    """The session was ended and its restitution is ready."""
    projecting = Signal()
    """The projector was turned on: what stands on it is to be read."""
    presence_requested = Signal()
    votes_requested = Signal()
    agreement_requested = Signal()
    conclusion_requested = Signal()
    """A conclusion is to be drawn from several ideas."""

    def __init__(self, screen: Screen, form: Ui_RoomScreen, session: Record, settings: Settings) -> None:
        super().__init__(screen)
        self._work, self._form, self._session = screen.work, form, session
        self.turns: dict[str, int] = {}
        """How often each category was counted to speak."""
        self.panel = form.course
        self.panel.lead(screen.work, session)
        self.panel.told.connect(self.told)
        self.panel.votes_requested.connect(self.votes_requested)
        self.panel.agreement_requested.connect(self.agreement_requested)
        self.projector = Projector(settings, screen)
        self.projector.told.connect(self.told)
        self.projector.changed.connect(self._show_where)
        self.projector.group_requested.connect(self.panel.next)
        self._clock = ""
        self.panel.ticked.connect(self._tick)
        form.present.clicked.connect(self.presence_requested)
        form.projected.hide()
        screen.add_key("restitution.project", "F5", self.project, in_header=True)
        screen.add_key("projection.swap", "Shift+F5", self.projector.swap)
        screen.add_key("course.next", "F8", self.panel.next)
        screen.add_key("course.back", "Shift+F8", self.panel.back)
        screen.add_key("course.extend", "Ctrl+F8", self.panel.extend)
        screen.add_key("course.method", "Ctrl+M", form.course.form.method.setFocus)
        screen.add_key("course.turn", "F10", self.count_turn)
        screen.add_key("presence.title", "Ctrl+E", self.presence_requested.emit)
        screen.add_key("agreement.title", "Ctrl+D", self.agreement_requested.emit)
        screen.add_key("conclusion.title", "F3", self.conclusion_requested.emit)

    @cached_property
    def projection(self) -> RoomProjection:
        """What stands on the projector, made when it is first turned on."""
        from ogp_desktop.gui.projection.room_projection import RoomProjection

        made = RoomProjection(self.projector, self._session)
        made.tick(self._clock)
        return made

    def _tick(self, clock: str) -> None:
        self._clock = clock
        if "projection" in vars(self):
            self.projection.tick(clock)

    def show(self, bench: Bench, ideas: IdeaList, touched: set[str]) -> None:
        """Show where the session stands, here and on the projector; nothing of what no kind `touched` concerns.

        None touched means that anything may have changed.
        """
        if not touched or touched & (CONCERNED | _ELSEWHERE):
            from ogp_desktop.services.room.presence import Presence

            presence = Presence(bench)
            self.turns = presence.turns(self._session)
            self._form.present.setText(say("room.present", n=presence.here(self._session)))
            self.panel.show_state(bench)
        if self.projector.on is not None:
            self._show_slides(bench, ideas)

    def _show_slides(self, bench: Bench, ideas: IdeaList) -> None:
        rows = ideas.ids(self._session["id"])
        found = ideas.ideas(rows)
        self.projection.show(bench, self.panel.step, [found[row] for row in rows if row in found])

    def project(self) -> None:
        """Project on the other screen; F5 again goes to the next one."""
        self.projector.cycle()
        self.projecting.emit()

    def _show_where(self) -> None:
        self._form.projected.setText(self.projector.label)
        self._form.projected.setVisible(self.projector.on is not None)

    def count_turn(self) -> None:
        """Count that the category that is chosen spoke."""
        from ogp_desktop.services.room.presence import Presence

        category, session = str(self._form.category.currentData() or ""), self._session
        if category:
            name = self._form.category.currentText()
            self._work.do(lambda bench: Presence(bench).count_turn(session, category), say("course.turned", name=name))
        else:
            self.told.emit(say("course.whose_turn"))

    def end(self) -> None:
        """End the session; where nothing is chosen to be reported, the most complete ideas are."""
        from ogp_desktop.services.room.restitution import Restitution

        session = self._session

        def ended(bench: Bench) -> str:
            moment = Course(bench).end(session)
            Restitution(bench).propose(session)
            return moment

        self._work.do(ended, say("room.ended"), lambda _: self.ended.emit())

    def leave(self) -> None:
        """End the projection and the clock."""
        self.panel.leave()
        self.projector.close()
