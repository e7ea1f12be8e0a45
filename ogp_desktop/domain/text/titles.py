"""Titles in several languages: the one that is spoken, else French, else the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


RECORDED = ("fr", "ar")
"""The languages in which registers hold titles and texts; readers of another one are shown the first."""


TITLED = (*RECORDED, "en")
"""The languages in which titles may be held; nobody need write the English one."""


def recorded(lang: str) -> str:
    """Return the language in which a register says what a reader of `lang` is shown."""
    return lang if lang in RECORDED else RECORDED[0]


def titled(record: Mapping[str, Any], name: str, lang: str) -> str:
    """Return a field that has a register per language; a missing one shows what readers of the language are shown."""
    said = record.get(f"{name}_{lang}") or record[f"{name}_{recorded(lang)}"]
    return str(said or record[f"{name}_fr"] or record[f"{name}_ar"] or "")


def every_title(record: Mapping[str, Any]) -> list[str]:
    """Return what a record is called, in each language in which it has a title."""
    return [title for lang in TITLED if (title := record.get(f"title_{lang}"))]
