"""The lexicon compiled: all that is worked out from its lines once, when the program is built, and only read here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from ogp_desktop.domain.text.folding import FOLDING
from ogp_desktop.language.concepts import ConceptFinder
from ogp_desktop.language.features import ENGINE, Reader
from ogp_desktop.language.lexicon import Concept, Lexicon, parse


def digest(text: str) -> str:
    """Return the name of what a lexicon's text compiles to: by its lines and by the rules that read them."""
    return hashlib.sha256(f"{FOLDING}/{ENGINE}\n{text}".encode()).hexdigest()[:16]


def compiled(text: str) -> str:
    """Compile a lexicon's text: a line that says of which text and what sum follows, then JSON."""
    lexicon = parse(text)
    concepts = [list(asdict(concept).values()) for concept in lexicon.concepts.values()]
    state = {"concepts": concepts, "finder": ConceptFinder(lexicon).state()}
    told = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    return f"{digest(text)} {_sum(told)}\n{told}"


def _sum(told: str) -> str:
    return hashlib.sha256(told.encode()).hexdigest()


def reader(text: str, ready: str = "") -> Reader:
    """Return a reader by a lexicon's text; `ready` is what it compiled to, used only if whole and of this text."""
    head, _, told = ready.partition("\n")
    if head != f"{digest(text)} {_sum(told)}":
        return Reader(parse(text))
    state = json.loads(told)
    concepts = [Concept(each[0], tuple(each[1]), _tuples(each[2]), *each[3:]) for each in state["concepts"]]
    lexicon = Lexicon({concept.name: concept for concept in concepts})
    return Reader(lexicon, ConceptFinder.restored(state["finder"]))


def _tuples(forms: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {lang: tuple(listed) for lang, listed in forms.items()}
