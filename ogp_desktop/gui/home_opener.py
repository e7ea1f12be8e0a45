"""Opens the pages around the launcher: a new event, the backups of one, the words of a laptop's keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ogp_desktop.gui.late import after_painting
from ogp_desktop.gui.pages import Pages
from ogp_desktop.gui.screens.launcher_screen import LauncherScreen
from ogp_desktop.gui.translation import paper_language, say
from ogp_desktop.settings import POSTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.gui.desktop import Desktop


class HomeOpener(Pages):
    """What can be asked before a register is open; each page leads back to the launcher."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._without_words: set[Path] = set()
        """Laptops' files that are worked on without their keys, by choice, until the program ends."""

    def new_event(self) -> None:
        """Show the form of a new event."""
        from ogp_desktop.gui.screens.new_event_screen import NewEventScreen

        screen = NewEventScreen()
        screen.left.connect(self._desktop.go_home)
        screen.created.connect(self._created)
        self.show(screen)

    def show_backups(self, path: Path, title: str) -> None:
        """Show the backups of a file."""
        from ogp_desktop.gui.screens.backups_screen import BackupsScreen

        screen = BackupsScreen(path, title)
        screen.left.connect(self._desktop.go_home)
        self.show(screen)

    def offer_tour(self) -> None:
        """Lead a newcomer through the first steps at a post of the demonstration, once its page can be used."""
        after_painting(self._desktop, self._offer_tour)

    def _offer_tour(self) -> None:
        screen, toured = self._desktop.window.screen_shown, self._desktop.settings.toured
        if screen is None or screen.name not in POSTS or not screen.heading().demonstration or screen.name in toured:
            return
        if screen.has_shown:
            self.lead()
        else:
            self.offer_tour()

    def lead(self) -> None:
        """Show the first steps of the post that is open; at the launcher, open the demonstration for them."""
        from ogp_desktop.gui.tour.guide import lead

        desktop = self._desktop
        screen = desktop.window.screen_shown
        if isinstance(screen, LauncherScreen):
            screen.try_out()
        elif screen is not None and self.workplace is not None and screen.name not in POSTS:
            self.back()
        lead(desktop.window, desktop.settings)

    def write_card(self) -> None:
        """Ask where, and write the card of the post that is shown there."""
        from PySide6.QtWidgets import QFileDialog

        from ogp_desktop.services.event.post_cards import write_card

        window, lang = self._desktop.window, paper_language()
        post = window.screen_shown.name if window.screen_shown else ""
        chosen, _ = QFileDialog.getSaveFileName(window, say("printing.save"), say(f"post.{post}"), "PDF (*.pdf)")
        if chosen:
            path = Path(chosen).with_suffix(".pdf")
            self.work.do(
                lambda _: write_card(post, lang, path) and None,
                done=lambda _: window.tell(say("card.saved", file=path.name)),
            )

    def _created(self, path: Path) -> None:
        self._desktop.settings.opened(str(path))
        self._desktop.go_home()

    def asks_words(self, path: Path, without: Callable[[], None]) -> bool:
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
            self._desktop.go_home(path)
            self._desktop.window.tell(say("first_opening.done", label=label))

        screen = FirstOpeningScreen(path.name, meant)
        screen.taken_in.connect(taken_in)
        screen.gone_on.connect(gone_on)
        screen.left.connect(lambda: self._desktop.go_home(path))
        self.show(screen)
        return True
