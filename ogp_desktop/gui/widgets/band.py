"""The band: a sentence that waits to be read, never a box that stops the work."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ogp_desktop.gui import theme
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.plain_label import PlainLabel


class Band(QFrame):
    """What happened, what is safe, what to do; closed by its button or by Escape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "band")
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        self._close = QPushButton()
        self._close.clicked.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 8)
        line.setSpacing(16)
        line.addWidget(self._text, 1)
        line.addWidget(self._close)
        self.hide()

    def tell(self, sentence: str, calm: bool = False) -> None:
        """Show a sentence until it is closed; `calm` where nothing is in the way."""
        theme.mark(self, "state", "calm" if calm else "")
        self._text.setText(sentence)
        self._close.setText(say("window.close_band"))
        self.setAccessibleName(sentence)
        self.show()

    @property
    def sentence(self) -> str:
        """The sentence that is shown; nothing while the band is closed."""
        return self._text.text() if self.isVisible() else ""
