"""`report`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.services.compose import opened

if TYPE_CHECKING:
    from argparse import Namespace

Answer = dict[str, Any]


def report(given: Namespace) -> Answer:
    """Write a document."""
    from ogp_desktop.services.reports import write_report

    begun = time.monotonic()
    with opened(Path(given.file)) as bench:
        pages = write_report(bench, given.session, given.lang, Path(given.out))
    return {"path": given.out, "pages": pages, "seconds": round(time.monotonic() - begun, 3)}
