"""Erasure: which personal changes are about whom (0001-change §7). Pure, so that every register answers alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ogp_desktop.domain import ids, kinds
from ogp_desktop.domain.change import VERSION, ops_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from ogp_desktop.domain.change import Op

ERASURE = "erasure"
PURGES = {"needs_purge": "access_need"}
"""Kinds that erase all of another kind in their scope, whoever it is about."""
ERASURES = (ERASURE, *PURGES)
PERSONAL = tuple(kind.name for kind in kinds.ALL if kind.personal)
PURPOSES = ("participation", "forum", "images", "report", "partner")
"""What consent is asked for (`domain.md` §6 of the design): the ids of a person's consents follow from these."""

_find_ids = re.compile(ids.PATTERN).findall


def rows_of(person: str) -> tuple[str, ...]:
    """Return the ids of the personal records of a person: their own, and one a consent."""
    consent = kinds.BY_NAME["consent"]
    return (person, *(consent.composite_id({"person": person, "purpose": purpose}) for purpose in PURPOSES))


def erased_in(kind: str, body: bytes) -> Iterator[str]:
    """Yield what a change of one of `ERASURES` erases: rows, or the name of a kind, all of which goes.

    Whatever its ops do: nothing takes an erasure back.
    """
    if kind in PURGES:
        yield PURGES[kind]
    else:
        for op in ops_of(body):
            yield from rows_of(op.row)


def is_about(body: bytes, v: int, rows: Set[str]) -> bool:
    """Say whether the body of a personal change is about one of `rows`; of a newer meaning, whether it holds its id.

    An id stands in the bytes of whatever is about it: most bodies need not be read.
    """
    if rows.isdisjoint(_ids_in(body)):
        return False
    return v != VERSION or not rows.isdisjoint(named_in(body))


def named_in(body: bytes) -> Iterator[str]:
    """Yield the rows that the body of a personal change is about."""
    for op in ops_of(body):
        yield from named_by(op)


def _ids_in(body: bytes) -> list[str]:
    return _find_ids(body.decode())


def named_by(op: Op) -> Iterator[str]:
    """Yield the row of an op, and the person it names."""
    yield op.row
    person = op.values.get("person")
    if isinstance(person, str):
        yield person
