"""A file that came, as a row of a list: from whom, what became of it in words, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop import words
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.services.files.inbox import InboxLine
    from ogp_desktop.services.files.setting_aside import Aside

_COLORS = {
    "merged": ("result", "result_tint"),
    "already": ("text2", "hover"),
    "aside": ("text2", "hover"),
    "quarantined": ("saffron_text", "saffron_tint"),
    "refused": ("error", "error_tint"),
    "waiting": ("solution", "solution_tint"),
    "locked": ("saffron_text", "saffron_tint"),
}


def waiting_row(row: str, file: str) -> Row:
    """Return the row of a file that waits or is being read."""
    return file_row(row, file, "waiting", [])


def line_row(line: InboxLine) -> Row:
    """Return the row of a file that came, now or on another day; of one set aside, the four words to compare."""
    if line.aside is not None:
        return file_row(line.id, line.file, line.state, aside_since(line.label, line.aside))
    if line.reason is not None and line.status != "quarantined":
        return file_row(line.id, line.file, line.status, [words.sentence(line.reason, language())])
    label = words.computer(language(), line.label)
    if line.status == "quarantined":
        compare = say("receipt.compare", words=line.words) if line.words else say("receipt.no_words")
        return file_row(line.id, line.file, line.status, [words.isolated(label), compare])
    told = say("receipt.taken", n=line.new_changes) if line.status == "merged" else ""
    at = say("secretariat.received_at", time=line.at[11:16])
    parts = filter(None, (label, told, at, line.slip))
    return file_row(line.id, line.file, line.status, map(words.isolated, parts))


def aside_since(label: str, aside: Aside) -> list[str]:
    """Return from which computer a file is, since when it is set aside, and how many ideas with it."""
    since = say("inbox.aside_since", n=aside.ideas, time=aside.at[11:16])
    return [words.isolated(words.computer(language(), label)), since] if label else [since]


def file_row(row: str, file: str, status: str, below: Iterable[str]) -> Row:
    """Return the row of a file, in the colour of what became of it."""
    chip = Chip(say(f"inbox.status.{status}"), *_COLORS[status])
    return Row(row, (Cell(words.isolated(file), bold=True, below=" · ".join(below), labels=True),), (chip,), lines=1)
