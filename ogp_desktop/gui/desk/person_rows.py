"""People as the desk shows them: how they are called, where they come from, whether they are here."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.folding import tokens
from ogp_desktop.gui.desk.list_rows import selection_chips
from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row
from ogp_desktop.services.participants.people import full_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.services.event.reference import Reference
    from ogp_desktop.services.participants.people import Record

_ADDRESSES = frozenset({"address.mme", "address.mlle", "address.m", "address.dr", "address.pr"})


class PersonRows:
    """Makes rows of people."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def name(self, person: Record) -> str:
        """Return a person's name in the script of the window, where it is known."""
        return say("desk.erased_person") if person["erased"] else self._reference.script_name(person, language())

    def addressed(self, person: Record) -> str:
        """Return a person's name with how they asked to be addressed."""
        return " ".join(filter(None, [_address(person), self._reference.script_name(person, language())]))

    def row(self, person: Record, has_twin: bool = False) -> Row:
        """Return the row of a person who was found; `has_twin` where another one has the same name."""
        shown = ("category",) if person["erased"] else ("region", "category")
        about = [self._reference.title(field, person, language()) for field in shown]
        if not person["erased"]:
            about.insert(0, person.get("organisation") or "")
        chips = [Chip(say("desk.same_name"), "saffron_text", "saffron_tint")] if has_twin else []
        if person["arrived"]:
            chips.append(Chip(say("desk.arrived_at", time=person["arrived"][11:16]), "result", "result_tint"))
        else:
            gender = "" if person["erased"] else person.get("gender") or ""
            chips += selection_chips(person) or [Chip(say(f"desk.expected.{gender}"))]
        cell = Cell(self.name(person), bold=True, pixels=16, below=" · ".join(filter(None, about)))
        return Row(person["id"], (cell,), tuple(chips), lines=1)

    def latest(self, person: Record) -> Row:
        """Return the row of a person who came lately."""
        time = Cell(person["arrived"][11:16], share=0, width=44, pixels=13, color="text2")
        return Row(person["id"], (time, Cell(self.name(person), pixels=13)), lines=1)


def namesakes(people: Iterable[Record]) -> set[str]:
    """Return the ids of those among `people` whose whole name another one has too."""
    by_name: dict[tuple[str, ...], set[str]] = {}
    for person in people:
        for name in full_names(person):
            by_name.setdefault(_words(name), set()).add(person["id"])
    return set().union(*(rows for rows in by_name.values() if len(rows) > 1))


@lru_cache(1024)
def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(tokens(name)))


def _address(person: Record) -> str:
    """Return how a person is addressed, only if they said so; a word we do not know stands as it was typed."""
    typed = str(person.get("title") or "")
    key = f"address.{typed.casefold().rstrip('.')}"
    return say(key) if key in _ADDRESSES else typed
