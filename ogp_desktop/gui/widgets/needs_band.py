"""Proposes to purge the access needs of an event once its day has come; a second step says what goes, and does it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ogp_desktop.gui import theme
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.plain_label import PlainLabel


class NeedsBand(QFrame):
    """First of how many people needs are kept; then what purging means. To keep has the focus."""

    purged = Signal()
    """All access needs are to go."""
    left = Signal()
    """They are kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people, self._is_over, self.is_asking = 0, False, False
        self.setProperty("kind", "welcome")
        self._told = PlainLabel()
        self._told.setWordWrap(True)
        self.ask, self.keep, self.purge = QPushButton(), QPushButton(), QPushButton()
        self.keep.setProperty("kind", "primary")
        self.ask.clicked.connect(self.ask_for_sure)
        self.keep.clicked.connect(self.stop)
        self.purge.clicked.connect(self._purge)
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.ask, self.keep, self.purge):
            line.addWidget(button)
        line.addStretch()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(8)
        inside.addWidget(self._told)
        inside.addLayout(line)
        self.show_needs(0, is_over=False)

    def show_needs(self, people: int, *, is_over: bool) -> None:
        """Show of how many people needs are kept; of nobody's, nothing is proposed."""
        self._people, self._is_over = people, is_over
        self.is_asking = self.is_asking and bool(people)
        told = say("handover.needs_over" if is_over else "handover.needs_today", n=people)
        self._told.setText(say("handover.needs_goes") if self.is_asking else told)
        self.ask.setText(say("handover.needs_purge"))
        self.keep.setText(say("desk.erase_keep"))
        self.purge.setText(say("desk.erase_do"))
        self.ask.setVisible(not self.is_asking)
        for button in (self.keep, self.purge):
            button.setVisible(self.is_asking)
        theme.mark(self, "state", "again" if self.is_asking else "")
        self.setVisible(bool(people))

    def ask_for_sure(self) -> None:
        """Say what goes, and wait; where nothing is proposed, nothing is asked."""
        self._go(self._people > 0)
        self.keep.setFocus()

    def stop(self) -> None:
        """Keep them."""
        self._go(asking=False)
        self.left.emit()

    def _go(self, asking: bool) -> None:
        self.is_asking = asking
        self.show_needs(self._people, is_over=self._is_over)

    def _purge(self) -> None:
        self._go(asking=False)
        self.purged.emit()
