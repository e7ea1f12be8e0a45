"""The toast: what was just done, for eight seconds, with the way to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ogp_desktop.gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QHideEvent

SECONDS = 8
BELOW, ASIDE = 2, 16


class Toast(QFrame):
    """Lies on the footer, beside the keys, and covers nothing that can be pressed; it takes no focus.

    Where it would cover a part of the stamp at the other end, that is away for as long.
    """

    action_requested = Signal()

    def __init__(self, parent: QWidget, keys: QWidget, stamp: QWidget) -> None:
        super().__init__(parent)
        self._keys, self._stamp = keys, stamp
        self.setProperty("kind", "toast")
        self._text, self._action = PlainLabel(), QPushButton()
        self._action.clicked.connect(self.action_requested)
        self._action.setProperty("focusPolicy", "NoFocus")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 3, 16, 3)
        line.setSpacing(16)
        line.addWidget(self._text)
        line.addWidget(self._action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self._over = parent
        self.hide()

    def tell(self, sentence: str, action: str = "") -> None:
        """Show a sentence, with the words of what Ctrl+Z or Ctrl+Y would do now."""
        self._text.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(sentence)
        self.adjustSize()
        self.show()
        self._stamp.show()
        self.settle()
        self.raise_()
        self._over.installEventFilter(self)
        self._timer.start()

    def settle(self) -> None:
        """Lie in the middle, or as near to it as the keys leave room."""
        parent, keys = self._over, self._keys
        begin, width = keys.mapTo(parent, QPoint(0, 0)).x(), keys.sizeHint().width()
        middle, last = (parent.width() - self.width()) // 2, parent.width() - self.width() - ASIDE
        if parent.isRightToLeft():
            free = begin + keys.width() - width - ASIDE - self.width()
            left = max(ASIDE, min(middle, free))
        else:
            left = min(last, max(middle, begin + width + ASIDE))
        self.move(left, parent.height() - self.height() - BELOW)
        if self.isVisible():
            self._clear_the_stamp()

    def _clear_the_stamp(self) -> None:
        place = QRect(self._stamp.mapTo(self._over, QPoint(0, 0)), self._stamp.size())
        self._stamp.setVisible(not place.adjusted(-ASIDE, 0, ASIDE, 0).intersects(self.geometry()))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Give the stamp its place back."""
        self._stamp.show()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay in its place when the window's size changes."""
        if event.type() == QtCore.QEvent.Type.Resize and self.isVisible():
            self.settle()
        return super().eventFilter(watched, event)
