"""The tables and views of the cache: what makes them, kind by kind, and what each says in full."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ogp_desktop.domain.kind import BY_PLACE
from ogp_desktop.storage import packing

if TYPE_CHECKING:
    from ogp_desktop.domain.kind import Field, Kind

STORED = "_stored"
"""Ends the names of the tables that are written; the view named without it says everything in full.

Only `change`, `fork` and the kinds have both. In what is stored, actors and scopes are numbers of `name`, a
`prev` that is the id of the change before is left out, bodies are packed, and the texts of a row of which one
change is known stand in that change only.
"""

_CACHE_TABLE = (
    'CREATE TABLE "{kind}_stored"(id TEXT NOT NULL, scope INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0, '
    "rid INTEGER, {fields}, PRIMARY KEY(id, scope)) WITHOUT ROWID"
)
_FIRST_CACHE_TABLE = (
    'CREATE TABLE "{kind}"(id TEXT NOT NULL, scope TEXT NOT NULL, deleted INTEGER NOT NULL, '
    "rid INTEGER, {fields}, PRIMARY KEY(id, scope)) WITHOUT ROWID"
)
_ERASED = 'CREATE TABLE "erased"(row TEXT, scope TEXT, PRIMARY KEY(row, scope)) WITHOUT ROWID'

_AS_IT_IS = "r.{0}"
_BY_NUMBER = "(SELECT name FROM name WHERE number = r.{0})"
_BY_PLACE = (
    "CASE typeof(r.{0}) WHEN 'integer' THEN (SELECT "
    + packing.text_at("r.{0}", "body")
    + " FROM change_stored WHERE rid = r.rid) ELSE r.{0} END"
)
_CACHE_VIEW = (
    'CREATE VIEW "{kind}" AS SELECT r.id, '
    + _BY_NUMBER.format("scope")
    + ' AS scope, r.deleted, r.rid, {fields} FROM "{kind}_stored" r'
)


def _matching(text: str, *fields: str) -> str:
    """Return the pattern of what is made by `text`, its fields by `fields`, for any kind."""
    name = '"[a-z][a-z0-9_]{0,47}"'
    any_field = "|".join(re.escape(field).replace(re.escape("{0}"), name) for field in fields)
    pattern = re.escape(text).replace(re.escape("{kind}"), "[a-z][a-z_]{0,31}")
    return pattern.replace(re.escape("{fields}"), f"(?:{any_field})(?:, (?:{any_field}))*")


_TYPED = ("{0} INTEGER", "{0} TEXT")


@cache
def _of_any_cache() -> re.Pattern[str]:
    """Return what a table or a view of any cache is made by; few starts come across one that is not known."""
    made = (
        _matching(_FIRST_CACHE_TABLE, *_TYPED),
        _matching(_CACHE_TABLE, *_TYPED, "{0} BLOB"),
        _matching(_CACHE_VIEW, *(f"{way} AS {{0}}" for way in (_AS_IT_IS, _BY_NUMBER, _BY_PLACE))),
    )
    return re.compile("|".join(made))


def column_type(kind: Kind, field: Field) -> str:
    """Return the type of a field's column; BLOB where it may hold the value or its place in the change."""
    if is_by_place(kind, field.name):
        return "BLOB"
    return "INTEGER" if field.type in ("int", "bool") or field.name in kind.numbered else "TEXT"


def cache_columns(kind: Kind) -> list[str]:
    """Return the column names of a kind's cache table, in order.

    `rid` is the one change known about the row; null when there are several, which `touch` then lists.
    """
    return ["id", "scope", "deleted", "rid", *(field.name for field in kind.fields)]


def is_of_cache(text: object) -> bool:
    """Say whether `text` makes a cache table or its view, by this program's declarations or another version's."""
    return isinstance(text, str) and _of_any_cache().fullmatch(text) is not None


@lru_cache(8)
def statements(declared: tuple[Kind, ...]) -> dict[str, str]:
    """Return what makes the tables and views of the cache, by their names, in the order of making."""
    made = {}
    for kind in declared:
        made[kind.name + STORED], made[kind.name] = cache_of(kind)
    return {**made, "erased": _ERASED}


def cache_of(kind: Kind) -> tuple[str, str]:
    """Return what makes the table of a kind, and its view."""
    columns = ", ".join(f'"{field.name}" {column_type(kind, field)}' for field in kind.fields)
    says = ", ".join(f'{shown(kind, field.name)} AS "{field.name}"' for field in kind.fields)
    return _CACHE_TABLE.format(kind=kind.name, fields=columns), _CACHE_VIEW.format(kind=kind.name, fields=says)


def shown(kind: Kind, column: str) -> str:
    """Return the SQL expression for what a column of a kind's table, called `r`, says in full."""
    by_number = column == "scope" or column in kind.numbered
    way = _BY_PLACE if is_by_place(kind, column) else _BY_NUMBER if by_number else _AS_IT_IS
    return way.format(f'"{column}"')


def is_by_place(kind: Kind, column: str) -> bool:
    """Say whether a column of a kind's table may hold the place of its value in the change."""
    return column in kind.by_name and kind.by_name[column].type in BY_PLACE
