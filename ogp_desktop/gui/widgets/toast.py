"""The toast: what was just done, for eight seconds, with the way to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ogp_desktop.gui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject

SECONDS = 8
ABOVE = 48


class Toast(QFrame):
    """Floats above the footer; it takes no focus."""

    action_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "toast")
        self._text, self._action = PlainLabel(), QPushButton()
        self._action.clicked.connect(self.action_requested)
        self._action.setProperty("focusPolicy", "NoFocus")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
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
        self._settle()
        self.show()
        self.raise_()
        self._over.installEventFilter(self)
        self._timer.start()

    def _settle(self) -> None:
        parent = self._over
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - ABOVE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay in the middle when the window's size changes."""
        if event.type() == QtCore.QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)
