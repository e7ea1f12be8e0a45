"""The shape of a new record, its fields' names and types: what follows from these alone is found out once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from ogp_desktop.domain import ids, kinds
from ogp_desktop.domain.change import SAFE_INTEGER

_is_row_and_salt = re.compile(rf"{ids.PATTERN} [0-9a-f]{{32}}").fullmatch


class Shape(NamedTuple):
    """What is left to check of a record whose fields have the declared types."""

    numbers: tuple[str, ...]
    references: tuple[str, ...]


def is_plain(kind: str, body: Any) -> bool:  # noqa: ANN401
    """Say whether a body, parsed from its canonical bytes, is for certain one new record within every rule.

    For the others nothing is said: `change.check_body` and `kinds.faults` decide, which name the fault.
    What is unpacked may be of any type; nothing but an op in a list has `new` and a dictionary at their places.
    Texts that hold U+0000 are told from the bytes.
    """
    try:
        ((name, row, values, seen),) = body["ops"]
        salt = body["salt"]
    except (KeyError, TypeError, ValueError):
        return False
    if name != "new" or seen != {} or type(values) is not dict or len(body) != 2:
        return False
    shape = _shape_of(kind, tuple(values), tuple(map(type, values.values())))
    if shape is None or not _is_row_and_salt(f"{row} {salt}"):
        return False
    for field in shape.numbers:
        if not -SAFE_INTEGER < values[field] < SAFE_INTEGER:
            return False
    return all(map(_is_id, map(values.get, shape.references)))


@lru_cache(4096)
def _shape_of(kind: str, names: tuple[str, ...], types: tuple[type, ...]) -> Shape | None:
    """Return a shape, None where there is more to check: undeclared fields, lists, derived ids."""
    declared = kinds.BY_NAME[kind]
    pairs = list(zip(names, types, strict=True))
    if not pairs or declared.composite or list in types or not declared.pairs.issuperset(pairs):
        return None
    numbers = tuple(name for name, sort in pairs if sort is int)
    return Shape(numbers, tuple(name for name, sort in pairs if name in declared.references and sort is str))


_is_id = lru_cache(4096)(ids.is_id)  # the same few sessions and categories are named again and again
