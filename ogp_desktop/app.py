"""The window's entry point: fonts, language, theme, then the launcher."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from ogp_desktop.gui.desktop import Desktop
    from ogp_desktop.settings import Settings


def make_application() -> QApplication:
    """Return Qt's application, made when there is none."""
    from PySide6.QtWidgets import QApplication

    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    application = QApplication([*sys.argv[:1], "-style", "fusion"])  # `setStyle` takes 13 ms of a start for its answer
    application.setProperty("fusion", True)
    application.setApplicationName("ogp_desktop")
    application.setApplicationDisplayName("OGP Desktop")
    return application


def begin() -> tuple[QApplication, Desktop]:
    """Show the launcher; returns what runs it and what stands on it.

    Python's collector rests from here on: making Qt's classes would wake it often, and the desktop brings its own.
    """
    import gc

    gc.disable()
    from ogp_desktop.gui import binding

    binding.load()
    from ogp_desktop.settings import Settings

    application = make_application()
    desktop = compose(Settings.read())
    desktop.catch_errors()
    desktop.begun.connect(lambda: desktop.home.offer_tour())  # noqa: PLW0108 - made with the first post
    desktop.start()
    return application, desktop


def compose(settings: Settings) -> Desktop:
    """Return the desktop, dressed and speaking, not shown yet."""
    from ogp_desktop.gui import theme
    from ogp_desktop.gui.desktop import Desktop
    from ogp_desktop.gui.translation import speak

    make_application()
    missing = theme.load_fonts()
    there = speak(settings.language)
    theme.apply(settings.theme or ("dark" if theme.wants_dark() else "light"), settings.high_contrast)
    desktop = Desktop(settings)
    if missing:
        desktop.notices.append("window.font_missing")
    if not there:
        desktop.notices.append("window.language_missing")
    return desktop


def _wants_smoke(arguments: Sequence[str]) -> bool:
    if not arguments:  # as nearly always: what reads them takes a while to load
        return False
    import argparse

    parser = argparse.ArgumentParser(prog="ogp-desktop", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="open every screen once, print versions, and end")
    return bool(parser.parse_args(arguments).smoke)


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the window; returns the exit status."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()
    if _wants_smoke(sys.argv[1:] if arguments is None else arguments):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from ogp_desktop.gui.smoke import smoke

        return smoke(compose)
    application, _desktop = begin()
    return application.exec()
