"""The registration list: find its header, understand its columns, give one person a row."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.intake import intake_name
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEADER_SEARCHED = 30
"""Rows in which the header is looked for; lists begin with a title, a logo, a date."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "title": ("civilite", "titre", "mme m", "title", "اللقب", "الصفة المدنية"),
    "family_name": ("nom", "nom de famille", "family name", "last name", "surname"),
    "given_name": ("prenom", "prenoms", "given name", "first name"),
    "full_name": ("nom complet", "nom et prenom", "nom prenom", "noms et prenoms", "participant", "name"),
    "family_name_ar": ("الاسم العائلي", "النسب", "nom en arabe", "nom arabe"),
    "given_name_ar": ("الاسم الشخصي", "الاسم", "prenom en arabe", "prenom arabe"),
    "full_name_ar": ("الاسم الكامل", "الاسم الشخصي والعائلي", "الاسم والنسب", "nom complet en arabe"),
    "organisation": (
        *("organisme", "organisation", "association", "structure", "institution", "الهيئة", "هيئة"),
        *("الجمعية", "المؤسسة", "organization"),
    ),
    "category": ("categorie", "type d organisme", "category", "الفئة", "الصنف"),
    "region": ("region", "الجهة", "جهة"),
    "gender": ("genre", "sexe", "gender", "الجنس", "النوع"),
    "language": ("langue", "langue de travail", "language", "اللغة", "لغة العمل"),
    "email": ("email", "e mail", "mail", "courriel", "adresse e mail", "البريد الإلكتروني"),
    "phone": ("telephone", "tel", "gsm", "portable", "mobile", "phone", "الهاتف", "رقم الهاتف"),
    "access_need": ("besoin d accessibilite", "besoins specifiques", "accessibilite", "الولوجيات"),
    "role": ("qualite", "role", "fonction", "الصفة", "الدور"),
    "group": ("groupe", "atelier", "atelier souhaite", "group", "workshop", "الورشة", "ورشة", "المجموعة"),
}
"""What columns are called in lists seen so far, normalised."""

REFUSED = ("cin", "cnie", "n cin", "numero cin", "carte nationale", "رقم البطاقة الوطنية", "البطاقة الوطنية")
"""Columns that law 09-08 gives us no reason to read: never imported."""

PARTICLES = frozenset({"el", "al", "ait", "ben", "bent", "bou", "ould", "de", "moulay", "sidi", "lalla"})

_NAMES = ("family_name", "given_name", "full_name", "family_name_ar", "given_name_ar", "full_name_ar")
_NOT_WORD = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class ListedPerson:
    """One person of a list, as written there; `row` is the row in the sheet, from 1."""

    row: int
    title: str = ""
    family_name: str = ""
    given_name: str = ""
    family_name_ar: str = ""
    given_name_ar: str = ""
    organisation: str = ""
    category: str = ""
    region: str = ""
    gender: str = ""
    language: str = ""
    email: str = ""
    phone: str = ""
    access_need: str = ""
    role: str = ""
    group: str = ""


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken, and the code of the reason."""

    row: int
    reason: str


@dataclass(frozen=True)
class RegistrationList:
    """A list as understood: its columns (index to field), those left out, its people."""

    file_sha256: bytes
    header_row: int
    mapping: dict[int, str]
    headers: list[str]
    ignored: list[str]
    people: list[ListedPerson]
    rejected: list[Rejected]


def read_registrations(path: Path, mapping: Mapping[int, str] | None = None) -> RegistrationList:
    """Read the registration list at `path`; `mapping` (column to field) overrides what is guessed.

    Raises `Trouble` when the file is no list or has no column of names.
    """
    table = read_table(path)
    header_row, guessed = _find_header(table.rows)
    chosen = dict(guessed if mapping is None else mapping)
    if not set(chosen.values()) & set(_NAMES):
        raise Trouble("list_without_names", file=path.name)
    people: list[ListedPerson] = []
    rejected: list[Rejected] = []
    for number, row in enumerate(table.rows[header_row:], header_row + 1):
        person = _person(number, row, chosen)
        if person is not None:
            people.append(person)
        elif any(row):
            rejected.append(Rejected(number, "row_without_name"))
    headers = table.rows[header_row - 1]
    ignored = [title for column, title in enumerate(headers) if title and column not in chosen]
    digest = hashlib.sha256(path.read_bytes()).digest()
    return RegistrationList(digest, header_row, chosen, headers, ignored, people, rejected)


def normalised(title: str) -> str:
    """Return a column title without accents, case, punctuation or Arabic vowel marks."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", bare.replace("أ", "ا").replace("إ", "ا").replace("ـ", "")).split())


_FIELD_OF = {normalised(word): field for field, words in SYNONYMS.items() for word in words}
_REFUSED = frozenset(map(normalised, REFUSED))


def _find_header(rows: list[list[str]]) -> tuple[int, dict[int, str]]:
    """Return the header's row number (from 1) and its mapping: the row that names most fields."""
    best: tuple[int, dict[int, str]] = (1, {})
    for number, row in enumerate(rows[:HEADER_SEARCHED], 1):
        mapping = _mapping(row)
        if len(mapping) > len(best[1]):
            best = (number, mapping)
    return best


def _mapping(row: list[str]) -> dict[int, str]:
    mapping: dict[int, str] = {}
    for column, title in enumerate(row):
        field = _FIELD_OF.get(normalised(title))
        if field is not None and field not in mapping.values() and normalised(title) not in _REFUSED:
            mapping[column] = field
    return mapping


def _person(number: int, row: list[str], mapping: Mapping[int, str]) -> ListedPerson | None:
    cells = {field: intake_name(row[column]) for column, field in mapping.items() if column < len(row)}
    for ending in ("", "_ar"):
        full = cells.pop(f"full_name{ending}", "")
        if full and not cells.get(f"family_name{ending}"):
            cells[f"family_name{ending}"], cells[f"given_name{ending}"] = split_name(full)
    if not any(cells.get(name) for name in _NAMES):
        return None
    if "phone" in cells:
        cells["phone"] = mended_phone(cells["phone"])
    known = {field.name for field in fields(ListedPerson)}
    return ListedPerson(number, **{name: value for name, value in cells.items() if name in known})


def split_name(full: str) -> tuple[str, str]:
    """Return (family, given) of a full name: capitals are the family's, else particles and the last word."""
    words = full.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    if len(words) < 2:
        return full, ""
    start = len(words) - 1
    while start > 1 and normalised(words[start - 1]) in PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])


def mended_phone(phone: str) -> str:
    """Give back the leading zero that a spreadsheet took from a Moroccan number (9 digits, 5 to 8 first)."""
    return f"0{phone}" if re.fullmatch(r"[5-8][0-9]{8}", phone) else phone
