"""The desktop application: what is open, who works on it, which screen shows it."""

from __future__ import annotations

import sys
from functools import cached_property, partial, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QObject

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui import theme
from ogp_desktop.gui.garbage import Collector
from ogp_desktop.gui.late import after_painting
from ogp_desktop.gui.main_window import MainWindow
from ogp_desktop.gui.screens.launcher_screen import COPY, Beginning, LauncherScreen
from ogp_desktop.gui.translation import NAMES, application, say, speak

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtGui import QScreen

    from ogp_desktop.gui.screen import Screen
    from ogp_desktop.gui.upkeep import Upkeep
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.room.workshop import Record
    from ogp_desktop.settings import Settings


Method = TypeVar("Method", bound="Callable[..., None]")


def patient(show: Method) -> Method:
    """Let a page be made while something is being saved: its reads wait for the end of the commit."""

    @wraps(show)
    def shown(self: Desktop, *given: Any) -> None:  # noqa: ANN401 - whatever the page is shown with
        if self.workplace is None:
            show(self, *given)
            return
        with self.workplace.bench.register.patiently():
            show(self, *given)

    return shown  # type: ignore[return-value]


class Desktop(QObject):
    """Begins at the launcher; opens a register for a post; comes back to the launcher."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.workplace: Workplace | None = None
        self._collector: Collector | None = None
        self.notices: list[str] = []
        """Keys of what is to be told once the window stands."""
        self._making: BaseProcess | None = None
        self._without_words: set[Path] = set()
        """Laptops' files that are worked on without their keys, by choice, until the program ends."""
        self.window = MainWindow()
        self.window.home_requested.connect(self.go_home)
        self.window.hand_over_requested.connect(self.hand_over)
        self._show_again: Callable[[], None] = self.go_home
        self.window.closing.connect(self._close)

    @cached_property
    def _upkeep(self) -> Upkeep:
        """What looks after the day's work: made once the launcher is painted, or with the first register."""
        from ogp_desktop.gui.upkeep import Upkeep

        made = Upkeep(self)
        made.low_room.connect(self._tell_low_room)
        made.troubled.connect(self.window.tell_trouble)
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

    def go_home(self, preferred: Path | None = None) -> None:
        """Close what is open and show the launcher, the `preferred` file chosen."""
        self._leave_screen()
        self.close_register()
        launcher = LauncherScreen(self.settings, preferred)
        launcher.file_opened.connect(lambda path: self._asks_words(path, lambda: self.go_home(path)))
        launcher.begun.connect(self.begin)
        launcher.new_event_requested.connect(self.new_event)
        launcher.backups_requested.connect(self.show_backups)
        launcher.language_requested.connect(self.speak)
        launcher.theme_requested.connect(self.dress)
        self._show(launcher, None)

    def new_event(self) -> None:
        """Show the form of a new event."""
        from ogp_desktop.gui.screens.new_event_screen import NewEventScreen

        screen = NewEventScreen()
        screen.left.connect(self.go_home)
        screen.created.connect(self._created)
        self._show(screen, None)

    def show_backups(self, path: Path, title: str) -> None:
        """Show the backups of a file."""
        from ogp_desktop.gui.screens.backups_screen import BackupsScreen

        screen = BackupsScreen(path, title)
        screen.left.connect(self.go_home)
        self._show(screen, None)

    def _created(self, path: Path) -> None:
        self.settings.opened(str(path))
        self.go_home()

    def begin(self, beginning: Beginning) -> None:
        """Open a register at a post; what is in the way is said on the launcher."""
        from ogp_desktop.gui.workplace import Workplace
        from ogp_desktop.services.compose import begin_work
        from ogp_desktop.services.event import events

        if self._asks_words(beginning.path, lambda: self.begin(beginning)):
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

    def _set_apart(self) -> None:
        """Set apart what the first page of a post holds, once it has read it: ten thousand ideas are not collected."""
        collector, screen = self._collector, self.window.screen_shown
        if collector is None or screen is None:
            return
        after_painting(collector, collector.settle if screen.has_shown else self._set_apart)

    def _asks_words(self, path: Path, without: Callable[[], None]) -> bool:
        """Show the page that asks a laptop's words where its file waits for them; says whether it did.

        `without` is what follows where the person goes on without them.
        """
        from ogp_desktop.services.plan.meant import meant_for

        meant = meant_for(path)
        if meant is None or not meant.waits or path in self._without_words:
            return False
        from ogp_desktop.gui.screens.first_opening_screen import FirstOpeningScreen

        def gone_on() -> None:
            self._without_words.add(path)
            without()

        def taken_in(label: str) -> None:
            self.go_home(path)
            self.window.tell(say("first_opening.done", label=label))

        screen = FirstOpeningScreen(path.name, meant)
        screen.taken_in.connect(taken_in)
        screen.gone_on.connect(gone_on)
        screen.left.connect(lambda: self.go_home(path))
        self._show(screen, None)
        return True

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
        screen.left.connect(self._show_again)
        screen.purge_requested.connect(self._purge)
        self._show(screen, self.workplace)

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
        self._show_again = lambda: self._show_post(post, session)
        if post == "desk":
            self._show_desk()
        elif post == "secretariat":
            self.show_secretariat()
        elif post == COPY:
            self.show_copy(self.go_home)
        else:
            self._show_session(post, session)

    @patient
    def _show_desk(self) -> None:
        from ogp_desktop.gui.screens.desk_screen import DeskScreen

        screen = DeskScreen(self._open(), self.settings)
        screen.list_requested.connect(self.show_list)
        screen.papers_requested.connect(self.show_papers)
        self._show(screen, self.workplace)

    @patient
    def show_papers(self) -> None:
        """Show the papers of the desk; it leads back to the post."""
        from ogp_desktop.gui.screens.papers_screen import PapersScreen

        screen = PapersScreen(self._open())
        screen.left.connect(self._show_again)
        screen.reentry_requested.connect(self.show_reentry)
        self._show(screen, self.workplace)

    @patient
    def show_reentry(self) -> None:
        """Show where a ticked list of paper is typed in; it leads back to the post."""
        from ogp_desktop.gui.screens.reentry_screen import ReentryScreen

        screen = ReentryScreen(self._open())
        screen.left.connect(self._show_again)
        self._show(screen, self.workplace)

    @patient
    def show_list(self) -> None:
        """Show the registration list; it leads back to the post."""
        from ogp_desktop.gui.screens.list_screen import ListScreen

        screen = ListScreen(self._open())
        screen.left.connect(self._show_again)
        self._show(screen, self.workplace)

    @patient
    def show_secretariat(self) -> None:
        """Show the secretariat's work."""
        from ogp_desktop.gui.screens.secretariat_screen import SecretariatScreen

        screen = SecretariatScreen(self._open())
        screen.keys_requested.connect(self.show_keys)
        self._show(screen, self.workplace)

    @patient
    def show_keys(self) -> None:
        """Show the keys of the plan."""
        from ogp_desktop.gui.screens.keys_screen import KeysScreen

        screen = KeysScreen(self._open())
        screen.left.connect(self.show_secretariat)
        screen.laptops_requested.connect(self.show_laptops)
        self._show(screen, self.workplace)

    @patient
    def show_laptops(self) -> None:
        """Show the laptops to prepare and the computers that are known."""
        from ogp_desktop.gui.screens.laptops_screen import LaptopsScreen

        screen = LaptopsScreen(self._open())
        screen.left.connect(self.show_secretariat)
        screen.keys_requested.connect(self.show_keys)
        self._show(screen, self.workplace)

    @patient
    def _show_session(self, post: str, named: str) -> None:
        from ogp_desktop.services.room.workshop import Workshop

        workplace = self._open()
        try:
            session = Workshop(workplace.bench).session(named or "0")
        except Trouble as trouble:
            self.window.tell_trouble(trouble)
            self.close_register()
            return
        (self._show_room if post == "room" else self._show_restitution)(session)

    @patient
    def _show_room(self, session: Record, projected: QScreen | None = None) -> None:
        from ogp_desktop.gui.screens.room_screen import RoomScreen

        self._show_again = lambda: self._show_room(session)
        screen = RoomScreen(self._open(), session, self.settings)
        screen.course.presence_requested.connect(lambda: self.show_presence(session))
        screen.course.votes_requested.connect(lambda: self.show_votes(session))
        back = partial(self._show_room, session)
        screen.course.agreement_requested.connect(
            lambda: self.show_agreement(session, back, screen.course.projector.on)
        )
        screen.course.conclusion_requested.connect(
            lambda: self.show_conclusion(session, partial(back, screen.course.projector.on))
        )
        screen.restitution_requested.connect(lambda _: self._show_restitution(session))
        screen.door_requested.connect(lambda row: self.show_copy(lambda: self._show_room(session), row))
        screen.paper_slips_requested.connect(lambda: self._show_paper_slips(session))
        self._show(screen, self.workplace)
        screen.course.projector.go_on(projected)

    def _show_paper_slips(self, session: Record) -> None:
        from ogp_desktop.gui.screens.paper_slips_screen import PaperSlipsScreen

        screen = PaperSlipsScreen(self._open(), session)
        screen.left.connect(lambda: self._show_room(session))
        self._show(screen, self.workplace)

    @patient
    def _show_restitution(self, session: Record, projected: QScreen | None = None) -> None:
        from ogp_desktop.gui.screens.restitution_screen import RestitutionScreen

        self._show_again = lambda: self._show_restitution(session)
        screen = RestitutionScreen(self._open(), session, self.settings)
        screen.room_requested.connect(lambda row: self._show_session("room", row))
        screen.group_shown.connect(lambda row: setattr(self, "_show_again", lambda: self._show_session("", row)))
        screen.copy_requested.connect(lambda row: self.show_copy(lambda: self._show_session("", row), row))

        def back(projected: QScreen | None = None) -> None:
            self._show_restitution(screen.session, projected)

        screen.agreement_requested.connect(lambda: self.show_agreement(screen.session, back, screen.projector.on))
        screen.conclusion_requested.connect(
            lambda row, idea: self.show_conclusion(screen.session, partial(back, screen.projector.on), row, idea)
        )
        self._show(screen, self.workplace)
        screen.projector.go_on(projected)

    @patient
    def show_agreement(
        self, session: Record, back: Callable[[QScreen | None], None], projected: QScreen | None = None
    ) -> None:
        """Show the reading of the conclusions to the room; `back` shows where the person came from."""
        from ogp_desktop.gui.screens.agreement_screen import AgreementScreen

        screen = AgreementScreen(self._open(), session, self.settings)
        again = partial(self.show_agreement, session, back)
        self._show_again = again
        screen.left.connect(lambda: back(screen.projector.on))
        screen.conclusion_requested.connect(
            lambda row: self.show_conclusion(session, partial(again, screen.projector.on), row)
        )
        screen.door_requested.connect(lambda: self.show_copy(partial(self._show_restitution, session), session["id"]))
        self._show(screen, self.workplace)
        screen.projector.go_on(projected)

    @patient
    def show_conclusion(self, session: Record, back: Callable[[], None], row: str = "", idea: str = "") -> None:
        """Show a conclusion to draw from several ideas: a new one, or the one of id `row`."""
        from ogp_desktop.gui.screens.conclusion_screen import ConclusionScreen

        screen = ConclusionScreen(self._open(), session, row, idea)
        screen.left.connect(back)
        self._show(screen, self.workplace)

    @patient
    def show_presence(self, session: Record) -> None:
        """Show who is in the room of a session."""
        from ogp_desktop.gui.screens.presence_screen import PresenceScreen

        screen = PresenceScreen(self._open(), session)
        screen.left.connect(lambda: self._show_room(session))
        self._show(screen, self.workplace)

    @patient
    def show_votes(self, session: Record) -> None:
        """Show the votes of a session."""
        from ogp_desktop.gui.screens.votes_screen import VotesScreen

        screen = VotesScreen(self._open(), session)
        screen.left.connect(lambda: self._show_room(session))
        self._show(screen, self.workplace)

    @patient
    def show_copy(self, back: Callable[[], object], session: str = "") -> None:
        """Show the association's copy and its verification; `back` shows where the person came from."""
        from ogp_desktop.gui.screens.copy_screen import CopyScreen

        screen = CopyScreen(self._open(), session)
        screen.left.connect(back)
        self._show(screen, self.workplace)

    def _open(self) -> Workplace:
        if self.workplace is None:
            raise RuntimeError("no register is open")
        return self.workplace

    def _show(self, screen: Screen, workplace: Workplace | None) -> None:
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
