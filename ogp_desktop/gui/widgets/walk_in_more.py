"""What a walk-in says beside a name: what they agree to, and the blank badge they were handed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.consent_row import ConsentRow
from ogp_desktop.gui.widgets.plain_label import PlainLabel
from ogp_desktop.gui.widgets.search_edit import SearchEdit
from ogp_desktop.services.desk import blank_badges
from ogp_desktop.services.personal.consent import answer_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.desk.arrivals import Saying

_BADGE_WIDTH = 92


class WalkInMore(QWidget):
    """Consents, and a field that a scanner types into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.consents, self.badge, self._label = ConsentRow(), SearchEdit(), PlainLabel()
        self.badge.setObjectName("blank_badge")
        self.badge.setMaximumWidth(_BADGE_WIDTH)
        self._label.setBuddy(self.badge)
        self.consents.be_brief()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._label)
        line.addWidget(self.badge)
        line.addWidget(self.consents, 1)
        self.retranslate()

    def clear(self) -> None:
        """Begin anew for somebody else."""
        self.badge.clear()
        self.consents.clear()

    def sayings(self) -> Callable[[Bench], Sequence[Saying]]:
        """Return what says all this of a person, in the act that registers them; what is typed now is taken along."""
        answers, badge = self.consents.answers(), self.badge.text().strip()

        def with_bench(bench: Bench) -> Sequence[Saying]:
            agreed: list[Saying] = [lambda act, row: answer_in(act, bench, row, answers)]
            if badge:
                agreed.append(lambda act, row: blank_badges.give_in(act, bench, row, badge))
            return agreed

        return with_bench

    def retranslate(self) -> None:
        """Say it in the language that is spoken."""
        self._label.setText(say("consent.badge"))
        self.badge.setPlaceholderText(say("consent.badge_hint"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "badge"):
            self.retranslate()
