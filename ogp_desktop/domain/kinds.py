"""The vocabulary: ONE declaration per kind, from which tables, the gate, exports and the dictionary follow.

Sources: `domain.md` §2–6 of the design for what is kept, law 09-08 for what is personal. To add a kind,
declare it here; nothing else is needed for it to be saved, merged, checked and shown as a conflict.
"""

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
    """A field of a kind: its type, and the widest face that may see it."""

    name: str
    type: FieldType = "text"
    face: Face = "public"


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    `scope` says whose changes may write it; `personal`, that a change holds one row and can be erased;
    `composite`, the fields its derived id is made of; `row_of`, the kind whose record id it shares;
    `undisputed`, that several versions are no question to anybody.
    """

    name: str
    scope: Scope
    fields: tuple[Field, ...]
    personal: bool = False
    composite: tuple[str, ...] = ()
    row_of: str | None = None
    label: str | None = None
    undisputed: bool = False

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


def _per_language(*names: str) -> tuple[Field, ...]:
    return tuple(Field(f"{name}_{lang}", "name") for name in names for lang in ("fr", "ar"))


def _reference(name: str, *more: Field, scope: Scope = "plan") -> Kind:
    return Kind(name, scope, (Field("code", "code"), *_per_language("title"), *more), label="title")


def _mandate() -> tuple[Field, ...]:
    """Return the words of what an administration answers for, or a theme is about."""
    return (Field("mandate_fr", "text"), Field("mandate_ar", "text"))


ALL: tuple[Kind, ...] = (
    # The plan and its reference data.
    _reference("plan"),
    _reference("region"),
    _reference("theme", *_mandate()),
    _reference("category"),
    _reference(
        "administration",
        Field("valid_from", "date"),
        Field("valid_to", "date"),
        Field("follows", "ref"),
        *_mandate(),
    ),
    Kind(
        "lexicon_entry",
        "plan",
        (Field("concept", "code"), Field("language", "code"), Field("form", "name"), Field("state", "code")),
        composite=("concept", "language", "form"),
        label="form",
    ),
    # Who can read and vouch for what travels; `sealed` is the rescue box, readable with the paper key.
    Kind(
        "plan_key",
        "plan",
        (Field("role", "code"), Field("public", "code"), Field("sealed", "code")),
        composite=("role", "public"),
    ),
    Kind("removed_device", "plan", (Field("device", "code"), Field("at", "moment")), composite=("device",)),
    # The event.
    _reference(
        "event",
        Field("plan", "ref"),
        Field("number", "int"),
        Field("date", "date"),
        *_per_language("city", "venue"),
        Field("regions", "refs"),
        Field("co_organisers", "texts"),
        Field("planned", "int"),
        Field("timezone", "code"),
        Field("demonstration", "bool"),
        Field("identification", "text"),
        Field("names_allowed", "bool"),
        scope="event",
    ),
    Kind(
        "agenda_item",
        "event",
        (
            Field("number", "int"),
            Field("begins", "code"),
            Field("ends", "code"),
            Field("sort", "code"),
            *_per_language("title"),
        ),
        label="title",
    ),
    Kind(
        "session",
        "event",
        (
            Field("number", "int"),
            Field("sort", "code"),
            *_per_language("title", "room"),
            Field("theme", "ref"),
            Field("capacity", "int"),
            Field("ended_at", "moment"),
        ),
        label="title",
    ),
    # The course of a session: where it stands is no question between two laptops of one room.
    Kind(
        "step",
        "event",
        (Field("session", "ref"), Field("step", "code"), Field("minutes", "int"), Field("begun_at", "moment")),
        composite=("session", "step"),
        undisputed=True,
    ),
    Kind(
        "presence",
        "event",
        (Field("person", "ref", "internal"), Field("session", "ref"), Field("at", "moment")),
        composite=("person", "session"),
        undisputed=True,
    ),
    Kind("turn", "event", (Field("session", "ref"), Field("category", "ref"), Field("at", "moment"))),
    # What people are told about their data (law 09-08): it has the id of its event, or of the plan for all events;
    # `notice_text` keeps each text that somebody was shown.
    Kind(
        "notice",
        "any",
        (
            *_per_language("controller", "recipients", "abroad"),
            Field("contact", "name"),
            Field("cndp", "name"),
            Field("until", "date"),
            Field("text_fr"),
            Field("text_ar"),
        ),
    ),
    Kind(
        "notice_text",
        "event",
        (Field("version", "code"), Field("text_fr"), Field("text_ar"), Field("cndp", "name")),
        composite=("version",),
        undisputed=True,
    ),
    # Who writes, and the people.
    Kind(
        "actor",
        "any",
        (
            Field("device", "code"),
            Field("post", "code"),
            Field("operator", "ref", "internal"),
            Field("application", "code"),
            Field("started", "moment"),
            Field("offset_minutes", "int"),
        ),
    ),
    Kind(
        "participant",
        "event",
        (
            Field("number", "int"),
            Field("origin", "code"),
            Field("organisation", "name"),
            Field("category", "ref"),
            Field("category_typed", "name"),
            Field("region", "ref"),
            Field("region_typed", "name"),
            Field("gender", "code"),
            Field("language", "code"),
            Field("role", "name"),
        ),
    ),
    Kind(
        "identity",
        "any",
        (
            Field("title", "name", "partner"),
            Field("family_name", "name", "partner"),
            Field("given_name", "name", "partner"),
            Field("family_name_ar", "name", "partner"),
            Field("given_name_ar", "name", "partner"),
        ),
        personal=True,
        row_of="participant",
    ),
    Kind(
        "contact",
        "event",
        (Field("email", "name", "partner"), Field("phone", "name", "partner")),
        personal=True,
        row_of="participant",
    ),
    Kind(
        "access_need",
        "event",
        (Field("note", "text", "internal"),),
        personal=True,
        row_of="participant",
    ),
    # Whether somebody who asked to come was kept, and by which criterion not (`services.selection`).
    Kind(
        "selection",
        "event",
        (Field("selection", "code", "internal"), Field("criterion", "name", "internal")),
        personal=True,
        row_of="participant",
    ),
    # How lists call somebody otherwise than they are kept, once it was said that they are the same.
    Kind(
        "listed_as",
        "event",
        (Field("names", "texts", "internal"),),
        personal=True,
        row_of="participant",
        undisputed=True,
    ),
    Kind(
        "list_import",
        "event",
        (
            Field("file", "name", "internal"),
            Field("sha256", "code"),
            Field("at", "moment"),
            Field("added", "int"),
            Field("updated", "int"),
        ),
    ),
    Kind(
        "consent",
        "event",
        (
            Field("person", "ref", "internal"),
            Field("purpose", "code", "internal"),
            Field("given", "bool", "internal"),
            Field("notice", "code", "internal"),
            Field("at", "moment", "internal"),
            Field("desk", "code", "internal"),
        ),
        personal=True,
        composite=("person", "purpose"),
    ),
    Kind(
        "arrival",
        "event",
        (Field("person", "ref"), Field("desk", "code"), Field("at", "moment"), Field("source", "code")),
        composite=("person", "desk"),
    ),
    # The digits of the blank badge that somebody was given: theirs from then on, beside those of their number.
    Kind("given_badge", "event", (Field("badge", "code"),), row_of="participant"),
    # How many of a group are here, counted by hand at a desk: never tied to anybody.
    Kind(
        "headcount",
        "event",
        (Field("desk", "code"), Field("group", "code"), Field("count", "int")),
        composite=("desk", "group"),
        undisputed=True,
    ),
    Kind("allocation", "event", (Field("session", "ref"),), row_of="participant"),
    # What was said.
    Kind(
        "idea",
        "event",
        (
            Field("session", "ref"),
            Field("number", "int"),
            Field("letter", "code"),
            Field("problem"),
            Field("problem_language", "code"),
            Field("solution"),
            Field("solution_language", "code"),
            Field("result"),
            Field("result_language", "code"),
            Field("category", "ref"),
            Field("theme", "ref"),  # where it is not its session's: said here, for another room
            Field("to_split", "bool"),
            Field("source", "name"),
            Field("source_id", "name"),
            Field("said_at", "moment"),
            Field("withdrawn_at", "moment"),
            Field("withdrawn_reason"),
        ),
        label="problem",
    ),
    Kind(
        "idea_link",
        "event",
        (Field("a", "ref"), Field("b", "ref"), Field("relation", "code")),
        composite=("a", "b", "relation"),
    ),
    Kind(
        "poll",
        "event",
        (Field("session", "ref"), Field("method", "code"), Field("closed_at", "moment")),
        composite=("session",),
    ),
    Kind(
        "tally",
        "event",
        (Field("poll", "ref"), Field("idea", "ref"), Field("votes", "int")),
        composite=("poll", "idea"),
    ),
    Kind(
        "judgement",
        "any",
        (Field("a", "ref"), Field("b", "ref"), Field("verdict", "code"), Field("suggested", "int")),
        composite=("a", "b"),
    ),
    Kind(
        "conclusion",
        "event",
        (
            Field("session", "ref"),
            Field("part", "code"),
            Field("order", "code"),
            Field("text"),
            Field("sources", "refs"),
            Field("read_at", "moment"),
        ),
        label="text",
    ),
    # What the room said of its conclusions when they were read to it, and what it did not agree with.
    Kind(
        "agreement",
        "event",
        (Field("read_at", "moment"), Field("agreed_at", "moment"), Field("reserves")),
        row_of="session",
        label="reserves",
    ),
    Kind(
        "disagreement",
        "event",
        (Field("session", "ref"), Field("text"), Field("about", "refs"), Field("at", "moment")),
        label="text",
    ),
    # Decisions about the journal itself.
    Kind(
        "branch",
        "any",
        (Field("actor", "code"), Field("seq", "int"), Field("chosen", "code")),
        composite=("actor", "seq"),
    ),
    Kind("erasure", "any", (Field("at", "moment"),), row_of="participant", undisputed=True),
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in ALL}


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
