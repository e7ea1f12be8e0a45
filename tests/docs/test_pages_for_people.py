"""Help and the pages for people tell the same in every language, part by part and key by key."""

import re
from pathlib import Path

import pytest

from ogp_desktop import paths

FOLDERS = {"help": paths.resources() / "help", "user": Path(__file__).resolve().parents[2] / "docs" / "user"}
OTHERS = ("ar", "en")
PAGES = [
    pytest.param(page, id=f"{name}-{page.name.removesuffix('.fr.md')}")
    for name, folder in FOLDERS.items()
    for page in sorted(folder.glob("*.fr.md"))
]
ENGLISH_KEYS = {
    "Entrée": "Enter",
    "Échap": "Esc",
    "Suppr": "Del",
    "Espace": "Space",
    "Maj": "Shift",
    "Page suiv.": "Page Down",
    "Page préc.": "Page Up",
}
NAMED = "|".join(re.escape(key) for keys in ENGLISH_KEYS.items() for key in keys)
KEY = re.compile(rf"((?:(?:Ctrl|Alt|Maj|Shift)\+)*(?:F\d+|{NAMED}|Tab|(?<=\+)[A-Z↑↓]))(?!\w)")


def said_in(page, lang):
    return page.with_name(page.name.replace(".fr.", f".{lang}.")).read_text(encoding="utf-8")


def parts(text):
    """Return how a page is built: its titles, points, steps and rows, and the cells of a row."""
    marks = (re.match(r" *(?:#+ |- |\d+\. |\||```)?", line) for line in text.splitlines())
    return [mark[0] if mark[0].strip() != "|" else mark.string.count("|") for mark in marks]


def keys(text):
    """Return the keys that a page names, as an English keyboard does."""
    named = set(KEY.findall(text))
    for french, english in ENGLISH_KEYS.items():
        named = {key.replace(french, english) for key in named}
    return named


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_every_page_is_there_in_every_language(folder):
    found = {lang: {page.name.split(".")[0] for page in folder.glob(f"*.{lang}.md")} for lang in ("fr", *OTHERS)}
    assert found["fr"]
    assert found["ar"] == found["fr"]
    assert found["en"] == found["fr"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_same_parts_and_keys_in_every_language_and_english_keys_in_english(page):
    french = page.read_text(encoding="utf-8")
    for lang in OTHERS:
        assert parts(said_in(page, lang)) == parts(french), lang
        assert keys(said_in(page, lang)) == keys(french), lang
    for line in said_in(page, "en").splitlines():
        assert not re.search(r"Entrée|Échap|\bMaj\b|Suppr|Espace|[«»]|\w [;:?]|!", line), line
