"""Titles in several languages: the one that is spoken, else the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


RECORDED = ("fr", "ar")
"""The languages in which registers hold titles and texts; readers of another one are shown the first."""


def recorded(lang: str) -> str:
    """Return the language in which a register says what a reader of `lang` is shown."""
    return lang if lang in RECORDED else RECORDED[0]


def titled(record: Mapping[str, Any], name: str, lang: str) -> str:
    """Return a field that has a register per language; a missing one shows the other."""
    return str(record[f"{name}_{recorded(lang)}"] or record[f"{name}_fr"] or record[f"{name}_ar"] or "")
