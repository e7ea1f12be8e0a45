"""What the screens that list ideas share: they follow what was touched and read ideas when they come into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.gui.screen import Form, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.ideas.idea_list import IdeaList
    from ogp_desktop.services.room.workshop import Record


class IdeaScreen(Screen):
    """A screen with a list of ideas; `follow` brings it up to date."""

    def __init__(self, form: Form, workplace: Workplace) -> None:
        super().__init__(form, workplace)
        self._ideas: IdeaList | None = None
        self._touched: dict[str, set[str]] = {}

    def refresh(self, touched: dict[str, set[str]] | None = None) -> None:
        """Follow what was touched; a change that cannot be read now is not forgotten."""
        for kind, rows in (touched or {}).items():
            self._touched.setdefault(kind, set()).update(rows)
            if not rows:  # a fork was settled: anything may have changed
                self._ideas = None
        super().refresh(touched)

    def follow(self) -> tuple[IdeaList, set[str] | None]:
        """Return the list as it stands, and the ideas that were touched since last time; None for any of them."""
        touched = self._touched.get("idea", set()) if self._touched and self._ideas else None
        if self._ideas is None:
            from ogp_desktop.services.ideas.idea_list import IdeaList

            self._ideas = IdeaList(self.work.bench)
        else:
            self._ideas.update(self._touched)
        self._touched = {}
        return self._ideas, touched

    def ideas_of(self, ids: Sequence[str]) -> dict[str, Record]:
        """Return ideas whole, by id; none while a commit is being written."""
        found, nothing = self._ideas, dict[str, "Record"]()
        return self.read(lambda: found.ideas(ids), nothing) if found and ids else nothing
