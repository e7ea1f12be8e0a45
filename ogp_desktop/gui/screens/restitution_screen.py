"""Restitution: choose and reword what the room reports back; the slides are ready all the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.forms.ui_restitution_screen import Ui_RestitutionScreen
from ogp_desktop.gui.naming import ratio, session_title
from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.projection.projector import Projector
from ogp_desktop.gui.projection.restitution_rows import brief, idea_row, point_row
from ogp_desktop.gui.projection.rewording import Rewording
from ogp_desktop.gui.projection.room_turn import RoomTurn
from ogp_desktop.gui.projection.slides import Slide, slides_of
from ogp_desktop.gui.screen import Heading, Screen
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.room.restitution import PROPOSED, Point, Restitution, headline
from ogp_desktop.services.room.workshop import Record, Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.settings import Settings


_CHOICE = "choice"
"""What is being saved of an idea that is to be told."""


class RestitutionScreen(Screen):
    """Points on one side, the slide on the other; F5 projects."""

    name = "restitution"
    form: Ui_RestitutionScreen
    concerned = frozenset({"idea", "conclusion", "session", "allocation", "arrival", "step", "disagreement"})
    hints = ("hint.space_chooses", "hint.project", "hint.undo")

    room_requested = Signal(str)
    """Back to the room: the id of its session."""
    copy_requested = Signal(str)
    """The association's copy of this session."""
    agreement_requested = Signal()
    """The conclusions are to be read to the room."""
    conclusion_requested = Signal(str, str)
    """A conclusion is to be drawn from several ideas: the one that stands, or the idea it begins with."""
    group_shown = Signal(str)
    """Another room reports back: the id of its session."""

    def __init__(self, workplace: Workplace, session: Record, settings: Settings) -> None:
        super().__init__(form := Ui_RestitutionScreen(), workplace)
        self._session = session
        self._reference = Reference(workplace.bench)
        self._points: dict[str, Point] = {}
        self._ideas: dict[str, Record] = {}
        self._slides: list[Slide] = [Slide("", "")]
        self._at = 0
        self.rewording = Rewording(self, form)
        self.turn = RoomTurn(self, form)
        self.projector = Projector(settings, self)
        self.projector.step_requested.connect(self.step)
        self.projector.group_requested.connect(self.next_group)
        self.projector.changed.connect(self._show_projected)
        self.projector.told.connect(self.told)
        form.points.set_row_height(58)
        form.points.toggled_row.connect(self._toggle)
        form.points.entered_row.connect(self._toggle)
        form.points.chosen_row.connect(self._show_chosen)
        form.propose.clicked.connect(self._propose)
        form.previous.clicked.connect(lambda: self.step(-1))
        form.next.clicked.connect(lambda: self.step(1))
        form.copy.clicked.connect(lambda: self.copy_requested.emit(self._session["id"]))
        form.groups.chosen.connect(self.show_group)
        self.add_key("restitution.project", "F5", self.project, in_header=True)
        self.add_key("projection.swap", "Shift+F5", self.projector.swap)
        self.add_key("restitution.room", "F7", lambda: self.room_requested.emit(self._session["id"]), in_header=True)
        self.add_key("closing.next", "F8", self.next_group)
        self.add_key("restitution.copy", "F9", form.copy.click)
        self.add_key("restitution.reword", "F2", self._reword)
        self.add_key("conclusion.title", "F3", self._conclude)
        self.add_key("conclusion.sources", "Shift+F2", self._choose_sources)
        self.add_key("agreement.title", "Ctrl+D", self.agreement_requested.emit)
        self.add_key("restitution.earlier", "Alt+Up", lambda: self._move(-1))
        self.add_key("restitution.later", "Alt+Down", lambda: self._move(1))
        self.add_key("restitution.next", "PgDown", lambda: self.step(1))
        self.add_key("restitution.previous", "PgUp", lambda: self.step(-1))
        self.add_key("restitution.propose", "F6", self._propose)
        self.add_escape("restitution.stop", self.rewording.stop)

    @property
    def session(self) -> Record:
        """The session that is told."""
        return self._session

    def heading(self) -> Heading:
        """Return the session and how many points are told."""
        event = self._reference.event
        title = say("restitution.titled", title=session_title(self._session))
        counts = [say("room.count", n=len(self._ideas)), say("restitution.told", n=len(self._points))]
        return Heading(
            title, " · ".join([titled(event, "title", language()), *counts]), "", bool(event["demonstration"])
        )

    def keys_of_now(self) -> tuple[str, ...]:
        """Return the keys of the list, or of the line where a point is reworded."""
        return ("hint.enter_keeps", "hint.escape_back", "hint.undo") if self.rewording.row else self.hints

    def first_field(self) -> QWidget:
        """Begin on the list."""
        return self.form.points

    def show_state(self) -> None:
        """List points, then ideas that could become one; rebuild the slides."""
        bench = self.work.bench
        restitution = Restitution(bench)
        points = restitution.points(self._session)
        candidates = restitution.candidates(self._session)
        self._points = {point.id: point for point in points}
        self._ideas = {
            idea["id"]: idea for idea in Workshop(bench).ideas(self._session["id"]) if not idea["withdrawn_at"]
        }
        form = self.form
        form.points.show_rows([*self._points, *(idea["id"] for idea in candidates)], self._rows)
        if not form.points.current():
            form.points.step(0)
        form.points_count.setText(say("restitution.chosen", n=len(points)))
        form.proposal.setVisible(not points and bool(candidates))
        form.proposal_text.setText(say("restitution.proposal", n=min(PROPOSED, len(candidates))))
        present = People(bench).present_in(self._session)
        event = titled(self._reference.event, "title", language())
        self._slides = slides_of(session_title(self._session), event, points, len(self._ideas), len(present))
        if self._at == 0 and not self.turn.has_begun:
            self._show_chosen(form.points.current())
        self._show_slide(self._at)
        self.turn.show(bench, self._session, len(points))

    def show_group(self, row: str) -> None:
        """Let another room report back, on the same projector."""
        group = self.turn.groups.get(row)
        if group is None:
            return
        self.rewording.put_aside()
        self._session, self._at = group.session, 0
        self.turn.end()
        self.refresh()
        self._show_slide(0)
        self.group_shown.emit(row)
        if self.projector.on is not None:
            self.turn.begin(self._session)

    def next_group(self) -> None:
        """Let the next room report back; after the last, the first that has not."""
        if row := self.turn.next(self._session):
            self.show_group(row)
        else:
            self.told.emit(say("closing.all_told"))

    def retranslate(self) -> None:
        """Say the keys of the projection again."""
        self._show_projected()

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: self._row(row) for row in ids if row in self._points or row in self._ideas}

    def _row(self, row: str) -> Row:
        point = self._points.get(row)
        return point_row(point) if point is not None else idea_row(self._ideas[row])

    # Choosing.

    def _toggle(self, row: str) -> None:
        """Tell an idea, or a point no more; a key that comes twice before that is saved says it once."""
        openings, session = self.work.openings, self._session
        if openings.is_saving(_CHOICE, row) or openings.is_going("conclusion", row):
            return
        if row in self._points:
            says = say("restitution.dropped", name=brief(self._points[row].text))
            self.work.save(Saving("conclusion", row, None), lambda bench: Restitution(bench).drop(row), says)
        elif row in self._ideas:
            idea = self._ideas[row]
            says = say("restitution.added", name=brief(headline(idea)))
            saving = Saving(_CHOICE, row, {})
            self.work.save(saving, lambda bench: Restitution(bench).choose(session, [idea]), says)

    def _conclude(self) -> None:
        """Draw a conclusion from several ideas, the one that is chosen first."""
        row = self.form.points.current()
        self.conclusion_requested.emit("", row if row in self._ideas else "")

    def _choose_sources(self) -> None:
        """Choose what the point is drawn from."""
        row = self.form.points.current()
        if row in self._points:
            self.conclusion_requested.emit(row, "")

    def _propose(self) -> None:
        session = self._session
        if not self._points:
            self.work.do(lambda bench: Restitution(bench).propose(session), say("restitution.proposed"))

    def _move(self, by: int) -> None:
        row, session = self.form.points.current(), self._session
        if row in self._points:
            self.work.do(lambda bench: Restitution(bench).move(session, row, by), say("restitution.moved"))

    def _reword(self) -> None:
        row = self.form.points.current()
        if row in self._points:
            self.rewording.open(row)

    # Slides.

    @property
    def slide(self) -> Slide:
        """The slide that is shown."""
        return self._slides[self._at]

    def step(self, by: int) -> None:
        """Go to another slide, here and on the projector."""
        self._show_slide(self._at + by)
        if self.slide.point:
            self.form.points.make_current(self.slide.point)

    def _show_chosen(self, row: str) -> None:
        place = next((place for place, slide in enumerate(self._slides) if slide.point == row), None)
        if place is not None and row:
            self._show_slide(place)

    def _show_slide(self, place: int) -> None:
        self._at = min(max(place, 0), len(self._slides) - 1)
        self.form.slide.show_slide(self.slide)
        self.form.place.setText(ratio(self._at + 1, len(self._slides)))
        self.projector.show_slide(self.slide)

    def project(self) -> None:
        """Project on the other screen; F5 again goes to the next one; the turn of the room begins."""
        self.projector.cycle()
        if not self.turn.has_begun:
            self.turn.begin(self._session)

    def _show_projected(self) -> None:
        self.form.projected.setText(self.projector.label)
        if self.projector.on is None:
            self.form.points.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move in the list with the arrows that remain; Delete leaves a point out."""
        if event.key() == Qt.Key.Key_Delete and self.form.points.current() in self._points:
            self._toggle(self.form.points.current())
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            self.form.points.setFocus()
            self.form.points.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """End the projection; keep what is being typed."""
        if not self._is_left:
            self.rewording.leave()
        super().leave()
        self.turn.end()
        self.projector.close()
