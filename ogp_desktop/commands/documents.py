"""`report`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.services.compose import opened

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from ogp_desktop.services.compose import Bench

Answer = dict[str, Any]
ROOM_KINDS = ("minutes", "presenter", "slips")
"""Papers of one session, beside its report."""


def report(given: Namespace) -> Answer:
    """Write a document."""
    begun = time.monotonic()
    with opened(Path(given.file)) as bench:
        pages = _write(bench, given)
    return {"path": given.out, "pages": pages, "seconds": round(time.monotonic() - begun, 3)}


def _write(bench: Bench, given: Namespace) -> int:
    from ogp_desktop.services.desk_papers import BLANK_BADGES, DeskPapers
    from ogp_desktop.services.reports import write_report
    from ogp_desktop.services.room_papers import RoomPapers

    path = Path(given.out)
    if given.kind == "session":
        return write_report(bench, given.session, given.lang, path)
    if given.kind in ROOM_KINDS:
        room = RoomPapers(bench, given.session, given.lang)
        writers: dict[str, Callable[[], int]] = {
            "minutes": lambda: room.blank_minutes(path) if given.blank else room.minutes(path),
            "presenter": lambda: room.presenter(path),
            "slips": lambda: room.slips(path, given.names),
        }
        return writers[given.kind]()
    papers = DeskPapers(bench, given.lang)
    if given.kind == "badges":
        return papers.badges(path, given.per_page, BLANK_BADGES if given.blank else 0)
    return papers.sheet(given.kind, path, given.blank)
