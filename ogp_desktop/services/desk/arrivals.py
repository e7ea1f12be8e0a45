"""The check-in desk: an arrival by badge or by name, a walk-in, the counters."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop import words
from ogp_desktop.domain import ids
from ogp_desktop.domain.badge import Badge, badge_code
from ogp_desktop.domain.text.folding import tokens
from ogp_desktop.domain.text.intake import intake_name
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.desk.bearers import bearer
from ogp_desktop.services.participants.people import People, Record, full_names, shown_name
from ogp_desktop.storage import numbering, queries
from ogp_desktop.storage.putting import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ogp_desktop.domain.change import Value
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.act import Act

    Saying = Callable[[Act, str], None]
    """Says more about a person, by id, within an act."""

_CANDIDATES = 5


class Arrival(NamedTuple):
    """One arrival: `first_time` is False when the person had arrived already, at `at`.

    `desk` is where: the number of the desk, or what people call its computer; empty where nobody knows.
    """

    person: Record
    at: str
    desk: str
    first_time: bool
    need: str = ""
    """What they asked for so that a place is made ready; told to nobody but who welcomes them."""


class Desk:
    """The use cases of one check-in desk."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.people = People(bench)

    def check_in_by_name(self, text: str, at: str | None = None) -> Arrival:
        """Check in the one person that `text` means; raises `Trouble` with candidates otherwise.

        A name that only sounds the same must be whole; one with a mistake is never taken, only named.
        """
        # Only here: a window that notes ideas need not wait for it.
        from ogp_desktop.language.names import sound_the_same
        from ogp_desktop.language.typed_word import Nearness
        from ogp_desktop.services.participants.directory import Directory

        directory = Directory(self._bench)
        near = directory.found(text)
        found = [person for person, nearness in near if nearness is Nearness.BEGINS]
        whole = [p for p in found if any(sorted(tokens(n)) == sorted(tokens(text)) for n in full_names(p))]
        if len(whole) == 1:
            found = whole
        if not found:
            found = [person for person, _ in near if any(sound_the_same(text, name) for name in full_names(person))]
        if not found:
            candidates = [person for person, _ in near] or directory.near(text, _CANDIDATES)
            raise Trouble("person_unknown", text=text, near=_listed(candidates) or "—")
        if len(found) > 1:
            raise Trouble("person_ambiguous", text=text, count=len(found), candidates=_listed(found))
        return self.check_in(found[0], at)

    def check_in_by_code(self, code: str, at: str | None = None, known: Record | None = None) -> Arrival:
        """Check in the person of a badge, `known` where it is; raises `Trouble` as `bearer` does."""
        return self.check_in(bearer(self._bench, code, known), at)

    def check_in(self, person: Record, at: str | None = None) -> Arrival:
        """Note that `person` has arrived; someone who is here already stays as they were noted."""
        if person.get("erased"):
            raise Trouble("person_erased")
        before = self.people.first_arrival(person["id"])
        if before is not None:
            return Arrival(person, before["at"], desk_label(self._bench, before["desk"]), first_time=False)
        moment = self.moment(at)
        with self._bench.register.act(self._bench.author) as act:
            put(act, "arrival", {"person": person["id"], "desk": self._bench.device.id, "at": moment})
        return Arrival(person, moment, str(self._bench.device.desk), first_time=True)

    def correct_time(self, person: Record, at: str) -> str:
        """Set when `person` arrived: what any desk noted before that moment gives way; returns the moment.

        Raises `Trouble` where `at` is no time, or the person has not arrived.
        """
        moment = self.moment(at)
        noted = sorted(
            queries.records(self._bench.register.conn, "arrival", person=person["id"]),
            key=lambda arrival: (arrival["at"] or "", arrival["id"]),
        )
        if not noted:
            raise Trouble("not_arrived")
        with self._bench.register.act(self._bench.author) as act:
            for place, arrival in enumerate(noted):
                if place == 0 or (arrival["at"] or "") < moment:
                    act.set("arrival", arrival["id"], {"at": moment})
        return moment

    def walk_in(self, told: dict[str, str], at: str | None = None, more: Sequence[Saying] = ()) -> Arrival:
        """Register and check in a person who is not on the list; `told` has the fields of a list's row.

        `session` names the room they are given at once, by its id; `more` says within the same act what else is
        known of them: a badge, what they agree to.
        """
        conn = self._bench.register.conn
        identity = {name: intake_name(told.get(name, "")) for name in _NAMES}
        if not any(identity[name] for name in _NAMES[1:]):
            raise Trouble("walk_in_without_name")
        desk = f"desk-{self._bench.device.desk}"
        categories = {category["code"]: category["id"] for category in queries.records(conn, "category")}
        participant: dict[str, Value] = {
            "origin": desk,
            "number": numbering.highest(conn, "participant", origin=desk) + 1,
            "organisation": intake_name(told.get("organisation", "")) or None,
            "category": categories.get(told.get("category", "")),
            "gender": told.get("gender") or None,
        }
        row = ids.draw()
        moment = self.moment(at)
        with self._bench.register.act(self._bench.author) as act:
            act.new("participant", participant, row)
            act.new("identity", {name: text for name, text in identity.items() if text}, row)
            if phone := intake_name(told.get("phone", "")):
                act.new("contact", {"phone": phone}, row)
            if told.get("session"):
                act.new("allocation", {"session": told["session"]}, row)
            act.new("arrival", {"person": row, "desk": self._bench.device.id, "at": moment})
            for say in more:
                say(act, row)
        person = participant | identity | {"id": row, "session": told.get("session") or None}
        return Arrival(person, moment, str(self._bench.device.desk), first_time=True)

    def moment(self, at: str | None) -> str:
        """Return a moment as it is kept, in the event's zone: now, an ISO moment, or hours and minutes of its day."""
        now = self._bench.now()
        if at is None:
            return now.isoformat(timespec="seconds")
        try:
            if len(at) <= 5:
                date = datetime.date.fromisoformat(self._event()["date"] or now.date().isoformat())
                moment = datetime.datetime.combine(date, datetime.time.fromisoformat(at.zfill(5)), now.tzinfo)
            else:
                moment = datetime.datetime.fromisoformat(at)
        except ValueError as error:
            raise Trouble("time_unreadable", text=at) from error
        placed = moment.astimezone(now.tzinfo) if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
        return placed.isoformat(timespec="seconds")

    def _event(self) -> Record:
        event = queries.record(self._bench.register.conn, "event", self._bench.register.event or "")
        if event is None:
            raise Trouble("no_event_here")
        return event


