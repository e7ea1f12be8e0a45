"""The demonstration as it was made: whoever practised on it begins again, and can go back to what they did."""

from __future__ import annotations

import datetime
import multiprocessing
import shutil
import tempfile
from pathlib import Path

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.device import this_device
from ogp_desktop.services.event import demonstration, events
from ogp_desktop.storage import location, restoring
from ogp_desktop.storage.backup_names import Backup
from ogp_desktop.storage.drafts import drafts_path
from ogp_desktop.storage.lock import RegisterLock


def begin_anew() -> str | None:
    """Put a demonstration nobody touched in the place of the one that stands; returns the backup of that one.

    Raises `Trouble` where somebody has it open, or the day could not be played; nothing is changed then.
    """
    path = events.folder() / events.DEMONSTRATION
    device = this_device()
    owner = f"{device.label} ({device.post})"
    RegisterLock(location.worked_on(path), owner).release()  # somebody else's is told before the day is played
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / events.DEMONSTRATION
        _make(fresh)
        made = Backup(fresh, datetime.datetime.now(datetime.UTC), "restore", "", "")
        before = restoring.restore(path, made, owner, afresh=True)
        late = events.late_parcel(path)
        late.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(events.late_parcel(fresh), late)
    drafts_path(path).unlink(missing_ok=True)
    return before.id if before else None


def _make(path: Path) -> None:
    """Play the day in a process of its own: its computers have data folders of theirs, and here one goes on working."""
    context = multiprocessing.get_context("spawn")
    playing = context.Process(target=demonstration.event, args=(path,), name="demonstration")
    playing.start()
    playing.join()
    if playing.exitcode != 0:
        raise Trouble("not_done")
