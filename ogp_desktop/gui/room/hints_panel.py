"""The quiet list under the editors: near ideas while something is said, remarks on the wording when it is completed.

What is near is worked out in a process of its own; this side only sends small lots and looks whether an answer came.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.language.hints import FEWEST_WORDS, SHOWN
from ogp_desktop.services.room.hearing import LOT, CoachQuestion, Hearing, Lot, NearQuestion, text_of
from ogp_desktop.services.room.ties import DIFFERENT
from ogp_desktop.services.room.workshop import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ogp_desktop.gui.forms.ui_room_screen import Ui_RoomScreen
    from ogp_desktop.language.hints import NearIdea, Remark
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

SOON_MILLISECONDS = 250
"""From the first key that was not looked at; further keys do not put it off."""

LOOK_MILLISECONDS = 8
ROW_HEIGHT = 32
SHOWN_BESIDE_A_BAND = 2
"""Rows while an idea is corrected: on a small screen the band takes the place of one."""

LONGEST_SHOWN = 160


IdeasOf = Callable[["Sequence[str]"], "dict[str, Record] | None"]
"""Ideas by their ids; None while a commit is being written."""


class HintsPanel(QObject):
    """At most three rows; what is decided of them is kept until the idea is saved."""

    part_requested = Signal(str)
    """The editor of a part is to be typed in."""
    left = Signal()
    """Back to where one was typing."""

    def __init__(self, form: Ui_RoomScreen, bench: Bench, ideas_of: IdeasOf, named_in: Callable[[str], str]) -> None:
        """Read ideas by `ideas_of`, and by `named_in` who is named in a text."""
        super().__init__(form.hints_frame)
        self._form, self._ideas_of, self._named_in = form, ideas_of, named_in
        self._bench = bench
        self._hearing: Hearing | None = None
        self._untold: dict[str, None] = {}
        self._asked: NearQuestion | CoachQuestion | None = None
        self._sent: Lot | NearQuestion | CoachQuestion | None = None
        self._texts: dict[str, str] = {}
        self._editing, self._completes = "", False
        self._near: list[NearIdea] = []
        self._remarks: list[Remark] = []
        self._dismissed: set[tuple[str, Remark]] = set()
        self._before: dict[str, str] = {}
        self._decided: dict[str, str] = {}
        self._soon, self._look = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MILLISECONDS)
        self._soon.timeout.connect(self._ask)
        self._look.setInterval(LOOK_MILLISECONDS)
        self._look.timeout.connect(self._go_on)
        form.hints.set_row_height(ROW_HEIGHT)
        for label in (form.hints_keys, form.names_text):
            label.setContentsMargins(18, 2, 18, 4)
        form.hints.entered_row.connect(self._enter)
        form.hints.toggled_row.connect(lambda row: self._decide(row, "completes"))
        form.hints.installEventFilter(self)
        form.hints_frame.hide()

    # What the room has said.

    def heard(self, rows: Iterable[str]) -> None:
        """Take note of ideas that are new or were touched; they are told when something is asked.

        The first time, what the plan adds to the lexicon is read: no first look at a room waits for that.
        """
        if self._hearing is None:
            from ogp_desktop.services.ideas.lexicons import entries_that_count

            self._hearing = Hearing(entries_that_count(self._bench))
        self._untold.update(dict.fromkeys(rows))

    # What is being typed.

    def begin(self, editing: str = "", ties: dict[str, str] | None = None, completes: bool = False) -> None:
        """Turn to an idea that is corrected or completed, or with none to a new one."""
        self._editing, self._completes = editing, completes
        self._before, self._decided = dict(ties or {}), dict(ties or {})
        self._near, self._remarks, self._texts = [], [], {}
        self._asked = None
        self._soon.stop()
        self._form.names_text.clear()
        self._show()

    def typed(self, texts: dict[str, str]) -> None:
        """Look, in a moment, at what stands in the editors."""
        self._texts = texts
        if not self._soon.isActive():
            self._soon.start()

    def ties(self) -> dict[str, str]:
        """Return what was decided and is not said yet, by the other idea; an empty tie takes back an earlier one."""
        every = {**dict.fromkeys(self._before, ""), **self._decided}
        return {row: tie for row, tie in every.items() if tie != self._before.get(row, "")}

    def take_back(self, ties: dict[str, str]) -> None:
        """Take back ties that could not be saved, beside those that were decided since."""
        self._decided = {**ties, **self._decided}
        self._show()

    def said(self) -> None:
        """Take what was decided as said."""
        self._before = {row: tie for row, tie in self._decided.items() if tie}

    def _ask(self) -> None:
        said = "\n".join(filter(None, self._texts.values()))
        name = self._named_in(said)
        self._form.names_text.setText(say("room.names_somebody", name=name) if name else "")
        if self._completes:
            self._asked = CoachQuestion(dict(self._texts))
        elif len(said.split()) >= FEWEST_WORDS:
            different = [row for row, tie in self._decided.items() if tie == DIFFERENT]
            self._asked = NearQuestion(said, tuple(filter(None, (self._editing, *different))))
        else:
            self._near, self._asked = [], None
        self._show()
        if self._asked is not None:
            self._look.start()

    def _go_on(self) -> None:
        """See whether an answer came; tell the next lot, then ask."""
        if self._hearing is None:
            return  # what is there to be near to is not read yet
        found = self._hearing.answer()
        if found is not None:
            self._take(found)
        if not self._hearing.is_free:
            if self._hearing.is_lost:
                self._look.stop()
            return
        if self._untold:
            self._tell_lot(self._hearing)
        elif self._asked is not None:
            self._send(self._hearing, self._asked)
            self._asked = None
        else:
            self._look.stop()

    def _tell_lot(self, hearing: Hearing) -> None:
        rows = list(self._untold)[:LOT]
        ideas = self._ideas_of(rows)
        if ideas is not None:  # otherwise a commit is being written: the next look will do
            self._send(hearing, Lot({row: text_of(ideas[row]) if row in ideas else None for row in rows}))
            for row in rows:
                del self._untold[row]

    def _send(self, hearing: Hearing, what: Lot | NearQuestion | CoachQuestion) -> None:
        self._sent = what
        hearing.tell(what)

    def _take(self, found: Any) -> None:  # noqa: ANN401 - of whatever was asked
        if isinstance(self._sent, NearQuestion) and not self._completes and self._texts:
            self._near = found
            self._show()
        elif isinstance(self._sent, CoachQuestion) and self._completes:
            self._remarks = found
            self._show()

    # What is shown.

    def retranslate(self) -> None:
        """Say the same in another language."""
        self._show()

    def _show(self) -> None:
        form, rows = self._form, self._coach_rows() if self._completes else self._near_rows()
        if [*rows] != form.hints.rows.ids or any(
            form.hints.rows.row(at) != row for at, row in enumerate(rows.values())
        ):
            form.hints.show_rows(list(rows), lambda _: rows)
            form.hints.setFixedHeight(ROW_HEIGHT * max(1, len(rows)) + 4)
        if not rows and form.hints.hasFocus():
            self.left.emit()
        form.hints.setVisible(bool(rows))
        self._show_keys()
        form.hints_keys.setVisible(bool(rows))
        form.names_text.setVisible(bool(form.names_text.text()))
        form.hints_frame.setVisible(bool(rows or form.names_text.text()))

    def _show_keys(self) -> None:
        chooses = self._form.hints.hasFocus()
        if self._completes:
            key = "hints.coach_choosing" if chooses else "hints.coach_keys"
        else:
            key = "hints.near_choosing" if chooses else "hints.near_keys"
        self._form.hints_keys.setText(say(key))

    def _near_rows(self) -> dict[str, Row]:
        tied = [row for row, tie in self._decided.items() if tie and tie != DIFFERENT]
        near = {each.row: each for each in self._near if self._decided.get(each.row) != DIFFERENT}
        wanted = [*tied, *(row for row in near if row not in tied)]
        wanted = wanted[: max(SHOWN_BESIDE_A_BAND if self._editing else SHOWN, min(len(tied), SHOWN))]
        ideas = self._ideas_of(wanted) or {} if wanted else {}
        return {row: self._near_row(ideas[row], near.get(row)) for row in wanted if row in ideas}

    def _near_row(self, idea: Record, near: NearIdea | None) -> Row:
        text = next(filter(None, (idea[part] for part in PARTS)), "")[:LONGEST_SHOWN]
        number = f"{idea['letter'] or ''}{idea['number']}"
        said = say("hints.near", number=number, text=text)
        tie = self._decided.get(idea["id"], "")
        if tie:
            chip = Chip(say(f"hints.tie.{tie}"), "result", "result_tint")
        elif near is not None and near.same_text:
            chip = Chip(say("near.same_text"), "saffron_text", "surface")
        else:
            chip = Chip(say("near.sure"), "text2", "surface")
        return Row(idea["id"], (Cell(said, labels=True, pixels=13),), (chip,), f"{said}, {chip.text}", lines=1)

    def _coach_rows(self) -> dict[str, Row]:
        wanted = [remark for remark in self._remarks if (self._editing, remark) not in self._dismissed]
        rows = {}
        for remark in wanted[:SHOWN_BESIDE_A_BAND]:
            row = f"{remark.code}/{remark.part}"
            cells = (Cell(say(f"coach.{remark.code}"), labels=True, pixels=13, bar=remark.part),)
            rows[row] = Row(row, cells, (Chip(say(f"room.{remark.part}")),), lines=1)
        return rows

    # What is decided.

    def link(self) -> None:
        """Tie the likest idea that was not decided about; again: take it back."""
        rows = list(self._near_rows())
        free = [row for row in rows if not self._decided.get(row)]
        if rows and not self._completes:
            self._decide(free[0] if free else rows[-1], "same")

    def choose(self) -> None:
        """Go to the list."""
        if self._form.hints.isVisible():
            self._form.hints.setFocus()
            self._form.hints.step(0 if self._form.hints.current() else 1)

    def _enter(self, row: str) -> None:
        if self._completes:
            self.part_requested.emit(row.rpartition("/")[2])
        else:
            self._decide(row, "same")

    def _decide(self, row: str, tie: str) -> None:
        if self._completes or not row:
            return
        self._decided[row] = "" if self._decided.get(row) == tie else tie
        self._show()
        self.left.emit()

    def _dismiss(self, row: str) -> None:
        if self._completes:
            self._dismissed |= {(self._editing, each) for each in self._remarks if f"{each.code}/{each.part}" == row}
            self._show()
            self.left.emit()
        else:
            self._decide(row, DIFFERENT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Delete on the list tells apart or dismisses; its keys are shown while it is chosen from."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_keys()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Delete:
            self._dismiss(self._form.hints.current())
            return True
        return super().eventFilter(watched, event)

    def close(self) -> None:
        """End the process."""
        self._soon.stop()
        self._look.stop()
        if self._hearing is not None:
            self._hearing.close()
