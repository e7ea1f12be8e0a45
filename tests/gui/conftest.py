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
from ogp_desktop.settings import Settings

LOOKS = [("fr", "light"), ("ar", "dark")]


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


@pytest.fixture
def spoken(qapp):
    """Return a function that makes the application speak a language, without a window."""
    from ogp_desktop.gui.translation import speak

    def make(lang, look="light"):
        theme.load_fonts()
        speak(lang)
        theme.apply(look)

    return make
