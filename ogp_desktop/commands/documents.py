"""`report` and `card`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop import words
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.compose import opened
from ogp_desktop.services.personal.notice import notice

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from ogp_desktop.services.compose import Bench

_NAMING_THE_RECEIPT = ("notice", "attendance", "present")

Answer = dict[str, Any]
ROOM_KINDS = ("minutes", "presenter", "slips")
"""Papers of one session, beside its report."""


def report(given: Namespace) -> Answer:
    """Write a document."""
    begun = time.monotonic()
    path = Path(given.out)
    if given.format:
        path = path.with_suffix(f".{given.format}")
    with opened(Path(given.file)) as bench:
        pages = _write(bench, given, path)
        lacking = notice(bench).lacks if given.kind in _NAMING_THE_RECEIPT else None
    told = {"path": str(path), "pages": pages, "seconds": round(time.monotonic() - begun, 3)}
    return told | ({"sentence": words.sentence(lacking, given.lang)} if lacking else {})


def card(given: Namespace) -> Answer:
    """Write the card of a post."""
    from ogp_desktop.services.event.post_cards import write_card

    path = Path(given.out).with_suffix(".pdf")
    return {"path": str(path), "pages": write_card(given.post, given.lang, path)}


def _write(bench: Bench, given: Namespace, path: Path) -> int:
    from ogp_desktop.services.desk.desk_papers import TABLES, DeskPapers, How
    from ogp_desktop.services.files.reports import write_report
    from ogp_desktop.services.room.room_papers import RoomPapers

    if given.kind in (*ROOM_KINDS, "session") and path.suffix.lower() in TABLES:
        raise Trouble("paper_no_table", formats=".pdf")
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
    return DeskPapers(bench, given.lang).write(given.kind, path, How(given.blank, given.per_page, given.face))
