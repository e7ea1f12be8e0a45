"""A new event: begin with a template, change what differs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ogp_desktop.domain.keeping import usual_last_day
from ogp_desktop.domain.text.days import day_in
from ogp_desktop.domain.text.numbers import long_date
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui import theme
from ogp_desktop.gui.button_screen import ButtonScreen
from ogp_desktop.gui.forms.ui_new_event_screen import Ui_NewEventScreen
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.compose import local_now
from ogp_desktop.services.event import events


class NewEventScreen(ButtonScreen):
    """A short form; Enter creates."""

    name = "new_event"
    form: Ui_NewEventScreen
    hints = ("hint.enter_creates", "hint.escape_back", "hint.help")

    created = Signal(object)
    """The path of the new event's file."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__(form := Ui_NewEventScreen())
        self._asked_in = language()
        self._proposed = ""
        """The last day of keeping that was proposed."""
        self._templates = list(events.templates().values())
        form.template_choice.addItems(list(events.templates(language())))
        form.template_choice.currentIndexChanged.connect(lambda _: self._begin_with(self._template()))
        form.create.clicked.connect(self.create_event)
        form.back.clicked.connect(self.left)
        form.from_file.clicked.connect(self._from_file)
        for field in (form.title_fr, form.title_ar, form.city, form.date, form.kept_until):
            field.returnPressed.connect(self.create_event)
        self.add_key("new_event.create", "Ctrl+Return", self.create_event)
        self.add_key("new_event.back", "Esc", self.left.emit)
        form.date.textChanged.connect(lambda _: self._tell_day())
        form.date.textChanged.connect(lambda _: self._propose_keeping())
        form.date.set_day(local_now().date())
        self._begin_with(self._template())

    def heading(self) -> Heading:
        """Return the title."""
        return Heading(say("new_event.title"), say("launcher.subtitle"))

    def first_field(self) -> QWidget:
        """Begin with the title."""
        return self.form.title_fr

    def _template(self) -> Path:
        return self._templates[self.form.template_choice.currentIndex()]

    def _begin_with(self, template: Path) -> None:
        asked, form = events.asked(template, self._asked_in), self.form
        form.title_fr.setText(asked.title_fr)
        form.title_ar.setText(asked.title_ar)
        form.city.setText(asked.city)
        with suppress(ValueError):
            day = day_in(asked.date)
            if day is not None and day >= local_now().date():  # those that are shipped were long ago
                form.date.set_day(day)
        form.workshops.set_text("\n".join(asked.workshops))
        form.names_allowed.setChecked(asked.names_allowed)
        if asked.kept_until:
            form.kept_until.setText(asked.kept_until)

    def _propose_keeping(self) -> None:
        """Propose the usual last day of the date that is typed, unless another one was said."""
        field = self.form.kept_until
        with suppress(ValueError):
            day = self.form.date.day()
            if day is not None and field.text() == self._proposed:
                field.set_day(usual_last_day(day))
                self._proposed = field.text()

    def _tell_day(self) -> None:
        """Say in words which day is meant, or how one is written."""
        field, told, is_wrong = self.form.date, self.form.day_told, True
        try:
            day = field.day()
        except ValueError:
            told.setText(say("new_event.day_impossible"))
        else:
            is_wrong = day is None and bool(field.text().strip())
            otherwise = say("new_event.day_unread" if is_wrong else "new_event.no_day")
            told.setText(long_date(day, language()) if day else otherwise)
        theme.mark(told, "kind", "warning" if is_wrong else "secondary")
        field.setAccessibleDescription(told.text())

    def keys_of_now(self) -> tuple[str, ...]:
        """Return the keys that matter; in the date, those that change it."""
        return ("hint.days", *self.hints[:2]) if self.form.date.hasFocus() else self.hints

    def retranslate(self) -> None:
        """Say the day and the templates again; what is filled in stays."""
        self._tell_day()
        for place, title in enumerate(events.templates(language())):
            self.form.template_choice.setItemText(place, title)

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
            form.kept_until.text(),
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
                events.asked(Path(path))
                self._templates.append(Path(path))
                self.form.template_choice.addItem(Path(path).stem)
                self.form.template_choice.setCurrentIndex(len(self._templates) - 1)
            except Trouble as trouble:
                self.troubled.emit(trouble)
