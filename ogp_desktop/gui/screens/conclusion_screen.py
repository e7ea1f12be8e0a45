"""A conclusion drawn from several ideas: tick them, say in a few words what they have in common, Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ogp_desktop.gui.field_drafts import FieldDrafts
from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.projection.restitution_rows import idea_row
from ogp_desktop.gui.room.counting import CountingScreen, Words
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.restitution import Restitution
from ogp_desktop.services.room.workshop import PARTS, Record, Workshop, short_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.opened import Opened
    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.settings import Settings

LIMIT = 1_000


class ConclusionScreen(CountingScreen):
    """The ideas of the room; what is ticked and typed is kept until it is saved or taken back."""

    name = "conclusion"
    words = Words(
        "conclusion.title",
        "conclusion.field",
        "conclusion.rows",
        "conclusion.hint",
        "conclusion.save",
        "conclusion.back",
    )
    concerned = frozenset({"idea", "conclusion"})
    hints = ("hint.space_ticks", "hint.enter_saves", "hint.escape_back")

    def __init__(
        self, workplace: Workplace, session: Record, settings: Settings, conclusion: str = "", idea: str = ""
    ) -> None:
        self._ideas: dict[str, Record] = {}
        self._cited: set[str] = set()
        self._conclusion, self._begun_with = conclusion, idea
        self._ticked: list[str] | None = None
        self._part = ""
        self._opened: Opened | None = None
        self._is_saving = False
        super().__init__(workplace, session, settings)
        form = self.form
        self._drafts = FieldDrafts(workplace.bench.register.path, session["id"], f"conclusion/{conclusion}")
        form.field.setMaxLength(LIMIT)
        form.field.textEdited.connect(lambda text: self._drafts.keep("text", text))
        form.part.activated.connect(lambda _: self._choose_part())
        form.rows.toggled_row.connect(self._toggle)
        self.add_key("conclusion.untick", "Del", lambda: self._untick(form.rows.current()))
        self.add_key("conclusion.part", "F4", form.part.setFocus)
        form.part.show()

    def first_field(self) -> QWidget:
        """Begin on the ideas, or in the words where the ideas are chosen."""
        return self.form.field if self._conclusion else self.form.rows

    def retranslate(self) -> None:
        """Offer the parts."""
        super().retranslate()
        part = self.form.part
        part.clear()
        for each in PARTS:
            part.addItem(say(f"room.{each}"), each)
        part.setCurrentIndex(max(0, part.findData(self._part)))

    def show_state(self) -> None:
        """Read the ideas and what is drawn from them already; take up what was left, or what stands."""
        points = Restitution(self.work.bench).points(self._session)
        ideas = Workshop(self.work.bench).ideas(self._session["id"])
        self._cited = {source for point in points if point.id != self._conclusion for source in point.sources}
        if self._ticked is None:
            self._take_up()
        ticked = self._ticked or []
        self._ideas = {idea["id"]: idea for idea in ideas if not idea["withdrawn_at"] or idea["id"] in ticked}
        self.form.rows.show_rows(list(self._ideas), self._rows)
        if not self.form.rows.current():
            self.form.rows.make_current(self._begun_with or next(iter(self._ideas), ""))
        self._tell()

    def _take_up(self) -> None:
        """Begin with what was left, with the conclusion as it stands, or with the idea one came from."""
        if self._conclusion:
            self._opened = self.work.openings.open("conclusion", self._conclusion)
        standing = self._opened.values if self._opened else {}
        left, part = self._drafts.text("sources").split(), standing.get("part")
        self._ticked = left or list(standing.get("sources") or filter(None, [self._begun_with]))
        self._part = self._drafts.text("part") or (part if part in PARTS else PARTS[0])
        self.form.part.setCurrentIndex(max(0, self.form.part.findData(self._part)))
        self.form.field.setText(self._drafts.text("text") or str(standing.get("text") or ""))

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        ticked = self._ticked or []
        return {row: idea_row(self._ideas[row], row in ticked, row in self._cited) for row in ids if row in self._ideas}

    def _tell(self) -> None:
        numbers = [short_number(idea) for row, idea in self._ideas.items() if row in (self._ticked or [])]
        told = say("restitution.from", n=len(numbers), numbers=numbers)
        self.form.told.setText(told if numbers else say("conclusion.none_ticked"))

    def _toggle(self, row: str) -> None:
        ticked = self._ticked or []
        self._ticked = [each for each in ticked if each != row] if row in ticked else [*ticked, row]
        self._drafts.keep("sources", " ".join(self._ticked))
        self.form.rows.show_rows(list(self._ideas), self._rows)
        self._tell()

    def _untick(self, row: str) -> None:
        if row in (self._ticked or []):
            self._toggle(row)

    def _choose_part(self) -> None:
        self._part = str(self.form.part.currentData() or PARTS[0])
        self._drafts.keep("part", self._part)

    def enter(self) -> None:
        """Save the conclusion and go back; Enter that comes twice before that saves it once."""
        session, row, part, text = self._session, self._conclusion, self._part, self.form.field.text()
        sources = [each for each in self._ideas if each in (self._ticked or [])]
        seen = self._opened.seen if self._opened else None
        if self._is_saving:
            return

        def write(bench: Bench) -> None:
            if row:
                Restitution(bench).redraw(row, part, text, sources, seen)
            else:
                Restitution(bench).conclude(session, part, text, sources)

        def saved(_: object) -> None:
            for place in ("text", "sources", "part"):
                self._drafts.keep(place, "")
            if not self._is_left:
                self.left.emit()

        def refused(trouble: Trouble) -> None:
            self._is_saving = False
            self.troubled.emit(trouble)
            (self.form.field if sources else self.form.rows).setFocus()

        self._is_saving = True
        saving = Saving("conclusion", row, {"part": part, "text": text, "sources": sources})
        self.work.save(saving, write, say("conclusion.saved"), saved, refused)

    finish = enter

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the ideas with the arrows, where Space ticks."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            self.form.rows.setFocus()
        super().keyPressEvent(event)

    def leave(self) -> None:
        """Keep what is ticked and typed, and end."""
        if not self._is_left:
            self._drafts.close()
        super().leave()
