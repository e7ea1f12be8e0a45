"""The first opening of a laptop's file: the four words its keys are closed with, or on without them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.gui.button_screen import ButtonScreen
from ogp_desktop.gui.errand import Errand
from ogp_desktop.gui.forms.ui_first_opening_screen import Ui_FirstOpeningScreen
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import say
from ogp_desktop.services.plan import laptops

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.exchange.keyring import DeviceKeys
    from ogp_desktop.services.plan.meant import Meant


class FirstOpeningScreen(ButtonScreen):
    """One field; Enter opens."""

    name = "first_opening"
    form: Ui_FirstOpeningScreen
    hints = ("hint.enter_goes_on", "hint.escape_back", "hint.help")

    taken_in = Signal(str)
    """The label that this computer has now."""
    gone_on = Signal()
    """On without the words."""
    left = Signal()

    def __init__(self, file: str, meant: Meant) -> None:
        super().__init__(form := Ui_FirstOpeningScreen())
        self._file, self._meant, self._keys = file, meant, meant.keys
        self._errand: Errand | None = None
        form.busy.hide()
        form.words.textChanged.connect(lambda _: self._show())
        form.words.returnPressed.connect(self.take_in)
        form.take_in.clicked.connect(self.take_in)
        form.find_keys.clicked.connect(self._find_keys)
        form.without.clicked.connect(self.gone_on)
        self.add_key("first_opening.back", "Esc", self._leave)
        self._show()

    def heading(self) -> Heading:
        """Return the file."""
        return Heading(say("first_opening.title"), self._file)

    def first_field(self) -> QWidget:
        """Begin with the words, or with looking for the keys."""
        return self.form.words if self._keys else self.form.find_keys

    def retranslate(self) -> None:
        """Say what the form does not."""
        self._show()

    def _show(self) -> None:
        form, there, busy = self.form, self._keys is not None, self._errand is not None
        told = say("first_opening.named", label=self._meant.label) if there else ""
        form.explained.setText(told or say("first_opening.no_keys", file=self._file))
        form.words.setVisible(there)
        form.words_label.setVisible(there)
        form.words.setEnabled(not busy)
        form.find_keys.setVisible(not there)
        form.take_in.setVisible(there)
        form.take_in.setEnabled(bool(form.words.text().strip()) and not busy)
        form.without.setEnabled(not busy)
        form.busy.setVisible(busy)

    def _find_keys(self) -> None:
        from ogp_desktop.services.plan.meant import KEYS_SUFFIX

        wanted = f"{say('first_opening.key_files')} (*{KEYS_SUFFIX})"
        path, _ = QFileDialog.getOpenFileName(self, say("first_opening.find_keys"), "", wanted)
        if path:
            self._keys = Path(path)
            self._show()
            self.form.words.setFocus()

    def take_in(self) -> None:
        """Open the keys with the words; the window stays awake for the seconds that takes."""
        path, typed = self._keys, self.form.words.text()
        if path is None or not self.form.take_in.isEnabled():
            return
        self._errand = Errand(self, lambda: laptops.take_in(path, typed, Keyring(is_aside=True)))
        self._errand.done.connect(self._done)
        self._errand.failed.connect(self._failed)
        self._errand.run()
        self._show()

    def _done(self, held: DeviceKeys) -> None:
        self._errand = None
        self.taken_in.emit(held.label)

    def _failed(self, trouble: Trouble) -> None:
        self._errand = None
        self._show()
        self.troubled.emit(trouble)
        self.form.words.setFocus()

    def _leave(self) -> None:
        if self._errand is None:
            self.left.emit()

    def leave(self) -> None:
        """Let nothing run on, and forget what was typed."""
        if self._errand is not None:
            self._errand.wait()
            self._errand = None
        self.form.words.clear()
        super().leave()
