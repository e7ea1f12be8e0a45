"""What keeps a day's work safe without anyone asking: its backup, the reserve on the disk, room that runs short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.services.safety import backups
from ogp_desktop.storage import ballast

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench


def begin_day(bench: Bench) -> None:
    """Take the backup of the day and hold the reserve back; raises `Trouble` when no backup can be taken."""
    ballast.hold_back()
    backups.at_start(bench)


def low_room() -> int | None:
    """Return how many megabytes are left on the disk, None while there is room."""
    free = ballast.free_bytes()
    return free >> 20 if free < ballast.LOW else None


def lacks_reserve() -> bool:
    """Say whether the reserve was given up and could be made again."""
    return not ballast.place().exists() and ballast.free_bytes() >= ballast.LOW + ballast.BYTES
