"""The one field of the reading to the room: what it is for now, its drafts, what Enter saves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.field_drafts import FieldDrafts
from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.agreement import Agreement
from ogp_desktop.services.room.restitution import Restitution

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.gui.forms.ui_agreement_screen import Ui_AgreementScreen
    from ogp_desktop.gui.opened import Opened
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

DISAGREEMENT, WORDING, RESERVES, NOTED = "disagreement", "wording", "reserves", "noted"
"""Somebody does not agree; a conclusion in other words; the room's reserves; a disagreement in other words."""
NOTHING = "nothing"
"""There is no conclusion yet."""
LIMIT = 1_000


Seen = dict[str, list[str]]
_SAVES: dict[str, Callable[[Bench, Record, str, str, Seen | None], object]] = {
    DISAGREEMENT: lambda bench, session, row, text, _: Agreement(bench).disagree(session, text, [row] if row else []),
    WORDING: lambda bench, _, row, text, seen: Restitution(bench).reword(row, text, seen),
    RESERVES: lambda bench, session, _, text, seen: Agreement(bench).reserve(session, text, seen),
    NOTED: lambda bench, _, row, text, seen: Agreement(bench).reword(row, text, seen),
}
_STORED = {
    DISAGREEMENT: ("disagreement", "text"),
    WORDING: ("conclusion", "text"),
    RESERVES: ("agreement", "reserves"),
    NOTED: ("disagreement", "text"),
}
"""Where a text is kept: a kind and its field."""


class Purpose(NamedTuple):
    """What the field is for: a sort of text, and the id of what it is about."""

    sort: str = DISAGREEMENT
    row: str = ""


class AgreementField(QObject):
    """Takes a disagreement unless something else is asked for; texts that were left are there again."""

    troubled = Signal(object)

    def __init__(self, workplace: Workplace, session: Record, form: Ui_AgreementScreen) -> None:
        super().__init__(form.field)
        self._work, self._session, self._form = workplace, session, form
        self._drafts = FieldDrafts(workplace.bench.register.path, session["id"], "agreement")
        self._opened: Opened | None = None
        self.purpose = Purpose()
        form.field.setMaxLength(LIMIT)
        form.field.textChanged.connect(lambda _: self._name_enter())
        form.field.textEdited.connect(lambda text: self._drafts.keep("/".join(self.purpose), text))

    def serve(self, purpose: Purpose) -> None:
        """Serve another purpose, with what was left of it, or with the text that stands."""
        if purpose == self.purpose:
            self.retranslate()
            return
        opened = None
        if purpose.sort != DISAGREEMENT:
            try:
                opened = self._work.openings.open(_STORED[purpose.sort][0], purpose.row or self._session["id"])
            except Trouble as trouble:
                self.troubled.emit(trouble)
                return
            if purpose.sort != RESERVES and not opened.values:
                return
        self.purpose, self._opened = purpose, opened
        self._form.field.setText(self._drafts.text("/".join(purpose)) or self._standing)
        self.retranslate()

    @property
    def _standing(self) -> str:
        """The text that is put in other words."""
        return self._opened.text(_STORED[self.purpose.sort][1]) if self._opened else ""

    def retranslate(self) -> None:
        """Say what the field is for."""
        sort, row = self.purpose
        sort = sort if row or sort == RESERVES else NOTHING
        self._form.field_label.setText(told := say(f"agreement.field.{sort}"))
        self._form.field.setAccessibleName(told)
        self._form.field.setPlaceholderText(say(f"agreement.placeholder.{sort}"))

        self._name_enter()

    def _name_enter(self) -> None:
        """Say on the button what Enter does now."""
        accepts = self.purpose.sort == DISAGREEMENT and not self._form.field.text().strip()
        self._form.accept.setText(say("agreement.accept" if accepts else "agreement.keep"))

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to save; taking the reserves back is something."""
        text = self._form.field.text().strip()
        return not text and not (self.purpose.sort == RESERVES and self._standing)

    def save(self) -> None:
        """Save the text; it is kept as a draft until it is durable."""
        text, purpose, session = self._form.field.text(), self.purpose, self._session
        place, opened = "/".join(purpose), self._opened
        kind, name = _STORED[purpose.sort]
        saving = Saving(kind, opened.row if opened else "", {name: text})

        def write(bench: Bench) -> None:
            _SAVES[purpose.sort](bench, session, purpose.row, text, opened.seen if opened else None)

        def refused(trouble: Trouble) -> None:
            if self.purpose == purpose and not self._form.field.text():
                self._form.field.setText(text)
            self.troubled.emit(trouble)

        def saved(_: object) -> None:
            self._drafts.saved(place, text)

        self._drafts.keep(place, text)
        self._form.field.clear()
        says = say(f"agreement.saved.{purpose.sort}")
        self._work.save(saving, write, says, saved, refused)

    def close(self) -> None:
        """Keep what is being typed and end."""
        self._drafts.close()
