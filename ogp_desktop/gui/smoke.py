"""A smoke test of the program itself: every screen opened once on the demonstration, versions printed."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

from ogp_desktop import __version__
from ogp_desktop.domain.zones import are_shipped
from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.gui.screens.launcher_screen import POSTS, Beginning
from ogp_desktop.services import events
from ogp_desktop.settings import Settings
from ogp_desktop.storage.connection import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ogp_desktop.gui.desktop import Desktop


def _pages(desktop: Desktop, path: Path, lang: str) -> list[str]:
    """Open the pages that the secretariat's work leads to; returns those that did not come."""
    missing = []
    for name, show in (("keys", desktop.show_keys), ("laptops", desktop.show_laptops)):
        desktop.begin(Beginning(path, "secretariat", "", ""))
        show()
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
    """Open every screen of the desktop that `compose` makes, in both languages; returns 0 when all painted."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["OGP_HOME"] = home
        path = events.ensure_demonstration()
        desktop = compose(Settings())
        desktop.start()
        empty = []
        for lang in ("fr", "ar"):
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
    sys.stdout.write(f"screens: {', '.join(POSTS)}; without a picture: {', '.join(empty) or 'none'}\n")
    return 1 if empty or not are_shipped() else 0
