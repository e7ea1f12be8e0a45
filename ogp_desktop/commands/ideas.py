"""`idea add|import|export|template`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.services.compose import opened
from ogp_desktop.services.files.exports import Exports
from ogp_desktop.services.room.workshop import Workshop

if TYPE_CHECKING:
    from argparse import Namespace

Answer = dict[str, Any]


def add(given: Namespace) -> Answer:
    """Save one chain: a problem, its solutions and results."""
    with opened(Path(given.file)) as bench:
        workshop = Workshop(bench)
        others = {"solution": given.solution or [], "result": given.result or []}
        session = workshop.session(given.session)
        return {"ids": workshop.add_chain(session, given.problem or "", others, given.category or "")}


def import_ideas(given: Namespace) -> Answer:
    """Take ideas from the portal or from paper."""
    with opened(Path(given.file)) as bench:
        result = Workshop(bench).import_file(Path(given.list), given.source)
    return {
        "read": result.read,
        "added": len(result.added),
        "updated": len(result.updated),
        "unchanged": len(result.unchanged),
        "rejected": [{"row": bad.row, "reason": bad.reason} for bad in result.rejected],
    }


def export(given: Namespace) -> Answer:
    """Write every idea."""
    with opened(Path(given.file)) as bench:
        return {"rows": Exports(bench, given.lang).ideas(Path(given.out), given.face), "path": given.out}


def template(given: Namespace) -> Answer:
    """Write the capture spreadsheet, or paper slips to fill in by hand."""
    from ogp_desktop.services.event.templates import write_template

    path = Path(given.out)
    if given.register:
        with opened(Path(given.register)) as bench:
            pages = write_template(path, given.lang, bench, given.session or "", given.count, given.first)
    else:
        pages = write_template(path, given.lang, count=given.count, first=given.first)
    return {"path": given.out, **({"pages": pages} if pages else {})}
