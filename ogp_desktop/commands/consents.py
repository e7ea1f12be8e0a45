"""`people consent`, `people badge`, `notice` and `headcount`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop import words
from ogp_desktop.domain.text.titles import recorded
from ogp_desktop.services.compose import opened
from ogp_desktop.services.desk import blank_badges
from ogp_desktop.services.personal import consent as consents
from ogp_desktop.services.personal import headcount as headcounts
from ogp_desktop.services.personal import notice as notices
from ogp_desktop.services.personal.privacy import person_meant

if TYPE_CHECKING:
    from argparse import Namespace

Answer = dict[str, Any]


def consent(given: Namespace) -> Answer:
    """Say what a person agrees to and refuses; tell all their answers."""
    answers = {**dict.fromkeys(given.refuse, False), **dict.fromkeys(given.give, True)}
    with opened(Path(given.file)) as bench:
        person = person_meant(bench, given.person)
        said = consents.answer(bench, person, answers) if answers else consents.answers_of(bench, person)
    told = ("given", "at", "desk", "notice")
    return {
        "person": person,
        "consents": [{"purpose": purpose, **{name: one[name] for name in told}} for purpose, one in said.items()],
    }


def badge(given: Namespace) -> Answer:
    """Give a blank badge to a person."""
    with opened(Path(given.file)) as bench:
        person = person_meant(bench, given.person)
        return {"person": person, "badge": blank_badges.give(bench, person, given.badge)}


def notice(given: Namespace) -> Answer:
    """Tell the notice, after changing what is given of it."""
    facts = {name: getattr(given, name) for name in ("cndp", "contact", "until")}
    lang = recorded(given.lang)
    facts |= {f"{name}_{lang}": getattr(given, name) for name in ("controller", "recipients", "abroad", "text")}
    changed = {name: text for name, text in facts.items() if text is not None}
    with opened(Path(given.file)) as bench:
        shown = notices.change_notice(bench, changed) if changed else notices.notice(bench)
    sentence = words.sentence(shown.lacks, given.lang) if shown.lacks else None
    return {"version": shown.version, "cndp": shown.cndp, "text": shown.text(given.lang), "sentence": sentence}


def headcount(given: Namespace) -> Answer:
    """Count more or fewer of a group; tell every group."""
    with opened(Path(given.file)) as bench:
        if given.group:
            headcounts.count_here(bench, given.group, given.by)
        return {"groups": headcounts.counts(bench)}
