"""Titles in several languages: the one that is spoken, else the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def titled(record: Mapping[str, Any], name: str, lang: str) -> str:
    """Return a field that has a register per language; a missing one shows the other."""
    return str(record[f"{name}_{lang}"] or record[f"{name}_fr"] or record[f"{name}_ar"] or "")
