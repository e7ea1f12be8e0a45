"""A smoke test of the program itself: every screen opened once on the demonstration, versions printed."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

from ogp_desktop import __version__, words
from ogp_desktop.domain.zones import are_shipped
from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.services.event import events
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.settings import POSTS, Settings
from ogp_desktop.storage.connection import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ogp_desktop.gui.desktop import Desktop
    from ogp_desktop.services.room.workshop import Record


_PAGES: tuple[tuple[str, str, Callable[[Desktop, Record], None]], ...] = (
    ("secretariat", "keys", lambda desktop, _: desktop.secretariat.show_keys()),
    ("secretariat", "laptops", lambda desktop, _: desktop.secretariat.show_laptops()),
    ("desk", "list", lambda desktop, _: desktop.desk.show_list()),
    ("desk", "papers", lambda desktop, _: desktop.desk.show_papers()),
    ("desk", "reentry", lambda desktop, _: desktop.desk.show_reentry()),
    ("room", "presence", lambda desktop, session: desktop.rooms.show_presence(session)),
    ("room", "votes", lambda desktop, session: desktop.rooms.show_votes(session)),
    (
        "room",
        "conclusion",
        lambda desktop, session: desktop.rooms.show_conclusion(session, lambda _: desktop.go_home()),
    ),
    ("room", "copy", lambda desktop, session: desktop.rooms.show_copy(desktop.go_home, session["id"])),
)
"""Pages that a post leads to, and how they are shown."""


def _pages(desktop: Desktop, path: Path, lang: str) -> list[str]:
    """Open the pages that posts lead to; returns those that did not come."""
    missing = []
    for post, name, show in _PAGES:
        desktop.begin(Beginning(path, post, "", "1"))
        if desktop.workplace is not None:
            show(desktop, Workshop(desktop.workplace.bench).session("1"))
        QApplication.processEvents()
        if desktop.window.screen_shown is None or desktop.window.screen_shown.name != name:
            missing.append(f"{name} {lang}")
        desktop.go_home()
    return missing


def _words_open() -> bool:
    """Say whether words close and open keys in a process of its own, which a frozen program may fail to begin."""
    keyring = Keyring(is_aside=True)
    return keyring.open(keyring.close(b"keys", "quatre mots pour voir"), "quatre mots pour voir") == b"keys"


def smoke(compose: Callable[[Settings], Desktop]) -> int:
    """Open every screen of the desktop that `compose` makes, in every language; returns 0 when all painted."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["OGP_HOME"] = home
        path = events.ensure_demonstration()
        desktop = compose(Settings())
        desktop.start()
        empty = []
        for lang in words.LANGUAGES:
            desktop.go_home()
            desktop.speak(lang)
            for post in POSTS:
                desktop.begin(Beginning(path, post, "", "1"))
                QApplication.processEvents()
                picture = desktop.window.grab().toImage()
                if desktop.window.screen_shown is None or desktop.window.screen_shown.name != post:
                    empty.append(f"{post} {lang}")
                if picture.pixelColor(2, 2) == picture.pixelColor(picture.width() // 2, picture.height() // 2):
                    empty.append(f"{post} {lang}")
                desktop.go_home()
            empty += _pages(desktop, path, lang)
        desktop.window.close()
    if not _words_open():
        empty.append("keys aside")
    sys.stdout.write(f"ogp_desktop {__version__} · {ENGINE} · Qt {qVersion()}\n")
    sys.stdout.write(f"zones: {'those of the program' if are_shipped() else 'those of the system'}\n")
    shown = ", ".join([*POSTS, *(name for _, name, _ in _PAGES)])
    sys.stdout.write(f"screens: {shown}; without a picture: {', '.join(empty) or 'none'}\n")
    return 1 if empty or not are_shipped() else 0
