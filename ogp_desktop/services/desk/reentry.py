"""Typing in what was ticked on paper while a computer was out: numbers or first letters, hours, one act for a batch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.domain.text.numbers import western_digits
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.desk.arrivals import Desk, holder
from ogp_desktop.services.participants.people import People
from ogp_desktop.storage.putting import put

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.directory import Directory
    from ogp_desktop.services.participants.people import Record

PAPER = "paper"
"""The source of an arrival that was typed in from a list of paper."""

_LINE = re.compile(r"(?P<who>.*?)(?:\s+(?P<hour>\d{1,2}\s*[:hH.]\s*\d{2}|\d{3,4}))?\s*")
_HOUR = re.compile(r"(\d{1,2}?)\s*[:hH.]?\s*(\d{2})")
_NUMBER = re.compile(r"(?:(\d{1,2})\s*[-/]\s*)?(\d{1,3})")


@dataclass(frozen=True)
class Typed:
    """A line as it was typed: who is meant, and the hour where one was."""

    who: str
    hour: str = ""


@dataclass(frozen=True)
class Taken:
    """What became of a batch: how many arrivals are new, and who had arrived already."""

    added: int
    already: tuple[str, ...] = ()


def read_line(text: str) -> Typed:
    """Return what a line says: `23`, `1-4 9:05`, `ben 0912`; raises `Trouble` for an hour that is none."""
    found = _LINE.fullmatch(western_digits(text).strip())
    who, hour = (found["who"], found["hour"]) if found else (text.strip(), None)
    return Typed(who.strip(), read_hour(hour) if hour else "")


def read_hour(text: str) -> str:
    """Return an hour as 09:05, however it is written; raises `Trouble` when it is none."""
    found = _HOUR.fullmatch(western_digits(text).strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise Trouble("time_unreadable", text=text)
    return f"{int(found[1]):02d}:{found[2]}"


def short_number(person: Record) -> str:
    """Return the number that a list of paper has: that of the list, or desk and number of a walk-in."""
    desk = (person["origin"] or "list").removeprefix("desk-")
    number = str(person["number"] or "")
    return number if desk == "list" else f"{desk}-{number}"


def meant(directory: Directory, event: Record, who: str) -> list[Record]:
    """Return whom a number, the digits of a badge or first letters mean, the likeliest first."""
    number = _NUMBER.fullmatch(who)
    people = directory.people.values()
    if number is not None:
        wanted = f"{int(number[1])}-{int(number[2])}" if number[1] else str(int(number[2]))
        return [person for person in people if short_number(person) == wanted and not person["erased"]]
    if who.isdecimal() and len(who) == 8:
        found = holder(people, who, event)
        return [found] if found else []
    return [person for person in directory.find(who) if not person["erased"]] if who else []


def take(bench: Bench, ticked: Iterable[tuple[str, str]]) -> Taken:
    """Note the arrivals of a batch, as person and hour, in one act; who is here already stays as they were noted."""
    desk, people = Desk(bench), People(bench)
    wanted: dict[str, str] = dict(ticked)
    arrivals = people.arrivals()
    fresh = [(person, desk.moment(hour or None)) for person, hour in wanted.items() if person not in arrivals]
    _note(bench, fresh)
    return Taken(len(fresh), tuple(person for person in wanted if person in arrivals))


def _note(bench: Bench, fresh: Sequence[tuple[str, str]]) -> None:
    known = People(bench).of([person for person, _ in fresh])
    with bench.register.act(bench.author) as act:
        for person, at in fresh:
            if person in known and known[person]["erased"]:
                raise Trouble("person_erased")
            put(act, "arrival", {"person": person, "desk": bench.device.id, "at": at, "source": PAPER})