def _listed(people: list[Record]) -> list[str]:
    return [shown_name(person) for person in people[:_CANDIDATES]]


_NAMES = ("title", "family_name", "given_name", "family_name_ar", "given_name_ar")


def desk_label(bench: Bench, device: str | None) -> str:
    """Return how the desk of a computer is called: its number, else the computer's label, else nothing."""
    if device == bench.device.id:
        return str(bench.device.desk)
    from ogp_desktop.storage import devices

    known = devices.enrolled(bench.register.conn).get(device or "")
    label = known.label if known else ""
    place = words.place_named(label)
    return place[1] if place else label


def holder(people: Iterable[Record], code: str, event: Record) -> Record | None:
    """Return whose badge has these digits: the one it was given to, else the one whose number it says."""
    everyone = list(people)
    given = next((person for person in everyone if person.get("badge") == code), None)
    return given or next((person for person in everyone if own_code(person, event) == code), None)


def badge_of(person: Record, event: Record) -> str:
    """Return the digits of a person's badge: the blank one they were given, else those of their number."""
    return str(person.get("badge") or own_code(person, event))


def own_code(person: Record, event: Record) -> str:
    """Return the digits that a person's number gives: desk 0 for people of the list."""
    origin = person["origin"] or "list"
    desk = 0 if origin == "list" else int(origin.removeprefix("desk-"))
    return badge_code(Badge(event["number"] or 0, desk, person["number"] or 0))
