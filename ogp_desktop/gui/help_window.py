"""Help: the page of the current screen (F1), and the map of its keys (Ctrl+F1)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ogp_desktop import __version__
from ogp_desktop.gui.help_pages import help_text, search
from ogp_desktop.gui.naming import keys_text
from ogp_desktop.gui.translation import is_mirrored, language, say
from ogp_desktop.gui.widgets.search_edit import SearchEdit
from ogp_desktop.storage.connection import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction


SOUGHT = 2
"""Letters from which on the help is searched."""
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
        self.page.anchorClicked.connect(lambda link: self._open(link.toString()))
        self.sought = SearchEdit(self)
        self.sought.textChanged.connect(self._search)
        self.sought.returnPressed.connect(self._open_first)
        self._content: Callable[[], None] = lambda: None
        """Puts what was asked for on the page, again once nothing is sought any more."""
        self._found: list[str] = []
        self.tour = QPushButton()
        self.tour.clicked.connect(self._begin_tour)
        self.card = QPushButton()
        self.card.clicked.connect(self.card_requested)
        self._keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self._leave,
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
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.addWidget(self.sought)
        line.addLayout(top)
        line.addWidget(self.page)
        line.addLayout(foot)
        self.setTabOrder(self.page, self.sought)

    def show_page(self, name: str, is_trial: bool) -> None:
        """Show the page of a screen in the language that is spoken, and what program this is.

        Where it `is_trial`, the first steps can be shown.
        """
        self.tour.setText(say("tour.begin"))
        self.tour.setEnabled(is_trial)
        self.tour.setToolTip("" if is_trial else say("tour.only_trial"))
        self.tour.show()
        self.card.hide()
        self._show(say("window.help"), lambda: self._put_page(name))

    def show_keys(self, title: str, actions: list[QAction], has_card: bool) -> None:
        """Show the keys of a screen, those of a post stand on a card too; its title is not interpreted."""
        self.tour.hide()
        self.card.setText(say("card.save"))
        self.card.setVisible(has_card)
        self._show(say("window.keys"), lambda: self._put_keys(title, actions))

    def _put_page(self, name: str) -> None:
        about = say("window.about", version=__version__, engine=ENGINE)
        self.page.setMarkdown(f"{help_text(name, language())}\n\n---\n\n{about}")
        self._turn()

    def _put_keys(self, title: str, actions: list[QAction]) -> None:
        rows = "".join(_row(keys_text(action), action.text()) for action in actions)
        side = "right" if is_mirrored() else "left"
        self._put_html(
            f'<h3>{escape(title)}</h3><table width="100%" align="{side}" cellpadding="4">{rows}</table>',
        )

    def _put_html(self, html: str) -> None:
        self.page.setHtml(f'<body dir="{"rtl" if is_mirrored() else "ltr"}">{html}</body>')

    # Searching.

    def _search(self, sought: str) -> None:
        """Show the pages that have what is typed; once nothing is, what stood there before."""
        if len(sought.strip()) < SOUGHT:
            self._found = []
            self._content()
            return
        pages = search(sought, language())
        self._found = [page.name for page in pages]
        told = "".join(
            f'<p><a href="{page.name}"><b>{escape(page.title)}</b></a><br/>{escape(page.line)}</p>' for page in pages
        )
        self._put_html(told or f"<p>{escape(say('help.nothing'))}</p>")

    def _open_first(self) -> None:
        if self._found:
            self._open(self._found[0])

    def _open(self, name: str) -> None:
        """Show a page that was found."""
        self._content = lambda: self._put_page(name)
        self.sought.clear()
        self.page.setFocus()

    def _leave(self) -> None:
        """Leave the search, then the help."""
        if self.sought.text():
            self.sought.clear()
            self.page.setFocus()
        else:
            self.close()

    def _show(self, title: str, content: Callable[[], None]) -> None:
        self._content = content
        self.sought.setPlaceholderText(say("help.find"))
        self.sought.setAccessibleName(say("help.find"))
        self.sought.clear()
        content()
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
        """Leave on Escape; begin the first steps on F8, write the card on F9; what is typed is sought."""
        if event.text().isalnum() and not self.sought.hasFocus():
            self.sought.setFocus()
            self.sought.insert(event.text())
        elif event.key() in self._keys:
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
