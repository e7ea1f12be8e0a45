"""Which words a language has not been given yet: `python3 build/dev.py words [LANGUAGE …]`.

Without a language, a table of how far each one has come; with one, a line for every missing word: the file it goes
into, its key and what the French says. Standard library only: a translator needs nothing else.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

WORDS = Path(__file__).resolve().parent.parent / "resources" / "i18n"
SOURCE = "fr"
FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})


def stem(key: str) -> str:
    """Return a key without the form of counting: languages have not the same ones."""
    head, _, form = key.rpartition(".")
    return head if form in FORMS else key


def own(folder: Path, name: str, lang: str) -> dict[str, str]:
    """Return what a catalogue says in a language itself, nothing where there is no such file."""
    path = folder / f"{name}.{lang}.json"
    words: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return words


def missing(folder: Path, name: str, lang: str) -> dict[str, str]:
    """Return the keys of a catalogue that a language does not say, with their French."""
    said = {stem(key) for key in own(folder, name, lang)}
    return {key: text for key, text in own(folder, name, SOURCE).items() if stem(key) not in said}


def catalogues(folder: Path) -> list[str]:
    """Return the names of the catalogues."""
    return sorted(path.name.split(".")[0] for path in folder.glob(f"*.{SOURCE}.json"))


def summary(folder: Path) -> list[str]:
    """Return a table: a line for every catalogue and language, what is said of what there is."""
    langs = sorted({path.name.split(".")[1] for path in folder.glob("*.json")} - {SOURCE})
    rows = [f"{'catalogue':<12}{'language':<10}{'said':>6}{'of':>6}"]
    for name in catalogues(folder):
        whole = len(own(folder, name, SOURCE))
        rows += [f"{name:<12}{lang:<10}{whole - len(missing(folder, name, lang)):>6}{whole:>6}" for lang in langs]
    return rows


def listing(folder: Path, lang: str) -> list[str]:
    """Return a line for every word that is missing: file, key and French, separated by tabs."""
    return [
        f"{name}.{lang}.json\t{key}\t{text}"
        for name in catalogues(folder)
        for key, text in missing(folder, name, lang).items()
    ]


def main() -> int:
    """Print what was asked."""
    langs = sys.argv[1:]
    told = [line for lang in langs for line in listing(WORDS, lang)] if langs else summary(WORDS)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.writelines(f"{line}\n" for line in told)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
