"""Ideas that are open for correction, alone or one after another where something is missing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from ogp_desktop.gui.opened import Saving
from ogp_desktop.gui.room.capture_drafts import EDITING
from ogp_desktop.gui.room.completing import Completing
from ogp_desktop.gui.screen import ASK_AGAIN_MILLISECONDS
from ogp_desktop.gui.translation import say
from ogp_desktop.services.room.ties import Ties
from ogp_desktop.services.room.workshop import PARTS, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.room.capture_band import CaptureBand
    from ogp_desktop.gui.room.capture_drafts import CaptureDrafts, Texts
    from ogp_desktop.gui.room.capture_editors import CaptureEditors
    from ogp_desktop.gui.room.hints_panel import HintsPanel
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.ideas.idea_list import IdeaList
    from ogp_desktop.services.room.workshop import Record


class AsRead(NamedTuple):
    """An idea, what somebody who reads it now has seen, and how it is tied to others."""

    idea: Record
    seen: dict[str, list[str]]
    ties: dict[str, str]

    @classmethod
    def of(cls, bench: Bench, ideas: IdeaList | None, row: str) -> AsRead | None:
        """Read an idea; None for one that is unknown or withdrawn."""
        idea = ideas.ideas([row]).get(row) if ideas else None
        if idea is None or idea["withdrawn_at"]:
            return None
        return cls(idea, Workshop(bench).seen(idea), Ties(bench).of(row))


@dataclass(frozen=True)
class Open:
    """An idea as it was read; `row` is empty while a new one is typed, `set_aside` what stood there before."""

    row: str = ""
    number: str = ""
    texts: Texts = field(default_factory=dict)
    seen: dict[str, list[str]] = field(default_factory=dict)
    set_aside: Texts = field(default_factory=dict)

    def changed(self, texts: Texts) -> Texts:
        """Return the texts that are not what they were."""
        return {part: text for part, text in texts.items() if text.strip() != self.texts.get(part, "").strip()}

    @property
    def first_gap(self) -> str:
        """Return the first part that is not said, the problem where all are."""
        return next((part for part in PARTS if not self.texts.get(part)), PARTS[0])


@dataclass(frozen=True)
class Desk:
    """What is worked with."""

    work: Workplace
    editors: CaptureEditors
    band: CaptureBand
    near: HintsPanel
    drafts: CaptureDrafts
    as_read: Callable[[str], list[AsRead | None]]
    """Reads an idea by its id: None for one that does not stand, nothing while a commit is being written."""


class Correcting(QObject):
    """Takes an idea into the editors, saves what was changed, and goes on where ideas are completed."""

    refused = Signal(object)
    """A `Trouble`: the texts are back in the editors."""
    completed = Signal()
    """The last idea was gone through."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.editors)
        self._desk = desk
        self._open = Open()
        self._walk = Completing()

    @property
    def row(self) -> str:
        """The idea that stands in the editors; nothing while a new one is typed."""
        return self._open.row

    @property
    def completes(self) -> bool:
        """Say whether ideas are gone through."""
        return self._walk.is_on

    def edit(self, row: str, by: int = 0) -> None:
        """Take an idea into the editors; what was being typed is set aside, what was being corrected is saved.

        Where it does not stand any more, `by` says where to go on. While a commit is being written, it waits.
        """
        desk = self._desk
        if row == self._open.row and not by:  # what is typed of it is not read yet: it would be shown as it was
            desk.editors.go_back()
            return
        is_read_too_soon = row != self._open.row and desk.work.openings.is_saving("idea", row)
        found = [] if is_read_too_soon else desk.as_read(row)
        if not found:
            QTimer.singleShot(ASK_AGAIN_MILLISECONDS, self, lambda: self.edit(row, by))
            return
        (read,) = found
        if read is None:
            if by and self._walk.is_on:
                self.go_on(by if self._walk.place > 1 else 1)
            return
        aside = self._open.set_aside if self._open.row else desk.editors.texts()
        self._write()
        number = f"{read.idea['letter'] or ''}{read.idea['number']}"
        self._open = Open(row, number, {part: read.idea[part] or "" for part in PARTS}, read.seen, aside)
        desk.near.begin(row, read.ties, self._walk.is_on)
        self.tell()
        desk.editors.put(self._open.texts, self._open.first_gap if self._walk.is_on else PARTS[0])

    def tell(self) -> None:
        """Say in the band which idea it is; nothing where there is none."""
        number, walk = self._open.number, self._walk
        if not self._open.row:
            self._desk.band.hide()
        elif walk.is_on:
            self._desk.band.tell(say("room.completing", number=number, place=walk.place, count=walk.count))
        else:
            self._desk.band.tell(say("room.correcting", number=number))

    def save(self) -> None:
        """Save what was changed, and leave; where ideas are completed, take the next one."""
        self._write()
        if self._walk.is_on:
            self.go_on()
        else:
            self._close()

    def _write(self) -> None:
        """Save what was changed of the idea that is open."""
        desk, opened = self._desk, self._open
        if not opened.row:
            return
        texts, kept = desk.editors.texts(), f"{EDITING}{opened.row}"
        changed, ties = opened.changed(texts), desk.near.ties()
        self._open = replace(opened, texts=texts)
        desk.near.said()

        def correct(bench: Bench) -> None:
            Workshop(bench).edit(opened.row, changed, opened.seen or None, ties)

        def corrected(_: None) -> None:
            if self._open.row != opened.row:
                desk.drafts.forget(kept)

        def refused(trouble: Trouble) -> None:
            desk.editors.give_back(texts)
            desk.near.take_back({row: tie for row, tie in ties.items() if tie})
            self.refused.emit(trouble)
            corrected(None)

        if changed or ties:
            desk.drafts.keep_all(kept, texts)
            says, saving = say("room.corrected", number=opened.number), Saving("idea", opened.row, dict(changed))
            desk.work.save(saving, correct, says, corrected, refused)
        else:
            desk.drafts.forget(kept)

    def complete(self, rows: Sequence[str]) -> None:
        """Go through ideas, the first one first."""
        self.stop()
        self._walk.begin(rows)
        self.go_on()

    def go_on(self, by: int = 1) -> None:
        """Take the next idea that stands, or the one before; tell when there is none left."""
        if row := self._walk.step(by):
            self.edit(row, by)
        else:
            self._close()
            self.completed.emit()

    def stop(self) -> None:
        """Leave; what was typed before is there again."""
        self._walk.end()
        if self._open.row:
            self._desk.drafts.forget(f"{EDITING}{self._open.row}")
        self._close()

    def _close(self) -> None:
        """Forget the idea that is open: its draft goes when what was changed of it is durable, or with `stop`."""
        opened, self._open = self._open, Open()
        if opened.row:
            self._desk.near.begin()
            self._desk.editors.put(opened.set_aside)
        self._desk.band.hide()
