"""The panel of near ideas: what says the same as the idea that is chosen, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.ideas.similar import near_idea
from ogp_desktop.words import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QLabel, QWidget

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.widgets.row_view import RowView
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.ideas.similar import Near
    from ogp_desktop.services.room.workshop import Record

PAUSE_MILLISECONDS = 120
"""How long the choice must rest before near ideas are looked for: arrow keys run through a list faster."""

SHOWN = 5
CONCEPTS, WORDS = 3, 4
ROW_HEIGHT = 46
ROWS_IN_SIGHT = 3
FRAME = 4
CHIPS_ROOM = 176


class NearPanel(QObject):
    """Fills a panel on the writer's thread, and only with what still is asked for."""

    shown = Signal()
    """The panel took its place; what is beside it has less room now."""

    def __init__(self, workplace: Workplace, panel: QWidget, title: QLabel, rows: RowView) -> None:
        super().__init__(panel)
        self._work, self._panel, self._title, self._rows = workplace, panel, title, rows
        self._asked, self._number = "", ""
        self._near: list[Near] = []
        self._ideas_of: Callable[[Sequence[str]], dict[str, Record]] = lambda _: {}
        self._number_of: Callable[[Record], str] = lambda _: ""
        rows.set_row_height(ROW_HEIGHT)
        panel.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MILLISECONDS)
        self._soon.timeout.connect(self._look)

    def read_by(
        self, ideas_of: Callable[[Sequence[str]], dict[str, Record]], number_of: Callable[[Record], str]
    ) -> None:
        """Say how ideas are read, and what number they are shown by."""
        self._ideas_of, self._number_of = ideas_of, number_of

    def ask(self, row: str) -> None:
        """Show what is near to an idea, in a moment; nothing for none."""
        self._asked = row
        if row:
            self._soon.start()
        else:
            self._soon.stop()
            self._panel.hide()

    def retranslate(self) -> None:
        """Say the same in another language."""
        if not self._panel.isHidden():
            self._show()

    def _look(self) -> None:
        row = self._asked
        idea = self._ideas_of([row]).get(row)
        if idea is None or idea["withdrawn_at"]:
            self._panel.hide()
            return
        number = self._number_of(idea)

        def found(near: list[Near]) -> None:
            if row == self._asked:
                self._near, self._number = near, number
                self._show()

        def gone(_: Trouble) -> None:
            if row == self._asked:
                self._panel.hide()

        self._work.do(lambda bench: near_idea(bench, row, SHOWN), "", found, gone)

    def _show(self) -> None:
        ideas = self._ideas_of([near.id for near in self._near])
        shown = [near for near in self._near if near.id in ideas]
        number = self._number
        self._title.setText(say("near.title", number=number) if shown else say("near.none", number=number))
        rows = {near.id: near_row(near, ideas[near.id], self._number_of(ideas[near.id])) for near in shown}
        self._rows.show_rows(list(rows), lambda _: rows)
        self._rows.setVisible(bool(rows))
        self._rows.setFixedHeight(ROW_HEIGHT * min(len(rows), ROWS_IN_SIGHT) + FRAME)
        self._panel.show()
        QTimer.singleShot(0, self, self.shown.emit)


def near_row(near: Near, idea: Record, number: str) -> Row:
    """Return the row of a near idea: what it says, what speaks for it, and how sure that is."""
    text = next(filter(None, (idea[part] for part in ("problem", "solution", "result"))), "")
    if near.same_text:
        chip = Chip(say("near.same_text"), "saffron_text", "saffron_tint")
    elif near.is_sure:
        chip = Chip(say("near.sure"), "result", "result_tint")
    else:
        chip = Chip(say("near.unsure"))
    cells = (Cell(number, share=0, width=84, pixels=13, color="text2"), Cell(text, below=evidence(near)))
    spoken = ", ".join([say("idea.number", number=number), text, chip.text, evidence(near)])
    return Row(near.id, cells, (chip,), spoken, chips_room=CHIPS_ROOM, lines=1)


def evidence(near: Near) -> str:
    """Return what speaks for a near idea in one line: concepts in both languages, then words both have."""
    pairs = [(concept.ar, concept.fr) if language() == "ar" else (concept.fr, concept.ar) for concept in near.concepts]
    told = [f"{isolated(one)} = {isolated(other)}" for one, other in pairs[:CONCEPTS]]
    if near.words:
        told.append(say("near.words", words=near.words[:WORDS]))
    return " · ".join(told)
