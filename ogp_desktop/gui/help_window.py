"""Help: the page of the current screen (F1), and the map of its keys (Ctrl+F1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from ogp_desktop import __version__, paths, words
from ogp_desktop.gui.naming import keys_text
from ogp_desktop.gui.translation import language, say
from ogp_desktop.storage.connection import ENGINE

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent


class HelpWindow(QWidget):
    """A page beside the work; Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.resize(460, 560)
        self.page = QTextBrowser(self)
        self.page.setOpenLinks(False)
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.page)

    def show_page(self, name: str) -> None:
        """Show the page of a screen in the language that is spoken, and what program this is."""
        about = say("window.about", version=__version__, engine=ENGINE)
        self._show(say("window.help"), f"{help_text(name, language())}\n\n---\n\n{about}")

    def show_keys(self, title: str, actions: list[QAction]) -> None:
        """Show the keys of a screen."""
        lines = [f"- {action.text()} — {keys_text(action)}" for action in actions]
        self._show(say("window.keys"), "\n".join([f"## {title}", "", *lines]))

    def _show(self, title: str, text: str) -> None:
        self.setWindowTitle(title)
        self.page.setAccessibleName(title)
        self.page.setMarkdown(text)
        self.show()
        self.raise_()
        self.page.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Close on Escape."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close()
        else:
            super().keyPressEvent(event)


def help_text(name: str, lang: str) -> str:
    """Return our own page about a screen, in Markdown."""
    folder = paths.resources() / "help"
    page = folder / f"{name}.{lang}.md"
    return (page if page.exists() else folder / f"{name}.{words.FALLBACK}.md").read_text(encoding="utf-8")
