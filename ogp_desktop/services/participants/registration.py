"""Registration: a list enters a register in one act, is brought up to date by another, and can be taken back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.change import ops_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.participants.list_columns import recalled, recalled_header
from ogp_desktop.services.participants.list_comparison import Comparison, Decision, Doubt, Kept, compare
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.safety.undoing import undo_act
from ogp_desktop.sheets.columns import HEADER_SEARCHED
from ogp_desktop.sheets.registration import RegistrationList, headers_of, read_registrations, understood
from ogp_desktop.storage import journal, list_history, queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ogp_desktop.domain.change import Value
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.act import Act

__all__ = [
    "Comparison",
    "Decision",
    "Doubt",
    "Kept",
    "compare",
    "import_list",
    "pointed",
    "preview",
    "read_list",
    "undo_last",
]


def read_list(path: Path, encoding: str = "", sheet: int | None = None) -> RegistrationList:
    """Return the list as it is understood, its titles and columns as somebody said the last time.

    It may have no names yet.
    """
    listed = read_registrations(path, None, encoding, sheet)
    header = recalled_header(listed.table.rows)
    known = recalled(headers_of(listed.table.rows, listed.header_row if header is None else header))
    if header is None and known is None:
        return listed
    return understood(listed.table, listed.file_sha256, known, listed.file, header)


def pointed(listed: RegistrationList, row: int) -> RegistrationList:
    """Return a list understood anew, its titles in a `row` (from 1; 0: in none), columns as said before of such titles.

    Raises `Trouble` for a row that cannot hold them.
    """
    most = min(len(listed.table.rows), HEADER_SEARCHED)
    if not 0 <= row <= most:
        raise Trouble("header_unknown", row=row, most=most, file=listed.file)
    known = recalled(headers_of(listed.table.rows, row))
    return understood(listed.table, listed.file_sha256, known, listed.file, row)


def preview(path: Path) -> RegistrationList:
    """Return the list as it is understood, before anything is saved; raises `Trouble` when it has no names."""
    listed = read_registrations(path)
    require_names(listed)
    return listed


def require_names(listed: RegistrationList) -> None:
    """Raise `Trouble` when no column of a list is read as names."""
    if not listed.has_names:
        raise Trouble("list_without_names", file=listed.file)


def import_list(bench: Bench, listed: RegistrationList, decisions: Mapping[int, Decision] | None = None) -> Comparison:
    """Take a list into the register in one act; a person who stands there already is updated, never doubled."""
    require_names(listed)
    found = compare(bench, listed, decisions)
    added, updated = found.rows("added"), found.rows("updated")
    if added or updated or found.names:
        with bench.register.act(bench.author) as act:
            _write(bench, act, found)
            noted: dict[str, Value] = {
                "file": listed.file,
                "sha256": listed.file_sha256.hex(),
                "at": bench.now().isoformat(timespec="seconds"),
                "added": len(added),
                "updated": len(updated),
            }
            act.new("list_import", noted)
    return found


def _write(bench: Bench, act: Act, found: Comparison) -> None:
    numbers = _Numbers(bench)
    fresh: dict[tuple[str, str], dict[str, Value]] = {}
    changed: dict[tuple[str, str], dict[str, Value]] = {}
    new = {step.id for step in found.steps if step.verdict == "added"}
    for step in found.steps:
        for kind, values in step.changes.items():
            target = (fresh if step.id in new else changed).setdefault((kind, step.id), {})
            for name, value in values.items():
                target.setdefault(name, value)
        if step.verdict == "added":
            person = fresh.setdefault(("participant", step.id), {})
            person |= {"number": numbers.free(step.row), "origin": list_history.LIST}
    for person_id, names in found.names.items():
        target = (fresh if person_id in new else changed).setdefault(("listed_as", person_id), {})
        target["names"] = list(dict.fromkeys(names))
    was_here = list_history.History(bench.register).batches  # an import was taken back: its rows stand deleted
    for (kind, row), values in fresh.items():
        before = act.row(kind, row) if was_here else None
        if before is not None and before.heads:
            act.set(kind, row, dict.fromkeys(before.heads) | values)
        else:
            act.new(kind, values, row)
    for (kind, row), values in changed.items():
        act.set(kind, row, values)


class _Numbers:
    """The numbers of people of lists, which their badges tell: their row, or the next one nobody has."""

    def __init__(self, bench: Bench) -> None:
        people = queries.records(bench.register.conn, "participant")
        self._taken = {person["number"] for person in people if person["origin"] == list_history.LIST}

    def free(self, wanted: int) -> int:
        number = wanted if wanted not in self._taken else max(self._taken) + 1
        self._taken.add(number)
        return number


def last_import(bench: Bench) -> queries.Record | None:
    """Return the latest import that stands, as it was noted."""
    noted = queries.records(bench.register.conn, "list_import", "at")
    return noted[-1] if noted else None


def undo_last(bench: Bench, meant: str | None = None) -> queries.Record:
    """Take the latest import back, whole, in one act; returns what had been noted of it.

    `meant` is the id of the one that was shown: where it is the latest no more, there is none to take back.
    Raises `Trouble` when there is none, or when somebody it brought has arrived, or was written of, since.
    """
    noted = last_import(bench)
    if noted is None or meant not in (None, noted["id"]):
        raise Trouble("import_none")
    actor, batch = list_history.History(bench.register).batches[noted["id"]]
    here = _brought(bench, actor, batch) & People(bench).arrivals().keys()
    if here:
        raise Trouble("import_arrived", count=len(here), file=noted["file"] or "")
    undo_act(bench, f"{batch}@{actor.hex()}")
    return noted


def _brought(bench: Bench, actor: bytes, batch: int) -> set[str]:
    changes = journal.read(bench.register.conn, "actor = ? AND batch = ? AND kind = 'participant'", (actor, batch))
    return {op.row for known in changes for op in ops_of(known.change.body or b'{"ops":[]}') if op.name == "new"}
