"""After the hand-over: the receipt of the secretariat, and the purge that it alone makes possible, in two steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.gui.translation import say
from ogp_desktop.services.files import purging

if TYPE_CHECKING:
    from ogp_desktop.gui.forms.ui_handover_screen import Ui_HandoverScreen
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.files.handover import State


class PurgePanel(QObject):
    """Shows the receipt's state; a first button asks, a second one purges."""

    changed = Signal()
    """A receipt was read."""
    condemned = Signal(list)
    """The paths that go once the register is closed."""

    def __init__(self, workplace: Workplace, form: Ui_HandoverScreen) -> None:
        super().__init__(form.give)
        self._work, self._form = workplace, form
        self._is_asking = False
        self._shown: State | None = None
        form.open_receipt.clicked.connect(self.choose)
        form.purge.clicked.connect(lambda: self._ask(True))
        form.keep_all.clicked.connect(lambda: self._ask(False))
        form.purge_now.clicked.connect(self._purge)

    def show(self, state: State) -> None:
        """Show whether the secretariat acknowledged the last hand-over."""
        self._shown = state
        form, at = self._form, state.acknowledged
        self._is_asking = self._is_asking and bool(at)
        form.receipt_row.setVisible(state.last is not None)
        day = f"{at[8:10]}/{at[5:7]}/{at[:4]} {at[11:16]}"
        form.acknowledged.setText(say("handover.acknowledged", at=day) if at else "")
        form.open_receipt.setVisible(not at)
        form.purge.setVisible(bool(at) and not self._is_asking)
        form.confirm.setVisible(self._is_asking)
        form.stays.setVisible(not at)
        form.more.setVisible(not self._is_asking)

    def choose(self) -> None:
        """Ask for the receipt."""
        wanted = f"{say('handover.receipt_files')} (*.json)"
        chosen, _ = QFileDialog.getOpenFileName(self._form.give, say("handover.open_receipt"), "", wanted)
        if chosen:
            self.read(Path(chosen))

    def read(self, receipt: Path) -> None:
        """Compare a receipt with what was handed over."""
        self._work.do(lambda bench: purging.acknowledge(bench, receipt), "", lambda _: self.changed.emit())

    @property
    def is_asking(self) -> bool:
        """Say whether the second step waits."""
        return self._is_asking

    def stop(self) -> None:
        """Keep everything."""
        self._ask(False)

    def _ask(self, asking: bool) -> None:
        self._is_asking = asking
        if self._shown is not None:
            self.show(self._shown)
        (self._form.keep_all if asking else self._form.purge).setFocus()

    def _purge(self) -> None:
        if self._is_asking:
            self._work.do(purging.all_of, "", self.condemned.emit)
