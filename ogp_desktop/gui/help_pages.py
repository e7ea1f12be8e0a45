"""The pages of the help: one for each screen, in each language, found by their words."""

from __future__ import annotations

from typing import NamedTuple

from ogp_desktop import paths, words
from ogp_desktop.domain.text.folding import folded

MOST = 12
"""Pages that a search shows."""


class Found(NamedTuple):
    """A page with all words that were sought: the screen it is of, its title, and its line that has most of them."""

    name: str
    title: str
    line: str


def help_text(name: str, lang: str) -> str:
    """Return our own page about a screen, in Markdown."""
    folder = paths.resources() / "help"
    page = folder / f"{name}.{lang}.md"
    return (page if page.exists() else folder / f"{name}.{words.FALLBACK}.md").read_text(encoding="utf-8")


def names() -> list[str]:
    """Return the screens that have a page."""
    return sorted(page.name.split(".")[0] for page in (paths.resources() / "help").glob(f"*.{words.FALLBACK}.md"))


def search(sought: str, lang: str) -> list[Found]:
    """Return the pages that have every word of `sought`, or words beginning with it; titles that have it first."""
    wanted = folded(sought).split()
    found = []
    for name in names() if wanted else ():
        lines = [_plain(line) for line in help_text(name, lang).splitlines() if line.strip()]
        if all(_has(" ".join(lines), word) for word in wanted):
            best = max(lines[1:] or lines, key=lambda line: sum(_has(line, word) for word in wanted))
            in_title = sum(_has(lines[0], word) for word in wanted)
            found.append((-in_title, Found(name, lines[0], best)))
    return [page for _, page in sorted(found)[:MOST]]


def _has(text: str, word: str) -> bool:
    return f" {word}" in f" {folded(text)}"


def _plain(line: str) -> str:
    return line.replace("**", "").lstrip("#- ").strip()
