"""The meaning of changes: a pure fold of all known ops of one row, in any order (0001-change §5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.domain.change import Op, Value

EXISTENCE = ""
"""The pseudo-field that deletions write to."""


class Stamp(NamedTuple):
    """When and by whom: orders heads for display only."""

    hlc: int
    actor: bytes
    seq: int

    @property
    def dot(self) -> str:
        """Return the name of the change."""
        return f"{self.seq}@{self.actor.hex()}"


class Head(NamedTuple):
    """A write nobody replaced."""

    stamp: Stamp
    value: Value


@dataclass(slots=True)
class Row:
    """The state of one row: its heads by field, strongest first, and its active deletions."""

    heads: dict[str, list[Head]] = field(default_factory=dict)
    deletions: list[Stamp] = field(default_factory=list)
    covered: set[tuple[str, str]] = field(default_factory=set)

    @property
    def is_deleted(self) -> bool:
        """Say whether somebody deleted the row having seen everything that stands in it."""
        return bool(self.deletions) and not any(self._uncovered())

    def _uncovered(self) -> Iterable[Head]:
        for name, heads in self.heads.items():
            yield from (head for head in heads if (name, head.stamp.dot) not in self.covered)

    def value(self, name: str) -> Value:
        """Return the provisional value of a field, None where nobody wrote."""
        heads = self.heads.get(name)
        return heads[0].value if heads else None

    def values(self) -> dict[str, Value]:
        """Return the provisional values of all fields."""
        return {name: heads[0].value for name, heads in self.heads.items()}

    def seen(self) -> dict[str, list[str]]:
        """Return, by field, the dots that someone who looks at the row now has seen."""
        seen = {name: sorted(head.stamp.dot for head in heads) for name, heads in self.heads.items()}
        if self.deletions:
            seen[EXISTENCE] = sorted(stamp.dot for stamp in self.deletions)
        return seen

    def seen_by(self, actor: bytes, seen: dict[str, list[str]]) -> dict[str, list[str]]:
        """Return what somebody who saw `seen` knows of the row: that, or what they wrote over it themselves since."""
        now = self.seen()
        known = dict(seen)
        for name, dots in now.items():
            if own := {dot for dot in dots if dot.endswith(f"@{actor.hex()}")}:
                known[name] = sorted(own.union(seen.get(name, ())).intersection(dots))
        return known

    def versions(self, name: str) -> list[Head]:
        """Return the heads of a field with different values, strongest first, one each."""
        kept: list[Head] = []
        for head in self.heads.get(name, ()):
            if all(not _same(head.value, other.value) for other in kept):
                kept.append(head)
        return kept

    def conflicts(self) -> dict[str, int]:
        """Return the fields in conflict and their number of versions; `""` is a delete against an edit."""
        if self.deletions:
            return {} if self.is_deleted else self._field_conflicts() | {EXISTENCE: 2}
        return self._field_conflicts()

    def _field_conflicts(self) -> dict[str, int]:
        counts = {name: len(self.versions(name)) for name, heads in self.heads.items() if len(heads) > 1}
        return {name: count for name, count in counts.items() if count > 1}


def _same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other


def fold(ops: Iterable[tuple[Stamp, Op]]) -> Row:
    """Return the state that the known `ops` of one row give; their order does not matter."""
    writes: dict[str, list[tuple[str, Head]]] = {}
    deletions: list[tuple[Stamp, Op]] = []
    replaced: set[tuple[str, str]] = set()
    for stamp, op in ops:
        if op.name == "del":
            deletions.append((stamp, op))
            replaced.update((EXISTENCE, dot) for dot in op.seen.get(EXISTENCE, ()))
            continue
        dot = stamp.dot
        for name, value in op.values.items():
            writes.setdefault(name, []).append((dot, Head(stamp, value)))
        replaced.update((name, dot) for name, dots in op.seen.items() for dot in dots)
    row = Row()
    for name, heads in writes.items():
        standing = [head for dot, head in heads if (name, dot) not in replaced]
        if len(standing) > 1:
            standing.sort(key=lambda head: head.stamp, reverse=True)
        if standing:
            row.heads[name] = standing
    for stamp, op in sorted(deletions, key=lambda deletion: deletion[0]):
        if (EXISTENCE, stamp.dot) not in replaced:
            row.deletions.append(stamp)
            row.covered.update((name, dot) for name, dots in op.seen.items() for dot in dots)
    return row
