"""A page that is led by its buttons: Enter presses the one that has the focus, and the footer says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QAbstractButton, QApplication

from ogp_desktop.gui.screen import Screen
from ogp_desktop.gui.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

MOST = 3
"""Hints that the footer has room for."""


class ButtonScreen(Screen):
    """Enter on a button presses it; a box is ticked by Space alone."""

    def hints_of_now(self) -> list[str]:
        """Return what the footer says, first what Enter presses."""
        button = self.pressed_by_enter()
        if button is None:
            return super().hints_of_now()
        pressed = say("hint.enter_presses", button=button.text().split("  ")[0])
        key = pressed.split(":")[0]
        return [pressed, *(told for told in super().hints_of_now() if not told.startswith(key))][:MOST]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Press the button that has the focus."""
        keys = QtCore.Qt.Key
        button = self.pressed_by_enter() if event.key() in (keys.Key_Return, keys.Key_Enter) else None
        if button is None:
            super().keyPressEvent(event)
        else:
            button.click()

    def pressed_by_enter(self) -> QAbstractButton | None:
        """Return the button that has the focus, None where nothing has it or a box."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and self.isAncestorOf(focused) and not focused.isCheckable():
            return focused
        return None
