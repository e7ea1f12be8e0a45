"""Room capture: problem, solution, result, Enter; the cursor is always ready for the next idea."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.forms.ui_room_screen import Ui_RoomScreen
from ogp_desktop.gui.naming import PLENARY, session_title
from ogp_desktop.gui.room import correcting
from ogp_desktop.gui.room.capture_band import CaptureBand
from ogp_desktop.gui.room.capture_drafts import EDITING, CaptureDrafts
from ogp_desktop.gui.room.capture_editors import CaptureEditors
from ogp_desktop.gui.room.correcting import AsRead, Correcting
from ogp_desktop.gui.room.hints_panel import HintsPanel
from ogp_desktop.gui.room.idea_screen import IdeaScreen
from ogp_desktop.gui.room.names_watch import NamesWatch
from ogp_desktop.gui.room.room_course import CONCERNED, RoomCourse
from ogp_desktop.gui.room.room_list import RoomList
from ogp_desktop.gui.room.saying import Saying
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.room.workshop import Record, Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.room.capture_drafts import Texts
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.ideas.idea_list import IdeaList
    from ogp_desktop.settings import Settings


class RoomScreen(IdeaScreen):
    """Three editors, what is near to what they hold, the list of what was said."""

    name = "room"
    form: Ui_RoomScreen
    shows_late = True
    concerned = CONCERNED | {"idea", "idea_link", "judgement", "session", "allocation", "arrival", "identity", "event"}
    hints = ("hint.enter_saves", "hint.tab_moves", "hint.undo")

    restitution_requested = Signal(str)
    """The room is done: the id of its session."""
    door_requested = Signal(str)
    """What the room leaves with: the id of its session."""
    paper_slips_requested = Signal()
    """A pile of paper slips is to be typed."""

    def __init__(self, workplace: Workplace, session: Record, settings: Settings) -> None:
        super().__init__(form := Ui_RoomScreen(), workplace)
        self._session = session
        self._reference = Reference(workplace.bench)
        self._names = NamesWatch(self)
        self._heard: IdeaList | None = None
        """The list of ideas of which all were told to what looks for near ones."""
        self._drafts = CaptureDrafts(workplace.bench.register.path, session["id"])
        self._list = RoomList(form, self._reference, session["id"], self.ideas_of)
        self.editors = CaptureEditors(form)
        self.band = CaptureBand(workplace, form, self._reference, session["id"])
        self.near = HintsPanel(form, workplace.bench, self._ideas_or_none, self._names.in_text)
        self._saying = Saying(workplace, session, self.editors, self.near, self._drafts)
        desk = correcting.Desk(workplace, self.editors, self.band, self.near, self._drafts, self._as_read)
        self.correcting = Correcting(desk)
        self.course = RoomCourse(self, form, session, settings)
        self._connect()
        self._add_keys()
        form.list_pages.setCurrentWidget(form.ideas)
        self.retranslate()
        self._restore()

    def _connect(self) -> None:
        form = self.form
        self.editors.entered.connect(self.save)
        self.editors.entered_again.connect(self._save_and_go_on)
        self.editors.typed.connect(self._typed)
        self.editors.shortened.connect(lambda limit: self.told.emit(say("room.shortened", n=limit)))
        form.save.clicked.connect(self.save)
        form.stop_editing.clicked.connect(self.stop)
        form.complete.clicked.connect(self.complete)
        form.filter.currentIndexChanged.connect(lambda _: self.refresh())
        form.ideas.entered_row.connect(self.edit)
        self.band.done.connect(self._back)
        self.band.turned.connect(self.heading_changed)
        self.band.told.connect(self.told)
        self.band.parked_as_typed.connect(lambda theme: self._say(theme=theme))
        self.near.left.connect(self.editors.go_back)
        self.near.part_requested.connect(self.editors.go_to)
        self.course.told.connect(self.told)
        self.course.projecting.connect(self.refresh)
        self.course.ended.connect(lambda: self.restitution_requested.emit(self._session["id"]))
        self._saying.refused.connect(self.troubled)
        self._names.known.connect(lambda: self.near.typed(self.editors.texts()))
        self.correcting.refused.connect(self.troubled)
        self.correcting.completed.connect(self._completed)

    def _add_keys(self) -> None:
        form = self.form
        self.add_key("room.edit", "F2", lambda: self.edit(form.ideas.current()))
        self.add_key("room.reopen", "Alt+Up", self._reopen_latest)
        self.add_key("room.link", "Ctrl+L", self.near.link)
        self.add_key("room.choose_hint", "Alt+Down", self.near.choose)
        self.add_key("room.turn", "Ctrl+Shift+D", self.editors.turn_over)
        self.add_key("room.go_to_list", "F6", form.ideas.setFocus)
        self.add_key("room.speaker", "F4", form.category.setFocus)
        self.add_key("room.park", "F7", self._ask_theme)
        self.add_key("room.complete_key", "F11", self.complete)
        self.add_key("room.door", "F9", lambda: self.door_requested.emit(self._session["id"]))
        self.add_key("room.paper_slips", "Ctrl+Shift+P", self.paper_slips_requested.emit)
        self.add_key("room.end", "Ctrl+T", self.course.end, in_header=True)
        self.add_escape("room.stop", self.stop)

    def heading(self) -> Heading:
        """Return the session, the room and the hour."""
        event = self._reference.event
        where = [titled(event, "title", language()), titled(self._session, "room", language())]
        subtitle, demonstration = " · ".join(filter(None, where)), bool(event["demonstration"])
        return Heading(session_title(self._session), subtitle, self._list.count, demonstration)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the steps give way before anything is cut."""
        self.course.panel.fit(event.size().height())
        super().resizeEvent(event)

    def keys_of_now(self) -> tuple[str, ...]:
        """Return the keys of what is asked, of the list, or of typing."""
        return self.band.keys_of_now() or self.hints

    def first_field(self) -> QWidget:
        """Begin with the problem."""
        return self.form.problem

    def retranslate(self) -> None:
        """Fill the choices; the one that is chosen stays so."""
        categories = self.form.category
        chosen = categories.currentData()
        categories.clear()
        categories.addItem(say("room.anonymous"), "")
        for category in self._reference.categories:
            categories.addItem(titled(category, "title", language()), category["id"])
        categories.setCurrentIndex(max(0, categories.findData(chosen)))
        if self._session["sort"] == PLENARY:
            self.form.problem_label.setText(say("room.question"))
            self.form.solution_label.setText(say("room.answer"))
            self.form.result_column.hide()
        self.course.panel.retranslate()
        self._list.retranslate()
        self.band.retranslate()
        self.near.retranslate()

    def show_state(self) -> None:
        """List the ideas; take note of those that may be near to what is typed."""
        touched_kinds = set(self._touched)
        if touched_kinds & {"arrival", "identity", "event"}:
            self._names.forget()
        ideas, touched = self.follow()
        self.near.heard((touched or ()) if ideas is self._heard else ideas.ids(self._session["id"]))
        self._heard = ideas
        self.course.show(self.work.bench, ideas, touched_kinds)
        self._list.show(ideas, None if "idea_link" in touched_kinds else touched, self.course.turns)
        if not self.has_shown:
            QTimer.singleShot(0, self, lambda: self._tell_found(self._has_found))

    def _ideas_or_none(self, ids: Sequence[str]) -> dict[str, Record] | None:
        """Return ideas; None while a commit is being written."""
        found = self._ideas
        return self.read(lambda: found.ideas(ids), None) if found else None

    # Capture.

    def _typed(self, part: str) -> None:
        self._drafts.keep(self.correcting.row, part, self.editors.text(part))
        self.near.typed(self.editors.texts())

    def save(self) -> None:
        """Save the idea, or the correction; the editors are free at once, the text is kept until it is durable."""
        if self.band.asks:
            self.band.answer()
        elif self.correcting.row:
            self.correcting.save()
        elif not self.editors.is_empty:
            self._say()
        else:
            self.told.emit(say("room.nothing_yet"))

    def _say(self, again: Texts | None = None, theme: str = "") -> None:
        self._saying.save(str(self.form.category.currentData() or ""), again, theme)

    def _save_and_go_on(self) -> None:
        """Save, and begin another solution of the same problem."""
        texts = self.editors.texts()
        if self.correcting.row or self.band.asks or not texts["problem"].strip():
            self.save()
        else:
            self._say({"problem": texts["problem"]})

    # Correction, completion.

    def edit(self, row: str) -> None:
        """Take an idea into the editors to correct it; what was being typed is set aside."""
        if row:
            self.correcting.edit(row)

    def _as_read(self, row: str) -> list[AsRead | None]:
        found, nothing = self._ideas, list[AsRead | None]()
        return self.read(lambda: [AsRead.of(self.work.bench, found, row)], nothing)

    def complete(self) -> None:
        """Go through the ideas that miss something, the first one first."""
        rows = self._ideas.ids(self._session["id"], "incomplete", latest_first=False) if self._ideas else []
        if rows:
            self._list.choose("incomplete")
            self.correcting.complete(rows)
        else:
            self.told.emit(say("room.nothing_to_complete"))

    def _completed(self) -> None:
        self._list.choose("all")
        self.told.emit(say("room.completed"))

    def stop(self) -> bool:
        """Leave what is asked, chosen, corrected or completed, in this order; what was typed before is there again."""
        if self.band.asks or self.form.hints.hasFocus():
            self._back()
            return True
        if self.correcting.completes:
            self._list.choose("all")
        leaves = bool(self.correcting.row) or not self.editors.have_focus
        self.correcting.stop()
        self.editors.go_to("problem")
        return leaves

    def _back(self) -> None:
        """Go back to where one was typing."""
        self.correcting.tell()
        self.editors.go_back()

    # Withdrawal, another room's idea.

    def ask_reason(self, row: str) -> None:
        """Ask why an idea is withdrawn."""
        idea = self.ideas_of([row]).get(row) if row else None
        if idea is not None and not idea["withdrawn_at"]:
            self.band.ask_reason(row, self._number_of(row))

    def _number_of(self, row: str) -> str:
        return self._ideas.number(row) if self._ideas else ""

    def _ask_theme(self) -> None:
        """Ask for which room an idea is: the chosen one, the one that is corrected, or the one that is typed."""
        row = self.form.ideas.current() if self.form.ideas.hasFocus() else self.correcting.row
        idea = self.ideas_of([row]).get(row) if row else None
        if idea is None and self.editors.is_empty:
            self.told.emit(say("room.nothing_yet"))
        elif not row or (idea is not None and not idea["withdrawn_at"]):
            self.band.ask_theme(row, self._number_of(row), (idea or {}).get("theme") or "")

    # Keys and drafts.

    def _reopen_latest(self) -> None:
        if self.correcting.completes:
            self.correcting.go_on(-1)
        elif self._ideas and (latest := self._ideas.latest(self._session["id"])):
            self.edit(latest)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete on the list withdraws, Enter on the themes answers; letters typed on a list go back to the editor."""
        form = self.form
        if event.key() == Qt.Key.Key_Delete and form.ideas.hasFocus():
            self.ask_reason(form.ideas.current())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and form.theme.hasFocus():
            self.band.answer()
        elif (form.ideas.hasFocus() or form.hints.hasFocus()) and event.text() and event.text().isprintable():
            self.editors.take_letter(event.text())
        else:
            super().keyPressEvent(event)

    def _restore(self) -> None:
        """Put back what was being typed, and what was being corrected."""
        workshop = Workshop(self.work.bench)
        texts = self._drafts.found_again(lambda pending: workshop.is_said(self._session, pending))
        if any(texts.values()):
            self.editors.put(texts)
        self._has_found = any(texts.values())
        for place in self._drafts.left(EDITING)[:1]:
            correction = self._drafts.texts(place)
            self.follow()
            self.edit(place.removeprefix(EDITING))
            if self.correcting.row:
                self.editors.put(correction)

    def _tell_found(self, has_texts: bool) -> None:
        if said := self._drafts.said_of_a_crash(has_texts, self._list.count):
            self.told.emit(said)

    def leave(self) -> None:
        """Keep what is being typed and end."""
        if not self._is_left:
            self._drafts.keeper.close()
            self.near.close()
            self.course.leave()
        super().leave()
