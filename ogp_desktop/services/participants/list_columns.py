"""What was said of lists, where their titles are and what their columns, remembered here for the next such file.

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
_ROLE, _TITLES, _NO_TITLES = "row", "titles", "none"
"""What is kept of a row of titles that was not found as such, or of a row that was and is none."""


def recalled(headers: list[str]) -> dict[int, str] | None:
    """Return what the columns of these titles were said to be, None when nobody said."""
    told = _read().get(_print(headers))
    if told is None or told.get(_ROLE) == _NO_TITLES:
        return None
    known = set(columns.fields())
    return {int(column): field for column, field in told.items() if column.isdigit() and field in known}


def recalled_header(rows: list[list[str]]) -> int | None:
    """Return the row, from 1, that was said to hold the titles of such files (0: none does), None when nobody said."""
    known = _read()
    for number, row in enumerate(rows[: columns.HEADER_SEARCHED], 1):
        if known.get(_print(row), {}).get(_ROLE) == _TITLES:
            return number
    found = columns.find_header(rows)
    return 0 if found and known.get(_print(rows[found - 1]), {}).get(_ROLE) == _NO_TITLES else None


def remember(listed: RegistrationList) -> None:
    """Remember what somebody corrected of a list; a folder that cannot be written is no trouble."""
    if not listed.corrected:
        return
    kept, rows, row = _read(), listed.table.rows, listed.header_row
    for known in rows[: columns.HEADER_SEARCHED]:
        kept.get(_print(known), {}).pop(_ROLE, None)
    mark, found = _print(listed.headers), columns.find_header(rows)
    kept.pop(mark, None)
    kept[mark] = {str(column): field for column, field in listed.mapping.items()}
    if row and row != found:
        kept[mark][_ROLE] = _TITLES
    elif found and not row:
        kept[_print(rows[found - 1])] = {_ROLE: _NO_TITLES}
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
