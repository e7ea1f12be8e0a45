"""Opens a room, its restitution and the pages they lead to; what is projected goes on from one to the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.pages import Pages, patient

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.gui.projection.projector import Standing
    from ogp_desktop.gui.room.counting import CountingScreen
    from ogp_desktop.services.room.workshop import Record


class RoomOpener(Pages):
    """Pages of one session; each leads back to where the person came from."""

    @patient
    def show_session(self, post: str, named: str) -> None:
        """Show the room or the restitution of a session, by its number or its id; the only one where none is named."""
        from ogp_desktop.services.room.workshop import Workshop

        workplace = self.work
        try:
            session = Workshop(workplace.bench).session(named or "0")
        except Trouble as trouble:
            self._desktop.window.tell_trouble(trouble)
            self._desktop.close_register()
            return
        (self.show_room if post == "room" else self.show_restitution)(session)

    @patient
    def show_room(self, session: Record, projected: Standing | None = None) -> None:
        """Show a room; `projected` is what the page before left on the projector."""
        from ogp_desktop.gui.screens.room_screen import RoomScreen

        self._desktop.show_again = lambda: self.show_room(session)
        screen = RoomScreen(self.work, session, self._desktop.settings)
        projector, back = screen.course.projector, partial(self.show_room, session)
        screen.course.presence_requested.connect(lambda: self.show_presence(session, projector.standing))
        screen.course.votes_requested.connect(lambda: self.show_votes(session, projector.standing))
        screen.course.agreement_requested.connect(lambda: self.show_agreement(session, back, projector.standing))
        screen.course.conclusion_requested.connect(lambda: self.show_conclusion(session, back, projector.standing))
        screen.restitution_requested.connect(lambda _: self.show_restitution(session))
        screen.door_requested.connect(lambda row: self.show_copy(lambda: self.show_room(session), row))
        screen.paper_slips_requested.connect(lambda: self.show_paper_slips(session))
        self.show(screen)
        projector.go_on(projected)

    def show_paper_slips(self, session: Record) -> None:
        """Show where a pile of paper slips is typed in."""
        from ogp_desktop.gui.screens.paper_slips_screen import PaperSlipsScreen

        screen = PaperSlipsScreen(self.work, session)
        screen.left.connect(lambda: self.show_room(session))
        self.show(screen)

    @patient
    def show_restitution(self, session: Record, projected: Standing | None = None) -> None:
        """Show the restitution of a session; `projected` is what the page before left on the projector."""
        from ogp_desktop.gui.screens.restitution_screen import RestitutionScreen

        self._desktop.show_again = lambda: self.show_restitution(session)
        screen = RestitutionScreen(self.work, session, self._desktop.settings)
        screen.room_requested.connect(lambda row: self.show_session("room", row))
        screen.group_shown.connect(lambda row: setattr(self._desktop, "show_again", lambda: self.show_session("", row)))
        screen.copy_requested.connect(lambda row: self.show_copy(lambda: self.show_session("", row), row))

        def back(projected: Standing | None = None) -> None:
            self.show_restitution(screen.session, projected)

        screen.agreement_requested.connect(lambda: self.show_agreement(screen.session, back, screen.projector.standing))
        screen.conclusion_requested.connect(
            lambda row, idea: self.show_conclusion(screen.session, back, screen.projector.standing, row, idea)
        )
        self.show(screen)
        screen.projector.go_on(projected)

    @patient
    def show_agreement(
        self, session: Record, back: Callable[[Standing | None], None], projected: Standing | None = None
    ) -> None:
        """Show the reading of the conclusions to the room; `back` shows where the person came from."""
        from ogp_desktop.gui.screens.agreement_screen import AgreementScreen

        screen = AgreementScreen(self.work, session, self._desktop.settings)
        again = partial(self.show_agreement, session, back)
        self._desktop.show_again = again
        screen.left.connect(lambda: back(screen.projector.standing))
        screen.conclusion_requested.connect(
            lambda row: self.show_conclusion(session, again, screen.projector.standing, row)
        )
        screen.door_requested.connect(lambda: self.show_copy(partial(self.show_restitution, session), session["id"]))
        self.show(screen)
        screen.projector.go_on(projected)

    @patient
    def show_conclusion(
        self,
        session: Record,
        back: Callable[[Standing | None], None],
        projected: Standing | None = None,
        row: str = "",
        idea: str = "",
    ) -> None:
        """Show a conclusion to draw from several ideas: a new one, or the one of id `row`."""
        from ogp_desktop.gui.screens.conclusion_screen import ConclusionScreen

        screen = ConclusionScreen(self.work, session, self._desktop.settings, row, idea)
        self._show_beside(screen, back, projected)

    @patient
    def show_presence(self, session: Record, projected: Standing | None = None) -> None:
        """Show who is in the room of a session."""
        from ogp_desktop.gui.screens.presence_screen import PresenceScreen

        screen = PresenceScreen(self.work, session, self._desktop.settings)
        self._show_beside(screen, partial(self.show_room, session), projected)

    @patient
    def show_votes(self, session: Record, projected: Standing | None = None) -> None:
        """Show the votes of a session."""
        from ogp_desktop.gui.screens.votes_screen import VotesScreen

        screen = VotesScreen(self.work, session, self._desktop.settings)
        self._show_beside(screen, partial(self.show_room, session), projected)

    def _show_beside(
        self, screen: CountingScreen, back: Callable[[Standing | None], None], projected: Standing | None
    ) -> None:
        """Show a page of a room; what stands on the projector goes on standing there."""
        screen.left.connect(lambda: back(screen.projector.standing))
        self.show(screen)
        screen.projector.go_on(projected)

    @patient
    def show_copy(self, back: Callable[[], object], session: str = "") -> None:
        """Show the association's copy and its verification; `back` shows where the person came from."""
        from ogp_desktop.gui.screens.copy_screen import CopyScreen

        screen = CopyScreen(self.work, session)
        screen.left.connect(back)
        self.show(screen)
