"""Ideas found by the beginnings of their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.services.ideas.idea_index import IdeaIndex

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench

LIMIT = 500


def find_ideas(bench: Bench, text: str) -> list[str]:
    """Return the ids of ideas that have, for each word of `text`, a word that begins with it; best first."""
    with IdeaIndex(bench) as index:
        return index.find(text, LIMIT)
