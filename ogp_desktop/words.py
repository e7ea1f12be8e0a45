"""The words of messages and documents, by language, from `resources/i18n`."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from ogp_desktop import paths

if TYPE_CHECKING:
    from ogp_desktop.domain.trouble import Trouble

LANGUAGES = ("fr", "ar")


@cache
def catalogue(name: str, lang: str) -> dict[str, str]:
    """Return the catalogue `name` ("messages", "documents", …) in `lang`: key to text."""
    text = (paths.resources() / "i18n" / f"{name}.{lang}.json").read_text(encoding="utf-8")
    words: dict[str, str] = json.loads(text)
    return words


def sentence(trouble: Trouble, lang: str) -> str:
    """Return the sentence of `trouble` in `lang`, its places filled in."""
    return catalogue("messages", lang)[trouble.code].format(**trouble.values)
