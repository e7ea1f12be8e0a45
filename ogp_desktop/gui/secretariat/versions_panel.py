"""The view of two versions: what two people wrote without seeing each other, in words, and its decision."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ogp_desktop import words
from ogp_desktop.gui import theme
from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.translation import is_mirrored, language, say
from ogp_desktop.gui.widgets.rows import Cell, Row
from ogp_desktop.services.files.review import DELETED, Conflict, Review, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ogp_desktop.gui.forms.ui_secretariat_screen import Ui_SecretariatScreen
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.event.reference import Reference

ROW_HEIGHT = 58
_KINDS = ("idea", "conclusion", "agreement", "disagreement")
_FIELDS = (
    *("problem", "solution", "result", "text", "deleted", "category", "withdrawn_reason", "session", "order"),
    *("read_at", "agreed_at", "reserves", "at", "about"),
)
_POSTS = ("desk", "room", "restitution", "secretariat", "plenary")
_SAID_OF_A_BRANCH = 5
_DECISION = "decision"
"""What is being saved of a conflict: it is decided once."""


class VersionsPanel(QObject):
    """Shows what waits for a decision and takes it; each decision is an act that can be undone."""

    def __init__(
        self, workplace: Workplace, form: Ui_SecretariatScreen, reference: Reference, number_of: Callable[[str], str]
    ) -> None:
        super().__init__(form.conflicts)
        self._work, self._form, self._reference, self._number_of = workplace, form, reference, number_of
        self.conflicts: dict[str, Conflict] = {}
        self._first_chosen = True
        form.conflicts.set_row_height(ROW_HEIGHT)
        form.conflicts.chosen_row.connect(lambda _: self._show_decision())
        form.conflicts.entered_row.connect(lambda _: self.keep_chosen())
        form.keep_first.clicked.connect(lambda: self._keep("1"))
        form.keep_second.clicked.connect(lambda: self._keep("2"))
        form.keep_both.clicked.connect(lambda: self._keep("both"))

    def read(self) -> None:
        """Read what waits for a decision."""
        self.conflicts = {conflict.id: conflict for conflict in Review(self._work.bench).conflicts()}

    def show_state(self) -> None:
        """Show it."""
        form, count = self._form, len(self.conflicts)
        form.versions_view.setText(say("secretariat.versions_count", n=count))
        form.versions_text.setText(say("secretariat.versions_explained", n=count))
        form.conflicts.show_rows(list(self.conflicts), self._rows)
        if self.conflicts and not form.conflicts.current():
            form.conflicts.step(0)
        form.conflicts.setVisible(bool(self.conflicts))
        self._show_decision()

    def choose(self, first: bool) -> None:
        """Choose the version that Enter will keep."""
        self._first_chosen = first
        for frame, chosen in ((self._form.first, first), (self._form.second, not first)):
            theme.mark(frame, "chosen", str(chosen).lower())

    def keep_chosen(self) -> None:
        """Keep the version that is chosen."""
        self._keep("1" if self._first_chosen else "2")

    def _keep(self, which: str) -> None:
        """Decide between the two versions that are shown; a third one is asked about next."""
        conflict = self.conflicts.get(self._form.conflicts.current())
        if conflict is None or self._work.openings.is_saving(_DECISION, conflict.id):
            return
        shown = replace(conflict, versions=conflict.versions[:2])
        self._work.save(
            Saving(_DECISION, conflict.id, {}),
            lambda bench: Review(bench).resolve(conflict.id, which, shown) and None,
            say("secretariat.decided"),
        )

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: self._row(self.conflicts[row]) for row in ids if row in self.conflicts}

    def _row(self, conflict: Conflict) -> Row:
        below = "  —  ".join(_origin(version) for version in conflict.versions)
        return Row(conflict.id, (Cell(self._named(conflict), bold=True, below=below, labels=True),), lines=1)

    def _named(self, conflict: Conflict) -> str:
        if _is_fork(conflict):
            return say("version.fork")
        kind = say(f"kind.{conflict.kind}" if conflict.kind in _KINDS else "kind.record")
        field = "deleted" if conflict.field in ("", DELETED) else conflict.field
        what = say(f"field.{field}") if field in _FIELDS else field
        number = self._number_of(conflict.row) if conflict.kind == "idea" else ""
        room = self._reference.session(conflict.row) if conflict.kind == "agreement" else None
        named = [f"{kind}{f' {number}' if number else ''}", session_title(room) if room else "", what]
        return " · ".join(filter(None, named))

    def _show_decision(self) -> None:
        form = self._form
        conflict = self.conflicts.get(form.conflicts.current())
        form.decision.setVisible(conflict is not None)
        if conflict is None:
            return
        form.decision_title.setText(say("version.fork_explained") if _is_fork(conflict) else self._named(conflict))
        for name, version in zip(("first", "second"), conflict.versions, strict=False):
            getattr(form, f"{name}_origin").setText(_origin(version))
            getattr(form, f"{name}_text").set_text(
                _branch(version) if _is_fork(conflict) else _shown(version, conflict)
            )
        form.keep_both.setEnabled(conflict.is_text)
        self.choose(True)


def _is_fork(conflict: Conflict) -> bool:
    return conflict.kind == "branch" and not conflict.row


def _branch(version: Version) -> str:
    said = version.said[:_SAID_OF_A_BRANCH]
    return "\n".join([say("version.branch", n=len(version.said)), *(f"– {text}" for text in said)])


def _origin(version: Version) -> str:
    where = say(f"post.{version.where}") if version.where in _POSTS else version.where
    told = dict.fromkeys([where, words.computer(language(), version.who or ""), version.when[11:16]])
    begins = "\u200f" if is_mirrored() else ""  # a label takes its direction from the first letter that is not isolated
    return begins + " · ".join(map(words.isolated, filter(None, told)))


def _shown(version: Version, conflict: Conflict) -> str:
    if version.value is None:
        return "—"
    if version.value in ("kept", DELETED):
        return say(f"version.{version.value}")
    if conflict.is_moment:
        return str(version.value)[11:16]
    return str(version.value)
