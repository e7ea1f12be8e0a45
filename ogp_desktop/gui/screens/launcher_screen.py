"""The launcher: which event, which post, who; everything else begins here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import Signal

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui import icons, theme
from ogp_desktop.gui.button_screen import ButtonScreen
from ogp_desktop.gui.forms.ui_launcher_screen import Ui_LauncherScreen
from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import NAMES, language, partly_said, say
from ogp_desktop.settings import POSTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.practice import Practice
    from ogp_desktop.gui.widgets.post_button import PostButton
    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.services.event import events
    from ogp_desktop.settings import Settings

COPY = "copy"
"""No post: copies of associations are given and verified in the chosen event."""
WITH_SESSION = frozenset({"room", "restitution"})


class Beginning(NamedTuple):
    """What was chosen: the file (the demonstration's may not stand yet), the post, who, and which session."""

    path: Path
    post: str
    operator: str
    session: str


class LauncherScreen(ButtonScreen):
    """Events on one side, posts on the other; Enter begins."""

    name = "launcher"
    form: Ui_LauncherScreen
    shows_late = True
    hints = ("hint.arrows", "hint.enter_begins", "hint.help")

    begun = Signal(object)
    """A `Beginning`."""
    new_event_requested = Signal()
    backups_requested = Signal(object, str)
    """The path of a file, and what it is called."""
    language_requested = Signal(str)
    theme_requested = Signal(str)

    file_opened = Signal(object)
    """The path of a file that was added to the list."""

    def __init__(self, settings: Settings, preferred: Path | None = None) -> None:
        self._settings, self._preferred = settings, preferred
        self._files: dict[str, events.EventFile] = {}
        self._device = ""
        self._practice: Practice | None = None
        super().__init__(form := Ui_LauncherScreen())
        form.events.set_row_height(58)
        form.events.chosen_row.connect(lambda _: self._show_chosen())
        form.events.entered_row.connect(lambda _: self.begin())
        for post in POSTS:
            self._button(post).toggled.connect(lambda _: self._show_sessions())
        self._button(settings.post if settings.post in POSTS else "desk").setChecked(True)
        form.operator_name.setText(settings.operator)
        form.operator_name.returnPressed.connect(self.begin)
        form.begin.clicked.connect(self.begin)
        form.new_event.clicked.connect(self.new_event_requested)
        form.open_file.clicked.connect(self._open_file)
        form.backups.clicked.connect(self._show_backups)
        form.verify.clicked.connect(self._verify)
        form.anew.clicked.connect(self.begin_anew)
        form.events_title.setBuddy(form.events)
        self.add_key("launcher.language", "F9", self._other_language, in_header=True)
        self.add_key("launcher.theme", "F10", self._other_theme, in_header=True)
        self.add_key("launcher.new", "F3", self.new_event_requested.emit)
        self.add_key("launcher.open", "Ctrl+O", self._open_file)
        self.add_key("launcher.backups", "F4", self._show_backups)
        self.add_key("launcher.verify", "F6", self._verify)
        self.add_key("launcher.anew", "F7", self.begin_anew)
        self.retranslate()

    @property
    def post(self) -> str:
        """The post that is chosen."""
        return next(post for post in POSTS if self._button(post).isChecked())

    def _button(self, post: str) -> PostButton:
        button: PostButton = getattr(self.form, post)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter on a post begins there."""
        keys = QtCore.Qt.Key
        is_enter = event.key() in (keys.Key_Return, keys.Key_Enter)
        if is_enter and any(self._button(post).hasFocus() for post in POSTS):
            self.begin()
        else:
            super().keyPressEvent(event)

    def heading(self) -> Heading:
        """Return what the header says; where a language is not complete, that it is not."""
        return Heading(say("window.title"), partly_said() or say("launcher.subtitle"))

    def first_field(self) -> QWidget:
        """Begin on the list of events."""
        return self.form.events

    def retranslate(self) -> None:
        """Say the posts and what is assured."""
        for post in POSTS:
            button = self._button(post)
            button.tell(say(f"post.{post}"), say(f"post.{post}.does"), icons.icon(f"post_{post}", "ink"))
        self.form.assurance.setText(say("launcher.assurance", device=self._device) if self._device else "")
        self._show_sessions()

    def show_state(self) -> None:
        """List the files this computer knows, once the window is painted: reading them takes longer than that."""
        from ogp_desktop.services.device import this_device
        from ogp_desktop.services.event import events

        self._device = this_device().label
        self.form.assurance.setText(say("launcher.assurance", device=self._device))
        files = events.known_files(self._settings.recent)
        self._files = {str(known.path): known for known in files}
        self.form.events.show_rows(list(self._files), self._rows)
        if self._preferred is not None:
            self.form.events.make_current(str(self._preferred.resolve()))
            self._preferred = None
        if not self.form.events.current():
            self.form.events.step(0)
        self._show_sessions()

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        from ogp_desktop.gui.event_rows import event_row

        return {each: event_row(self._files[each]) for each in ids}

    def _show_chosen(self) -> None:
        """Choose the post and the session that the chosen file was made for, if it was made for one laptop."""
        chosen = self._files.get(self.form.events.current())
        self.form.anew.setVisible(chosen is not None and chosen.demonstration)
        made = chosen is not None and chosen.post in POSTS
        if chosen is not None and made:
            self._button(chosen.post).setChecked(True)
        self._show_sessions()
        if chosen is not None and made and chosen.session is not None:
            self.form.session.setCurrentIndex(max(0, self.form.session.findData(chosen.session)))

    def _show_sessions(self) -> None:
        chosen = self._files.get(self.form.events.current())
        combo = self.form.session
        kept = combo.currentData() or (1 if combo.count() == 0 else None)
        combo.clear()
        for session in chosen.sessions if chosen else ():
            combo.addItem(session_title(session), session["number"])
        if chosen is not None and not chosen.sessions and chosen.demonstration:
            for number in range(1, 4):
                combo.addItem(say("session.named", number=str(number)), number)
        combo.setCurrentIndex(max(0, combo.findData(kept)))
        needed = self.post in WITH_SESSION and combo.count() > 0
        combo.setEnabled(needed)
        combo.setToolTip("" if needed else say("launcher.session_not_needed"))

    def begin(self) -> None:
        """Open the chosen event at the chosen post; of one that cannot be opened, show what there is to go back to."""
        chosen = self._files.get(self.form.events.current())
        if chosen is None:
            return
        if chosen.lost:
            self._show_backups()
            return
        session = self.form.session.currentData()
        operator = self.form.operator_name.text().strip()
        self._settings.post, self._settings.operator = self.post, operator
        self._settings.write()
        self.begun.emit(Beginning(chosen.path, self.post, operator, "" if session is None else str(session)))

    def try_out(self) -> None:
        """Open the demonstration at the post that is chosen."""
        trials = [path for path, known in self._files.items() if known.demonstration]
        if trials:
            self.form.events.make_current(trials[-1])
            self.begin()

    def begin_anew(self) -> None:
        """Let the demonstration be as it was made, for whoever practises next; Ctrl+Z goes back."""
        if not self.form.anew.isVisible():
            return
        if self._practice is None:
            from ogp_desktop.gui.practice import Practice

            self._practice = Practice(self, self._settings)
        self._practice.begin_anew()

    def turn_back(self) -> bool:
        """Go back to the demonstration as it stood."""
        return self._practice is not None and self._practice.turn_back()

    def leave(self) -> None:
        """End what is being done."""
        if self._practice is not None:
            self._practice.stop()
        super().leave()

    def _show_backups(self) -> None:
        chosen = self._files.get(self.form.events.current())
        if chosen is not None:
            from ogp_desktop.gui.event_rows import event_title

            self.backups_requested.emit(chosen.path, event_title(chosen))

    def _verify(self) -> None:
        chosen = self._files.get(self.form.events.current())
        if chosen is not None:
            self.begun.emit(Beginning(chosen.path, COPY, "", ""))

    def _open_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        wanted = f"{say('launcher.event_files')} (*.ogp)"
        path, _ = QFileDialog.getOpenFileName(self, say("launcher.open"), "", wanted)
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path) -> None:
        """Add a file to the list and make it the chosen one; what it is not is said in words."""
        from ogp_desktop.services.event import events

        try:
            events.require_readable(path)
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return
        self._settings.opened(str(path))
        self.show_state()
        self.form.events.make_current(str(path.resolve()))
        self.form.begin.setFocus()
        self.file_opened.emit(path)

    def _other_language(self) -> None:
        names = list(NAMES)
        self.language_requested.emit(names[(names.index(language()) + 1) % len(names)])

    def _other_theme(self) -> None:
        self.theme_requested.emit("light" if theme.tokens() is theme.DARK else "dark")
