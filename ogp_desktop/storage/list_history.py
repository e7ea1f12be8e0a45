"""Who wrote a field last, a list or a person: what somebody corrected, no list writes over."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ogp_desktop.domain.change import ops_of
from ogp_desktop.storage import journal, queries

if TYPE_CHECKING:
    from ogp_desktop.domain.change import Change
    from ogp_desktop.storage.register import Register

LIST = "list"
"""The origin of people whom a list brought."""


class History:
    """The imports of one register, and which writes are theirs."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @cached_property
    def batches(self) -> dict[str, tuple[bytes, int]]:
        """Return the act (actor, batch) of every import that was noted, by the id of its record."""
        found = {}
        for known in journal.read(self._register.conn, "kind = 'list_import'"):
            header = known.change.header
            for op in ops_of(known.change.body or b'{"ops":[]}'):
                if op.name == "new":
                    found[op.row] = (header.actor, header.batch)
        return found

    def is_of_a_list(self, kind: str, row: str, name: str) -> bool:
        """Say whether what stands in a field was written by an import; several versions are people's to settle."""
        heads = self._register.row(kind, row).heads.get(name, ())
        return len(heads) == 1 and self._is_of_an_import(heads[0].stamp.actor, heads[0].stamp.seq, row)

    def _is_of_an_import(self, actor: bytes, seq: int, row: str) -> bool:
        for known in journal.read(self._register.conn, "actor = ? AND seq = ?", (actor, seq)):
            if (actor, known.change.header.batch) in self._acts:
                return True
            return self._is_first(known.change, row)
        return False

    @cached_property
    def _acts(self) -> set[tuple[bytes, int]]:
        return set(self.batches.values())

    def _is_first(self, change: Change, row: str) -> bool:
        """Say whether a change made the row of somebody whom a list brought: older programs noted no imports."""
        person = queries.record(self._register.conn, "participant", row)
        is_listed = person is not None and person["origin"] == LIST
        return is_listed and any(op.row == row and op.name == "new" for op in ops_of(change.body or b'{"ops":[]}'))
