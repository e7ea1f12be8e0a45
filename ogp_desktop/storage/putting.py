"""Putting a record whose id follows from its values: it may have stood before, and have been taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain import kinds
from ogp_desktop.domain.fold import EXISTENCE

if TYPE_CHECKING:
    from ogp_desktop.domain.change import Value
    from ogp_desktop.storage.act import Act


def put(act: Act, kind: str, values: dict[str, Value]) -> str:
    """Write a record: new, changed, or there again after it was taken back; returns its id."""
    row = kinds.BY_NAME[kind].composite_id(values)
    standing = act.row(kind, row)
    if not standing.heads:
        return act.new(kind, values, row)
    changed = {name: value for name, value in values.items() if standing.value(name) != value}
    if changed or standing.deletions:
        seen = standing.seen()
        act.set(kind, row, changed, {name: seen[name] for name in (*changed, EXISTENCE) if name in seen})
    return row
