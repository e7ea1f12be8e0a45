"""The cached rows of a place: how they are written, and which stand already."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ogp_desktop.domain import kinds
from ogp_desktop.storage import connection, packing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from ogp_desktop.domain.change import Value

Cells = tuple[tuple[str, ...], list[Any]]
"""What is written of a row: names of columns, and what goes into them."""


class Place(NamedTuple):
    """The kind and scope that rows share, and the number of the scope in this file."""

    kind: str
    scope: str
    number: int


def cells_of(kind: str, row: str, values: dict[str, Value], *more: int) -> Cells:
    """Return the names and cells of the fields that have a value, `more` behind them."""
    known = kinds.BY_NAME[kind].by_name
    names = tuple(name for name, value in values.items() if value is not None and name in known)
    return names, [row, *(column(values[name]) for name in names), *more]


def number(conn: sqlite3.Connection, kind: str, rows: Iterable[Cells]) -> None:
    """Put the numbers of the records that rows name in place of their ids; done once, before they are put."""
    numbers: dict[str, int] = {}
    declared = set(kinds.BY_NAME[kind].numbered)
    places: dict[tuple[str, ...], list[int]] = {}
    for names, cells in rows:
        found = places.get(names)
        if found is None:
            found = places[names] = [at for at, name in enumerate(names, 1) if name in declared]
        for at in found:
            named = cells[at]
            if named not in numbers:
                numbers[named] = packing.number_of(conn, named)
            cells[at] = numbers[named]


def put(conn: sqlite3.Connection, place: Place, rows: Iterable[Cells], last: str = "rid") -> None:
    """Write rows, those with the same fields together: sqlite3 takes a microsecond for each column left empty.

    What stands in the `last` column of a row comes behind its fields; rows may be replaced unless it is `rid`.
    """
    shaped: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    for names, cells in rows:
        shaped[names].append(cells)
    for names, found in shaped.items():
        connection.insert(conn, *_insertion(place, ("id", *names, last)), found)


def standing(conn: sqlite3.Connection, place: Place, rows: list[str]) -> set[str]:
    """Return those of these rows that are known."""
    query = f'SELECT id FROM "{place.kind}_stored" WHERE scope = ? AND id IN (SELECT value FROM json_each(?))'
    return {row for (row,) in conn.execute(query, (place.number, json.dumps(rows)))}


@lru_cache(1024)
def _insertion(place: Place, columns: tuple[str, ...]) -> tuple[str, str]:
    insert = "INSERT" if "rid" in columns else "INSERT OR REPLACE"
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    return f'{insert} INTO "{place.kind}_stored"(scope, {names})', f"({place.number}, {marks})"


def column(value: Value) -> str | int | None:
    """Return what a column holds of a value: of a list, its JSON."""
    return json.dumps(value, ensure_ascii=False) if type(value) is list else value  # type: ignore[return-value]
