"""What a row of a list says, as the register keeps it: words become categories, regions, sessions, codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.folding import folded
from ogp_desktop.domain.text.titles import every_title, titled
from ogp_desktop.sheets import columns
from ogp_desktop.storage import erasure, queries

if TYPE_CHECKING:
    from ogp_desktop.domain.change import Value
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.sheets.listed_people import ListedPerson

Told = dict[str, dict[str, "Value"]]
"""Values by kind and field."""

IDENTITY = ("title", "family_name", "given_name", "family_name_ar", "given_name_ar")
CONTACT = ("email", "phone")


class Values:
    """Reads rows by the reference data of one register."""

    def __init__(self, bench: Bench, lang: str) -> None:
        conn = bench.register.conn
        sessions = queries.records(conn, "session")
        self._sessions = {str(session["number"]): session["id"] for session in sessions}
        self._references = {kind: _titles(queries.records(conn, kind)) for kind in ("category", "region")}
        self._codes = {category["code"]: category["id"] for category in queries.records(conn, "category")}
        known = [*sessions, *queries.records(conn, "category"), *queries.records(conn, "region")]
        self._forgets_needs = erasure.is_purged(conn, bench.register.event or "", "access_need")
        self._titles = {record["id"]: titled(record, "title", lang) for record in known}

    def title(self, value: object) -> str:
        """Return what people call a category, a region or a session, by its id."""
        return self._titles.get(str(value), "")

    def told(self, person: ListedPerson) -> Told:
        """Return what is known of a person by their row; what it leaves empty is not told."""
        selection = columns.code_of("selection", person.selection)
        told: Told = {
            "participant": {
                "organisation": person.organisation,
                "category": self._category(person.category),
                "category_typed": person.category,
                "region": self._references["region"].get(folded(person.region)) if person.region else None,
                "region_typed": person.region,
                "gender": columns.code_of("gender", person.gender or person.title),
                "language": columns.code_of("language", person.language),
                "role": person.role,
            },
            "identity": {name: getattr(person, name) for name in IDENTITY},
            "contact": {name: getattr(person, name) for name in CONTACT},
            "access_need": {"note": "" if self._forgets_needs else person.access_need},
            "selection": {"selection": selection, "criterion": person.criterion},
            "allocation": {"session": self._sessions.get(_digits(person.group)) if person.group else None},
        }
        return {kind: filled for kind, values in told.items() if (filled := _filled(values))}

    def _category(self, typed: str) -> str | None:
        if not typed:
            return None
        plain, known = folded(typed), self._references["category"]
        if plain in known:
            return known[plain]
        if code := columns.category_of(typed):
            return self._codes.get(code)
        return next((row for title, row in known.items() if plain and plain in title), None)


def _filled(values: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value}


def _titles(records: list[queries.Record]) -> dict[str, str]:
    return {folded(title): r["id"] for r in records for title in (*every_title(r), r["code"]) if title}


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
