"""Help: the page of the current screen (F1), and the map of its keys (Ctrl+F1)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ogp_desktop import __version__, paths, words
from ogp_desktop.gui.naming import keys_text
from ogp_desktop.gui.translation import is_mirrored, language, say
from ogp_desktop.storage.connection import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction


KEYS_WIDTH = 110
"""Of the column of keys, in pixels."""


class HelpWindow(QWidget):
    """A page beside the work; Escape closes it."""

    tour_requested = Signal()
    """The first steps are to be shown."""

    card_requested = Signal()
    """The card of the post is to be written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self._beside = parent
        self.resize(460, 560)
        self.page = QTextBrowser(self)
        self.page.setOpenLinks(False)
        self.tour = QPushButton()
        self.tour.clicked.connect(self._begin_tour)
        self.card = QPushButton()
        self.card.clicked.connect(self.card_requested)
        self._keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.close,
            Qt.Key.Key_F1: self.close,
            Qt.Key.Key_F8: lambda: _press(self.tour),
            Qt.Key.Key_F9: lambda: _press(self.card),
        }
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.addWidget(self.tour)
        foot.addWidget(self.card)
        foot.addStretch()
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.page)
        line.addLayout(foot)

    def show_page(self, name: str, is_trial: bool) -> None:
        """Show the page of a screen in the language that is spoken, and what program this is.

        Where it `is_trial`, the first steps can be shown.
        """
        about = say("window.about", version=__version__, engine=ENGINE)
        self.page.setMarkdown(f"{help_text(name, language())}\n\n---\n\n{about}")
        self._turn()
        self.tour.setText(say("tour.begin"))
        self.tour.setEnabled(is_trial)
        self.tour.setToolTip("" if is_trial else say("tour.only_trial"))
        self.tour.show()
        self.card.hide()
        self._show(say("window.help"))

    def show_keys(self, title: str, actions: list[QAction], has_card: bool) -> None:
        """Show the keys of a screen, those of a post stand on a card too; its title is not interpreted."""
        way, side = ("rtl", "right") if is_mirrored() else ("ltr", "left")
        rows = "".join(_row(keys_text(action), action.text()) for action in actions)
        self.page.setHtml(
            f'<body dir="{way}"><h3>{escape(title)}</h3>'
            f'<table width="100%" align="{side}" cellpadding="4">{rows}</table></body>'
        )
        self.tour.hide()
        self.card.setText(say("card.save"))
        self.card.setVisible(has_card)
        self._show(say("window.keys"))

    def _show(self, title: str) -> None:
        self.setWindowTitle(title)
        self.page.setAccessibleName(title)
        self.show()
        self.raise_()
        self.page.setFocus()

    def _turn(self) -> None:
        """Let every paragraph read as the language does, those that begin with the name of a key too."""
        way = QTextBlockFormat()
        way.setLayoutDirection(self.layoutDirection())
        every = QTextCursor(self.page.document())
        every.select(QTextCursor.SelectionType.Document)
        every.mergeBlockFormat(way)

    def _begin_tour(self) -> None:
        self.close()
        self._beside.activateWindow()
        self.tour_requested.emit()

    def event(self, event: QEvent) -> bool:
        """Keep its own keys: beside a tool window the keys of the main window go on working."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in self._keys:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Close on Escape; begin the first steps on F8, write the card on F9."""
        if event.key() in self._keys:
            self._keys[event.key()]()
        else:
            super().keyPressEvent(event)


def _press(button: QPushButton) -> None:
    """Press a button that can be seen."""
    if button.isVisible():
        button.click()


def _row(keys: str, does: str) -> str:
    cells = (f'<td width="{KEYS_WIDTH}"><b>{escape(keys)}</b></td>', f"<td>{escape(does)}</td>")
    return f"<tr>{''.join(reversed(cells) if is_mirrored() else cells)}</tr>"  # Qt does not turn tables around


def help_text(name: str, lang: str) -> str:
    """Return our own page about a screen, in Markdown."""
    folder = paths.resources() / "help"
    page = folder / f"{name}.{lang}.md"
    return (page if page.exists() else folder / f"{name}.{words.FALLBACK}.md").read_text(encoding="utf-8")
