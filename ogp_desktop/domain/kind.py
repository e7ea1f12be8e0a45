"""What a kind of record is: its fields, their types, and what is wrong with a value by them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from ogp_desktop.domain import ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ogp_desktop.domain.change import Value

FieldType = Literal["text", "name", "int", "bool", "date", "moment", "code", "ref", "texts", "refs"]
Scope = Literal["plan", "event", "any"]
Face = Literal["internal", "partner", "copil", "public"]

FACES: tuple[Face, ...] = ("internal", "partner", "copil", "public")
"""From the one that sees most to the one that sees least."""


BY_PLACE: tuple[FieldType, ...] = ("text", "moment")
"""Types whose values a cached row need not hold: they are shown, and hardly ever sought by."""

_PYTHON_TYPES: dict[FieldType, type] = {
    "int": int,
    "bool": bool,
    "texts": list,
    "refs": list,
}


@dataclass(frozen=True)
class Field:
    """A field of a kind: its type, the widest face that may see it, and whether setting a file aside leaves it."""

    name: str
    type: FieldType = "text"
    face: Face = "public"
    stands: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    `scope` says whose changes may write it; `personal`, that a change holds one row and can be erased;
    `composite`, the fields its derived id is made of; `row_of`, the kind whose record id it shares;
    `undisputed`, that several versions are no question to anybody; `stands`, that what it says holds even when
    the file that brought it is set aside.
    """

    name: str
    scope: Scope
    fields: tuple[Field, ...]
    personal: bool = False
    composite: tuple[str, ...] = ()
    row_of: str | None = None
    label: str | None = None
    undisputed: bool = False
    stands: bool = False

    @cached_property
    def lasting(self) -> tuple[str, ...]:
        """Return the fields that setting a file aside leaves as it said them."""
        return tuple(field.name for field in self.fields if field.stands)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Return the fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def types(self) -> dict[str, type]:
        """Return the Python type of each field's values."""
        return {field.name: _PYTHON_TYPES.get(field.type, str) for field in self.fields}

    @cached_property
    def pairs(self) -> frozenset[tuple[str, type]]:
        """Return every declared field with each type its value may have."""
        return frozenset((name, sort) for name, fits in self.types.items() for sort in (fits, type(None)))

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Return the fields that name other records."""
        return tuple(field.name for field in self.fields if field.type in ("ref", "refs"))

    @cached_property
    def read_otherwise(self) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
        """Return the fields whose values are not what a column holds, and what makes the one of the other."""
        ways: dict[FieldType, Callable[[Any], Any]] = {"texts": json.loads, "refs": json.loads, "bool": bool}
        return tuple((field.name, ways[field.type]) for field in self.fields if field.type in ways)

    @cached_property
    def sorted_names(self) -> tuple[str, ...]:
        """Return the names of the fields in the order in which canonical JSON has them."""
        return tuple(sorted(self.by_name))

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """Return the fields that name one of a few records again and again, as sessions and categories."""
        return () if self.composite else tuple(name for name in self.references if self.by_name[name].type == "ref")

    def field(self, name: str) -> Field | None:
        """Return the field of that name, None when it is not declared."""
        return self.by_name.get(name)

    def composite_id(self, values: dict[str, Value]) -> str:
        """Return the id that the composite fields of `values` give."""
        return ids.derive(self.name, *(str(values[part]) for part in self.composite))


def faults(kind: Kind, row: str, values: dict[str, Value]) -> Iterator[str]:
    """Yield what is wrong with writing `values` to `row`, by the declaration.

    Null may stand anywhere, and fields that are not declared are a newer program's.
    """
    if not kind.pairs.issuperset(zip(values, map(type, values.values()), strict=True)):
        types = kind.types
        for name, value in values.items():
            if value is not None and type(value) is not types.get(name, type(value)):
                yield f"{kind.name}.{name}"
    for name in kind.references:
        value = values.get(name)
        if value is not None and not _is_reference(value):
            yield f"{kind.name}.{name}"
    whole = bool(kind.composite) and all(part in values for part in kind.composite)
    if whole and kind.composite_id(values) != row:
        yield f"{kind.name} id"


def _is_reference(value: Value) -> bool:
    return all(map(_is_id, value)) if type(value) is list else _is_id(str(value))


_is_id = lru_cache(4096)(ids.is_id)  # the same few sessions and categories are named again and again
