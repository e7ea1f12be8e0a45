"""The window: shows one screen at a time with its heading and keys; it navigates, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ogp_desktop import words
from ogp_desktop.gui.forms.ui_main_window import Ui_MainWindow
from ogp_desktop.gui.late import after_painting
from ogp_desktop.gui.naming import give_keys
from ogp_desktop.gui.translation import application, language, say
from ogp_desktop.gui.widgets.toast import Toast
from ogp_desktop.settings import POSTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.help_window import HelpWindow
    from ogp_desktop.gui.screen import Screen
    from ogp_desktop.gui.widgets.band import Band
    from ogp_desktop.gui.workplace import Workplace

SIZE = (1366, 728)
SMALLEST = (1000, 540)
LET_GO_AGAIN_MILLISECONDS = 50
WARNINGS = frozenset({"clock_behind", "clock_far", "rows_left_out"})
"""Troubles that refused nothing: work goes on, and they do not have the colour of errors."""


class MainWindow(QWidget):
    """Header, band, screen, footer, toast."""

    home_requested = Signal()
    hand_over_requested = Signal()
    closing = Signal()
    tour_requested = Signal()
    """The first steps of the post are to be shown."""
    card_requested = Signal()
    """The card of the post is to be written."""
    shown = Signal()
    """Another screen stands, or it was said again in another language."""

    def __init__(self) -> None:
        super().__init__()
        self._form = Ui_MainWindow()
        self._form.setupUi(self)  # type: ignore[no-untyped-call]
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        self._toast = Toast(self, self._form.footer.keys, self._form.footer.saved)
        self._help: HelpWindow | None = None
        self._screen: Screen | None = None
        self.strip: QWidget | None = None
        """What stands under the header, where something does."""
        self._workplace: Workplace | None = None
        self._saved_at = ""
        self._form.header.home_requested.connect(self.home_requested)
        self._form.header.hand_over_requested.connect(self.hand_over_requested)
        self._toast.action_requested.connect(self._turn_from_toast)
        self._keys = [
            self._key("window.undo", "Ctrl+Z", self.undo),
            self._key("window.redo", "Ctrl+Y", self.redo),
            self._key("window.help", "F1", self.show_help),
            self._key("window.keys", "Ctrl+F1", self.show_keys),
            self._key("window.home", "Ctrl+Home", self.home_requested.emit),
            self._key("window.hand_over", "Ctrl+R", self.hand_over_requested.emit),
            self._key("window.close_band", "Shift+Esc", self._form.band.hide),
        ]
        self._offers_redo = False
        application().focusChanged.connect(self._show_keys_of_now)

    def _key(self, key: str, keys: str, do: Callable[[], object]) -> tuple[QAction, str]:
        action = QAction(say(key), self)
        give_keys(action, keys)
        action.triggered.connect(lambda _: do())
        self.addAction(action)
        return action, key

    @property
    def screen_shown(self) -> Screen | None:
        """The screen that is shown."""
        return self._screen

    @property
    def band_sentence(self) -> str:
        """The sentence of the band, nothing while it is closed."""
        return self._form.band.sentence

    def show_screen(self, screen: Screen, workplace: Workplace | None) -> None:
        """Show a screen in place of the one before, which is let go."""
        before = self._screen
        if before is not None:
            self._form.pages.removeWidget(before)
            before.hide()
            _let_go(before)
        self._screen, self._workplace = screen, workplace
        self._form.pages.addWidget(screen)
        self._form.pages.setCurrentWidget(screen)
        screen.heading_changed.connect(self._show_heading)
        screen.troubled.connect(self.tell_trouble)
        screen.told.connect(self.tell)
        screen.done.connect(lambda sentence: self._tell_done(sentence, True))
        self._form.band.hide()
        self._toast.hide()
        self._saved_at = ""
        if screen.shows_late:
            after_painting(screen, screen.refresh)
        else:
            screen.refresh()
        self.retranslate()
        screen.first_field().setFocus()
        self.shown.emit()

    def show_strip(self, strip: QWidget | None) -> None:
        """Let a strip stand under the header, or none, in place of the one before."""
        if self.strip is not None:
            self._form.layout_1.removeWidget(self.strip)
            self.strip.hide()
            self.strip.deleteLater()
        self.strip = strip
        if strip is not None:
            self._form.layout_1.insertWidget(1, strip)
            self.setTabOrder(self._form.header.home, strip)

    @property
    def band(self) -> Band:
        """Where messages stand until they are closed."""
        return self._form.band

    def attend(self, workplace: Workplace) -> None:
        """Tell what a workplace tells."""
        workplace.told.connect(self._tell_done)
        workplace.saved.connect(self._note_saved)
        workplace.troubled.connect(self.tell_trouble)

    def say_again(self) -> None:
        """Say everything in the language that is spoken now, the screen first."""
        if self._screen is not None:
            self._screen.say_again()
        self.retranslate()
        self.shown.emit()

    def retranslate(self) -> None:
        """Say everything again in the language that is spoken now."""
        self.setWindowTitle(say("window.title"))
        for action, key in self._keys:
            action.setText(say(key))
        self._show_heading()

    def _show_way_out(self, screen: Screen) -> None:
        action = next(action for action, key in self._keys if key == "window.hand_over")
        leads_on = bool(screen.way_out) and self._workplace is not None
        action.setEnabled(leads_on)
        action.setText(say(screen.way_out or "window.hand_over"))
        self._form.header.show_way_out(action, leads_on)

    def _show_heading(self) -> None:
        if self._screen is None:
            return
        at_home = self._workplace is None and self._screen.name == "launcher"
        self._form.header.show_heading(self._screen.heading(), self._screen.header_actions(), not at_home)
        self._show_way_out(self._screen)
        self._show_keys_of_now()
        self._show_stamp()

    def _show_stamp(self) -> None:
        stamp = say("window.saved_at", time=self._saved_at) if self._saved_at else say("window.offline")
        self._form.footer.show_saved(stamp)

    def _show_keys_of_now(self) -> None:
        """Show the keys that matter where the focus is now."""
        if self._screen is not None:
            self._form.footer.show_hints(self._screen.hints_of_now())
            self._toast.settle()

    # What is told.

    def tell(self, sentence: str) -> None:
        """Show a sentence for a moment."""
        self._toast.tell(sentence)

    def tell_lasting(self, sentence: str) -> None:
        """Show a sentence until it is closed."""
        self._form.band.tell(sentence, calm=True)

    def _tell_done(self, sentence: str, undoable: bool) -> None:
        work = self._workplace
        self._offers_redo = not undoable and work is not None and work.can_redo
        key = "window.undo_key" if undoable else "window.redo_key" if self._offers_redo else ""
        self._toast.tell(sentence, say(key) if key else "")

    def _note_saved(self) -> None:
        if self._workplace is not None:
            self._saved_at = self._workplace.bench.now().strftime("%H:%M")
        self._show_stamp()

    def tell_trouble(self, trouble: Trouble) -> None:
        """Show what is in the way, or what to be careful of, until it is closed."""
        self._form.band.tell(words.sentence(trouble, language()), calm=trouble.code in WARNINGS)

    def tell_crash(self, mark: str) -> None:
        """Say that the program has made a mistake, where it is noted, and that nothing that was saved is lost."""
        self._form.band.tell(say("window.crash", mark=mark))

    # Keys of the window.

    def undo(self) -> None:
        """Undo the last act of this session."""
        if self._workplace is not None and self._workplace.can_undo:
            self._workplace.undo(lambda says: say("window.undone", what=says))
        elif self._screen is None or not self._screen.turn_back():
            self.tell(say("window.nothing_to_undo"))

    def redo(self) -> None:
        """Do the last undone act again."""
        if self._workplace is not None and self._workplace.can_redo:
            self._workplace.redo(lambda says: says)

    def _turn_from_toast(self) -> None:
        (self.redo if self._offers_redo else self.undo)()

    def show_help(self) -> None:
        """Show the page of the current screen."""
        if self._screen is not None:
            is_trial = self._workplace is None or self._screen.heading().demonstration
            self.help.show_page(self._screen.name, is_trial)

    def show_keys(self) -> None:
        """Show the keys of the current screen."""
        if self._screen is not None:
            actions = [*self._screen.actions(), *(action for action, _ in self._keys)]
            self.help.show_keys(self._screen.heading().title, actions, self._screen.name in POSTS)

    @property
    def help(self) -> HelpWindow:
        """The help, made when it is first asked for."""
        if self._help is None:
            from ogp_desktop.gui.help_window import HelpWindow

            self._help = HelpWindow(self)
            self._help.tour_requested.connect(self.tour_requested)
            self._help.card_requested.connect(self.card_requested)
        return self._help

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Let what is open be closed in order."""
        self.closing.emit()
        super().closeEvent(event)


def _let_go(screen: Screen) -> None:
    """Delete a screen that was left, once what it asked to be saved was told: what it typed may come back to it.

    Taking it out of the window first would dress all of it anew.
    """
    if screen.workplace is not None and screen.workplace.waiting:
        QTimer.singleShot(LET_GO_AGAIN_MILLISECONDS, screen, lambda: _let_go(screen))
    else:
        screen.deleteLater()
