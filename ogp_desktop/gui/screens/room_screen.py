"""Room capture: problem, solution, result, Enter; the cursor is always ready for the next idea."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.drafts_keeper import DraftsKeeper
from ogp_desktop.gui.forms.ui_room_screen import Ui_RoomScreen
from ogp_desktop.gui.idea_rows import idea_row
from ogp_desktop.gui.idea_screen import IdeaScreen
from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.category_bars import Bar
from ogp_desktop.services.desk import Desk
from ogp_desktop.services.reference import Reference
from ogp_desktop.services.workshop import PARTS, Record, Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.widgets.idea_edit import IdeaEdit
    from ogp_desktop.gui.widgets.row_view import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.idea_list import State

SAVING = "saving-"
"""Drafts of what is being saved: kept under a name of their own until it is durable."""
EDITING = "editing-"
"""Drafts of a correction, under the id of its idea."""
FILTERS: tuple[State, ...] = ("all", "incomplete", "linked")


class RoomScreen(IdeaScreen):
    """Three editors, the list of what was said, who spoke."""

    name = "room"
    form: Ui_RoomScreen
    concerned = frozenset({"idea", "idea_link", "session", "allocation", "arrival"})
    way_out = "room.finish"
    hints = ("hint.enter_saves", "hint.tab_moves", "hint.undo")

    restitution_requested = Signal(str)
    """The room is done: the id of its session."""
    door_requested = Signal(str)
    """What the room leaves with: the id of its session."""
    paper_slips_requested = Signal()
    """A pile of paper slips is to be typed."""

    def __init__(self, workplace: Workplace, session: Record) -> None:
        super().__init__(form := Ui_RoomScreen(), workplace)
        self._session = session
        self._reference = Reference(workplace.bench)
        self._editing = ""
        self._withdrawing = ""
        self._seen: dict[str, list[str]] = {}
        self._opened: dict[str, str] = {}
        self._set_aside: dict[str, str] = {}
        self._saves = 0
        self._drafts = DraftsKeeper(workplace.bench.register.path)
        form.ideas.set_row_height(58)
        for part, editor in self._editors().items():
            editor.entered.connect(self.save)
            editor.entered_again.connect(self._save_and_go_on)
            editor.textChanged.connect(lambda each=part: self._keep_draft(each))
            editor.shortened.connect(lambda limit: self.told.emit(say("room.shortened", n=limit)))
        form.save.clicked.connect(self.save)
        form.stop_editing.clicked.connect(self.stop)
        form.reason.returnPressed.connect(self._withdraw)
        form.filter.currentIndexChanged.connect(lambda _: self.refresh())
        form.ideas.entered_row.connect(self.edit)
        self.add_key("room.edit", "F2", lambda: self.edit(form.ideas.current()))
        self.add_key("room.reopen", "Alt+Up", self._reopen_latest)
        self.add_key("room.turn", "Ctrl+Shift+D", self._turn_over)
        self.add_key("room.go_to_list", "F6", form.ideas.setFocus)
        self.add_key("room.speaker", "F4", form.category.setFocus)
        self.add_key("room.end", "Ctrl+T", lambda: self.restitution_requested.emit(session["id"]), in_header=True)
        self.add_key("room.door", "F9", lambda: self.door_requested.emit(session["id"]))
        self.add_key("room.paper_slips", "Ctrl+Shift+P", self.paper_slips_requested.emit)
        self.add_key("room.stop", "Esc", self.stop)
        form.editing_band.hide()
        self.retranslate()
        self._restore()

    def _editors(self) -> dict[str, IdeaEdit]:
        return {part: getattr(self.form, part) for part in PARTS}

    def heading(self) -> Heading:
        """Return the session, the room and the hour."""
        event = self._reference.event
        where = [titled(event, "title", language()), titled(self._session, "room", language())]
        count = self._ideas.count(self._session["id"]) if self._ideas else 0
        counter = say("room.count", n=count)
        return Heading(
            session_title(self._session), " · ".join(filter(None, where)), counter, bool(event["demonstration"])
        )

    def first_field(self) -> QWidget:
        """Begin with the problem."""
        return self.form.problem

    def retranslate(self) -> None:
        """Fill the choices; the one that is chosen stays so."""
        form = self.form
        chosen, shown = form.category.currentData(), form.filter.currentData()
        form.category.clear()
        form.category.addItem(say("room.anonymous"), "")
        for category in self._reference.categories:
            form.category.addItem(titled(category, "title", language()), category["id"])
        form.category.setCurrentIndex(max(0, form.category.findData(chosen)))
        form.filter.blockSignals(True)
        form.filter.clear()
        for state in FILTERS:
            form.filter.addItem(say(f"room.filter.{state}"), state)
        form.filter.setCurrentIndex(max(0, form.filter.findData(shown)))
        form.filter.blockSignals(False)
        form.course_text.setText(say("room.course_text"))

    def show_state(self) -> None:
        """List the ideas, count who spoke."""
        form, session = self.form, self._session["id"]
        ideas, touched = self.follow()
        ids = ideas.ids(session, form.filter.currentData() or "all")
        everything = ideas.count(session)
        form.ideas.show_rows(ids, self._rows, touched=touched)
        form.list_pages.setCurrentWidget(form.ideas if everything else form.empty_page)
        count = say("room.count", n=everything)
        form.list_count.setText(f"{count} · {say('room.complete', n=ideas.complete(session))}")
        self._show_speaking()

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: idea_row(idea) for row, idea in self.ideas_of(ids).items()}

    def _show_speaking(self) -> None:
        counts = self._ideas.spoken(self._session["id"]) if self._ideas else {}
        bars = [Bar(titled(c, "title", language()), counts.get(c["id"], 0)) for c in self._reference.categories]
        bars.append(Bar(say("room.anonymous"), counts.get("", 0)))
        self.form.speaking.show_bars(tuple(sorted((bar for bar in bars if bar.count), key=lambda bar: -bar.count)))

    # Capture.

    def texts(self) -> dict[str, str]:
        """Return what stands in the editors."""
        return {part: editor.toPlainText() for part, editor in self._editors().items()}

    def _put(self, texts: dict[str, str], focus: str = "problem") -> None:
        for part, editor in self._editors().items():
            editor.set_text(texts.get(part) or "")
        self._editors()[focus].setFocus()

    def save(self) -> None:
        """Save the idea, or the correction; the editors are free at once, the text is kept until it is durable."""
        if self._withdrawing:
            self._withdraw()
            return
        texts = self.texts()
        if not any(text.strip() for text in texts.values()):
            self.told.emit(say("room.nothing_yet"))
            return
        if self._editing:
            self._save_correction(self._editing, texts)
        else:
            self._save_new(texts)

    def _save_new(self, texts: dict[str, str], again: dict[str, str] | None = None) -> None:
        session, category = self._session, str(self.form.category.currentData() or "")
        self._saves += 1
        kept = f"{SAVING}{self._saves}"
        self._keep_texts(kept, texts)
        self._put(again or {}, "solution" if again else "problem")

        def add(bench: Bench) -> str:
            return Workshop(bench).add(session, texts, category, Desk(bench).moment(None))

        def saved(_: str) -> None:
            self._keep_texts(kept, {})

        def refused(trouble: Trouble) -> None:
            self._give_back(texts, trouble)
            self._keep_texts(kept, {})

        self.work.do(add, say("room.saved"), saved, refused)

    def _save_and_go_on(self) -> None:
        """Save, and begin another solution of the same problem."""
        texts = self.texts()
        if self._editing or not texts["problem"].strip():
            self.save()
        else:
            self._save_new(texts, {"problem": texts["problem"]})

    def _give_back(self, texts: dict[str, str], trouble: Trouble) -> None:
        """Put the text back where it was typed: a save that was refused loses nothing."""
        standing = self.texts()
        for part, editor in self._editors().items():
            if texts[part] and texts[part] != standing[part]:
                editor.set_text("\n".join(filter(None, [texts[part], standing[part]])))
        self.troubled.emit(trouble)

    # Correction, withdrawal.

    def edit(self, row: str) -> None:
        """Take an idea into the editors to correct it; what was being typed is set aside."""
        idea = self.ideas_of([row]).get(row) if row else None
        if idea is None or idea["withdrawn_at"]:
            return
        if not self._editing:
            self._set_aside = self.texts()
        self._editing = row
        self._opened = {part: idea[part] or "" for part in PARTS}
        self._seen = self.read(lambda: Workshop(self.work.bench).seen(idea), {})
        self._show_band(say("room.correcting", number=str(idea["number"])), False)
        self._put(self._opened)

    def _save_correction(self, row: str, texts: dict[str, str]) -> None:
        seen = self._seen or None
        changed = {part: text for part, text in texts.items() if text != self._opened[part]}
        number = self._number_of(row)
        self.stop()
        if not changed:
            return

        kept = f"{EDITING}{row}"
        self._keep_texts(kept, texts)

        def correct(bench: Bench) -> None:
            Workshop(bench).edit(row, changed, seen)

        def corrected(_: None) -> None:
            if self._editing != row:
                self._keep_texts(kept, {})

        def refused(trouble: Trouble) -> None:
            self._give_back(texts, trouble)
            corrected(None)

        self.work.do(correct, say("room.corrected", number=number), corrected, refused)

    def _number_of(self, row: str) -> str:
        found = self.ideas_of([row]).get(row)
        return str(found["number"]) if found else ""

    def ask_reason(self, row: str) -> None:
        """Ask why an idea is withdrawn; its number, the hour and the reason stay."""
        idea = self.ideas_of([row]).get(row) if row else None
        if idea is None or idea["withdrawn_at"]:
            return
        self._withdrawing = row
        self._show_band(say("room.withdrawing", number=str(idea["number"])), True)
        self.form.reason.clear()
        self.form.reason.setFocus()

    def _withdraw(self) -> None:
        row, reason = self._withdrawing, self.form.reason.text()
        if not reason.strip():
            self.told.emit(say("room.reason_needed"))
            return
        number = self._number_of(row)
        self.stop()

        def withdraw(bench: Bench) -> None:
            Workshop(bench).withdraw(row, reason, Desk(bench).moment(None))

        self.work.do(withdraw, say("room.withdrawn", number=number))

    def stop(self) -> None:
        """Leave the correction or the withdrawal; what was being typed before is there again."""
        editing, self._editing, self._withdrawing = self._editing, "", ""
        if editing:
            self._put(self._set_aside)
            self._keep_texts(f"{EDITING}{editing}", {})
        self._set_aside = {}
        self.form.editing_band.hide()
        self.form.problem.setFocus()

    def _show_band(self, sentence: str, with_reason: bool) -> None:
        self.form.editing_text.setText(sentence)
        self.form.reason.setVisible(with_reason)
        self.form.editing_band.show()

    def _reopen_latest(self) -> None:
        if self._ideas and (latest := self._ideas.latest(self._session["id"])):
            self.edit(latest)

    def _turn_over(self) -> None:
        for editor in self._editors().values():
            if editor.hasFocus():
                editor.turn_over()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete on the list withdraws; letters typed there go back to the problem."""
        form = self.form
        if event.key() == Qt.Key.Key_Delete and form.ideas.hasFocus():
            self.ask_reason(form.ideas.current())
        elif form.ideas.hasFocus() and event.text() and event.text().isprintable():
            form.problem.setFocus()
            form.problem.insertPlainText(event.text())
        else:
            super().keyPressEvent(event)

    # Drafts.

    def _keep_draft(self, part: str) -> None:
        place = f"{EDITING}{self._editing}" if self._editing else ""
        self._drafts.keep(self._field(part, place), self._editors()[part].toPlainText())

    def _field(self, part: str, place: str = "") -> str:
        return "/".join(filter(None, [self._session["id"], place, part]))

    def _keep_texts(self, place: str, texts: dict[str, str]) -> None:
        for part in PARTS:
            self._drafts.keep(self._field(part, place), texts.get(part, ""))

    def _restore(self) -> None:
        """Put back what was being typed, and what was being saved and did not become an idea."""
        texts = self._kept("")
        for place in self._left(SAVING):
            pending = self._kept(place)
            self._keep_texts(place, {})
            if not Workshop(self.work.bench).is_said(self._session, pending):
                texts = {part: "\n".join(filter(None, [pending[part], texts[part]])) for part in PARTS}
        if any(texts.values()):
            self._put(texts)
            self.told.emit(say("room.restored"))
        for place in self._left(EDITING)[:1]:
            correction = self._kept(place)
            self.follow()
            self.edit(place.removeprefix(EDITING))
            if self._editing:
                self._put(correction)

    def _kept(self, place: str) -> dict[str, str]:
        kept = self._drafts.texts()
        return {part: kept.get(self._field(part, place), "") for part in PARTS}

    def _left(self, sort: str) -> list[str]:
        begins = f"{self._session['id']}/{sort}"
        return sorted({field.split("/")[1] for field in self._drafts.texts() if field.startswith(begins)})

    def leave(self) -> None:
        """Keep what is being typed and end."""
        if not self._is_left:
            self._drafts.close()
        super().leave()
