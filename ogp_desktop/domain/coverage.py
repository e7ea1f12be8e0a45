"""What is set aside: changes named by runs of their chains, and what a row still says without them (0006)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ogp_desktop.domain.change import Op
    from ogp_desktop.domain.fold import Stamp

KIND = "set_aside"
ANYWHERE = ""
"""The scope of runs that the plan's own records name: changes of any event."""

Places = dict[str, set[int]]
"""Changes by the actor's hex digits and their numbers in its chain."""

_RUN = re.compile(r"([1-9][0-9]{0,14})-([1-9][0-9]{0,14})@([0-9a-f]{32})").fullmatch


class Run(NamedTuple):
    """Changes that follow each other in one actor's chain, of one scope or of any."""

    actor: bytes
    first: int
    last: int
    scope: str = ANYWHERE


class Coverage:
    """The changes that are set aside, by their actors."""

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self.runs = frozenset(runs)
        self._by_actor: dict[bytes, list[Run]] = defaultdict(list)
        for run in self.runs:
            self._by_actor[run.actor].append(run)

    def covers(self, actor: bytes, seq: int, scope: str) -> bool:
        """Say whether a change is set aside."""
        return any(
            run.first <= seq <= run.last and run.scope in (ANYWHERE, scope) for run in self._by_actor.get(actor, ())
        )


def read_runs(told: Iterable[str], scope: str = ANYWHERE) -> Iterator[Run]:
    """Yield the runs that `12-61@actor` texts name; what is written otherwise names nothing."""
    for found in filter(None, map(_RUN, told)):
        first, last, actor = found.groups()
        yield Run(bytes.fromhex(actor), int(first), int(last), scope)


def places_of(told: Iterable[str]) -> Places:
    """Return every change that such texts name."""
    found: Places = defaultdict(set)
    for run in read_runs(told):
        found[run.actor.hex()].update(range(run.first, run.last + 1))
    return found


def write_runs(places: Mapping[str, Iterable[int]]) -> list[str]:
    """Return changes as texts, `12-61@actor`, those that follow each other together."""
    return [run for actor in sorted(places) for run in _runs_of(actor, sorted(places[actor]))]


def _runs_of(actor: str, seqs: list[int]) -> Iterator[str]:
    if seqs == list(range(seqs[0], seqs[-1] + 1)):
        yield f"{seqs[0]}-{seqs[-1]}@{actor}"
        return
    first = 0
    for place, seq in enumerate(seqs, 1):
        if place == len(seqs) or seqs[place] > seq + 1:
            yield f"{seqs[first]}-{seq}@{actor}"
            first = place


def heard(
    ops: Iterable[tuple[Stamp, Op]], is_aside: Callable[[Stamp], bool], lasting: Sequence[str] = ()
) -> list[tuple[Stamp, Op]]:
    """Return the ops of one row that count: those that are not set aside, and what they were written upon.

    Whoever wrote upon a record saw it: a record that only what is set aside had made stays whole, and so does what
    somebody replaced or deleted. What was said in a `lasting` field of a record that stays is heard as well.
    """
    known = list(ops)
    aside = {stamp.dot: (stamp, op) for stamp, op in known if is_aside(stamp)}
    said = [(stamp, op) for stamp, op in known if stamp.dot not in aside]
    if not aside or not said:
        return said
    ways = {op.name for _, op in said}
    if "set" in ways and "new" not in ways:
        return known
    lasts = [dot for dot, (_, op) in aside.items() if any(op.values.get(name) is not None for name in lasting)]
    said.extend(aside.pop(dot) for dot in lasts)
    for _, op in said:  # grows while it is read
        for dots in op.seen.values():
            said.extend(aside.pop(dot) for dot in dots if dot in aside)
    return said
