"""`copy`, `verify`, `receipt`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.services.compose import opened

if TYPE_CHECKING:
    from argparse import Namespace

    from ogp_desktop.services.files.verifying import Answer as Told

Answer = dict[str, Any]


def copy(given: Namespace) -> Answer:
    """Write the association's open copy of a session."""
    from ogp_desktop.services.files.copies import write_copy

    with opened(Path(given.file)) as bench:
        written = write_copy(bench, given.session, Path(given.to), given.lang)
    return {
        "ideas": written.ideas,
        "withdrawn": written.withdrawn,
        "fingerprint": written.fingerprint,
        "words": written.spoken,
        "files": [str(path) for path in written.files],
    }


def verify(given: Namespace) -> Answer:
    """Answer a copy or a slip; exit status 1 when a number is missing or altered."""
    from ogp_desktop.services.files.verifying import verify_file

    with opened(Path(given.file)) as bench:
        found = verify_file(bench, Path(given.copy))
    return {
        "ok": found.ok,
        "numbers": found.numbers,
        **{status: found.count(status) for status in ("found", "altered", "missing", "added")},
        "whole": found.whole,
        "fingerprint": found.fingerprint or None,
        "register_fingerprint": found.register_fingerprint or None,
        "details": [_told(answer) for answer in found.answers],
    }


def _told(answer: Told) -> Answer:
    told: Answer = {"number": answer.number, "status": answer.status}
    if answer.entry is not None:
        entry = answer.entry
        more = {"said_at": entry.said_at, "withdrawn_at": entry.withdrawn_at, "reason": entry.withdrawn_reason}
        told |= {"state": entry.said.state} | {name: value for name, value in more.items() if value}
    if answer.status in ("altered", "missing") and answer.copied is not None:
        told["copy"] = answer.copied._asdict()
    if answer.status == "altered" and answer.entry is not None:
        told["register"] = answer.entry.said._asdict()
    return told


def receipt(given: Namespace) -> Answer:
    """Write the receipt that goes back to an event's organisers."""
    from ogp_desktop.services.files.receipts import write_receipts

    with opened(Path(given.file)) as bench:
        written = write_receipts(bench, Path(given.to), given.lang, given.event)
    return {
        "ideas": written.receipt["ideas"],
        "people": written.receipt["people"],
        "sessions": written.receipt["sessions"],
        "files": [str(path) for path in written.files],
    }
