"""The desk's pages about one person or the scanner, and their keys: hour, room, erasing, consents, scanner, camera.

A page is made when it is first opened.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from ogp_desktop.gui.desk import camera
from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.translation import say
from ogp_desktop.services.desk import rooms
from ogp_desktop.services.desk.arrivals import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.desk.welcome_band import WelcomeBand
    from ogp_desktop.gui.screens.desk_screen import DeskScreen
    from ogp_desktop.gui.widgets.erase_page import ErasePage
    from ogp_desktop.gui.widgets.reader_page import ReaderPage
    from ogp_desktop.gui.widgets.room_page import RoomPage
    from ogp_desktop.gui.widgets.time_page import TimePage
    from ogp_desktop.services.participants.people import Record
    from ogp_desktop.settings import Settings


PAGES = ("erasing", "room", "time", "reader")
Page = TypeVar("Page", bound="QWidget")


class DeskPages:
    """Opens each page by its key, does what is answered there, and goes back to the list."""

    def __init__(self, screen: DeskScreen, settings: Settings, band: WelcomeBand) -> None:
        self._screen, self._settings, self._band = screen, settings, band
        form = screen.form
        form.results.addAction(screen.add_key("desk.correct_time", "F2", self.ask_time))
        form.results.addAction(screen.add_key("desk.give_room", "F4", self.ask_room))
        form.results.addAction(screen.add_key("desk.erase", "F8", self.ask_to_erase))
        form.results.addAction(screen.add_key("desk.consents", "F9", self.ask_consents))
        screen.add_key("desk.reader_test", "F12", self.ask_reader)
        form.test_reader.clicked.connect(self.ask_reader)
        self.camera = camera.Camera(screen)
        self.camera.seen.connect(lambda code: screen.reader.scanned.emit(code, ""))
        form.webcam.clicked.connect(self.turn_camera)
        screen.add_key("desk.webcam", "F11", self.turn_camera)

    def _added(self, page: Page) -> Page:
        self._screen.form.middle.addWidget(page)
        return page

    @cached_property
    def erasing(self) -> ErasePage:
        """The page that asks before somebody is erased."""
        from ogp_desktop.gui.widgets.erase_page import ErasePage

        page = self._added(ErasePage())
        page.kept.connect(self._screen.leave_page)
        page.erased.connect(self._erase)
        return page

    @cached_property
    def room(self) -> RoomPage:
        """The page that asks for a person's room."""
        from ogp_desktop.gui.widgets.room_page import RoomPage

        page = self._added(RoomPage())
        page.given.connect(self._give_room)
        return page

    @cached_property
    def time(self) -> TimePage:
        """The page that asks when somebody arrived."""
        from ogp_desktop.gui.widgets.time_page import TimePage

        page = self._added(TimePage())
        page.corrected.connect(self._correct)
        return page

    @cached_property
    def reader(self) -> ReaderPage:
        """The page that waits for a badge that checks nobody in."""
        from ogp_desktop.gui.widgets.reader_page import ReaderPage

        page = self._added(ReaderPage(self._settings))
        page.left.connect(self._screen.leave_page)
        return page

    @property
    def _tests_the_scanner(self) -> bool:
        return "reader" in vars(self) and self._screen.form.middle.currentWidget() is self.reader

    def keys_of(self, page: QWidget | None) -> tuple[str, ...]:
        """Return the words of the keys that matter on a page other than the list."""
        return getattr(page, "keys", ("hint.enter_registers", "hint.escape_back", "hint.help"))

    def stop(self) -> None:
        """Let the camera go."""
        self.camera.stop()

    def retranslate(self) -> None:
        """Say it in the language that is spoken now."""
        for name in PAGES:
            if name in vars(self):
                getattr(self, name).retranslate()
        form = self._screen.form
        form.test_reader.setText(say("desk.reader_ready" if self._settings.scanner else "desk.reader_test"))
        is_on = self.camera.is_on
        form.webcam.setText(say("desk.webcam_stop" if is_on else "desk.webcam_button"))
        form.webcam.setAccessibleName(say("desk.webcam_off" if is_on else "desk.webcam"))
        form.webcam.setToolTip(form.webcam.accessibleName())

    # The scanner and the camera.

    def ask_reader(self) -> None:
        """Wait for a badge that checks nobody in."""
        self._screen.form.middle.setCurrentWidget(self.reader)
        self.reader.ask()

    def take_scan(self, typed: str, end: str) -> bool:
        """Tell what was scanned where the scanner is tested; says whether it is."""
        if not self._tests_the_scanner:
            return False
        self.reader.take(typed, end)
        self.retranslate()
        return True

    def refuse_scan(self, typed: str) -> bool:
        """Tell there what is no badge; says whether the scanner is tested."""
        if not self._tests_the_scanner:
            return False
        self.reader.refuse(typed)
        return True

    def turn_camera(self) -> None:
        """Begin or end to look through the camera; say why where that is not possible."""
        if self.camera.is_on:
            self.camera.stop()
        elif not camera.is_possible():
            self._screen.told.emit(say("desk.webcam_missing"))
        elif not self.camera.start():
            self._screen.told.emit(say("desk.webcam_none"))
        self.retranslate()

    # Consents, rooms and hours.

    def ask_consents(self) -> None:
        """Ask what a person agrees to."""
        person = self._screen.meant()
        if person is not None and not person["erased"]:
            self._screen.consents.ask(person["id"], self._screen.person_name(person))

    def ask_room(self) -> None:
        """Ask which room a person gets."""
        person = self._screen.meant()
        if person is None or person["erased"]:
            return
        found = self._screen.rooms()
        if not found:
            self._screen.told.emit(say("desk.room_no_workshop"))
            return
        proposed = min(found, key=lambda room: room.fullness)
        person = person | self._screen.work.openings.values("allocation", person["id"])
        self._screen.form.middle.setCurrentWidget(self.room)
        self.room.ask(person, self._screen.person_name(person), found, proposed)

    def _give_room(self, row: str, session: str) -> None:
        person = self._screen.person(row)
        if person is None:
            return
        name = self._screen.person_name(person)
        says = say("desk.room_given", name=name) if session else say("desk.room_taken_away", name=name)
        self._back()
        saving = Saving("allocation", row, {"session": session or None})
        self._screen.work.save(
            saving, lambda bench: rooms.assign(bench, person, session or None), says, None, self._screen.troubled.emit
        )

    def ask_time(self) -> None:
        """Ask when a person arrived."""
        person = self._screen.meant()
        if person is None:
            return
        if not person["arrived"]:
            self._screen.told.emit(say("desk.time_not_here"))
            return
        self._screen.form.middle.setCurrentWidget(self.time)
        self.time.ask(person, self._screen.person_name(person))

    def _correct(self, row: str, at: str) -> None:
        person = self._screen.person(row)
        if person is None:
            return
        says = say("desk.time_saved", name=self._screen.person_name(person), time=at)
        work = self._screen.work
        work.do(
            lambda bench: Desk(bench).correct_time(person, at), says, lambda _: self._back(), self._screen.troubled.emit
        )

    # Erasing.

    def ask_to_erase(self) -> None:
        """Ask about the person of the current row."""
        person: Record | None = self._screen.person(self._screen.form.results.current())
        if person is None or person["erased"]:
            self._screen.told.emit(say("desk.erase_whom" if person is None else "desk.erase_already"))
            return
        self._screen.form.middle.setCurrentWidget(self.erasing)
        self.erasing.ask(person["id"], self._screen.person_name(person))

    def _erase(self, person: str) -> None:
        from ogp_desktop.services.personal import privacy

        def erased(certificate: privacy.Certificate) -> None:
            detail = say("desk.erased_later" if certificate.pending else "desk.erased_detail")
            self._band.show("ready", say("desk.erased"), detail)

        self._back()
        work = partial(privacy.erase_person, named=person)
        self._screen.work.do(work, say("desk.erased"), erased, self._screen.troubled.emit, quiet=True)

    def _back(self) -> None:
        self._screen.leave_page()
        self._screen.form.search.clear()
