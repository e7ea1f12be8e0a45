"""The zone of an event: its hours follow the rules this program ships, whatever this computer believes.

A computer that was not updated since a country changed its rules is an hour off: Morocco left UTC+1 on
20 September 2026, and zones of 2025 do not know it.
"""

from __future__ import annotations

import zoneinfo
from functools import lru_cache

USUAL = "Africa/Casablanca"
"""The zone of an event that names none."""


@lru_cache(1)
def _ship_first() -> None:
    """Let the rules of the `tzdata` package come before the system's: Python's own order is the reverse."""
    system = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.clear_cache()
    try:
        zoneinfo.ZoneInfo(USUAL)
    except zoneinfo.ZoneInfoNotFoundError:  # an installation without the package: older rules are better than none
        zoneinfo.reset_tzpath(system)


@lru_cache(8)
def zone(name: str | None) -> zoneinfo.ZoneInfo:
    """Return the zone of that name; the usual one where there is no such zone."""
    _ship_first()
    try:
        return zoneinfo.ZoneInfo(name or USUAL)
    except (KeyError, ValueError, OSError):  # a description may say anything
        return zoneinfo.ZoneInfo(USUAL)
