"""The demonstration as it was made: whoever practised on it begins again, and can go back to what they did."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from pathlib import Path

from ogp_desktop.services.device import this_device
from ogp_desktop.services.event import demonstration, events
from ogp_desktop.storage import restoring
from ogp_desktop.storage.backup_names import Backup
from ogp_desktop.storage.drafts import drafts_path


def begin_anew() -> str | None:
    """Put a demonstration nobody touched in the place of the one that stands; returns the backup of that one.

    Raises `Trouble` where somebody has it open; nothing is changed then.
    """
    path = events.folder() / events.DEMONSTRATION
    device = this_device()
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / events.DEMONSTRATION
        demonstration.event(fresh)
        made = Backup(fresh, datetime.datetime.now(datetime.UTC), "restore", "", "")
        before = restoring.restore(path, made, f"{device.label} ({device.post})", afresh=True)
        late = events.late_parcel(path)
        late.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(events.late_parcel(fresh), late)
    drafts_path(path).unlink(missing_ok=True)
    return before.id if before else None
