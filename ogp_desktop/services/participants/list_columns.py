"""What the columns of lists were said to be, remembered on this computer for the next file with the same titles.

Of the titles only their hash is kept, so that a row of a list taken for its header leaves no name behind.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain.text.folding import folded
from ogp_desktop.sheets import columns

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.sheets.registration import RegistrationList

KEPT = 50


def recalled(headers: list[str]) -> dict[int, str] | None:
    """Return what the columns of these titles were said to be, None when nobody said."""
    told = _read().get(_print(headers))
    if told is None:
        return None
    known = set(columns.fields())
    return {int(column): field for column, field in told.items() if column.isdigit() and field in known}


def remember(listed: RegistrationList) -> None:
    """Remember the columns of a list that somebody corrected; a folder that cannot be written is no trouble."""
    if not listed.corrected:
        return
    kept = _read()
    mark = _print(listed.headers)
    kept.pop(mark, None)
    kept[mark] = {str(column): field for column, field in listed.mapping.items()}
    latest = dict(list(kept.items())[-KEPT:])
    with suppress(OSError):
        place = _place()
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(".part")
        part.write_text(json.dumps(latest), encoding="utf-8")
        part.replace(place)


def _place() -> Path:
    return paths.home() / "columns.json"


def _print(headers: list[str]) -> str:
    return sha256("\n".join(map(folded, headers)).encode()).hexdigest()


def _read() -> dict[str, dict[str, str]]:
    with suppress(OSError, ValueError):
        told = json.loads(_place().read_text(encoding="utf-8"))
        if isinstance(told, dict):
            return {str(mark): each for mark, each in told.items() if isinstance(each, dict)}
    return {}
