"""The rows of the registration list: its columns, the people it tells of, doubts, rows not taken, what is kept."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from ogp_desktop import words
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.sheets.columns import HEADER_SEARCHED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.services.event.reference import Reference
    from ogp_desktop.services.participants.list_comparison import Comparison, Doubt, Kept, Step
    from ogp_desktop.services.participants.people import Record
    from ogp_desktop.sheets.listed_people import ListedPerson, Rejected
    from ogp_desktop.sheets.registration import RegistrationList

SAMPLES = 3
_CHOICE = 22
"""Letters of a row that stand in the narrowest box where one is chosen."""
_VERDICTS = {
    "added": ("result", "result_tint"),
    "updated": ("solution", "solution_tint"),
    "unchanged": ("text2", "hover"),
}
_STATES = {
    "retained": ("result", "result_tint"),
    "waiting": ("saffron_text", "saffron_tint"),
    "refused": ("error", "error_tint"),
}
_OPEN = ("saffron_text", "saffron_tint")
_NUMBER_WIDTH = 56


def selection_chips(person: Record) -> tuple[Chip, ...]:
    """Return the state of somebody's selection, nothing where none was said or they were simply retained."""
    state = person.get("selection")
    return (Chip(say(f"list.state.{state}"), *_STATES[state]),) if state in _STATES and state != "retained" else ()


def column_row(listed: RegistrationList, column: int) -> Row:
    """Return a column of the file: its title, what stands in it first, what it is read as."""
    title = listed.headers[column]
    if column in listed.refused:
        chip, samples = Chip(say("list.never_read"), "error", "error_tint"), ""
    else:
        field = listed.mapping.get(column, "")
        chip = Chip(say(f"list.field.{field}"), "solution", "solution_tint") if field else Chip(say("list.field.none"))
        below = (row[column] for row in listed.table.rows[listed.header_row :] if column < len(row) and row[column])
        samples = _listed(sample[:24] for sample in islice(below, SAMPLES))
    named = say("list.column", n=title) if title.isdigit() and not listed.header_row else title
    return Row(str(column), (Cell(named or "—", bold=True, below=samples),), (chip,), lines=1)


def header_rows(listed: RegistrationList) -> list[tuple[int, str]]:
    """Return the rows that may hold the titles, 0 for none, as somebody chooses among them."""
    rows = range(1, min(len(listed.table.rows), HEADER_SEARCHED) + 1)
    told = {row: _beginning(list(filter(None, listed.cells(row)))) for row in rows}
    shown = [(row, say("list.header_row", n=str(row), cells=told[row])) for row in rows if told[row]]
    return [*shown, (0, say("list.header_none"))]


def _beginning(cells: list[str]) -> str:
    """Return as many first cells as a choice of one line shows, and whether there are more."""
    short: list[str] = []
    left = _CHOICE
    for cell in cells:
        if short and len(cell) > left:
            return f"{_listed(short)} …"
        short.append(cell[:_CHOICE])
        left -= len(short[-1])
    return _listed(short)


def person_row(step: Step, person: ListedPerson) -> Row:
    """Return a person of the list, and what becomes of them."""
    about = (person.organisation, person.category, person.phone, person.email)
    cell = Cell(step.name, bold=True, below=_listed(filter(None, about)))
    return Row(
        str(step.row),
        (_number(step.row), cell),
        (Chip(say(f"list.{step.verdict}"), *_VERDICTS[step.verdict]),),
        lines=1,
    )


def doubt_row(doubt: Doubt) -> Row:
    """Return who may be somebody known, why, and what was decided."""
    reasons = words.listed(language(), (say(f"list.reason.{reason}") for reason in doubt.reasons))
    known = say("list.known_here") if doubt.other_row is None else say("list.line", number=str(doubt.other_row))
    chip = Chip(say(f"list.decided.{doubt.decided}")) if doubt.decided else Chip(say("list.decided.open"), *_OPEN)
    mine, other = Cell(doubt.name, bold=True, below=reasons), Cell(doubt.other_name, below=known)
    return Row(str(doubt.row), (_number(doubt.row), mine, other), (chip,), lines=1)


def rejected_row(listed: RegistrationList, bad: Rejected) -> Row:
    """Return a row that is not taken, and why."""
    cells = _listed(filter(None, listed.cells(bad.row)))
    reason = say(f"list.rejected.{bad.reason}", other=str(bad.other))
    return Row(str(bad.row), (_number(bad.row), Cell(reason, bold=True, below=cells[:200], labels=True)), lines=1)


def kept_row(kept: Kept) -> Row:
    """Return a field that was corrected here and that the list tells otherwise."""
    field = say(f"list.field.{_FIELDS.get(kept.field, kept.field)}")
    here = Cell(kept.name, bold=True, below=say("list.kept_here", field=field, text=kept.here))
    listed = Cell(say("list.list_says", text=kept.listed), labels=True)
    return Row(f"{kept.row}/{kept.field}", (_number(kept.row), here, listed), lines=1)


_FIELDS = {"session": "group", "category_typed": "category", "region_typed": "region", "note": "access_need"}
"""Fields of the register by the column that tells them."""


def registered_row(person: Record, reference: Reference) -> Row:
    """Return somebody who is registered, with the state of their selection."""
    name = say("desk.erased_person") if person["erased"] else reference.script_name(person, language())
    about = [
        person.get("organisation") or "",
        reference.title("category", person, language()),
        person.get("criterion") or "",
    ]
    state = person.get("selection")
    chips = (Chip(say(f"list.state.{state}"), *_STATES[state]),) if state in _STATES else ()
    return Row(person["id"], (Cell(name, bold=True, below=" · ".join(filter(None, about))),), chips, lines=1)


def _listed(texts: Iterable[str]) -> str:
    """Return texts beside each other, each in its own direction: a number is never turned round."""
    return " · ".join(map(words.isolated, texts))


def _number(row: int) -> Cell:
    return Cell(str(row), share=0, width=_NUMBER_WIDTH, pixels=13, color="text2")


def summary(listed: RegistrationList, found: Comparison) -> str:
    """Return in one sentence what importing would do."""
    counts = {verdict: len(found.rows(verdict)) for verdict in ("added", "updated", "unchanged")}
    return say("list.summary", read=len(listed.people), **counts, rejected=len(found.rejected))


def event_title(reference: Reference) -> str:
    """Return the event's title."""
    return titled(reference.event, "title", language())
