"""The desktop application: what is open, who works on it, which screen shows it."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui import theme
from ogp_desktop.gui.garbage import Collector
from ogp_desktop.gui.late import after_painting
from ogp_desktop.gui.main_window import MainWindow
from ogp_desktop.gui.pages import patient
from ogp_desktop.gui.screens.launcher_screen import COPY, Beginning, LauncherScreen
from ogp_desktop.gui.translation import NAMES, application, say, speak

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess
    from pathlib import Path
    from types import TracebackType

    from ogp_desktop.gui.desk.desk_opener import DeskOpener
    from ogp_desktop.gui.home_opener import HomeOpener
    from ogp_desktop.gui.readiness import Readiness
    from ogp_desktop.gui.room.room_opener import RoomOpener
    from ogp_desktop.gui.screen import Screen
    from ogp_desktop.gui.secretariat.secretariat_opener import SecretariatOpener
    from ogp_desktop.gui.upkeep import Upkeep
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.settings import Settings


class Desktop(QObject):
    """Begins at the launcher; opens a register for a post; comes back to the launcher."""

    begun = Signal()
    """A register was opened at a post."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.workplace: Workplace | None = None
        self._collector: Collector | None = None
        self.notices: list[str] = []
        """Keys of what is to be told once the window stands."""
        self._making: BaseProcess | None = None
        self._readiness: Readiness | None = None
        self.window = MainWindow()
        self.window.home_requested.connect(self.go_home)
        self.window.hand_over_requested.connect(self.hand_over)
        self.window.tour_requested.connect(lambda: self.home.lead())  # noqa: PLW0108 - made late
        self.window.card_requested.connect(lambda: self.home.write_card())  # noqa: PLW0108 - made late
        self.show_again: Callable[[], None] = self.go_home
        """Shows again what the post shows."""
        self.window.closing.connect(self._close)

    @cached_property
    def home(self) -> HomeOpener:
        """Opens the pages around the launcher."""
        from ogp_desktop.gui.home_opener import HomeOpener

        return HomeOpener(self)

    @cached_property
    def desk(self) -> DeskOpener:
        """Opens the pages of the desk."""
        from ogp_desktop.gui.desk.desk_opener import DeskOpener

        return DeskOpener(self)

    @cached_property
    def rooms(self) -> RoomOpener:
        """Opens the pages of rooms and of their restitution."""
        from ogp_desktop.gui.room.room_opener import RoomOpener

        return RoomOpener(self)

    @cached_property
    def secretariat(self) -> SecretariatOpener:
        """Opens the pages of the secretariat."""
        from ogp_desktop.gui.secretariat.secretariat_opener import SecretariatOpener

        return SecretariatOpener(self)

    @cached_property
    def _upkeep(self) -> Upkeep:
        """What looks after the day's work: made once the launcher is painted, or with the first register."""
        from ogp_desktop.gui.upkeep import Upkeep

        made = Upkeep(self)
        made.low_room.connect(self._tell_low_room)
        made.troubled.connect(self.window.tell_trouble)
        made.told.connect(self.window.tell_lasting)
        return made

    def start(self) -> None:
        """Show the launcher; what no first look needs follows once it is painted."""
        self._collector = Collector(self)
        self.go_home()
        self.window.show()
        for key in self.notices:
            self.window.tell_lasting(say(key))
        after_painting(self, self._settle_in)

    def _settle_in(self) -> None:
        """Make the demonstration where there is none yet; look at what the system asks for."""
        self._upkeep  # noqa: B018 - made now
        wanted = theme.wants_high_contrast()
        if wanted != self.settings.high_contrast:
            self.settings.high_contrast = wanted
            self.settings.write()
            self.dress(self.settings.theme)
        from ogp_desktop.services.event import events

        if not (events.folder() / events.DEMONSTRATION).exists():
            import multiprocessing

            context = multiprocessing.get_context("spawn")
            self._making = context.Process(target=events.ensure_demonstration, name="demonstration")
            self._making.start()
        if self.workplace is None:
            from ogp_desktop.gui.readiness import Readiness

            self._readiness = Readiness(self, self.settings.post)

    def go_home(self, preferred: Path | None = None) -> None:
        """Close what is open and show the launcher, the `preferred` file chosen."""
        self._leave_screen()
        self.close_register()
        launcher = LauncherScreen(self.settings, preferred)
        launcher.file_opened.connect(lambda path: self.home.asks_words(path, lambda: self.go_home(path)))
        launcher.begun.connect(self.begin)
        launcher.new_event_requested.connect(self.home.new_event)
        launcher.backups_requested.connect(self.home.show_backups)
        launcher.language_requested.connect(self.speak)
        launcher.theme_requested.connect(self.dress)
        self.show(launcher, None)

    def begin(self, beginning: Beginning) -> None:
        """Open a register at a post; what is in the way is said on the launcher."""
        if self._readiness is not None:
            self._readiness.stop()
        from ogp_desktop.gui.workplace import Workplace
        from ogp_desktop.services.compose import begin_work
        from ogp_desktop.services.event import events

        if self.home.asks_words(beginning.path, lambda: self.begin(beginning)):
            return
        try:
            path = beginning.path
            if path.name == events.DEMONSTRATION and not path.exists():
                path = self._made_demonstration()
            bench = begin_work(path, beginning.post, beginning.operator)
        except Trouble as trouble:
            self.window.tell_trouble(trouble)
            return
        self.settings.opened(str(path))
        self.workplace = Workplace(bench)
        self.window.attend(self.workplace)
        self.workplace.crashed.connect(self._crashed)
        self.workplace.reserve_used.connect(lambda: self.window.tell_lasting(say("window.reserve_used")))
        self._upkeep.begin(self.workplace)
        self._show_post(beginning.post, beginning.session)
        self._set_apart()
        if bench.register.path.resolve() != path.resolve():
            self.window.tell(say("window.copied"))
        self.begun.emit()

    def _set_apart(self) -> None:
        """Set apart what the first page of a post holds, once it has read it: ten thousand ideas are not collected."""
        collector, screen = self._collector, self.window.screen_shown
        if collector is None or screen is None:
            return
        after_painting(collector, collector.settle if screen.has_shown else self._set_apart)

    def _made_demonstration(self) -> Path:
        from ogp_desktop.services.event import events

        application().setOverrideCursor(QtCore.Qt.CursorShape.WaitCursor)
        try:
            if self._making is not None:
                self._making.join()
            return events.ensure_demonstration()
        finally:
            application().restoreOverrideCursor()

    @patient
    def hand_over(self) -> None:
        """Show the page where the file is handed over; it leads back to the post."""
        if self.workplace is None:
            return
        from ogp_desktop.gui.screens.handover_screen import HandoverScreen

        screen = HandoverScreen(self.workplace)
        screen.left.connect(self.show_again)
        screen.purge_requested.connect(self._purge)
        self.show(screen, self.workplace)

    def _purge(self, condemned: list[Path]) -> None:
        """Close the register and remove what the secretariat acknowledged; then show what is left."""
        from ogp_desktop.services.files import purging

        self._leave_screen()
        self.close_register()
        trouble: Trouble | None = None
        try:
            purging.remove(condemned)
        except Trouble as refused:
            trouble = refused
        self.go_home()
        if trouble is not None:
            self.window.tell_trouble(trouble)
        else:
            self.window.tell_lasting(say("window.purged"))

    @patient
    def _show_post(self, post: str, session: str) -> None:
        self.show_again = lambda: self._show_post(post, session)
        if post == "desk":
            self.desk.show_desk()
        elif post == "secretariat":
            self.secretariat.show_secretariat()
        elif post == COPY:
            self.rooms.show_copy(self.go_home)
        else:
            self.rooms.show_session(post, session)

    def show(self, screen: Screen, workplace: Workplace | None) -> None:
        """Show a screen in place of the one before."""
        self._leave_screen()
        self.window.show_screen(screen, workplace)

    def _leave_screen(self) -> None:
        if self.window.screen_shown is not None:
            self.window.screen_shown.leave()

    def _close(self) -> None:
        if self._collector is not None:
            self._collector.stop()
        if "_upkeep" in vars(self):
            self._upkeep.stop()
        if self._readiness is not None:
            self._readiness.stop()
        self._leave_screen()
        self.close_register()

    def close_register(self) -> None:
        """Finish what is being saved and close the register."""
        if self.workplace is None:
            return
        self._upkeep.end()
        workplace, self.workplace = self.workplace, None
        workplace.close()

    # Language, theme, mistakes of ours.

    def speak(self, lang: str) -> None:
        """Switch the language."""
        self.settings.language = lang if lang in NAMES else "fr"
        self.settings.write()
        there = speak(self.settings.language)
        self.window.say_again()
        if not there:
            self.window.tell(say("window.language_missing"))
        self.dress(self.settings.theme)

    def dress(self, name: str) -> None:
        """Switch the theme; nothing named follows the system."""
        if name != self.settings.theme:
            self.settings.theme = name
            self.settings.write()
        theme.apply(name or ("dark" if theme.wants_dark() else "light"), self.settings.high_contrast)
        if isinstance(self.window.screen_shown, LauncherScreen):
            self.window.screen_shown.retranslate()

    def _tell_low_room(self, megabytes: int) -> None:
        self.window.tell_lasting(say("window.low_room", megabytes=megabytes))

    def _crashed(self, error: BaseException) -> None:
        from ogp_desktop import logs

        self.window.tell_crash(logs.note_error(error))

    def catch_errors(self) -> None:
        """Tell uncaught errors in words and note where they happened."""

        def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            del kind, trace
            if isinstance(error, Trouble):
                self.window.tell_trouble(error)
            else:
                self._crashed(error)

        sys.excepthook = told
