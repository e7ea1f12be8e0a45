"""The lexicon: which word forms, in which language, say the same concept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.language.normalise import words, written_words
from ogp_desktop.language.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("fr", "ar", "dar", "darl", "zgh")
"""The order of the columns; the first form of `fr` and of `ar` is the concept's title."""

COLUMNS = ("concept", "broader", *LANGUAGES, "source", "date")
SHARED = "*"
"""Ends a form that stands under several concepts on purpose: it says all of them."""

LONGEST_FORM = 5
LONGEST_NAME = 60
_JOINED = ("عنبعد",)


class LexiconFault(NamedTuple):
    """What is wrong with a line of the lexicon: its number, the message's key and its values."""

    line: int
    key: str
    values: dict[str, str]


@dataclass(frozen=True)
class Concept:
    """One thing people speak of, and the forms that say it in each language."""

    name: str
    broader: tuple[str, ...]
    forms: dict[str, tuple[str, ...]]
    source: str = ""
    date: str = ""

    def title(self, lang: str) -> str:
        """Return the form shown to a reader of `lang`."""
        shown = self.forms.get(lang) or self.forms.get("fr") or self.forms.get("ar") or (self.name,)
        return shown[0].removesuffix(SHARED)


class Entry(NamedTuple):
    """A change to the lexicon that a plan keeps: a form added to a concept, or taken out of it."""

    concept: str
    language: str
    form: str
    removed: bool = False


@dataclass
class Lexicon:
    """The concepts, by name, and what was wrong with the lines they were read from."""

    concepts: dict[str, Concept]
    faults: list[LexiconFault] = field(default_factory=list)

    def forms(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield each form: its concept, its language and its words that count."""
        for concept in self.concepts.values():
            for lang, forms in concept.forms.items():
                for form in forms:
                    if key := form_words(form):
                        yield concept.name, lang, key

    def take_out(self, name: str, key: tuple[str, ...]) -> None:
        """Take the forms of these words out of a concept."""
        concept = self.concepts[name]
        forms = {lang: tuple(form for form in kept if form_words(form) != key) for lang, kept in concept.forms.items()}
        self.concepts[name] = replace(concept, forms=forms)

    def put_in(self, entry: Entry) -> None:
        """Add a form to a concept, made where it does not exist."""
        concept = self.concepts.get(entry.concept) or Concept(entry.concept, (), {})
        forms = (*concept.forms.get(entry.language, ()), entry.form)
        self.concepts[entry.concept] = replace(concept, forms=concept.forms | {entry.language: forms})

    def title(self, name: str, lang: str) -> str:
        """Return how a concept is called in a language."""
        concept = self.concepts.get(name)
        return concept.title(lang) if concept else name


@lru_cache(50_000)
def form_words(form: str) -> tuple[str, ...]:
    """Return the words of a form that count, folded."""
    return tuple(word for word in words(form.removesuffix(SHARED)) if word not in STOP_WORDS)


def parse(text: str) -> Lexicon:
    """Read a lexicon from tab-separated lines; a line that is wrong is left out and told, the others count.

    Columns: `COLUMNS`; forms of one language are separated by " | ". Raises nothing.
    """
    lexicon = Lexicon({})
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "\ufeff#")):
            continue
        concept, fault = _read(number, line.removeprefix("\ufeff"))
        if concept and concept.name == COLUMNS[0]:
            continue
        if concept and concept.name in lexicon.concepts:
            fault = LexiconFault(number, "lexicon_twice", {"concept": concept.name})
        if fault:
            lexicon.faults.append(fault)
        elif concept:
            lexicon.concepts[concept.name] = concept
    lexicon.faults += _unknown_broader(lexicon)
    return _without_doubles(lexicon)


def _read(number: int, line: str) -> tuple[Concept | None, LexiconFault | None]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        return None, LexiconFault(number, "lexicon_columns", {"found": str(len(cells)), "wanted": str(len(COLUMNS))})
    name, broader, *columns = cells
    if not is_name(name):
        return None, LexiconFault(number, "lexicon_name", {"concept": name})
    forms = {lang: _split(cell) for lang, cell in zip(LANGUAGES, columns[: len(LANGUAGES)], strict=True)}
    concept = Concept(name, _split(broader), forms, *columns[len(LANGUAGES) :])
    if name != COLUMNS[0]:
        for lang in ("fr", "ar"):
            if not forms[lang]:
                return None, LexiconFault(number, "lexicon_empty", {"concept": name, "language": lang})
        if not concept.source or not concept.date:
            return None, LexiconFault(number, "lexicon_source", {"concept": name})
    return concept, None


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (each.strip() for each in cell.split("|")) if part)


def _unknown_broader(lexicon: Lexicon) -> Iterator[LexiconFault]:
    for concept in lexicon.concepts.values():
        for name in concept.broader:
            if name not in lexicon.concepts or name == concept.name:
                yield LexiconFault(0, "lexicon_broader", {"concept": concept.name, "broader": name})


def _without_doubles(lexicon: Lexicon) -> Lexicon:
    """Keep each form under the first concept that has it, unless all mark it as shared; tell the others."""
    owners: dict[tuple[str, ...], tuple[str, bool]] = {}
    concepts: dict[str, Concept] = {}
    for concept in lexicon.concepts.values():
        kept: dict[str, tuple[str, ...]] = {}
        for lang, forms in concept.forms.items():
            good: list[str] = []
            for form in forms:
                fault = _wrong_form(form, concept.name, owners)
                if fault:
                    lexicon.faults.append(fault)
                else:
                    good.append(form)
            kept[lang] = tuple(good)
        broader = tuple(name for name in concept.broader if name in lexicon.concepts and name != concept.name)
        concepts[concept.name] = replace(concept, broader=broader, forms=kept)
    return Lexicon(concepts, lexicon.faults)


def is_name(name: str) -> bool:
    """Say whether a concept can be called so: Latin letters, digits and underscores, no digit first."""
    return name.isidentifier() and name.isascii() and len(name) <= LONGEST_NAME


def loses_its_words(form: str) -> bool:
    """Say whether a form of several words keeps only one that counts, which would speak for it everywhere."""
    key = form_words(form)
    if len(key) != 1 or _is_law(key[0]):
        return False
    if key[0].isdigit():
        return True
    return len(written_words(form.removesuffix(SHARED))) > 1 and key[0] not in ("".join(written_words(form)), *_JOINED)


def _is_law(word: str) -> bool:
    return any(char.isdigit() for char in word) and not word.isdigit()


def _wrong_form(form: str, concept: str, owners: dict[tuple[str, ...], tuple[str, bool]]) -> LexiconFault | None:
    key, shared = form_words(form), form.endswith(SHARED)
    values = {"form": form, "concept": concept, "word": key[0] if key else ""}
    if not key:
        return LexiconFault(0, "lexicon_no_word", values)
    if loses_its_words(form):
        return LexiconFault(0, "lexicon_one_word", values)
    owner, was_shared = owners.setdefault(key, (concept, shared))
    if owner != concept and not (shared and was_shared):
        return LexiconFault(0, "lexicon_two_concepts", values | {"other": owner})
    return None
