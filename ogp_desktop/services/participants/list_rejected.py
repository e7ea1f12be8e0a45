"""The rows of a list that were not taken, as a sheet to be corrected and brought again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop import words
from ogp_desktop.sheets.writing import Column, Look, write_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ogp_desktop.sheets.listed_people import Rejected
    from ogp_desktop.sheets.registration import RegistrationList


def write_rejected(listed: RegistrationList, rejected: Sequence[Rejected], path: Path, lang: str) -> int:
    """Write each row with its number, the reason, and its cells under their own titles; returns how many.

    Columns that are never read stay empty here too.
    """
    titles = words.catalogue("sheets", lang)
    columns = [Column("row", titles["row"], 8), Column("reason", titles["reason"], 40)]
    columns += [Column(f"cell_{place}", title) for place, title in enumerate(listed.headers)]
    rows = []
    for bad in rejected:
        cells = {f"cell_{place}": cell for place, cell in enumerate(listed.cells(bad.row))}
        rows.append({"row": bad.row, "reason": reason_in_words(bad, lang), **cells})
    write_rows(path, columns, rows, Look(titles["sheet_rejected"], lang == "ar"))
    return len(rows)


def reason_in_words(bad: Rejected, lang: str) -> str:
    """Return why a row was not taken."""
    return words.catalogue("sheets", lang)[f"reason_{bad.reason}"].format(other=bad.other)
