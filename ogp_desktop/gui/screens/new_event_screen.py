"""A new event: begin with a template, change what differs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.forms.ui_new_event_screen import Ui_NewEventScreen
from ogp_desktop.gui.screen import Heading, Screen
from ogp_desktop.gui.translation import say
from ogp_desktop.services.event import events


class NewEventScreen(Screen):
    """A short form; Enter creates."""

    name = "new_event"
    form: Ui_NewEventScreen
    hints = ("hint.enter_creates", "hint.escape_back", "hint.help")

    created = Signal(object)
    """The path of the new event's file."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__(form := Ui_NewEventScreen())
        self._templates = events.templates()
        form.template_choice.addItems(list(self._templates))
        form.template_choice.currentIndexChanged.connect(lambda _: self._begin_with(self._template()))
        form.create.clicked.connect(self.create_event)
        form.back.clicked.connect(self.left)
        form.from_file.clicked.connect(self._from_file)
        for field in (form.title_fr, form.title_ar, form.city, form.date):
            field.returnPressed.connect(self.create_event)
        self.add_key("new_event.create", "Ctrl+Return", self.create_event)
        self.add_key("new_event.back", "Esc", self.left.emit)
        self._begin_with(self._template())

    def heading(self) -> Heading:
        """Return the title."""
        return Heading(say("new_event.title"), say("launcher.subtitle"))

    def first_field(self) -> QWidget:
        """Begin with the title."""
        return self.form.title_fr

    def _template(self) -> Path:
        return self._templates[self.form.template_choice.currentText()]

    def _begin_with(self, template: Path) -> None:
        asked, form = events.asked(template), self.form
        form.title_fr.setText(asked.title_fr)
        form.title_ar.setText(asked.title_ar)
        form.city.setText(asked.city)
        form.date.setText(asked.date)
        form.workshops.set_text("\n".join(asked.workshops))
        form.names_allowed.setChecked(asked.names_allowed)

    def create_event(self) -> None:
        """Create the event, or say what is missing."""
        form = self.form
        new = events.NewEvent(
            self._template(),
            form.title_fr.text(),
            form.title_ar.text(),
            form.city.text(),
            form.date.text(),
            tuple(form.workshops.toPlainText().splitlines()),
            form.names_allowed.isChecked(),
        )
        try:
            self.created.emit(events.create(new))
        except Trouble as trouble:
            self.troubled.emit(trouble)

    def _from_file(self) -> None:
        wanted = f"{say('new_event.descriptions')} (*.json)"
        path, _ = QFileDialog.getOpenFileName(self, say("new_event.from_file"), "", wanted)
        if path:
            try:
                self._templates[Path(path).stem] = Path(path)
                self._begin_with(Path(path))
                self.form.template_choice.addItem(Path(path).stem)
                self.form.template_choice.setCurrentText(Path(path).stem)
            except Trouble as trouble:
                self.troubled.emit(trouble)
