"""Records opened for correction: what is being saved of one stands already, and what its reader saw is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ogp_desktop.storage.register import Register


class Opened(NamedTuple):
    """A record as it stands for whoever opens it, without values where it is gone; `seen` goes with what is saved."""

    kind: str
    row: str
    values: dict[str, Any]
    seen: dict[str, list[str]]

    def text(self, name: str) -> str:
        """Return the text of a field, nothing where nobody wrote."""
        return str(self.values.get(name) or "")


class Saving(NamedTuple):
    """What is being saved of a record: until it is durable or refused, this is what stands; None where it goes."""

    kind: str
    row: str
    values: dict[str, Any] | None


class Openings:
    """Opens records of one register; the workplace tells what is being saved, in the order it was asked."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._saving: list[Saving] = []

    def begin(self, saving: Saving) -> None:
        """Let what is being saved stand."""
        self._saving.append(saving)

    def end(self, saving: Saving) -> None:
        """Let the register say again what stands."""
        self._saving = [each for each in self._saving if each is not saving]

    def is_saving(self, kind: str, row: str) -> bool:
        """Say whether something of a record is being saved."""
        return any(each[:2] == (kind, row) for each in self._saving)

    def is_going(self, kind: str, row: str) -> bool:
        """Say whether a record is being taken away."""
        return any(each == (kind, row, None) for each in self._saving)

    def open(self, kind: str, row: str) -> Opened:
        """Read a record for an editor, after the commit that is being written if there is one.

        Raises `Trouble` where that does not end.
        """
        with self._register.patiently(), self._register.looking():
            standing = self._register.row(kind, row)
        values: dict[str, Any] = {} if standing.is_deleted else standing.values()
        return Opened(kind, row, {} if self.is_going(kind, row) else values | self.values(kind, row), standing.seen())

    def values(self, kind: str, row: str) -> dict[str, Any]:
        """Return what is being saved of a record, the latest of each field."""
        found: dict[str, Any] = {}
        for each in self._saving:
            if each[:2] == (kind, row):
                found.update(each.values or {})
        return found
