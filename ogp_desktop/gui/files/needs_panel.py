"""Before leaving: the access needs of an event whose day has come, proposed to be purged, and purged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ogp_desktop.gui.translation import say
from ogp_desktop.services.personal import needs

if TYPE_CHECKING:
    from ogp_desktop.gui.forms.ui_handover_screen import Ui_HandoverScreen
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.personal import privacy


class NeedsPanel(QObject):
    """Fills the band of the hand-over's page and does what it asks; afterwards the page's own work has the focus."""

    told = Signal(str)

    def __init__(self, workplace: Workplace, form: Ui_HandoverScreen) -> None:
        super().__init__(form.needs)
        self._work, self._band, self._next = workplace, form.needs, form.copy
        self._band.purged.connect(self._purge)
        self._band.left.connect(self._next.setFocus)

    def show(self) -> None:
        """Show of how many people needs are kept that are, or will be tomorrow, of no use."""
        due = needs.due(self._work.bench)
        self._band.show_needs(due.people, is_over=due.is_over)

    @property
    def is_asking(self) -> bool:
        """Say whether the second step waits."""
        return self._band.is_asking

    def ask(self) -> None:
        """Begin the second step, or say that there is nothing to purge."""
        if self._band.isVisible():
            self._band.ask_for_sure()
        else:
            self.told.emit(say("handover.needs_none"))

    def stop(self) -> None:
        """Keep them."""
        self._band.stop()

    def _purge(self) -> None:
        def purged(certificate: privacy.Certificate) -> None:
            self.told.emit(say("handover.needs_later" if certificate.pending else "handover.needs_purged"))
            self._next.setFocus()

        self._work.do(lambda bench: needs.purge(bench, needs.due(bench).events), "", purged)
