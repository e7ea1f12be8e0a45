"""A page that is led by its buttons: Enter presses the one that has the focus, and the footer says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from ogp_desktop.gui.screen import Screen
from ogp_desktop.gui.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

MOST = 3
OF_ENTER = ".enter_"
"""What stands in the keys of what Enter does where no button has the focus."""


class ButtonScreen(Screen):
    """Enter on a button presses it; a box is ticked by Space alone."""

    def hints_of_now(self) -> list[str]:
        """Return what the footer says, first what Enter presses."""
        button = self._button()
        if button is None:
            return super().hints_of_now()
        keys = [key for key in self.keys_of_now() if OF_ENTER not in key]
        return [say("hint.enter_presses", button=button.text().split("  ")[0]), *map(say, keys)][:MOST]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Press the button that has the focus."""
        button = self._button() if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else None
        if button is None:
            super().keyPressEvent(event)
        else:
            button.click()

    def _button(self) -> QAbstractButton | None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and self.isAncestorOf(focused) and not focused.isCheckable():
            return focused
        return None
