"""The zone of an event: its hours follow the rules this program ships, whatever this computer believes.

A computer that was not updated since a country changed its rules is an hour off: Morocco left UTC+1 on
20 September 2026, and zones of 2025 do not know it.
"""

from __future__ import annotations

import zoneinfo
from functools import lru_cache
from pathlib import Path

USUAL = "Africa/Casablanca"
"""The zone of an event that names none."""


@lru_cache(1)
def _ship_first() -> bool:
    """Let the rules of the `tzdata` package come before the system's; Python's own order is the reverse.

    Says whether they are there: older rules are better than none. Its files are named to `zoneinfo` as a folder,
    since asking for them as a package's resources takes ten times as long.
    """
    try:
        import tzdata
    except ImportError:
        return False
    folder = Path(tzdata.__file__).parent / "zoneinfo"
    if not (folder / USUAL).is_file():
        return False
    zoneinfo.reset_tzpath((str(folder),))
    zoneinfo.ZoneInfo.clear_cache()
    return True


@lru_cache(8)
def zone(name: str | None) -> zoneinfo.ZoneInfo:
    """Return the zone of that name; the usual one where there is no such zone."""
    _ship_first()
    try:
        return zoneinfo.ZoneInfo(name or USUAL)
    except (KeyError, ValueError, OSError):  # a description may say anything
        return zoneinfo.ZoneInfo(USUAL)


def are_shipped() -> bool:
    """Say whether the rules are those this program brought along."""
    return _ship_first()
