"""`similar`, `group suggest|judge` and `lexicon check|add|remove|list`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop import words
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.language.normalise import respelt, spelt
from ogp_desktop.services.compose import opened
from ogp_desktop.services.ideas import lexicons
from ogp_desktop.services.ideas.grouping import Grouping
from ogp_desktop.services.ideas.idea_index import IdeaIndex
from ogp_desktop.services.ideas.similar import Similar

if TYPE_CHECKING:
    from argparse import Namespace

    from ogp_desktop.services.ideas.grouping import Pile
    from ogp_desktop.services.ideas.mandates import Concerned
    from ogp_desktop.services.ideas.similar import Near

Answer = dict[str, Any]


def similar(given: Namespace) -> Answer:
    """Find the ideas close to a text."""
    with opened(Path(given.file)) as bench, IdeaIndex(bench) as index:
        return {"ideas": [_told(near) for near in Similar(index).to_text(given.text, most=max(0, given.most))]}


def _told(near: Near) -> Answer:
    why = [f"{concept.fr} · {concept.ar}" for concept in near.concepts] + [f"« {word} »" for word in near.words]
    return {
        "id": near.id,
        "probability": near.probability,
        "sure": near.is_sure,
        "same_text": near.same_text,
        "why": why,
        "concepts": [concept._asdict() for concept in near.concepts],
        "words": list(near.words),
    }


def suggest(given: Namespace) -> Answer:
    """Propose piles of all ideas."""
    level = "fewer" if given.fewer else "more" if given.more else "usual"
    with opened(Path(given.file)) as bench, IdeaIndex(bench) as index:
        found = Grouping(bench, index).suggest(level)
        piles = [_pile(pile, index, given.lang) for pile in found.piles]
    return {
        "piles": piles,
        "nearest": {
            idea: [{"id": mate, "probability": probability} for mate, probability in near.items()]
            for idea, near in found.nearest.items()
        },
        "places": found.places,
        "contradictions": [contradiction._asdict() for contradiction in found.contradictions],
    }


def _pile(pile: Pile, index: IdeaIndex, lang: str) -> Answer:
    title, spelling = index.reader.lexicon.title, _spelling(index, pile.ideas)

    def told(concerned: list[Concerned]) -> list[Answer]:
        return [
            {
                "id": each.id,
                "code": each.code,
                "fit": each.fit,
                "why": [f"{title(name, lang)} (« {respelt(words, spelling)} »)" for name, words in each.words.items()],
            }
            for each in concerned
        ]

    return {
        "pile": pile.number,
        "ids": pile.ideas,
        "title_words": [title(name, lang) for name in pile.concepts],
        "probability": pile.probability,
        "sure": pile.is_sure,
        "administrations": told(pile.administrations),
        "themes": told(pile.themes),
    }


def _spelling(index: IdeaIndex, ideas: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in index.said(ideas).values():
        found = spelt(text) | found
    return found


def judge(given: Namespace) -> Answer:
    """Keep what a person decided of two ideas."""
    with opened(Path(given.file)) as bench, IdeaIndex(bench) as index:
        return {"id": Grouping(bench, index).judge(given.a, given.b, given.verdict)}


def lexicon_check(given: Namespace) -> Answer:
    """Say what is wrong with a lexicon's file."""
    found = lexicons.check(Path(given.list)) if given.list else lexicons.shipped()
    forms = sum(len(forms) for concept in found.concepts.values() for forms in concept.forms.values())
    faults = [
        {
            "line": fault.line,
            "fault": fault.key,
            "sentence": words.sentence(Trouble(fault.key, **fault.values), given.lang),
        }
        for fault in found.faults
    ]
    return {"concepts": len(found.concepts), "forms": forms, "faults": faults, "ok": not faults}


def lexicon_add(given: Namespace) -> Answer:
    """Say that a form says a concept."""
    with opened(Path(given.file)) as bench:
        return {"id": lexicons.enter(bench, given.concept, given.language, given.form)}


def lexicon_remove(given: Namespace) -> Answer:
    """Say that a form does not say a concept."""
    with opened(Path(given.file)) as bench:
        return {"id": lexicons.enter(bench, given.concept, given.language, given.form, lexicons.REMOVED)}


def lexicon_list(given: Namespace) -> Answer:
    """List the plan's own entries."""
    with opened(Path(given.file)) as bench:
        return {
            "entries": [
                {"concept": entry.concept, "language": entry.language, "form": entry.form, "state": state}
                for entry, state in lexicons.entries_of(bench)
            ]
        }
