"""A list beside the register, before anything is saved: who is new, what changes, who may be whom, what is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ogp_desktop.domain import ids
from ogp_desktop.services.participants.list_matching import Matching, print_of
from ogp_desktop.services.participants.list_twins import Twins
from ogp_desktop.services.participants.list_values import Values
from ogp_desktop.services.participants.people import People, shown_name
from ogp_desktop.sheets.listed_people import Rejected
from ogp_desktop.storage import list_history, queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ogp_desktop.domain.change import Value
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.list_values import Told
    from ogp_desktop.services.participants.people import Record
    from ogp_desktop.sheets.listed_people import ListedPerson
    from ogp_desktop.sheets.registration import RegistrationList

Verdict = Literal["added", "updated", "unchanged"]
Decision = Literal["same", "other"]


@dataclass(frozen=True)
class Doubt:
    """A row that may be about somebody who is known already: of the register, or of the row `other_row`."""

    row: int
    name: str
    reasons: tuple[str, ...]
    other: str
    other_name: str
    other_row: int | None = None
    decided: Decision | None = None


@dataclass(frozen=True)
class Kept:
    """A field that the list tells otherwise than somebody did here: what stands here is kept."""

    row: int
    person: str
    name: str
    field: str
    here: str
    listed: str


@dataclass(frozen=True)
class Step:
    """What becomes of one row: the person it is about and what is written of them."""

    row: int
    id: str
    name: str
    verdict: Verdict
    changes: Told


@dataclass
class Comparison:
    """What an import would do, row by row; `names` are the ways a list calls people, to be remembered."""

    steps: list[Step] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)

    def rows(self, verdict: Verdict) -> list[int]:
        """Return the rows of one verdict."""
        return [step.row for step in self.steps if step.verdict == verdict]


def compare(
    bench: Bench, listed: RegistrationList, decisions: Mapping[int, Decision] | None = None, lang: str = "fr"
) -> Comparison:
    """Return what importing the list would do; `decisions` say, by row, whether a doubt is the same person.

    What stands here and is kept is told in `lang`.

    A row nobody decided on is another person: nobody is made one with somebody else unasked.
    """
    return _Comparing(bench, listed, decisions or {}, lang).done()


class _Comparing:
    def __init__(self, bench: Bench, listed: RegistrationList, decisions: Mapping[int, Decision], lang: str) -> None:
        conn = bench.register.conn
        self._listed, self._decisions = listed, decisions
        self._found = Comparison(rejected=list(listed.rejected))
        everyone = People(bench).everyone()
        self._erased = {person["id"] for person in everyone if person["erased"]}
        self._people = {person["id"]: person for person in everyone if not person["erased"]}
        self._values = Values(bench, lang)
        self._history = list_history.History(bench.register)
        listed_as = {record["id"]: record["names"] or [] for record in queries.records(conn, "listed_as")}
        self._listed_as = listed_as
        self._matching = Matching(self._people.values(), listed_as)
        self._twins = Twins(len(everyone) + len(listed.people))
        self._row_of: dict[str, ListedPerson] = {}

    def done(self) -> Comparison:
        listed = self._admitted()
        self._matching.claim(listed, self._listed.file_sha256)
        for row, person in self._people.items():
            self._twins.add(row, person)
        for each in listed:
            self._take(each)
        return self._found

    def _admitted(self) -> list[ListedPerson]:
        """Return the people of the list who were not erased since this very list was imported."""
        if not self._erased:
            return self._listed.people
        admitted = []
        for each in self._listed.people:
            if ids.of_listed_row(self._listed.file_sha256, each.row) in self._erased:
                self._found.rejected.append(Rejected(each.row, "person_erased"))
            else:
                admitted.append(each)
        return admitted

    def _take(self, each: ListedPerson) -> None:
        if (known := self._matching.claimed.get(each.row)) is not None:
            self._bring_up_to_date(each, known, only_gaps=False)
        elif (known := self._matching.otherwise.get(each.row)) is not None:
            self._bring_up_to_date(each, known, only_gaps=True)
        elif (known := self._same_by_decision(each)) is not None:
            self._bring_up_to_date(each, known, only_gaps=True)
            names = self._found.names.setdefault(known, list(self._listed_as.get(known, ())))
            names.append(print_of(each))
        else:
            self._add(each)

    def _same_by_decision(self, each: ListedPerson) -> str | None:
        """Note who the person of a row may be; returns them where somebody said it is."""
        twin = self._twins.of(each._asdict())
        if twin is None:
            return None
        other, reasons = str(twin[0]), tuple(twin[1])
        row = self._row_of.get(other)
        name = shown_name(row._asdict() if row else self._people[other])
        decided = self._decisions.get(each.row)
        self._found.doubts.append(
            Doubt(each.row, shown_name(each._asdict()), reasons, other, name, row.row if row else None, decided)
        )
        return other if decided == "same" else None

    def _add(self, each: ListedPerson) -> None:
        row = ids.of_listed_row(self._listed.file_sha256, each.row)
        told = self._values.told(each)
        self._row_of[row] = each
        self._twins.add(row, each._asdict())
        self._found.steps.append(Step(each.row, row, shown_name(each._asdict()), "added", told))

    def _bring_up_to_date(self, each: ListedPerson, known: str, *, only_gaps: bool) -> None:
        person = self._people.get(known)
        if person is None:  # another row of this list
            before = self._row_of[known]
            person = {name: value for told in self._values.told(before).values() for name, value in told.items()}
        changes: Told = {}
        for kind, values in self._values.told(each).items():
            for name, value in values.items():
                if self._may_write(each, person, (kind, name, value), only_gaps=only_gaps):
                    changes.setdefault(kind, {})[name] = value
        verdict: Verdict = "updated" if changes else "unchanged"
        self._found.steps.append(Step(each.row, known, shown_name(each._asdict()), verdict, changes))

    def _may_write(self, each: ListedPerson, person: Record, write: tuple[str, str, Value], *, only_gaps: bool) -> bool:
        kind, name, value = write
        here = person.get(name)
        if here == value:
            return False
        if here in (None, ""):
            return True
        if only_gaps:
            return False
        if self._history.is_of_a_list(kind, person["id"], name):
            return True
        told = (str(here), str(value))
        if name in ("category", "region", "session"):
            told = (self._values.title(here), self._values.title(value))
        self._found.kept.append(Kept(each.row, person["id"], shown_name(each._asdict()), name, *told))
        return False
