"""The paper key typed back: each group told right or wrong while it is typed, where this computer knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ogp_desktop.gui import theme
from ogp_desktop.gui.translation import say
from ogp_desktop.services.plan import keys

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

GROUPS = 12
_MARKS = {"right": "✓", "wrong": "✗"}


class PaperEntry(QObject):
    """The field `typed` of a form, the labels `group_0` to `group_11` under it, and `proof_state`."""

    changed = Signal()

    def __init__(self, form: Any) -> None:  # noqa: ANN401 - a compiled form
        super().__init__(form.typed)
        self._form = form
        self.secret = ""
        """The paper key while it is made; empty where it is only on paper."""
        form.typed.textChanged.connect(lambda _: self.show_state())

    @property
    def text(self) -> str:
        """What was typed."""
        return str(self._form.typed.text())

    @property
    def is_whole(self) -> bool:
        """Say whether as many characters were typed as a paper key has, all right where they are known."""
        groups = keys.typed_groups(self.text)
        if self.secret:
            return keys.compared(self.secret, self.text) == ["right"] * GROUPS
        return len(groups) == GROUPS

    def clear(self) -> None:
        """Forget what was typed, and the key."""
        self.secret = ""
        self._form.typed.clear()

    def show_state(self) -> None:
        """Show each group and what to do about it."""
        groups = keys.typed_groups(self.text)
        states = keys.compared(self.secret, self.text) if self.secret else ["begun"] * len(groups)
        for place in range(GROUPS):
            typed = place < len(groups)
            self._paint(place, groups[place] if typed else "", states[place] if typed else "")
        self._form.proof_state.setText(self._told(states))
        self.changed.emit()

    def _paint(self, place: int, group: str, state: str) -> None:
        label: QLabel = getattr(self._form, f"group_{place}")
        label.setText(f"{group} {_MARKS.get(state, '')}".strip())
        theme.mark(label, "state", state)

    def _told(self, states: list[str]) -> str:
        if any(char.isalpha() and not char.isascii() for char in self.text):
            return say("keys.latin_needed")
        if "wrong" in states:
            return say("keys.group_wrong", number=str(states.index("wrong") + 1))
        if self.is_whole:
            return say("keys.paper_right") if self.secret else say("keys.paper_whole")
        done = sum(len(group) > 4 for group in keys.typed_groups(self.text))
        return say("keys.groups_typed", n=done, of=GROUPS)
