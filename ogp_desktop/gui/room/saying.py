"""New ideas on their way into the register: the editors are free at once, the text is kept until it is durable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.workshop import Workshop

if TYPE_CHECKING:
    from ogp_desktop.domain.change import Value
    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.room.capture_drafts import CaptureDrafts, Texts
    from ogp_desktop.gui.room.capture_editors import CaptureEditors
    from ogp_desktop.gui.room.hints_panel import HintsPanel
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record


class Saying(QObject):
    """Saves what was typed as an idea of one session; what is refused is typed again, with its ties."""

    refused = Signal(object)
    """A `Trouble`: texts and ties are back."""

    def __init__(
        self, work: Workplace, session: Record, editors: CaptureEditors, near: HintsPanel, drafts: CaptureDrafts
    ) -> None:
        super().__init__(editors)
        self._work, self._session = work, session
        self._editors, self._near, self._drafts = editors, near, drafts

    def save(self, category: str, again: Texts | None = None, theme: str = "") -> None:
        """Save what stands in the editors, said by a category, for the room of a `theme` where it is another one.

        The editors go on with the texts `again`, or with none.
        """
        session, texts = self._session, self._editors.texts()
        kept, ties = self._drafts.saving(texts), self._near.ties()
        self._editors.put(again or {}, "solution" if again else "problem")
        self._near.begin()

        def add(bench: Bench) -> str:
            from ogp_desktop.services.desk.arrivals import Desk

            more: dict[str, Value] = {"theme": theme or None}
            return Workshop(bench).add(session, texts, category, Desk(bench).moment(None), more, ties)

        def saved(_: str) -> None:
            self._drafts.forget(kept)

        def refused(trouble: Trouble) -> None:
            self._editors.give_back(texts)
            self._near.take_back(ties)
            self.refused.emit(trouble)
            self._drafts.forget(kept)

        self._work.do(add, say("room.parked_new") if theme else say("room.saved"), saved, refused)
