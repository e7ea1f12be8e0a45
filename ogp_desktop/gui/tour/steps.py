"""The first steps at each post: what is done, by what one knows that it is done, and whether it can be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.services.compose import Bench


class Step(NamedTuple):
    """One act: the words of what to do and of what was done; `changes` are the kinds of the rows it changes.

    With `undoes` it is their undoing; with `again`, another change of a row that was changed before. Where nothing
    changes, the screen's own action `key` tells that it is done. `needs` names one of `NEEDS`; `letters` says that
    the words show letters to type.
    """

    does: str
    did: str
    changes: frozenset[str] = frozenset()
    undoes: bool = False
    again: bool = False
    key: str = ""
    needs: str = ""
    letters: bool = False


_VERSIONS = frozenset({"idea", "conclusion", "agreement", "disagreement", "branch"})
_ARRIVAL, _IDEA, _POINT = frozenset({"arrival"}), frozenset({"idea"}), frozenset({"conclusion"})

STEPS: dict[str, tuple[Step, ...]] = {
    "desk": (
        Step("tour.desk.find", "tour.desk.found", _ARRIVAL, needs="expected", letters=True),
        Step("tour.undo", "tour.undone", _ARRIVAL, undoes=True, needs="expected"),
        Step("tour.desk.walk_in", "tour.desk.walked_in", frozenset({"participant"})),
    ),
    "room": (
        Step("tour.room.say", "tour.room.said", _IDEA),
        Step("tour.room.complete", "tour.room.completed", _IDEA, again=True),
        Step("tour.undo", "tour.undone", _IDEA, undoes=True),
    ),
    "restitution": (
        Step("tour.restitution.propose", "tour.restitution.proposed", _POINT, needs="no_point"),
        Step("tour.restitution.reword", "tour.restitution.reworded", _POINT),
        Step("tour.restitution.choose", "tour.restitution.chosen", _POINT),
        Step("tour.restitution.project", "tour.restitution.projected", key="restitution.project"),
    ),
    "secretariat": (
        Step("tour.secretariat.open", "tour.secretariat.opened", _IDEA, needs="parcel"),
        Step("tour.secretariat.keep", "tour.secretariat.kept", _VERSIONS, needs="versions"),
        Step("tour.undo", "tour.undone", _VERSIONS, undoes=True, needs="versions"),
    ),
}
"""By post: the main act of each, as it is done on the day."""

DONE = {
    "desk": "tour.desk.done",
    "room": "tour.room.done",
    "restitution": "tour.restitution.done",
    "secretariat": "tour.secretariat.done",
}
"""The words at the end: what one goes on with."""


def possible(post: str, bench: Bench, session: str = "") -> tuple[Step, ...]:
    """Return the steps of a post that the register, and the session it works on by id, let one do now."""
    met = {need: is_met(bench, session) for need, is_met in NEEDS.items() if any(s.needs == need for s in STEPS[post])}
    return tuple(step for step in STEPS[post] if met.get(step.needs, True))


def _somebody_is_expected(bench: Bench, _: str) -> bool:
    from ogp_desktop.services.desk.letters import letters_of_somebody_expected

    return bool(letters_of_somebody_expected(bench))


def _has_no_point(bench: Bench, session: str) -> bool:
    from ogp_desktop.services.room.restitution import Restitution
    from ogp_desktop.services.room.workshop import Workshop

    return not Restitution(bench).points(Workshop(bench).session(session))


def _a_parcel_waits(bench: Bench, _: str) -> bool:
    from ogp_desktop.services.event import events
    from ogp_desktop.services.files import inbox

    late = events.late_parcel(bench.register.path)
    return late.exists() and late.name not in {line.file for line in inbox.lines(bench)}


def _has_versions(bench: Bench, _: str) -> bool:
    from ogp_desktop.services.files.review import Review

    return bool(Review(bench).conflicts())


NEEDS: dict[str, Callable[[Bench, str], bool]] = {
    "expected": _somebody_is_expected,
    "no_point": _has_no_point,
    "parcel": _a_parcel_waits,
    "versions": _has_versions,
}
"""What a step needs: read when the steps begin."""
