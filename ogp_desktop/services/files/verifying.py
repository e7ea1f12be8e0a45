"""Verify a copy, or a slip's numbers, against a register: every number is looked for, with its words."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ogp_desktop.domain.fingerprint import STATES, Numbered, fingerprint
from ogp_desktop.domain.text.runs import spread
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.copies import FORMAT
from ogp_desktop.services.files.proof import Entry, proof, spoken
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ogp_desktop.services.compose import Bench

Status = Literal["found", "altered", "missing", "added"]
SIZE_LIMIT = 64 << 20
SLIP_LIMIT = 2_000
_EMPTY = ("undone", "unknown")


@dataclass(frozen=True)
class Answer:
    """What became of one number: `entry` is what the register says now, `copied` what the copy says."""

    number: str
    status: Status
    entry: Entry | None = None
    copied: Numbered | None = None


@dataclass(frozen=True)
class Verified:
    """The answers to a copy or a slip, number by number, in order.

    `fingerprint` is the copy's, computed from its texts; `register_fingerprint` the session's as it is now;
    both are empty for a slip, which has numbers only. `whole` is False for a copy altered after it was written.
    """

    answers: tuple[Answer, ...]
    numbers: int
    fingerprint: str = ""
    register_fingerprint: str = ""
    whole: bool = True

    def count(self, status: Status) -> int:
        """Return how many numbers have that answer."""
        return sum(answer.status == status for answer in self.answers)

    @property
    def ok(self) -> bool:
        """Say whether everything asked for was found as it was said, in a copy nobody altered."""
        return self.whole and not self.count("altered") and not self.count("missing")

    @property
    def spoken(self) -> str:
        """Return the four words of the copy's fingerprint."""
        return spoken(self.fingerprint) if self.fingerprint else ""


def verify_file(bench: Bench, path: Path) -> Verified:
    """Verify the JSON of an association's copy, or a text file of numbers; raises `Trouble` for anything else."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise Trouble("copy_unreadable", file=path.name)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Trouble("copy_missing", file=path.name) from error
    except UnicodeDecodeError as error:
        raise Trouble("copy_unreadable", file=path.name) from error
    if not text.lstrip().startswith("{"):
        return verify_numbers(bench, text)
    return verify_copy(bench, _read(text, path.name), path.name)


def _read(text: str, name: str) -> dict[str, Any]:
    """Return a copy whose form is sound; what it says may be anything."""
    try:
        copy: dict[str, Any] = json.loads(text)
        known = copy["format"] == FORMAT and isinstance(copy["session"]["id"], str)
        rows = [[idea[field] for field in Numbered._fields] for idea in copy["ideas"]]
        sound = all(isinstance(value, str) and value.encode() is not None for row in rows for value in row)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Trouble("copy_unreadable", file=name) from error
    if not known or not sound or any(row[1] not in STATES for row in rows):
        raise Trouble("copy_unreadable", file=name)
    return copy


def verify_copy(bench: Bench, copy: dict[str, Any], name: str) -> Verified:
    """Verify a copy that was read against the session it is of."""
    wanted = copy["session"]["id"]
    session = next((each for each in Workshop(bench).sessions() if each["id"] == wanted), None)
    if session is None:
        raise Trouble("copy_other_register", file=name)
    copied = [Numbered(*(idea[field] for field in Numbered._fields)) for idea in copy["ideas"]]
    now = proof(bench, session)
    found = fingerprint(copied)
    answers = tuple(_compared(copied, now.entries))
    return Verified(answers, len(copied), found, now.fingerprint, whole=found == copy.get("fingerprint"))


def _compared(copied: list[Numbered], entries: tuple[Entry, ...]) -> Iterable[Answer]:
    """Yield the answer of every number: same texts first, then those that differ, then what is on one side only."""
    ours: dict[str, list[Entry]] = defaultdict(list)
    theirs: dict[str, list[Numbered]] = defaultdict(list)
    for entry in entries:
        ours[entry.said.number].append(entry)
    for said in copied:
        theirs[said.number].append(said)
    for number in dict.fromkeys([*ours, *theirs]):
        yield from _compared_one(number, theirs[number], ours[number])


def _compared_one(number: str, theirs: list[Numbered], ours: list[Entry]) -> Iterable[Answer]:
    left: list[Numbered] = []
    for said in theirs:
        same = next((entry for entry in ours if _texts(entry.said) == _texts(said)), None)
        if same is None:
            left.append(said)
        else:
            ours.remove(same)
            yield Answer(number, "found", same, said)
    for said in left:
        entry = ours.pop(0) if ours else None
        lost = entry is None or (entry.said.state in _EMPTY and said.state not in _EMPTY)
        status: Status = "missing" if lost else "added" if said.state in _EMPTY else "altered"
        yield Answer(number, status, entry, said)
    yield from (Answer(number, "added", entry) for entry in ours)


def _texts(said: Numbered) -> tuple[object, ...]:
    """Return what must be the same: the texts, and whether there are any; a withdrawal is told, not held against."""
    return (said.state if said.state in _EMPTY else "", *said[2:])


def verify_numbers(bench: Bench, text: str) -> Verified:
    """Answer a slip: the numbers in `text`, however they are written and separated, runs number by number."""
    asked = spread(text, SLIP_LIMIT)
    if not asked or len(asked) > SLIP_LIMIT:
        raise Trouble("slip_without_numbers", limit=SLIP_LIMIT)
    known = _entries_of(bench, {number.rsplit("-", 2)[0] for number in asked})
    return Verified(tuple(_answered(number, known.get(number)) for number in asked), len(asked))


def _answered(number: str, entry: Entry | None) -> Answer:
    lost = entry is None or entry.said.state == "unknown"
    return Answer(number, "missing" if lost else "found", entry)


def _entries_of(bench: Bench, codes: set[str]) -> dict[str, Entry]:
    events = {event["id"] for event in queries.records(bench.register.conn, "event") if event["code"] in codes}
    sessions = [session for session in Workshop(bench).sessions() if session["scope"] in events]
    return {entry.said.number: entry for session in sessions for entry in proof(bench, session).entries}
