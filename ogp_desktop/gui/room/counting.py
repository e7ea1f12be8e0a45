"""What the pages share that count a room or choose among its ideas: one field, a list, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.forms.ui_counting_screen import Ui_CountingScreen
from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.projection.projector import Projector
from ogp_desktop.gui.screen import Heading, Screen
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.event.reference import Reference

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.room.workshop import Record
    from ogp_desktop.settings import Settings

ROW_HEIGHT = 44


class Words(NamedTuple):
    """The keys of what a page says."""

    title: str
    field: str
    rows: str
    hint: str
    finish: str = ""
    """Of a count that has an end, which Ctrl+Enter tells."""
    back: str = "counting.back"


class CountingScreen(Screen):
    """A page of the room: what is typed goes to the field, Enter to the row that is chosen."""

    form: Ui_CountingScreen
    way_out = ""
    words: Words

    left = Signal()

    def __init__(self, workplace: Workplace, session: Record, settings: Settings) -> None:
        super().__init__(form := Ui_CountingScreen(), workplace)
        self._session = session
        self.projector = Projector(settings, self)
        """What stood on it goes on while the page is open: the room is never shown emptiness."""
        self.projector.told.connect(self.told)
        self._reference = Reference(workplace.bench)
        form.rows.set_row_height(ROW_HEIGHT)
        form.field.returnPressed.connect(self.enter)
        form.part.hide()
        form.rows.entered_row.connect(lambda _: self.enter())
        form.finish.setVisible(bool(self.words.finish))
        form.finish.clicked.connect(self.finish)
        form.back.clicked.connect(self.left)
        if self.words.finish:
            self.add_key(self.words.finish, "Ctrl+Return", self.finish)
        self.add_key(self.words.back, "Esc", self.left.emit, in_header=True)
        self.retranslate()

    def heading(self) -> Heading:
        """Return what is counted, of which session."""
        event = self._reference.event
        subtitle = " · ".join([session_title(self._session), titled(event, "title", language())])
        return Heading(say(self.words.title), subtitle, "", bool(event["demonstration"]))

    def first_field(self) -> QWidget:
        """Begin in the field."""
        return self.form.field

    def retranslate(self) -> None:
        """Name the field and the list."""
        form = self.form
        form.field.setPlaceholderText(say(self.words.field))
        form.field.setAccessibleName(say(self.words.field))
        form.rows.setAccessibleName(say(self.words.rows))
        form.hint.setText(say(self.words.hint))
        form.back.setText(say(self.words.back))
        if self.words.finish:
            form.finish.setText(say(self.words.finish))

    def enter(self) -> None:
        """Do with the row that is chosen what the page is for."""
        raise NotImplementedError

    def finish(self) -> None:
        """End the count, where it has an end."""

    def leave(self) -> None:
        """End the projection here; the page that follows may go on with it."""
        super().leave()
        self.projector.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a row with the arrows; anything that is typed goes to the field."""
        form = self.form
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            form.rows.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.text().isprintable() and event.text() and not form.field.hasFocus():
            form.field.setFocus()
            form.field.insert(event.text())
        else:
            super().keyPressEvent(event)
