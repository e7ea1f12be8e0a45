"""Plain records: a body that is for certain one new record within every rule, told by one look at its text.

What can be said of a body from its kind and the names of its fields alone is made into one expression, its form.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import lru_cache
from typing import Any

from ogp_desktop.domain import ids, kinds
from ogp_desktop.domain.kind import BY_PLACE, FieldType, Kind

Plain = tuple["Form", list[Any]]
"""A form, and what stands in a body of that form, as it is written: the row, then the fields' values.

Of a text or a moment (`BY_PLACE`) it is told where it stands: `START * place + length`, in characters.
"""
Said = Plain | list[Any]
"""What a body says: a plain record, or its ops, four values each, in the order of `Op`."""
Read = dict[bytes, Said]
"""What bodies that were read say, by the ids of their changes."""


def rows_in(said: Said) -> list[tuple[str, bool]]:
    """Return the rows that a body is about, and whether it makes them."""
    if isinstance(said, tuple):
        return [(said[1][0], True)]
    return [(op[1], op[0] == "new") for op in said]


START = 1 << 17
"""No body within `BYTES_LIMIT_IMPORTED` is that long."""
FORMS_LIMIT = 8
"""Forms of a kind that are learned from one parcel: each takes milliseconds, and a parcel may come from anybody."""

_NEW = '{"ops":[["new","'
_ID = f'"({ids.PATTERN})"'
_CLEAR = r'[^"\\\x00-\x1f]*+'
_PATTERNS: dict[FieldType, str] = {
    "text": rf'"({_CLEAR}(?:\\[n"]{_CLEAR})*+)"',
    "ref": _ID,
    "int": "(0|-?[1-9][0-9]{0,14}+)",
    **dict.fromkeys(("name", "date", "moment", "code"), f'"({_CLEAR})"'),
}
"""Canonical forms of values. What needs another look has none here: null, lists, booleans, most escapes."""


class Form:
    """What plain records of one kind with the same fields have in common."""

    def __init__(self, kind: Kind, names: tuple[str, ...]) -> None:
        self.names = names
        fields = [kind.by_name[name] for name in names]
        self._by_place = [at for at, field in enumerate(fields, 1) if field.type in BY_PLACE]
        values = ",".join(f'"{field.name}":{_PATTERNS[field.type]}' for field in fields)
        new = rf'\{{"ops":\[\["new",{_ID},\{{{values}\}},\{{\}}\]\],"salt":"[0-9a-f]{{32}}"\}}'
        self._matches = re.compile(new).fullmatch

    def read(self, body: str) -> Plain | None:
        """Return what `body` says, None where it is not of this form."""
        found = self._matches(body)
        if found is None:
            return None
        cells: list[Any] = list(found.groups())
        for at in self._by_place:
            cells[at] = found.start(at + 1) * START + len(cells[at])
        return self, cells


class Forms:
    """The forms met so far; bodies of another one are told by their rules."""

    def __init__(self) -> None:
        self._known: dict[str, list[Form]] = defaultdict(list)

    def read(self, kind: str, body: str) -> Plain | None:
        """Return what a body says if it is for certain one new record within every rule, else None.

        Of the others nothing is said: `change.check_body` and `faults` decide, which name the fault.
        """
        known = self._known[kind]
        for form in known:
            plain = form.read(body)
            if plain is not None:
                return plain
        if len(known) >= FORMS_LIMIT or not body.startswith(_NEW):
            return None
        learned = _form_of(kind, body)
        if learned is None or learned in known:
            return None
        known.append(learned)
        return learned.read(body)


def _form_of(kind: str, body: str) -> Form | None:
    try:
        return _form(kind, tuple(json.loads(body)["ops"][0][2]))
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


@lru_cache(256)
def _form(kind: str, names: tuple[Any, ...]) -> Form | None:
    """Return the form of records with these fields; None for kinds unknown or with derived ids, or other fields."""
    declared = kinds.BY_NAME.get(kind)
    if declared is None or declared.composite or not names:
        return None
    types = [declared.by_name[name].type for name in names]
    return Form(declared, names) if list(names) == sorted(names) and _PATTERNS.keys() >= set(types) else None
