"""A whole desktop on a copy of the demonstration, driven by real key events."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ogp_desktop.app import compose
from ogp_desktop.gui import theme
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.services import demonstration, events
from ogp_desktop.services.compose import opened
from ogp_desktop.settings import Settings
from ogp_desktop.storage import backups
from tests.conftest import CAMPAIGN

LOOKS = [("fr", "light"), ("ar", "dark")]
SIZES = {"1366x728": (1366, 728), "1093x574": (1093, 574)}
SMALL_FRENCH, LARGE_ARABIC = ("fr", "light", "1093x574"), ("ar", "dark", "1366x728")
EVERY_LOOK = [(lang, look, size) for lang in ("fr", "ar") for look in ("light", "dark") for size in SIZES]
"""All eight in the campaign; the two that differ most in every run."""


@pytest.fixture(scope="session")
def demonstration_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("demonstration") / "made.ogp"
    demonstration.event(path)
    return path


class Hands:
    """Someone at the keyboard."""

    def __init__(self, qtbot, desktop):
        self.qtbot, self.desktop = qtbot, desktop
        self.keys = 0

    @property
    def window(self):
        return self.desktop.window

    @property
    def screen(self):
        return self.window.screen_shown

    @property
    def form(self):
        return self.screen.form

    def at(self, post, session="", path=None):
        self.desktop.begin(Beginning(path or events.folder() / events.DEMONSTRATION, post, "Nadia", session))
        self.settle()
        return self

    def type(self, text):
        """Type a text, letter by letter, where the focus is."""
        for char in text:
            target = QApplication.focusWidget() or self.window
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, char)
                QApplication.sendEvent(target, event)
                parent = target
                while kind == QEvent.Type.KeyPress and not event.isAccepted() and parent is not self.screen:
                    parent = parent.parentWidget()
                    QApplication.sendEvent(parent, event)
            self.keys += 1
        QApplication.processEvents()

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press a key that is no letter."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.keys += 1
        self.settle()

    def settle(self):
        """Wait until what was asked is done and shown."""
        QApplication.processEvents()
        self.qtbot.waitUntil(
            lambda: self.desktop.workplace is None or not self.desktop.workplace.waiting, timeout=20_000
        )
        QApplication.processEvents()


@pytest.fixture
def make_hands(qtbot, qapp, demonstration_file, own_home, monkeypatch):
    """Return a function that opens the desktop in a language and a theme."""
    made = []

    def make(lang="fr", look="light"):
        events.folder().mkdir(parents=True, exist_ok=True)
        shutil.copyfile(demonstration_file, events.folder() / events.DEMONSTRATION)
        desktop = compose(Settings(language=lang, theme=look))
        desktop.start()
        qtbot.waitExposed(desktop.window)
        desktop.window.activateWindow()
        QApplication.processEvents()
        made.append(desktop)
        return Hands(qtbot, desktop)

    yield make
    for desktop in made:
        desktop.window.close()
        desktop.window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def hands(make_hands):
    return make_hands()


@pytest.fixture(params=LOOKS, ids=["fr-light", "ar-dark"])
def both(request, make_hands):
    """The desktop in French and light, then in Arabic and dark."""
    return make_hands(*request.param)


@pytest.fixture(params=EVERY_LOOK if CAMPAIGN else [SMALL_FRENCH, LARGE_ARABIC], ids="-".join)
def dressed(request, make_hands):
    """The desktop in a language, a theme and a size."""
    lang, look, size = request.param
    hands = make_hands(lang, look)
    hands.window.resize(*SIZES[size])
    return hands


def go(hands, place):
    """Go to one state of one screen."""
    if place == "new_event":
        hands.desktop.new_event()
    elif place == "backups":
        see_backups(hands)
    elif place == "walk_in":
        hands.at("desk").screen.walk_in()
    elif place == "erasing":
        hands.at("desk").form.results.step(1)
        hands.screen._ask_to_erase()
    elif place == "correcting":
        hands.at("room", "2").screen._reopen_latest()
    elif place == "rewording":
        hands.at("restitution", "2")
        hands.screen._reword()
    elif place in ("copy", "copy_written", "copy_verified"):
        see_copy(hands, place)
    elif place in ("ideas", "versions"):
        hands.at("secretariat").screen.show_view(1 if place == "ideas" else 2)
    elif place != "launcher":
        hands.at(place, "2")
    hands.settle()
    return hands


def see_copy(hands, place):
    """Show the association's copy, written or verified."""
    hands.at("restitution", "2").screen.copy_requested.emit("")
    hands.settle()
    if place == "copy_written":
        hands.screen.copy_to(events.folder())
    if place == "copy_verified":
        hands.screen.form.numbers.setText("DEM-2-1 DEM-2-20 DEM-2-99")
        hands.screen.verify_typed()


def see_backups(hands):
    """Show the demonstration's backups, of which there is one."""
    demo = events.folder() / events.DEMONSTRATION
    with opened(demo) as bench:
        backups.take(bench.register, "start")
    hands.desktop.show_backups(demo, "Journée")
    hands.qtbot.waitUntil(lambda: bool(hands.form.backups.rows.ids))


PLACES = (
    "launcher",
    "new_event",
    "backups",
    "desk",
    "walk_in",
    "erasing",
    "room",
    "correcting",
    "restitution",
    "rewording",
    "copy",
    "copy_written",
    "copy_verified",
    "secretariat",
    "ideas",
    "versions",
)


@pytest.fixture(params=PLACES)
def place(request, dressed):
    """Every screen and state, in every look."""
    return go(dressed, request.param)


@pytest.fixture
def spoken(qapp):
    """Return a function that makes the application speak a language, without a window."""
    from ogp_desktop.gui.translation import speak

    def make(lang, look="light"):
        theme.load_fonts()
        speak(lang)
        theme.apply(look)

    return make
