"""Who comes to the desk: a row or a badge becomes an arrival, and the band says so once it is durable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop import words
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.desk.arrivals import Arrival, Desk
from ogp_desktop.services.participants.people import Record, shown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.desk.person_rows import PersonRows
    from ogp_desktop.gui.desk.welcome_band import WelcomeBand
    from ogp_desktop.gui.screens.desk_screen import DeskScreen
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.desk.arrivals import Saying
    from ogp_desktop.services.event.reference import Reference

UNKNOWN = frozenset({"badge_unreadable", "badge_other_event", "badge_shared", "badge_not_given"})
"""Troubles about who stands at the desk: told in the band, where everybody looks."""


class CheckIn:
    """Checks people in, and keeps the band true about whom it welcomed."""

    def __init__(self, screen: DeskScreen, band: WelcomeBand, people: PersonRows, reference: Reference) -> None:
        self._screen, self._band, self._people, self._reference = screen, band, people, reference
        self.under_way = 0
        """How many arrivals are being written."""
        self._registers = False
        """Whether somebody is being registered on the spot: Enter that comes twice registers nobody twice."""
        self.welcomed = ""
        """The id of who was welcomed last."""
        self._shown: tuple[object, ...] = ()
        self._arrival: Arrival | None = None

    def by_row(self, row: str) -> None:
        """Check in the person of a row."""
        person = self._screen.person(row)
        if person is not None:
            self._arrive(lambda desk: desk.check_in(person), say("desk.arrival_saved", name=shown_name(person)))

    def by_badge(self, typed: str) -> None:
        """Check in the person of a badge."""
        known = self._screen.bearer(typed)
        self._arrive(lambda desk: desk.check_in_by_code(typed, known=known), say("desk.arrival_saved_badge"))

    def walk_in(self, name: str, told: dict[str, str], more: Callable[[Bench], Sequence[Saying]]) -> None:
        """Register and check in somebody who is not on the list, once; the form stays until they are."""
        if self._registers:
            return
        self._registers = True

        def saved(arrival: Arrival) -> None:
            self._registers = False
            self._screen.leave_page()
            self._screen.begin_anew()
            self.welcome(arrival)

        def refused(trouble: Trouble) -> None:
            self._registers = False
            self._screen.troubled.emit(trouble)

        self._screen.work.do(
            lambda bench: Desk(bench).walk_in(told, None, more(bench)),
            say("desk.walk_in_saved", name=name),
            saved,
            refused,
            quiet=True,
        )

    def _arrive(self, how: Callable[[Desk], Arrival], says: str) -> None:
        def welcomed(arrival: Arrival) -> None:
            self.under_way -= 1
            self.welcome(arrival)

        def refused(trouble: Trouble) -> None:
            self.under_way -= 1
            self._refuse(trouble)

        self.under_way += 1

        def arrive(bench: Bench) -> Arrival:
            from ogp_desktop.services.personal import needs

            arrival = how(Desk(bench))
            return arrival._replace(need=needs.told(bench, arrival.person["id"]))

        self._screen.work.do(arrive, says, welcomed, refused, quiet=True)
        self._screen.begin_anew()

    def _refuse(self, trouble: Trouble) -> None:
        if trouble.code in UNKNOWN:
            happened, _, then = words.sentence(trouble, language()).partition(". ")
            self._band.show("unknown", f"{happened}.", then)
        else:
            self._screen.troubled.emit(trouble)
        self._screen.follow_soon()

    def welcome(self, arrival: Arrival) -> None:
        """Welcome somebody; the counts, the list and the header follow."""
        self._show(arrival)
        self._screen.follow_soon()

    def _show(self, arrival: Arrival) -> None:
        self.welcomed, self._arrival = arrival.person["id"], arrival
        self._shown = _shown_of({**arrival.person, "arrived": arrival.at})
        session = self._reference.session(arrival.person.get("session"))
        self._band.welcome(arrival, self._people.addressed(arrival.person), session)

    def follow(self) -> None:
        """Keep the band true: the arrival may be undone, the hour corrected, the room given."""
        person = self._screen.person(self.welcomed)
        if self.welcomed and not (person and person["arrived"]):
            self.welcomed = ""
            self._band.show("ready")
        elif person and self._arrival and self._band.state in ("welcome", "again") and _shown_of(person) != self._shown:
            need = self._arrival.need if person.get("note") else ""  # it may have been purged
            self._show(self._arrival._replace(person=person, at=person["arrived"], need=need))


def _shown_of(person: Record) -> tuple[object, ...]:
    """Return what of a person the band shows and may change."""
    return person["arrived"], person.get("session"), bool(person.get("note"))
