"""What every screen is: a form, a heading, keys, and a state that is read anew when it is concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.naming import give_keys
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.gaps import Gaps

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from ogp_desktop.gui.opened import Opened
    from ogp_desktop.gui.workplace import Workplace

ASK_AGAIN_MILLISECONDS = 30
BUSY = "register_busy"


Found = TypeVar("Found")


class Form(Protocol):
    """A compiled form."""

    def setupUi(self, screen: QWidget, /) -> None:  # noqa: N802 - Qt's name
        """Build the widgets."""

    def retranslateUi(self, screen: QWidget, /) -> None:  # noqa: N802 - Qt's name
        """Give them their texts."""


class Heading(NamedTuple):
    """What the window's header says of a screen."""

    title: str
    subtitle: str = ""
    counter: str = ""
    demonstration: bool = False


class Screen(QWidget):
    """One task. `name` names its words, its help and its form; `concerned`, the kinds it shows."""

    heading_changed = Signal()
    troubled = Signal(object)
    """A `Trouble` to show."""
    told = Signal(str)
    """A sentence to show for a moment."""
    done = Signal(str)
    """The same, about something that `turn_back` takes back."""
    escaped = Signal()
    """Escape was pressed where there was nothing to leave."""

    form: Any
    name = ""
    concerned: frozenset[str] = frozenset()
    shows_late = False
    """Whether the screen is painted, and can be typed in, before it reads what it lists."""
    way_out = "window.hand_over"
    """The word of the button that leads to handing over; empty where there is none."""
    hints: tuple[str, ...] = ()
    """The words of the keys that matter now, for the footer: at most three."""

    def __init__(self, form: Form, workplace: Workplace | None = None) -> None:
        super().__init__()
        self.setObjectName(type(self).__name__)
        self.form = form
        form.setupUi(self)
        self._gaps = Gaps(self)
        self.workplace = workplace
        self._is_left = False
        self.has_shown = False
        """Whether what it lists has been read."""
        self._worded: list[tuple[QAction, str]] = []
        if workplace is not None:
            workplace.touched.connect(self.refresh)

    @property
    def work(self) -> Workplace:
        """Return the open register."""
        if self.workplace is None:
            raise RuntimeError("no register is open on this screen")
        return self.workplace

    def add_key(self, key: str, keys: str, do: Callable[[], object], in_header: bool = False) -> QAction:
        """Give the screen an action under a key sequence; `key` names its words."""
        action = QAction(self)
        give_keys(action, keys)
        action.triggered.connect(lambda _: do())
        action.setProperty("in_header", in_header)
        action.setText(say(key))
        self._worded.append((action, key))
        self.addAction(action)
        return action

    def add_escape(self, key: str, leave: Callable[[], bool]) -> None:
        """Let Escape `leave` what is under way, which says whether there was anything."""

        def left() -> None:
            if not leave():
                self.escaped.emit()

        self.add_key(key, "Esc", left)

    def action(self, key: str) -> QAction:
        """Return the action of a key of this screen, by its words."""
        return next(action for action, words in self._worded if words == key)

    def heading(self) -> Heading:
        """Return what the header says."""
        return Heading(say(f"{self.name}.title"))

    def header_actions(self) -> list[QAction]:
        """Return the actions that stand in the header."""
        return [action for action in self.actions() if action.property("in_header") and action.isVisible()]

    def keys_of_now(self) -> tuple[str, ...]:
        """Return the words of the keys that matter in the state that is shown."""
        return self.hints

    def hints_of_now(self) -> list[str]:
        """Return what the footer says of them."""
        return [say(key) for key in self.keys_of_now()]

    def first_field(self) -> QWidget:
        """Return where typing begins."""
        return self

    def show_state(self) -> None:
        """Read what the screen shows and paint it; may raise `Trouble`."""

    def retranslate(self) -> None:
        """Say again, in the language that is spoken now, what the form does not say by itself."""

    def refresh(self, touched: dict[str, set[str]] | None = None) -> None:
        """Show the state anew if a kind the screen is about was touched; asks again while a commit is written."""
        if self._is_left or (touched is not None and not self.concerned & set(touched)):
            return
        try:
            if self.workplace is None:
                self.show_state()
            else:
                with self.workplace.bench.register.looking():
                    self.show_state()
        except Trouble as trouble:
            if trouble.code != BUSY:
                self.troubled.emit(trouble)
                return
            QTimer.singleShot(ASK_AGAIN_MILLISECONDS, self, self.refresh)
        self.has_shown = True
        self.heading_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give gaps up before words where there is little room."""
        self._gaps.fit(event.size().height())
        super().resizeEvent(event)

    def turn_back(self) -> bool:
        """Take back the last thing that was done where no register is open; says whether there was one."""
        return False

    def leave(self) -> None:
        """End: from now on the screen reads nothing more; said twice, it changes nothing."""
        if self._is_left:
            return
        self._is_left = True
        if self.workplace is not None:
            self.workplace.touched.disconnect(self.refresh)

    def read(self, reading: Callable[[], Found], otherwise: Found) -> Found:
        """Return what `reading` finds; while a commit is being written, `otherwise`, and the state is shown anew."""
        if self._is_left:  # a timer or an answer that comes late
            return otherwise
        try:
            with self.work.bench.register.looking():
                return reading()
        except Trouble as trouble:
            if trouble.code != BUSY:
                raise
            QTimer.singleShot(ASK_AGAIN_MILLISECONDS, self, self.refresh)
            return otherwise

    def opened(self, kind: str, row: str) -> Opened | None:
        """Open a record for correction; None where it cannot be read, which is told."""
        try:
            return self.work.openings.open(kind, row)
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return None

    def read_now(self, reading: Callable[[], Found]) -> Found:
        """Return what `reading` finds, after the commit that is being written: what is changed next begins with it."""
        with self.work.bench.register.patiently(), self.work.bench.register.looking():
            return reading()

    def say_again(self) -> None:
        """Say everything in the language that is spoken now."""
        self.form.retranslateUi(self)
        for action, key in self._worded:
            action.setText(say(key))
        self.retranslate()
        self.refresh()
