"""Which laptops an event needs: two check-in desks, one for each workshop, one for the plenary, and any second one."""

from __future__ import annotations

import string
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.folding import folded
from ogp_desktop.services.plan.laptops import Wanted
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

DESKS = 2
_STEMS = {"desk": "accueil", "room": "atelier", "restitution": "pleniere", "secretariat": "secretariat"}
"""How files are called, in Latin letters, which every stick and mail keeps."""


@dataclass(frozen=True)
class Place:
    """A laptop that could be made: where it stands, and the number that people know the place by.

    `session` is the record of a room's or the plenary's session.
    """

    wanted: Wanted
    number: int
    session: Record | None = None

    @property
    def key(self) -> str:
        """What tells this place from the others of the event."""
        return f"{self.wanted.post}-{self.number}{self.wanted.letter}"


def events_of(bench: Bench) -> list[Record]:
    """Return the events for which laptops can be made from a register."""
    ids = [bench.register.event] if bench.register.event else queries.event_ids(bench.register.conn)
    found = [queries.record(bench.register.conn, "event", event) for event in ids if event]
    return sorted((event for event in found if event), key=lambda event: str(event["date"] or ""))


def places(bench: Bench, event: str) -> list[Place]:
    """Return the places of an event, the desks first."""
    sessions = queries.records(bench.register.conn, "session", "number", scope=event)
    desks = [Place(Wanted("desk"), number) for number in range(1, DESKS + 1)]
    rooms = [_of_session("room", session) for session in sessions if session["sort"] != "plenary"]
    plenary = [_of_session("restitution", session) for session in sessions if session["sort"] == "plenary"]
    return [*desks, *rooms, *plenary[:1]]


def _of_session(post: str, session: Record) -> Place:
    return Place(Wanted(post, str(session["id"])), int(session["number"]), session)


def another(place: Place, among: Iterable[Place]) -> Place:
    """Return a second laptop for a place: the next desk, or the next letter of a room (none, B, C …)."""
    same = [each for each in among if each.wanted.post == place.wanted.post]
    if place.wanted.post == "desk":
        return replace(place, number=1 + max(each.number for each in same))
    beside = sum(each.number == place.number for each in same)
    return replace(place, wanted=replace(place.wanted, letter=string.ascii_uppercase[beside]))


def file_name(event: Record, place: Place) -> str:
    """Return what the file of a place is called: `che-atelier-2.ogp`."""
    code = "".join(char for char in folded(str(event.get("code") or "")) if char.isascii() and char.isalnum())
    number = "" if place.wanted.post == "restitution" else f"{place.number}{place.wanted.letter.lower()}"
    return "-".join(filter(None, (code, _STEMS[place.wanted.post], number))) + ".ogp"
