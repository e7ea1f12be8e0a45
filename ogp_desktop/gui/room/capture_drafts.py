"""What stands in the editors of a room, kept while it is typed, corrected or being saved, and found again."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ogp_desktop.gui.drafts_keeper import DraftsKeeper
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.workshop import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Texts = dict[str, str]

SAVING = "saving-"
"""Drafts of what is being saved: kept under a name of their own until it is durable."""
EDITING = "editing-"
"""Drafts of a correction, under the id of its idea."""


class CaptureDrafts:
    """The drafts of one session."""

    def __init__(self, register: Path, session: str) -> None:
        self._session = session
        self._saves = 0
        self.keeper = DraftsKeeper(register)

    def keep(self, editing: str, part: str, text: str) -> None:
        """Keep what stands in an editor now; `editing` is the idea that is corrected, if any."""
        self.keeper.keep(self._field(part, f"{EDITING}{editing}" if editing else ""), text)

    def keep_all(self, place: str, texts: Mapping[str, str]) -> None:
        """Keep the texts of a place; forget those that are not given."""
        for part in PARTS:
            self.keeper.keep(self._field(part, place), texts.get(part, ""))

    def forget(self, place: str) -> None:
        """Forget the texts of a place."""
        self.keep_all(place, {})

    def saving(self, texts: Mapping[str, str]) -> str:
        """Keep what is being saved, under a place of its own, which is returned."""
        self._saves += 1
        place = f"{SAVING}{self._saves}"
        self.keep_all(place, texts)
        return place

    def texts(self, place: str = "") -> Texts:
        """Return what was kept of a place when the session began."""
        kept = self.keeper.texts()
        return {part: kept.get(self._field(part, place), "") for part in PARTS}

    def left(self, sort: str) -> list[str]:
        """Return the places of a sort that were left behind."""
        begins = f"{self._session}/{sort}"
        return sorted({field.split("/")[1] for field in self.keeper.texts() if field.startswith(begins)})

    def found_again(self, is_said: Callable[[Texts], bool]) -> Texts:
        """Return what was being typed, and what was being saved and did not become an idea."""
        texts = self.texts()
        for place in self.left(SAVING):
            pending = self.texts(place)
            self.forget(place)
            if not is_said(pending):
                texts = joined(pending, texts)
        return texts

    def said_of_a_crash(self, has_texts: bool, count: str) -> str:
        """Return the sentence about what was found again, with how many ideas are there; nothing where all is usual."""
        stopped = self.keeper.stopped_at
        if stopped is None:
            return say("room.restored") if has_texts else ""
        time = datetime.datetime.fromtimestamp(stopped).astimezone().strftime("%H:%M")
        return say("room.restored_after" if has_texts else "room.all_there_after", time=time, count=count)

    def _field(self, part: str, place: str = "") -> str:
        return "/".join(filter(None, [self._session, place, part]))


def joined(one: Texts, other: Texts) -> Texts:
    """Return two texts of each part as one, each on lines of its own."""
    return {part: "\n".join(filter(None, [one[part], other[part]])) for part in PARTS}
