"""What a person agrees to, as three compact choices: by Tab and Space, told in full to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.plain_label import PlainLabel
from ogp_desktop.services.personal.consent import ASKED, TAKING_PART

if TYPE_CHECKING:
    from collections.abc import Mapping


class ConsentRow(QWidget):
    """Nothing is agreed to before it was ticked; whoever refuses everything is admitted like anybody."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._told = PlainLabel(), PlainLabel()
        self._told.setProperty("kind", "secondary")
        self.choices = {purpose: QCheckBox() for purpose in ASKED}
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(8)
        side_by_side.addWidget(self._title)
        for purpose, choice in self.choices.items():
            choice.setObjectName(f"consent_{purpose}")
            choice.toggled.connect(lambda _: self._follow())
            side_by_side.addWidget(choice)
        side_by_side.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(side_by_side)
        layout.addWidget(self._told)
        self.retranslate()

    def be_brief(self) -> None:
        """Take one line only: what a tick means is then told by its hint."""
        self._told.hide()

    def answers(self) -> dict[str, bool]:
        """Return what is agreed to and refused, by purpose; who gives a name takes part."""
        return {TAKING_PART: True, **{purpose: choice.isChecked() for purpose, choice in self.choices.items()}}

    def show_answers(self, answers: Mapping[str, bool]) -> None:
        """Show what somebody answered before; nothing agreed to where nothing was asked."""
        for purpose, choice in self.choices.items():
            choice.setChecked(bool(answers.get(purpose)))

    def clear(self) -> None:
        """Begin anew for somebody else."""
        self.show_answers({})

    def first(self) -> QWidget:
        """Return the first choice."""
        return self.choices[ASKED[0]]

    def _follow(self) -> None:
        self._told.setText(
            say("consent.some" if any(map(QCheckBox.isChecked, self.choices.values())) else "consent.none")
        )
        self.changed.emit()

    def retranslate(self) -> None:
        """Say the choices in the language that is spoken."""
        self._title.setText(say("consent.asked"))
        for purpose, choice in self.choices.items():
            told = say(f"consent.whole.{purpose}")
            choice.setText(say(f"consent.short.{purpose}"))
            choice.setToolTip(told)
            choice.setAccessibleName(told)
        self._follow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "choices"):
            self.retranslate()
