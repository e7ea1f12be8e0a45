"""Features: what is compared of a text — its words, its concepts, its letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from ogp_desktop.language.concepts import ConceptFinder, counting_words
from ogp_desktop.language.guess import guessed_language
from ogp_desktop.language.lexicon import Entry, Lexicon, form_words
from ogp_desktop.language.normalise import words
from ogp_desktop.language.stems import stem

ENGINE = 1
"""Raised when a rule of this package changes, so that what was kept of texts is made anew."""

MOST_WORDS = 300
"""Words of one text that are compared: an idea has 12; a pasted page must not slow the others down."""

GRAM = 4
CONCEPT, STEM = "c:", "s:"
_LOOSE_LANGUAGES = frozenset({"dar", "darl", "zgh", "mix"})


@dataclass(frozen=True)
class Features:
    """What is compared of one text.

    `words` are those that count, folded, in order; `concepts` gives the words that said each concept;
    `broader` are those that were not said: the concepts those belong to (without words), and those that a word
    inside a longer form would say alone.
    """

    language: str = ""
    words: tuple[str, ...] = ()
    concepts: dict[str, str] = field(default_factory=dict)
    broader: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to compare."""
        return not self.words

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of the words."""
        return frozenset(map(stem, self.words))

    @cached_property
    def grams(self) -> frozenset[str]:
        """Return the runs of four letters of the words and their edges."""
        return frozenset(gram for word in self.words for gram in grams(word))

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Return what the text is found by: its concepts, those they belong to, its stems."""
        concepts = (CONCEPT + name for name in (*self.concepts, *self.broader))
        return tuple(sorted((*concepts, *(STEM + each for each in self.stems))))

    def words_of(self, concept: str) -> str:
        """Return the words that say a concept; none where it is only the wider one of another."""
        return self.concepts.get(concept) or self.broader.get(concept, "")

    @classmethod
    def restored(cls, kept: dict[str, Any]) -> Features:
        """Return features that were kept by `kept`."""
        return cls(kept["language"], tuple(kept["words"].split()), kept["concepts"], kept["broader"])

    def kept(self) -> dict[str, Any]:
        """Return what an index needs to keep; `restored` reads it back."""
        return {
            "language": self.language,
            "words": " ".join(self.words),
            "concepts": self.concepts,
            "broader": self.broader,
        }


class Reader:
    """Reads texts with one lexicon, which may be changed entry by entry; `finder` is its finder where one is ready."""

    def __init__(self, lexicon: Lexicon, finder: ConceptFinder | None = None) -> None:
        self.lexicon = Lexicon(dict(lexicon.concepts), lexicon.faults)
        self._finder = finder or ConceptFinder(lexicon)

    def says(self, form: str) -> list[str]:
        """Return the concepts that a form says."""
        return self._finder.owners(form_words(form))

    def enter(self, entry: Entry) -> None:
        """Let a form say a concept and no other, or say it no more; a concept that does not exist is made."""
        key = form_words(entry.form)
        for owner in self._finder.owners(key):
            if owner == entry.concept or not entry.removed:
                self.lexicon.take_out(owner, key)
                self._finder.remove(owner, key)
        if not entry.removed:
            self.lexicon.put_in(entry)
            self._finder.add(entry.concept, entry.language, key)

    def read(self, text: str) -> Features:
        """Return the features of a text, empty where it has no words."""
        counting = tuple(islice(counting_words(words(text)), MOST_WORDS))
        language = guessed_language(text) or ""
        said: dict[str, str] = {}
        inside: dict[str, str] = {}
        for hit in self._finder.find(counting, language in _LOOSE_LANGUAGES):
            (inside if hit.inside else said).setdefault(hit.concept, " ".join(hit.words))
        wider = {name: "" for concept in said for name in self.broader_of(concept)}
        broader = {name: words for name, words in (wider | inside).items() if name not in said}
        return Features(language, counting, said, broader)

    def broader_of(self, name: str) -> tuple[str, ...]:
        """Return the concepts that a concept belongs to."""
        concept = self.lexicon.concepts.get(name)
        return concept.broader if concept else ()


def grams(word: str) -> list[str]:
    """Return the runs of four letters of a word and its edges."""
    edged = f" {word} "
    return [edged[place : place + GRAM] for place in range(max(1, len(edged) - GRAM + 1))]
