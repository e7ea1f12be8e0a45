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
    """Compile a lexicon's text to JSON."""
    lexicon = parse(text)
    concepts = [list(asdict(concept).values()) for concept in lexicon.concepts.values()]
    state = {"digest": digest(text), "concepts": concepts, "finder": ConceptFinder(lexicon).state()}
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def reader(text: str, ready: str = "") -> Reader:
    """Return a reader by a lexicon's text; `ready` is what it compiled to, which is used if it is of this text.

    Raises nothing: what is not of this text, or damaged, is as if it were missing.
    """
    try:
        state = json.loads(ready)
        if state["digest"] == digest(text):
            concepts = [Concept(each[0], tuple(each[1]), _tuples(each[2]), *each[3:]) for each in state["concepts"]]
            lexicon = Lexicon({concept.name: concept for concept in concepts})
            return Reader(lexicon, ConceptFinder.restored(state["finder"]))
    except (ValueError, LookupError, TypeError):
        pass
    return Reader(parse(text))


def _tuples(forms: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {lang: tuple(listed) for lang, listed in forms.items()}
