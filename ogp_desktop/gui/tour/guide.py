"""Leads a newcomer through the first steps of a post: each is done by doing it, and told by the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ogp_desktop.gui.tour.coach_strip import CoachStrip
from ogp_desktop.gui.tour.steps import DONE, STEPS, Step, possible
from ogp_desktop.gui.translation import application, language, say
from ogp_desktop.services.desk.letters import letters_of_somebody_expected

if TYPE_CHECKING:
    from ogp_desktop.gui.main_window import MainWindow
    from ogp_desktop.gui.screen import Screen
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.settings import Settings


def lead(window: MainWindow, settings: Settings) -> Guide | None:
    """Begin with the first steps of the post that is shown; None on a real event, or where none can be done."""
    screen = window.screen_shown
    if screen is None or screen.name not in STEPS or not screen.heading().demonstration:
        return None
    session = getattr(screen, "session", None) or {}
    none: tuple[Step, ...] = ()
    steps = screen.read(lambda: possible(screen.name, screen.work.bench, session.get("id", "")), none)
    return Guide(window, screen, steps, settings) if steps else None


class Guide(QObject):
    """Follows what changes, and says what comes next until all is done or one has had enough."""

    def __init__(self, window: MainWindow, screen: Screen, steps: tuple[Step, ...], settings: Settings) -> None:
        super().__init__(strip := CoachStrip(window.band))
        self._window, self._settings, self._strip = window, settings, strip
        self._work: Workplace = screen.work
        self._post, self._steps, self._place = screen.name, steps, 0
        self._screen: Screen | None = None
        self._changed: set[str] = set()
        """The rows that were changed since one began."""
        self._shown_letters = ""
        strip.left.connect(self.leave)
        window.show_strip(strip)
        self._work.touched.connect(self._follow)
        window.shown.connect(self._attend)
        self._attend()

    @property
    def step(self) -> Step | None:
        """The step that is to be done, None once all are."""
        return self._steps[self._place] if self._place < len(self._steps) else None

    def _attend(self) -> None:
        """Stand on the page of the post, also when it is shown again; end with its register."""
        screen = self._window.screen_shown
        if screen is None or screen.workplace is not self._work:
            self._end()
            return
        belongs = screen.name == self._post
        if belongs and screen is not self._screen:
            self._screen = screen
            screen.escaped.connect(self.leave)
            for step in self._steps:
                if step.key:
                    screen.action(step.key).triggered.connect(lambda _=False, each=step: self._did(each))
        self._strip.show_where_it_belongs(belongs)
        self._tell()

    def _tell(self) -> None:
        step, before = self.step, self._steps[self._place - 1] if self._place else None
        does = say(step.does, letters=self._letters() if step.letters else "") if step else say(DONE[self._post])
        self._strip.tell(self._place, len(self._steps), say(before.did) if before else "", does)

    def _letters(self) -> str:
        """Return letters to type in the language that is spoken; while a commit is being written, those of before."""
        bench = self._work.bench
        if self._screen is not None:
            found = self._screen.read(lambda: letters_of_somebody_expected(bench, language()), self._shown_letters)
            self._shown_letters = found
        return self._shown_letters

    def _follow(self, touched: dict[str, set[str]]) -> None:
        """See whether what changed is what the step is about."""
        step = self.step
        if step is None:
            return
        rows = set[str]().union(*(touched[kind] for kind in step.changes & touched.keys()))
        is_meant = bool(rows & self._changed) or not step.again
        self._changed |= rows
        if rows and step.undoes == self._work.can_redo and is_meant:
            self._did(step)

    def _did(self, step: Step) -> None:
        if step is self.step:
            self._place += 1
            if self.step is None:
                self._remember()
            self._tell()

    def _remember(self) -> None:
        """Take note that these first steps are not to be shown again by themselves."""
        if self._post not in self._settings.toured:
            self._settings.toured.append(self._post)
            self._settings.write()

    def leave(self) -> None:
        """Have had enough: the strip goes, the focus stays in the task."""
        self._remember()
        focus = application().focusWidget()
        if self._screen is not None and focus is not None and self._strip.isAncestorOf(focus):
            self._screen.first_field().setFocus()
        self._end()

    def _end(self) -> None:
        if self._window.strip is self._strip:
            self._window.show_strip(None)
