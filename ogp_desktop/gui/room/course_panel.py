"""The course of a session beside what is typed: its steps, the time that is left, what the room does now."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ogp_desktop.gui import theme
from ogp_desktop.gui.forms.ui_course_panel import Ui_CoursePanel
from ogp_desktop.gui.naming import minutes
from ogp_desktop.gui.room.rounds import METHODS, Round
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.course import EXTENSION, Course, Step
from ogp_desktop.services.room.polls import METHODS as POLLS
from ogp_desktop.services.room.polls import Polls

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

LAST_MINUTES = 120
"""Seconds before the end of a step from which the clock warns."""
ROOM_FOR_STEPS = 600
"""The height of the page from which all steps are listed; in a lower one, only the current one."""


class CoursePanel(QWidget):
    """Leads through the steps; the time guides and never locks."""

    ticked = Signal(str)
    """The time that is left, each second; empty while no step runs."""
    told = Signal(str)
    votes_requested = Signal()
    agreement_requested = Signal()
    """The conclusions are to be read to the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_CoursePanel()
        self.form.setupUi(self)  # type: ignore[no-untyped-call]
        self._work: Workplace | None = None
        self._session: Record = {}
        self._steps: list[Step] = []
        self._buttons: dict[str, QPushButton] = {}
        self._round: Round | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)
        self.form.next.clicked.connect(self.next)
        self.form.extend.clicked.connect(self.extend)
        self.form.agreement.clicked.connect(self.agreement_requested)
        self.form.agreement.hide()
        self.form.method.activated.connect(lambda _: self._begin_round())

    def lead(self, workplace: Workplace, session: Record) -> None:
        """Lead a session of the open register."""
        self._work, self._session = workplace, session
        self.retranslate()
        self._clock.start()

    @property
    def step(self) -> str:
        """The code of the step that runs, nothing before the first and after the end."""
        return next((step.code for step in self._steps if step.is_current), "")

    def show_state(self, bench: Bench) -> None:
        """Read the steps and show them."""
        self._steps = Course(bench).steps(self._session)
        codes = [step.code for step in self._steps]
        if codes != list(self._buttons):
            self._make_buttons(codes)
        for step in self._steps:
            button = self._buttons[step.code]
            mark = "▸ " if step.is_current else "✓ " if step.begun_at else ""
            button.setText(f"{mark}{say(f'course.step.{step.code}')}  {say('course.minutes', n=step.minutes)}")
            button.setChecked(step.is_current)
        self.form.agreement.setVisible(self.step == "agreement")
        self.tick()

    def retranslate(self) -> None:
        """Say the methods again."""
        chosen = self.form.method.currentData()
        self.form.method.clear()
        for method in (*METHODS, *POLLS):
            self.form.method.addItem(say(f"course.method.{method}"), method)
        self.form.method.setCurrentIndex(max(0, self.form.method.findData(chosen)))

    def next(self) -> None:
        """Go to the next step."""
        codes = [step.code for step in self._steps]
        place = codes.index(self.step) + 1 if self.step else 0
        if place < len(codes):
            self._go_to(codes[place])
        else:
            self.told.emit(say("course.last_step"))

    def back(self) -> None:
        """Go back to the step before."""
        codes = [step.code for step in self._steps]
        if self.step and codes.index(self.step):
            self._go_to(codes[codes.index(self.step) - 1])

    def extend(self) -> None:
        """Give the step more time."""
        step, session = self.step, self._session
        if step:
            self._do(lambda bench: Course(bench).extend(session, step), say("course.extended", n=EXTENSION))
        else:
            self.told.emit(say("course.not_begun"))

    def tick(self) -> None:
        """Show the time that is left: of the round while one runs, else of the step."""
        current = next((step for step in self._steps if step.is_current), None)
        running = self._round.at(time.monotonic()) if self._round else None
        if self._round and running is None:
            self._end_round()
        if running is not None:
            self._show_time(running[1], say(f"course.phase.{running[0].code}"), 10)
        elif current is not None and self._work is not None:
            left = math.ceil(current.remaining(self._work.bench.now()).total_seconds())
            self._show_time(left, say(f"course.step.{current.code}"), LAST_MINUTES)
        else:
            self.form.clock.clear()
            self.form.now.setText(say("course.not_begun"))
            self.ticked.emit("")

    def leave(self) -> None:
        """Count no more."""
        self._clock.stop()

    def fit(self, height: int) -> None:
        """List every step where the page is high enough."""
        self.form.steps.setVisible(height >= ROOM_FOR_STEPS)

    def _show_time(self, seconds: int, what: str, warns: int) -> None:
        clock = self.form.clock
        clock.setText(minutes(seconds))
        clock.setAccessibleName(say("course.left", time=minutes(seconds)))
        theme.mark(clock, "kind", "clock" if seconds >= warns else "clock_late")
        self.form.now.setText(what)
        self.ticked.emit(minutes(seconds))

    def _make_buttons(self, codes: list[str]) -> None:
        for button in self._buttons.values():
            self.form.steps_line.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for code in codes:
            button = QPushButton(self.form.steps)
            button.setCheckable(True)
            button.setProperty("kind", "step")
            button.clicked.connect(lambda _=False, each=code: self._go_to(each))
            self.form.steps_line.addWidget(button)
            self._buttons[code] = button

    def _go_to(self, code: str) -> None:
        session = self._session
        self._round = None
        self.form.method.setCurrentIndex(0)
        self._do(lambda bench: Course(bench).begin(session, code), say("course.begun", step=say(f"course.step.{code}")))

    def _begin_round(self) -> None:
        method, session = str(self.form.method.currentData() or "debate"), self._session
        if method in POLLS:
            self.form.method.setCurrentIndex(0)
            opened = say("course.poll_opened")
            self._do(lambda bench: Polls(bench).open(session, method), opened, self.votes_requested.emit)
            return
        self._round = Round(method, time.monotonic()) if METHODS[method] else None
        self.tick()

    def _end_round(self) -> None:
        self._round = None
        self.form.method.setCurrentIndex(0)
        self.told.emit(say("course.round_over"))

    def _do(self, work: Callable[[Bench], object], says: str, done: Callable[[], None] = lambda: None) -> None:
        if self._work is not None:
            self._work.do(work, says, lambda _: done())
