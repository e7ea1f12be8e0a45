"""Registration: the list of people enters a register, is brought up to date, and goes out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ogp_desktop.domain import ids
from ogp_desktop.domain.text.folding import folded
from ogp_desktop.services.people import People, full_names
from ogp_desktop.sheets.registration import ListedPerson, RegistrationList, Rejected, read_registrations
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ogp_desktop.domain.change import Value
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.register import Act

IDENTITY = ("title", "family_name", "given_name", "family_name_ar", "given_name_ar")
CONTACT = ("email", "phone")

_CATEGORY_WORDS = {
    "CSO": ("association", "cooperative", "reseau", "ong", "جمعيه"),
    "ADM": ("ministere", "اداره"),
    "COL": ("commune", "collectivite", "conseil", "جماعه"),
    "UNI": ("universite", "recherche", "جامعه"),
    "MED": ("media", "presse", "اعلام"),
    "PRI": ("prive", "entreprise"),
    "CIT": ("citoyen", "مواطن"),
}
"""Words of free wording that stand for a category of the sample plan, folded."""

_GENDERS: dict[str, tuple[str, ...]] = {
    "f": ("f", "femme", "mme", "mlle", "امراه", "انثي"),
    "m": ("m", "homme", "mr", "h", "رجل", "ذكر"),
}
_LANGUAGES: dict[str, tuple[str, ...]] = {
    "fr": ("fr", "francais", "الفرنسيه"),
    "ar": ("ar", "arabe", "العربيه"),
    "zgh": ("tamazight", "amazigh"),
}


@dataclass
class ListImport:
    """What an import did, row by row."""

    read: int = 0
    added: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def preview(path: Path) -> RegistrationList:
    """Return the list as it is understood, before anything is saved."""
    return read_registrations(path)


def import_list(bench: Bench, listed: RegistrationList) -> ListImport:
    """Take a list into the register in one act; a person who stands there already is updated, never doubled."""
    result = ListImport(read=len(listed.people), rejected=list(listed.rejected))
    reader = _Reader(bench, listed)
    with bench.register.act(bench.author) as act:
        for person in listed.people:
            if reader.is_erased(person):
                result.rejected.append(Rejected(person.row, "person_erased"))
                continue
            outcome = reader.take(act, person)
            getattr(result, outcome).append(person.row)
    return result


class _Reader:
    """Takes the people of one list into one register."""

    def __init__(self, bench: Bench, listed: RegistrationList) -> None:
        conn = bench.register.conn
        self._listed = listed
        everyone = People(bench).everyone()
        self._known = _Known(everyone)
        self._erased = {person["id"] for person in everyone if person["erased"]}
        self._sessions = {str(s["number"]): s["id"] for s in queries.records(conn, "session")}
        self._references = {kind: _titles(queries.records(conn, kind)) for kind in ("category", "region")}
        self._codes = {c["code"]: c["id"] for c in queries.records(conn, "category")}

    def is_erased(self, person: ListedPerson) -> bool:
        """Say whether a row is about somebody who was erased since this very list was imported."""
        return ids.of_listed_row(self._listed.file_sha256, person.row) in self._erased

    def take(self, act: Act, person: ListedPerson) -> str:
        """Add or update one person; returns which list of the result the row belongs to."""
        row = ids.of_listed_row(self._listed.file_sha256, person.row)
        known = self._known.find(row, person)
        told = self._told(person, known or row)
        if known is None:
            told["participant"] |= {"number": person.row, "origin": "list"}
            for kind, values in told.items():
                if values:
                    act.new(kind, values, row)
            return "added"
        changed = False
        for kind, values in told.items():
            changed |= _update(act, kind, known, values)
        return "updated" if changed else "unchanged"

    def _told(self, person: ListedPerson, row: str) -> dict[str, dict[str, Value]]:
        del row
        session = self._sessions.get(_digits(person.group))
        return {
            "participant": _filled(
                {
                    "organisation": person.organisation,
                    "category": self._category(person.category),
                    "category_typed": person.category,
                    "region": self._references["region"].get(folded(person.region)),
                    "region_typed": person.region,
                    "gender": _word(person.gender or person.title, _GENDERS),
                    "language": _word(person.language, _LANGUAGES),
                    "role": person.role,
                }
            ),
            "identity": _filled({name: getattr(person, name) for name in IDENTITY}),
            "contact": _filled({name: getattr(person, name) for name in CONTACT}),
            "access_need": _filled({"note": person.access_need}),
            "allocation": _filled({"session": session}),
        }

    def _category(self, typed: str) -> str | None:
        plain = folded(typed)
        if plain in self._references["category"]:
            return self._references["category"][plain]
        for code, found in _CATEGORY_WORDS.items():
            if any(word in plain for word in found):
                return self._codes.get(code)
        return next((row for title, row in self._references["category"].items() if plain and plain in title), None)


class _Known:
    """The people of a register, found by their id, their addresses, or their name and organisation."""

    def __init__(self, people: Iterable[queries.Record]) -> None:
        self._rows: set[str] = set()
        self._by_contact: dict[tuple[str, str], str] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        for person in people:
            self._rows.add(person["id"])
            names = full_names(person)
            for contact in filter(None, (person.get("email"), person.get("phone"))):
                for name in names:
                    self._by_contact[folded(contact), folded(name)] = person["id"]
            for name in names:
                self._by_name[folded(name), folded(person.get("organisation") or "")] = person["id"]

    def find(self, row: str, person: ListedPerson) -> str | None:
        if row in self._rows:
            return row
        told = {name: getattr(person, name) for name in (*IDENTITY, *CONTACT, "organisation")}
        names = [folded(name) for name in full_names(told)]
        for contact in filter(None, (person.email, person.phone)):
            for name in names:
                if found := self._by_contact.get((folded(contact), name)):
                    return found
        found_by_name = (self._by_name.get((name, folded(person.organisation))) for name in names)
        return next(filter(None, found_by_name), None)


def _update(act: Act, kind: str, row: str, values: dict[str, Value]) -> bool:
    standing = act.row(kind, row)
    changed = {name: value for name, value in values.items() if standing.value(name) != value}
    if changed:
        act.set(kind, row, changed)
    return bool(changed)


def _filled(values: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value}


def _titles(records: list[queries.Record]) -> dict[str, str]:
    return {folded(title): r["id"] for r in records for title in (r["title_fr"], r["title_ar"], r["code"]) if title}


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _word(typed: str, words: dict[str, tuple[str, ...]]) -> str | None:
    plain = folded(typed)
    return next((code for code, forms in words.items() if plain in forms), None)
