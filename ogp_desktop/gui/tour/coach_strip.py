"""The strip under the header: what was just done, what to try next, how far one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ogp_desktop.gui.naming import ratio
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject

WIDTH = 112
"""Of the bar that shows how far one is."""


class CoachStrip(QFrame):
    """Takes no focus by itself, and gives way to a message."""

    left = Signal()
    """Its button was pressed."""

    def __init__(self, band: QWidget) -> None:
        super().__init__()
        self._band, self._is_wanted = band, False
        self.setProperty("kind", "band")
        self.setProperty("state", "calm")
        self._place, self._did, self._does = PlainLabel(), PlainLabel(), PlainLabel()
        self._place.setProperty("kind", "secondary")
        self._did.setProperty("kind", "part_result")
        self._does.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(WIDTH)
        self._leave = QPushButton()
        self._leave.clicked.connect(self.left)
        self.setFocusProxy(self._leave)
        far = QVBoxLayout()
        far.setSpacing(4)
        far.addWidget(self._place)
        far.addWidget(self._bar)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 6, 16, 6)
        line.setSpacing(16)
        line.addLayout(far)
        line.addWidget(self._did)
        line.addWidget(self._does, 1)
        line.addWidget(self._leave)
        self.hide()
        band.installEventFilter(self)

    def tell(self, place: int, count: int, did: str, does: str) -> None:
        """Say what was done and what comes next; `place` steps of `count` are done. Who listens hears it."""
        is_over = place == count
        self._place.setText(f"{say('tour.title')} {ratio(min(place + 1, count), count)}")
        self._bar.setRange(0, count)
        self._bar.setValue(place)
        self._bar.setAccessibleName(self._place.text())
        self._did.setText(f"✓ {did}" if did else "")
        self._did.setVisible(bool(did))
        self._does.setText(does)
        self._leave.setText(say("tour.close") if is_over else say("tour.leave"))
        told = " ".join(filter(None, (did, does)))
        if told != self.accessibleName():
            self.setAccessibleName(told)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    @property
    def sentence(self) -> str:
        """What is said to be done next; nothing while the strip is hidden."""
        return self._does.text() if self.isVisible() else ""

    def show_where_it_belongs(self, belongs: bool) -> None:
        """Stand on the page of the post, and not on others."""
        self._is_wanted = belongs
        self._settle()

    def _settle(self) -> None:
        self.setVisible(self._is_wanted and self._band.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Give way while a message stands: it comes first, and a small screen has room for one of them."""
        if event.type() in (QtCore.QEvent.Type.ShowToParent, QtCore.QEvent.Type.HideToParent):
            self._settle()
        return super().eventFilter(watched, event)
