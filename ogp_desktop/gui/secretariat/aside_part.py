"""The part of the inbox that sets a received file aside and puts it back: a button, a key, and what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ogp_desktop.gui.translation import say
from ogp_desktop.services.files import setting_aside
from ogp_desktop.services.safety.undoing import RECEPTION

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from ogp_desktop.exchange.receiving import Receipt
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.files.inbox import InboxLine
    from ogp_desktop.services.files.setting_aside import Done


class AsidePart(QObject):
    """Acts on the file that is `chosen`."""

    def __init__(
        self, workplace: Workplace, button: QPushButton, chosen: Callable[[], InboxLine | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work, self._button, self._chosen = workplace, button, chosen
        button.clicked.connect(self.turn)

    def show(self, line: InboxLine) -> None:
        """Show what can be done with the file of a line."""
        self._button.setVisible(line.aside is not None or line.can_be_set_aside)
        self._button.setText(say("inbox.aside") if line.aside is None else say("inbox.put_back"))

    def turn(self) -> None:
        """Set the file that is chosen aside; put it back if it is."""
        line = self._chosen()
        if line is None:
            return
        if (aside := line.aside) is not None:
            says = say("inbox.put_back_done", file=line.file)
            self._work.do(lambda bench: setting_aside.put_back(bench, aside), says)
        elif line.can_be_set_aside:
            says = say("inbox.set_aside", file=line.file)

            def told(done: Done) -> None:
                kept = say("inbox.kept", n=done.kept) if done.kept else ""
                self._work.told.emit(f"{says}. {kept}" if kept else says, True)

            self._work.do(lambda bench: setting_aside.set_aside(bench, line.sha256), says, told, quiet=True)

    def note_reception(self, receipt: Receipt) -> None:
        """Let Ctrl+Z set a file aside that was just taken, and say what of it stays aside."""
        if receipt.status != "merged":
            return
        says = say("inbox.received", file=receipt.file)
        self._work.note(f"{RECEPTION}{receipt.sha256}", says)
        still = say("inbox.still_aside", n=receipt.aside, file=receipt.file) if receipt.aside else ""
        self._work.told.emit(still or says, True)
