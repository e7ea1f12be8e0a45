"""What the desk adds for law 09-08: the answers of walk-ins, the page of a person's, that of counts by hand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout

from ogp_desktop.domain.badge import read_badge
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.walk_in_more import WalkInMore
from ogp_desktop.services.desk.bearers import FIRST_BLANK
from ogp_desktop.services.personal import consent, headcount

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget, QWidget

    from ogp_desktop.gui.screen import Screen
    from ogp_desktop.gui.widgets.consent_page import ConsentPage
    from ogp_desktop.gui.widgets.headcount_page import HeadcountPage


_ANSWERS = "consents"
"""What is being saved of all that a person answered."""


class ConsentPanel(QObject):
    """Puts two pages into the desk's stack, each when it is first opened, and does what they ask.

    The form of walk-ins has a place for the third.
    """

    left = Signal()
    """A page was closed."""

    def __init__(self, screen: Screen, stack: QStackedWidget) -> None:
        super().__init__(screen)
        self._screen, self._stack = screen, stack
        self._name = ""
        self._known: dict[str, bool] = {}
        self.walk_in = WalkInMore()
        place = screen.findChild(QBoxLayout, "consents_place")
        if place is not None:
            place.addWidget(self.walk_in)

    @cached_property
    def answers(self) -> ConsentPage:
        """The page of what a person agreed to."""
        from ogp_desktop.gui.widgets.consent_page import ConsentPage

        page = ConsentPage()
        self._stack.addWidget(page)
        page.answered.connect(self._answer)
        page.left.connect(self.left)
        return page

    @cached_property
    def counts(self) -> HeadcountPage:
        """The page of those who are counted by hand."""
        from ogp_desktop.gui.widgets.headcount_page import HeadcountPage

        page = HeadcountPage()
        self._stack.addWidget(page)
        page.counted.connect(self._count)
        page.left.connect(self.left)
        return page

    def take_scan(self, typed: str, walk_in: QWidget) -> bool:
        """Take the blank badge that is scanned while somebody is registered on the spot; says whether it is."""
        badge = read_badge(typed)
        if self._stack.currentWidget() is not walk_in or badge is None or badge.number < FIRST_BLANK:
            return False
        self.walk_in.badge.setText(typed)
        return True

    def ask(self, person: str, name: str) -> None:
        """Show what a person answered."""
        bench = self._screen.work.bench
        try:
            known = self._screen.read_now(lambda: consent.answers_of(bench, person))
        except Trouble as trouble:
            self._screen.troubled.emit(trouble)
            return
        answers = {purpose: bool(one["given"]) for purpose, one in known.items()}
        self._name, self._known = name, answers | self._screen.work.openings.values(_ANSWERS, person)
        self._stack.setCurrentWidget(self.answers)
        self.answers.ask(person, name, self._known)

    def show_counts(self) -> None:
        """Show how many were counted by hand."""
        self._stack.setCurrentWidget(self.counts)
        self.follow()
        self.counts.groups.setFocus()

    def follow(self) -> None:
        """Read the counts anew, once their page was opened."""
        if "counts" not in vars(self):
            return
        bench = self._screen.work.bench
        none: dict[str, int] = {}
        self.counts.show_counts(self._screen.read(lambda: headcount.counts(bench), none))

    def retranslate(self) -> None:
        """Say the pages in the language that is spoken."""
        for name in ("answers", "counts"):
            if name in vars(self):
                getattr(self, name).retranslate()

    def _answer(self, person: str, answers: dict[str, bool]) -> None:
        """Say what is answered otherwise than before: what came from elsewhere meanwhile stays as it is."""
        changed = {purpose: given for purpose, given in answers.items() if self._known.get(purpose) is not given}
        if not changed:
            self.left.emit()
            return
        self._screen.work.save(
            Saving(_ANSWERS, person, changed),
            lambda bench: consent.answer(bench, person, changed),
            say("consent.saved", name=self._name),
            lambda _: self.left.emit(),
        )

    def _count(self, group: str, by: int) -> None:
        says = say("headcount.saved", group=say(f"headcount.group.{group}"), n="+1" if by > 0 else "−1")
        self._screen.work.do(lambda bench: headcount.count_here(bench, group, by), says, quiet=True)
