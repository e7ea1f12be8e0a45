"""Selection: how participants were identified, who is retained, who waits, who was refused and by which criterion.

It tells and never blocks: whoever comes is admitted at the desk all the same.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.intake import intake, intake_name
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.participants.people import People, Record
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench

STATES = ("retained", "waiting", "refused")
NONE = "none"
NOT_EXPECTED = frozenset({"waiting", "refused"})


def is_expected(person: Record) -> bool:
    """Say whether a place is kept for a person: who waits or was refused has none until they come."""
    return bool(person.get("arrived")) or person.get("selection") not in NOT_EXPECTED


def select(bench: Bench, person: str, state: str, criterion: str = "") -> Record:
    """Note the state of a person, `NONE` for nothing said, and the criterion; returns them as they were."""
    known = People(bench).of([person]).get(person)
    if known is None or known["erased"]:
        raise Trouble("person_unknown", text=person, near="—")
    told = {"selection": None if state == NONE else state, "criterion": intake_name(criterion) or None}
    if any(known.get(name) != value for name, value in told.items()):
        with bench.register.act(bench.author) as act:
            act.set("selection", person, dict(told))
    return known


def counts(bench: Bench) -> dict[str, int]:
    """Return how many people are in each state, `NONE` for those of whom nothing was said."""
    found = Counter(person.get("selection") or NONE for person in People(bench).everyone())
    return {state: found[state] for state in (*STATES, NONE)}


def identification(bench: Bench) -> str:
    """Return how the participants of the event were identified, as it was noted."""
    event = queries.record(bench.register.conn, "event", bench.register.event or "")
    return str((event or {}).get("identification") or "")


def note_identification(bench: Bench, text: str) -> None:
    """Note how the participants of the event were identified."""
    if bench.register.event is None:
        raise Trouble("no_event_here")
    told = intake(text).strip()
    if told != identification(bench):
        with bench.register.act(bench.author) as act:
            act.set("event", bench.register.event, {"identification": told or None})
