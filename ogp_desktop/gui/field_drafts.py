"""Drafts of one-line fields of a page: each text under its place, kept until it is saved, found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.gui.drafts_keeper import DraftsKeeper

if TYPE_CHECKING:
    from pathlib import Path


class FieldDrafts:
    """The drafts of one page of a session."""

    def __init__(self, register: Path, session: str, page: str) -> None:
        self._begins = f"{session}/{page}/"
        self._keeper = DraftsKeeper(register)
        kept = self._keeper.texts()
        self._texts = {field: text for field, text in kept.items() if field.startswith(self._begins)}

    def text(self, place: str) -> str:
        """Return what was left at a place."""
        return self._texts.get(self._begins + place, "")

    def left(self) -> dict[str, str]:
        """Return what was left, by place."""
        return {field.removeprefix(self._begins): text for field, text in self._texts.items() if text}

    def keep(self, place: str, text: str) -> None:
        """Keep what stands at a place now; an empty text forgets it."""
        self._texts[self._begins + place] = text
        self._keeper.keep(self._begins + place, text)

    def saved(self, place: str, text: str) -> None:
        """Forget a text that was saved, unless another one is being typed at its place."""
        if self.text(place) == text:
            self.keep(place, "")

    def close(self) -> None:
        """Write what is waiting and end."""
        self._keeper.close()
