"""Letters to try the search of the desk with: they find somebody who has not come yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.services.participants.directory import Directory

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench

LETTERS = 3


def letters_of_somebody_expected(bench: Bench, lang: str = "fr") -> str:
    """Return the first letters of a family name, in the script of a language where there is one.

    Typed, they find first somebody who is expected; empty where nobody is.
    """
    directory = Directory(bench)
    names = ("family_name_ar", "family_name") if lang == "ar" else ("family_name", "family_name_ar")
    for name in names:
        for person in reversed(directory.expected()):
            letters = (person.get(name) or "")[:LETTERS].strip().lower()
            found = directory.find(letters, 1) if len(letters) == LETTERS else []
            if found and not found[0]["arrived"]:
                return letters
    return ""
