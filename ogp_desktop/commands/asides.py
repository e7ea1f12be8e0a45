"""`aside`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.compose import opened
from ogp_desktop.services.files import inbox, setting_aside
from ogp_desktop.storage import derive

if TYPE_CHECKING:
    from argparse import Namespace

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.files.inbox import InboxLine

Answer = dict[str, Any]


def aside(given: Namespace) -> Answer:
    """List the files that came; set one aside, or put it back."""
    with opened(Path(given.file)) as bench:
        lines = inbox.lines(bench)
        if given.parcel is None:
            return {"parcels": [_told(place, line) for place, line in enumerate(lines, 1)]}
        line = _chosen(lines, given.parcel)
        return _put_back(bench, line) if given.back else _set_aside(bench, line)


def _told(place: int, line: InboxLine) -> Answer:
    away = {"at": line.aside.at, "ideas": line.aside.ideas} if line.aside else None
    facts = {name: getattr(line, name) for name in ("file", "slip", "sha256", "at", "status", "ideas")}
    return {"parcel": place, **facts, "aside": away}


def _chosen(lines: list[InboxLine], named: str) -> InboxLine:
    if named.isdecimal() and 1 <= int(named) <= len(lines):
        return lines[int(named) - 1]
    found = [line for line in lines if named in (line.slip, line.sha256)]
    if not found:
        raise Trouble("parcel_not_received", file=named)
    return found[0]


def _set_aside(bench: Bench, line: InboxLine) -> Answer:
    done = setting_aside.set_aside(bench, line.sha256)
    told = {"set_aside": line.file, "ideas": done.ideas, "kept": done.kept}
    return {**told, "state": derive.digest(bench.register.conn)}


def _put_back(bench: Bench, line: InboxLine) -> Answer:
    if line.aside is None:
        raise Trouble("parcel_not_aside", file=line.file)
    done = setting_aside.put_back(bench, line.aside)
    return {"put_back": line.file, "ideas": done.ideas, "state": derive.digest(bench.register.conn)}
