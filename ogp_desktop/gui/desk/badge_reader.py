"""A scanner types as a keyboard does: its badges are told from a person's typing, whatever has the focus."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from ogp_desktop.domain.badge import is_key_of_a_digit, read_badge
from ogp_desktop.gui.translation import application

if TYPE_CHECKING:
    from collections.abc import Callable

Moment = tuple[int, float]
"""When a key was pressed by the keyboard's clock, in milliseconds, and when it was read, in seconds."""

PAUSE_SECONDS = 0.08
"""Between two keys of a scanner; slow ones that go by radio need half of it, a person's fingers twice."""

WAIT_MILLISECONDS = 120
"""After the last key of a scanner that types no Enter."""

FEWEST = 6
"""Keys of digits in one burst, below which it is no scan."""

ENDS = {Qt.Key.Key_Return: "enter", Qt.Key.Key_Enter: "enter", Qt.Key.Key_Tab: "tab"}
"""What scanners type behind a code."""

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class BadgeReader(QObject):
    """Watches keys on their way: they are typed as usual, and taken back once they prove to be a badge."""

    scanned = Signal(str, str)
    """What was typed, a badge, and how the scanner ended it: `enter`, `tab` or nothing."""
    unreadable = Signal(str)
    """A burst of digits that is no badge."""

    def __init__(self, screen: QWidget, search: QLineEdit) -> None:
        super().__init__(screen)
        self._screen, self._search = screen, search
        self._typed, self._last, self._is_stopped = "", (0, 0.0), False
        self._put_back: list[Callable[[], object]] = []
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(WAIT_MILLISECONDS)
        self._late.timeout.connect(lambda: self._end(""))
        application().focusChanged.connect(self._follow)
        self._follow(None, search)

    def stop(self) -> None:
        """Watch no more; said twice, it changes nothing."""
        if self._is_stopped:
            return
        self._is_stopped = True
        self._late.stop()
        application().focusChanged.disconnect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Watch where keys go now; watching the whole application would show Python every event of every object."""
        del before
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at each key once, where it is meant for; true takes it away."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self._is_stopped:
            return False
        focus = QApplication.focusWidget()
        if not self._screen.isVisible() or (focus is not None and watched is not focus):
            return False
        return isinstance(watched, QWidget) and self._key(event, watched)

    def _key(self, event: QKeyEvent, where: QWidget) -> bool:
        now, char = (event.timestamp(), time.monotonic()), event.text()
        goes_on = bool(self._typed) and _pause(self._last, now) <= PAUSE_SECONDS
        if is_key_of_a_digit(char) and not event.modifiers() & _HELD:
            if not goes_on:
                self._begin(where)
            self._typed, self._last = self._typed + char, now
            self._late.start()
            return False
        if goes_on and event.key() in ENDS:
            return self._end(ENDS[Qt.Key(event.key())])
        if goes_on and char and not char.isprintable():
            return True  # a control character: of a scanner, and meant for nobody
        if char:
            self._forget()
        return False

    def _begin(self, where: QWidget) -> None:
        """Remember what stands where the keys will be typed."""
        self._typed = ""
        self._put_back = [_restoring(edit) for edit in {self._search, where} if isinstance(edit, QLineEdit)]
        if isinstance(where, QComboBox):
            chosen = where.currentIndex()
            self._put_back.append(lambda: where.setCurrentIndex(chosen))

    def _end(self, end: str) -> bool:
        """Take a burst for what it is; says whether it was a scan."""
        typed, self._typed = self._typed, ""
        self._late.stop()
        if read_badge(typed) is not None:
            self._take_back()
            self.scanned.emit(typed, end)
            return True
        if end and len(typed) >= FEWEST and not _takes_numbers(QApplication.focusWidget()):
            self._take_back()
            self.unreadable.emit(typed)
            return True
        return False

    def _take_back(self) -> None:
        for put_back in self._put_back:
            put_back()
        self._put_back = []

    def _forget(self) -> None:
        self._typed = ""
        self._put_back = []
        self._late.stop()


def _pause(before: Moment, now: Moment) -> float:
    """Return the seconds between two keys, by the keyboard's clock if it has one: a busy computer reads late."""
    return (now[0] - before[0]) / 1000 if before[0] and now[0] else now[1] - before[1]


def _restoring(edit: QLineEdit) -> Callable[[], object]:
    text, cursor = edit.text(), edit.cursorPosition()

    def restore() -> None:
        if edit.text() != text:
            edit.setText(text)
            edit.setCursorPosition(cursor)

    return restore


def _takes_numbers(widget: QWidget | None) -> bool:
    """Say whether somebody may mean to type digits there: a phone, an hour."""
    return isinstance(widget, QLineEdit) and bool(
        widget.inputMethodHints()
        & (Qt.InputMethodHint.ImhDialableCharactersOnly | Qt.InputMethodHint.ImhTime | Qt.InputMethodHint.ImhDigitsOnly)
    )
