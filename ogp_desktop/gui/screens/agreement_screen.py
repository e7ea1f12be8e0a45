"""The reading to the room: conclusions one after another, large; what it accepts, what somebody does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui import theme
from ogp_desktop.gui.forms.ui_agreement_screen import Ui_AgreementScreen
from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.projection.projector import Projector
from ogp_desktop.gui.projection.restitution_rows import brief, point_row
from ogp_desktop.gui.projection.room_slides import conclusion_slides, question_slide
from ogp_desktop.gui.room.agreement_field import DISAGREEMENT, NOTED, RESERVES, WORDING, AgreementField, Purpose
from ogp_desktop.gui.screen import Heading, Screen
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.rows import Cell, Row
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.room.agreement import Agreed, Agreement
from ogp_desktop.services.room.course import Course
from ogp_desktop.services.room.restitution import Restitution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.projection.slides import Slide
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.room.agreement import Disagreement
    from ogp_desktop.services.room.restitution import Point
    from ogp_desktop.services.room.workshop import Record
    from ogp_desktop.settings import Settings


class AgreementScreen(Screen):
    """Enter accepts a conclusion and goes on to the next; what is typed is a disagreement with it."""

    name = "agreement"
    form: Ui_AgreementScreen
    concerned = frozenset({"conclusion", "agreement", "disagreement", "idea", "session"})
    hints = ("hint.enter_accepts", "hint.project", "hint.undo")

    left = Signal()
    door_requested = Signal()
    """The session was ended, or its papers are wanted."""
    conclusion_requested = Signal(str)
    """A conclusion is to be drawn from several ideas: a new one, or the one of this id."""

    def __init__(self, workplace: Workplace, session: Record, settings: Settings) -> None:
        super().__init__(form := Ui_AgreementScreen(), workplace)
        self._session = session
        self._reference = Reference(workplace.bench)
        self._points: dict[str, Point] = {}
        self._agreed = Agreed()
        self._noted: dict[str, Disagreement] = {}
        self._slides: dict[str, Slide] = {}
        self.field = AgreementField(workplace, session, form)
        self.field.troubled.connect(self.troubled)
        self.projector = Projector(settings, self)
        self.projector.step_requested.connect(form.rows.step)
        self.projector.changed.connect(lambda: form.projected.setText(self.projector.label))
        self.projector.told.connect(self.told)
        form.rows.set_row_height(58)
        form.noted.set_row_height(52)
        form.rows.chosen_row.connect(lambda _: self._show_chosen())
        form.rows.entered_row.connect(lambda _: self.enter())
        form.noted.entered_row.connect(lambda _: self.edit())
        form.field.returnPressed.connect(self.enter)
        form.accept.clicked.connect(self.enter)
        form.propose.clicked.connect(self._propose)
        form.conclude.clicked.connect(lambda: self.conclusion_requested.emit(""))
        form.end.clicked.connect(self.end)
        self._add_keys()

    def _add_keys(self) -> None:
        form = self.form
        self.add_key("restitution.project", "F5", self.projector.cycle, in_header=True)
        self.add_key("projection.swap", "Shift+F5", self.projector.swap)
        self.add_key("agreement.edit", "F2", self.edit)
        self.add_key("conclusion.title", "F3", form.conclude.click)
        self.add_key("agreement.reserves", "F4", lambda: self._serve(RESERVES))
        self.add_key("agreement.go_to_noted", "F6", form.noted.setFocus)
        self.add_key("conclusion.sources", "Shift+F2", lambda: self.conclusion_requested.emit(form.rows.current()))
        self.add_key("room.door", "F9", self.door_requested.emit)
        self.add_key("room.end", "Ctrl+T", self.end)
        self.add_key("agreement.back", "Esc", self.stop, in_header=True)

    def heading(self) -> Heading:
        """Return what is read, of which session."""
        event = self._reference.event
        subtitle = " · ".join([session_title(self._session), titled(event, "title", language())])
        return Heading(say("agreement.title"), subtitle, "", bool(event["demonstration"]))

    def keys_of_now(self) -> tuple[str, ...]:
        """Return what Enter does with what the field is for; once all is read, what ends the session."""
        if self.field.purpose.sort != DISAGREEMENT:
            return ("hint.enter_saves", "hint.escape_back", "hint.undo")
        if not self._points:
            return ("hint.enter_proposes", "hint.escape_back", "hint.undo")
        is_read = all(point.read_at for point in self._points.values())
        return ("hint.end" if is_read else "hint.enter_accepts", "hint.project", "hint.undo")

    def first_field(self) -> QWidget:
        """Begin in the field, where Enter accepts."""
        return self.form.field

    def retranslate(self) -> None:
        """Say again what the field is for and where it is projected."""
        self.field.retranslate()
        self.form.projected.setText(self.projector.label)

    def show_state(self) -> None:
        """Read the conclusions and what the room said of them."""
        form, bench = self.form, self.work.bench
        points = Restitution(bench).points(self._session)
        self._points = {point.id: point for point in points}
        self._agreed = Agreement(bench).of(self._session)
        self._noted = {each.id: each for each in self._agreed.disagreements}
        title = session_title(self._session)
        self._slides = {slide.point: slide for slide in conclusion_slides(title, points)}
        form.rows.show_rows(list(self._points), lambda ids: {row: point_row(self._points[row], None) for row in ids})
        if points and form.rows.current() not in self._points:
            form.rows.make_current(next((point.id for point in points if not point.read_at), points[0].id))
        form.noted.show_rows(list(self._noted), self._noted_rows)
        for widget in (form.noted, form.noted_title):
            widget.setVisible(bool(self._noted))
        read = sum(bool(point.read_at) for point in points)
        form.progress.setText(say("agreement.progress", n=read, of=len(points)) if points else "")
        form.propose.setVisible(not points)
        form.accept.setEnabled(bool(points))
        reserves = self._agreed.reserves
        form.reserves.setText(say("agreement.reserved", text=" ".join(reserves.split())) if reserves else "")
        is_done = bool(points) and read == len(points)
        theme.mark(form.accept, "kind", "" if is_done else "primary")
        theme.mark(form.end, "kind", "primary" if is_done else "")
        self._show_chosen()

    def _noted_rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: self._noted_row(self._noted[row]) for row in ids if row in self._noted}

    @staticmethod
    def _noted_row(told: Disagreement) -> Row:
        below = say("slides.sources", n=len(told.numbers), numbers=told.numbers) if told.numbers else ""
        return Row(told.id, (Cell(told.text, below=below),), lines=1)

    def _show_chosen(self) -> None:
        """Show the conclusion that is chosen, here and on the projector."""
        row = self.form.rows.current()
        slide = self._slides.get(row) or question_slide(session_title(self._session), "agreement")
        self.form.slide.show_slide(slide)
        self.projector.show_slide(slide)
        self.form.state.setText(self._state(self._points.get(row)))
        sort, about = self.field.purpose
        if not row or (sort in (DISAGREEMENT, WORDING) and about != row):
            self.field.serve(Purpose(DISAGREEMENT, row))

    def _state(self, point: Point | None) -> str:
        if point is None:
            return say("agreement.none")
        if self._agreed.agreed_at and all(each.read_at for each in self._points.values()):
            return say("agreement.given", time=self._agreed.agreed_at[11:16])
        return say("agreement.accepted_at", time=point.read_at[11:16]) if point.read_at else say("agreement.to_read")

    def _serve(self, sort: str, row: str = "") -> None:
        self.field.serve(Purpose(sort, row))
        self.form.field.setFocus()
        self.heading_changed.emit()

    # What the room says.

    def enter(self) -> None:
        """Save what was typed; where nothing was, the room accepts the conclusion: go on to the next."""
        sort = self.field.purpose.sort
        if not self.field.is_empty:
            self.field.save()
        elif sort == DISAGREEMENT:
            self._accept()
        if sort != DISAGREEMENT:
            self._serve(DISAGREEMENT, self.form.rows.current())

    def _accept(self) -> None:
        session, row = self._session, self.form.rows.current()
        point = self._points.get(row)
        if point is None:
            self._propose()
            return
        if not point.read_at:
            self.work.do(lambda bench: Agreement(bench).accept(session, row), say("agreement.accepted"))
        rows = list(self._points)
        place = rows.index(row)
        unread = [each for each in rows[place + 1 :] + rows[:place] if not self._points[each].read_at]
        if unread:
            self.form.rows.make_current(unread[0])
        elif point.read_at:
            self.told.emit(say("agreement.all_read"))

    def edit(self) -> None:
        """Put the conclusion, or the disagreement that is chosen, in other words."""
        form = self.form
        noted, point = self._noted.get(form.noted.current()), self._points.get(form.rows.current())
        if form.noted.hasFocus() and noted is not None:
            self._serve(NOTED, noted.id)
        elif point is not None:
            self._serve(WORDING, point.id)

    def _propose(self) -> None:
        session = self._session
        if not self._points:
            self.work.do(lambda bench: Restitution(bench).propose(session), say("restitution.proposed"))

    def _take_away(self) -> None:
        """Take a disagreement off, or a conclusion out."""
        form = self.form
        noted, row = form.noted.current(), form.rows.current()
        if form.noted.hasFocus() and noted in self._noted:
            gone = Saving("disagreement", noted, None)
            self.work.save(gone, lambda bench: Agreement(bench).settle(noted), say("agreement.settled"))
        elif form.rows.hasFocus() and row in self._points:
            says = say("restitution.dropped", name=brief(self._points[row].text))
            self.work.save(Saving("conclusion", row, None), lambda bench: Restitution(bench).drop(row), says)

    def stop(self) -> None:
        """Leave what is reworded; else go back."""
        if self.field.purpose.sort == DISAGREEMENT and not self.form.noted.hasFocus():
            self.left.emit()
        else:
            self._serve(DISAGREEMENT, self.form.rows.current())

    def end(self) -> None:
        """End the session; its papers are next."""
        session = self._session
        self.work.do(lambda bench: Course(bench).end(session), say("room.ended"), lambda _: self._ended())

    def _ended(self) -> None:
        if not self._is_left:
            self.door_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a conclusion with the arrows; anything that is typed goes to the field."""
        form = self.form
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            form.rows.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and not event.modifiers():
            form.rows.step(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() == Qt.Key.Key_Delete:
            self._take_away()
        elif event.text().isprintable() and event.text() and not form.field.hasFocus():
            form.field.setFocus()
            form.field.insert(event.text())
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Keep what is being typed and end the projection."""
        if not self._is_left:
            self.field.close()
            self.projector.close()
        super().leave()
