"""The facts of the notice on personal data, as a form: who answers, who gets what, the receipt of the CNDP."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ogp_desktop.domain.text.days import day_in, written
from ogp_desktop.domain.text.titles import recorded
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.personal import notice

if TYPE_CHECKING:
    from ogp_desktop.gui.screen import Screen

_PLAIN = ("cndp", "contact", "until")
_SPOKEN = ("controller", "recipients", "abroad")
"""Facts that are said in the language that is spoken, and those that have none."""


class NoticePanel(QObject):
    """Fills the form with what is known, and says what was changed as one act that can be undone."""

    closed = Signal()

    def __init__(self, screen: Screen, form: Any) -> None:  # noqa: ANN401 - a compiled form
        super().__init__(screen)
        self._screen, self._form = screen, form
        self._known: dict[str, str] = {}
        form.save_facts.clicked.connect(self.save)
        form.leave_facts.clicked.connect(self.closed)
        for fact in (*_PLAIN, *_SPOKEN):
            getattr(form, fact).returnPressed.connect(self.save)

    def open(self) -> None:
        """Show what is known, in the language that is spoken."""
        try:
            facts = self._screen.read_now(lambda: notice.facts(self._screen.work.bench))
        except Trouble as trouble:
            self._screen.troubled.emit(trouble)
            return
        self._known = {fact: facts.get(self._named(fact)) or "" for fact in (*_PLAIN, *_SPOKEN)}
        with suppress(ValueError):
            if day := day_in(self._known["until"]):
                self._known["until"] = written(day)
        for fact, text in self._known.items():
            getattr(self._form, fact).setText(text)
        self._form.cndp.setFocus()

    def retranslate(self) -> None:
        """Say what stands where nothing is written."""
        for fact in (*_PLAIN, *_SPOKEN):
            getattr(self._form, fact).setPlaceholderText(say(f"papers.{fact}_shipped"))

    def save(self) -> None:
        """Keep what was changed."""
        typed = {fact: getattr(self._form, fact).text().strip() for fact in self._known}
        changed = {self._named(fact): text for fact, text in typed.items() if text != self._known[fact]}
        if not changed:
            self.closed.emit()
            return
        self._screen.work.do(
            lambda bench: notice.change_notice(bench, changed),
            say("papers.notice_saved"),
            lambda _: self.closed.emit(),
        )

    @staticmethod
    def _named(fact: str) -> str:
        return f"{fact}_{recorded(language())}" if fact in _SPOKEN else fact
