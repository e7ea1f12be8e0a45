"""The projection: the slides alone on the other screen, never a name, a hint or a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QScreen

    from ogp_desktop.gui.projection.slides import Slide

FORWARD = (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_N)
BACK = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace, Qt.Key.Key_P)
BLACK = (Qt.Key.Key_B, Qt.Key.Key_Period)
FOR_THE_POST = {Qt.Key.Key_F5: "screen", Qt.Key.Key_F8: "group"}
"""Keys that mean the same where the slides have the focus as at the post."""


class ProjectionWindow(QWidget):
    """Full screen on the chosen screen; the keys of Impress and of remote controls."""

    step_requested = Signal(int)
    ended = Signal()
    """Escape, or the screen was pulled out (see `lost_screen`)."""
    lost_screen = Signal()
    asked = Signal(str, bool)
    """A key of the post was pressed here, with Shift or without: "screen" or "group"."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(say("projection.title"))
        self.setAccessibleName(say("projection.title"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.view = SlideView(self)
        self.view.setAccessibleName(say("projection.title"))
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.view)
        self._screen: QScreen | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._screen_gone)

    def project(self, screen: QScreen, slide: Slide) -> None:
        """Show a slide on a screen."""
        self._screen = screen
        self.view.show_slide(slide)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    @property
    def on(self) -> QScreen | None:
        """The screen that is projected on, None while nothing is."""
        return self._screen if self.isVisible() else None

    def end(self) -> None:
        """Show nothing more."""
        self.hide()
        self.ended.emit()

    def _screen_gone(self, screen: QScreen) -> None:
        if screen is self._screen:
            self.hide()
            self._screen = None
            self.lost_screen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a remote control: Page, arrows, space; B or a point is black; Escape ends."""
        if event.key() in FORWARD:
            self.step_requested.emit(1)
        elif event.key() in BACK:
            self.step_requested.emit(-1)
        elif event.key() in BLACK:
            self.view.setVisible(not self.view.isVisible())
        elif event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in FOR_THE_POST:
            self.asked.emit(FOR_THE_POST[Qt.Key(event.key())], event.modifiers() == Qt.KeyboardModifier.ShiftModifier)
        else:
            super().keyPressEvent(event)


def projection_screens(own: QScreen, remembered: str) -> list[QScreen]:
    """Return the other screens, the remembered one first; nothing when there is only the laptop's."""
    others = [screen for screen in QGuiApplication.screens() if screen is not own]
    return sorted(others, key=lambda screen: screen.name() != remembered)
