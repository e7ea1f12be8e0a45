"""The lexicon a register works with: the one that is shipped, with the entries of its plan laid over it."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop import paths
from ogp_desktop.domain import ids
from ogp_desktop.domain.text.intake import intake_name
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.language import compiled
from ogp_desktop.language.lexicon import LANGUAGES, Entry, Lexicon, form_words, is_name, loses_its_words, parse
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.domain.change import Value
    from ogp_desktop.language.features import Reader
    from ogp_desktop.services.compose import Bench

ACCEPTED, PENDING, REMOVED = "accepted", "pending", "removed"
"""States of an entry: it counts; it was proposed and waits for a person; its form says the concept no more."""

LONGEST_FORM = 80


FILE, COMPILED = "lexicon.tsv", "lexicon.compiled"


def shipped() -> Lexicon:
    """Read the lexicon that comes with the application, and what is wrong with it."""
    return parse(_shipped_text())


@cache
def _shipped_text() -> str:
    """Return the lexicon's lines; none where its file is missing: ideas are then compared by their words alone."""
    return _text_of(paths.resources() / FILE)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


@lru_cache(2)
def reader_with(entries: tuple[Entry, ...]) -> Reader:
    """Return the reader of the shipped lexicon with a plan's entries laid over it."""
    reader = compiled.reader(_shipped_text(), _text_of(paths.resources() / COMPILED))
    # What is said no more goes first: an entry that was accepted since is not undone by an older one.
    for entry in sorted(entries, key=lambda each: (not each.removed, each)):
        reader.enter(entry)
    return reader


@lru_cache(2)
def _engine(entries: tuple[Entry, ...]) -> str:
    return hashlib.sha256(f"{compiled.digest(_shipped_text())}{entries!r}".encode()).hexdigest()[:16]


class Wording(NamedTuple):
    """How a register's texts are read, and the name of these rules."""

    reader: Reader
    engine: str


def wording(bench: Bench) -> Wording:
    """Return the reader of a register's texts: the same entries, the same reader."""
    entries = entries_that_count(bench)
    return Wording(reader_with(entries), _engine(entries))


def entries_that_count(bench: Bench) -> tuple[Entry, ...]:
    """Return the plan's entries that texts are read by."""
    return tuple(entry for entry, state in entries_of(bench) if state != PENDING)


def entries_of(bench: Bench) -> list[tuple[Entry, str]]:
    """Return the plan's entries with their state, in the order of their words."""
    found = [
        (Entry(record["concept"], record["language"], record["form"], record["state"] == REMOVED), record["state"])
        for record in queries.records(bench.register.conn, "lexicon_entry")
        if record["concept"] and record["language"] and record["form"] and record["state"]
    ]
    return sorted(found)


def enter(bench: Bench, concept: str, language: str, form: str, state: str = ACCEPTED) -> str:
    """Say that `form` says `concept` in `language`, or with `REMOVED` that it does not; return the entry's id.

    What the plan said before of the same words gives way, however it was spelt. Raises `Trouble` in an event's
    register, for a language, a concept or a form that cannot be, and for removing what is not there.
    """
    form = intake_name(form)
    _require(bench, concept, language, form)
    if state == REMOVED and concept not in wording(bench).reader.says(form):
        raise Trouble("lexicon_not_there", concept=concept, form=form)
    conn, row = bench.register.conn, ids.derive("lexicon_entry", concept, language, form)
    records = queries.records(conn, "lexicon_entry")
    same = [record for record in records if form_words(record["form"] or "") == form_words(form)]
    with bench.register.act(bench.author) as act:
        for record in same:
            gives_way = record["state"] == ACCEPTED and state != PENDING and record["id"] != row
            if gives_way and (state == ACCEPTED or record["concept"] == concept):
                act.set("lexicon_entry", record["id"], {"state": REMOVED})
        known = next((record for record in same if record["id"] == row), None)
        if known is None:
            key: dict[str, Value] = {"concept": concept, "language": language, "form": form}
            act.new("lexicon_entry", key | {"state": state})
        elif known["state"] != state:
            act.set("lexicon_entry", row, {"state": state})
    return row


def _require(bench: Bench, concept: str, language: str, form: str) -> None:
    if bench.register.event:
        raise Trouble("lexicon_of_the_plan")
    if language not in LANGUAGES:
        raise Trouble("lexicon_language", language=language, known=list(LANGUAGES))
    if not is_name(concept):
        raise Trouble("lexicon_name", concept=concept[:LONGEST_FORM])
    if not form_words(form) or loses_its_words(form) or len(form) > LONGEST_FORM:
        raise Trouble("lexicon_form", form=form[:LONGEST_FORM])


def check(path: Path) -> Lexicon:
    """Read a lexicon's file and say what is wrong with it, in its `faults`; raises `Trouble` when it cannot be read."""
    try:
        return parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble("lexicon_unreadable", file=path.name) from error
