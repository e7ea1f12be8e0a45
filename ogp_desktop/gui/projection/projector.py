"""The projector of a post: which screen it is, what stands on it, what happens when it is pulled out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ogp_desktop.gui.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.projection.projection_window import ProjectionWindow
    from ogp_desktop.gui.projection.slides import Slide
    from ogp_desktop.settings import Settings


class Standing(NamedTuple):
    """What a page leaves on the projector for the one that follows."""

    screen: QScreen
    slide: Slide | None


class Projector(QObject):
    """Puts a slide on the other screen, the one of last time first; on this one where there is no other."""

    step_requested = Signal(int)
    """A remote control or a key in the projection asks for another slide."""
    group_requested = Signal()
    """The next room is wanted."""
    changed = Signal()
    """It was turned on or off, or goes on elsewhere."""
    told = Signal(str)
    """A sentence to show for a moment."""

    def __init__(self, settings: Settings, post: QWidget) -> None:
        super().__init__(post)
        self._settings, self._post = settings, post
        self.slide: Slide | None = None
        """What stands on the projector, or would."""

    @cached_property
    def window(self) -> ProjectionWindow:
        """The window of the slides, made when something is first projected."""
        from ogp_desktop.gui.projection.projection_window import ProjectionWindow

        made = ProjectionWindow()
        made.step_requested.connect(self.step_requested)
        made.ended.connect(self._ended)
        made.lost_screen.connect(self._lost)
        made.asked.connect(self._asked)
        return made

    @property
    def on(self) -> QScreen | None:
        """The screen that is projected on, None while nothing is."""
        return self.window.on if "window" in vars(self) else None

    @property
    def _own(self) -> QScreen:
        """The screen on which one works."""
        return self._post.screen()

    @property
    def standing(self) -> Standing | None:
        """What stands on it, and where; None while nothing is projected."""
        return Standing(self.on, self.slide) if self.on is not None else None

    @property
    def label(self) -> str:
        """Where it projects, in words; nothing while it does not."""
        if self.on is None:
            return ""
        here = self.on is self._own
        return say("projection.here") if here else say("projection.on", screen=self.on.name() or "2")

    def show_slide(self, slide: Slide) -> None:
        """Let this slide stand on the projector, now or once it is turned on."""
        self.slide = slide
        if self.on is not None:
            self.window.view.show_slide(slide)

    def cycle(self) -> None:
        """Project; when it does already, on the next screen; without another one, on this one and back."""
        from ogp_desktop.gui.projection.projection_window import projection_screens

        own = self._own
        screens = projection_screens(own, self._settings.projector)
        if screens:
            place = screens.index(self.on) + 1 if self.on in screens else 0
            self._project(screens[place % len(screens)])
        elif self.on is None:
            self.told.emit(say("projection.none"))
            self._project(own, remember=False)
        else:
            self.window.end()

    def go_on(self, before: Standing | None) -> None:
        """Project where the page before did, its slide until this one has its own.

        Nothing where it did not project, or only on this screen.
        """
        if before is not None and before.screen is not self._own:
            if self.slide is None:
                self.slide = before.slide
            self._project(before.screen, remember=False)

    def swap(self) -> None:
        """Exchange the screens: the slides where the post stood, the post where the slides were."""
        own, other = self._own, self.on
        if other is None or other is own:
            self.told.emit(say("projection.nothing_to_swap"))
            return
        self._project(own)
        post = self._post.window()
        was_maximised = post.isMaximized()
        post.showNormal()
        post.setScreen(other)
        post.move(other.availableGeometry().topLeft())
        if was_maximised:
            post.showMaximized()
        post.activateWindow()

    def close(self) -> None:
        """End the projection for good."""
        if "window" in vars(self):
            self.window.close()
            self.window.deleteLater()

    def _project(self, screen: QScreen, *, remember: bool = True) -> None:
        if remember:
            self._settings.projector = screen.name()
            self._settings.write()
        from ogp_desktop.gui.projection.slides import Slide

        self.window.project(screen, self.slide or Slide("", ""))
        self.changed.emit()

    def _asked(self, what: str, with_shift: bool) -> None:
        if what == "group":
            self.group_requested.emit()
        elif with_shift:
            self.swap()
        else:
            self.cycle()

    def _ended(self) -> None:
        self._post.activateWindow()
        self.changed.emit()

    def _lost(self) -> None:
        self.changed.emit()
        self.told.emit(say("projection.lost"))
