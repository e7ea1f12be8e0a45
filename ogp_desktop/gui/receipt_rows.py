"""A file that came, as a row of a list: from whom, what became of it in words, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop import words
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.row_view import Cell, Chip, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.exchange.receiving import Receipt
    from ogp_desktop.services.inbox import InboxLine

_COLORS = {
    "merged": ("result", "result_tint"),
    "already": ("text2", "hover"),
    "quarantined": ("saffron_text", "saffron_tint"),
    "refused": ("error", "error_tint"),
    "reading": ("solution", "solution_tint"),
}


def reading_row(row: str, file: str) -> Row:
    """Return the row of a file that waits or is being read."""
    return _row(row, file, [], [status_chip("reading")])


def receipt_row(row: str, file: str, receipt: Receipt) -> Row:
    """Return the row of a file that was just read."""
    chips = [status_chip(receipt.status)]
    if receipt.new_conflicts:
        chips.insert(0, Chip(say("secretariat.conflicts", n=receipt.new_conflicts), "saffron_text", "saffron_tint"))
    return _row(row, file, [receipt.label, _told(receipt.status, receipt.new_changes)], chips, receipt.reason)


def line_row(line: InboxLine) -> Row:
    """Return the row of a file that came, now or on another day; of one set aside, the four words to compare."""
    at = say("secretariat.received_at", time=line.at[11:16])
    if line.status == "quarantined":
        compare = say("receipt.compare", words=line.words) if line.words else say("receipt.no_words")
        return _row(line.id, line.file, [line.label, compare], [status_chip(line.status)])
    below = [line.label, at, line.slip, _told(line.status, line.new_changes)]
    return _row(line.id, line.file, below, [status_chip(line.status)], line.reason)


def status_chip(status: str) -> Chip:
    """Return the word for what became of a file."""
    return Chip(say(f"secretariat.status.{status}"), *_COLORS[status])


def _told(status: str, new_changes: int) -> str:
    return say("secretariat.new_changes", n=new_changes) if status == "merged" else say("secretariat.nothing_to_do")


def _row(row: str, file: str, below: Iterable[str], chips: list[Chip], reason: Trouble | None = None) -> Row:
    told = [words.sentence(reason, language())] if reason is not None else below
    return Row(row, (Cell(file, bold=True, below=" · ".join(filter(None, told))),), tuple(chips), lines=1)
