"""At the door of the room: its papers and the association's copy, into one folder, all of them or none."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ogp_desktop.services.files.copies import WrittenCopy, deliver, make_copy, plain_name, told_copy
from ogp_desktop.services.room.room_papers import RoomPapers

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.services.compose import Bench

Sort = Literal["minutes", "presenter", "slips"]
_NAMES: dict[Sort, str] = {"minutes": "proces-verbal", "presenter": "demi-page", "slips": "bordereaux"}


@dataclass(frozen=True)
class Paper:
    """One paper that was written, and how many pages it has."""

    sort: Sort
    path: Path
    pages: int


@dataclass(frozen=True)
class Door:
    """What was written, and in how many seconds."""

    papers: tuple[Paper, ...]
    copy: WrittenCopy
    seconds: float


def write_all(bench: Bench, session: str, folder: Path, lang: str, with_names: bool = False) -> Door:
    """Write the minutes, the half page, the slips and the association's copy of a session into `folder`.

    Nothing that stands there is written over. Raises `Trouble` as `copies.deliver` does, and leaves none then.
    """
    begun = time.monotonic()
    papers = RoomPapers(bench, session, lang)
    told = papers.proof
    ending = f"{plain_name(told.event['code'])}-{told.session['number']}-{told.fingerprint[:8]}-{lang}.pdf"
    pages: dict[Sort, int] = {}

    def make(made: Path) -> list[Path]:
        places = {sort: made / f"{name}-{ending}" for sort, name in _NAMES.items()}
        pages["minutes"] = papers.minutes(places["minutes"])
        pages["presenter"] = papers.presenter(places["presenter"])
        pages["slips"] = papers.slips(places["slips"], with_names)
        return [*places.values(), *make_copy(papers, bench.now(), made)]

    written = deliver(make, folder)
    made = tuple(Paper(sort, path, pages[sort]) for sort, path in zip(_NAMES, written, strict=False))
    return Door(made, told_copy(told, written[len(_NAMES) :]), time.monotonic() - begun)
