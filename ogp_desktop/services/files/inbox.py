"""The inbox of a register: every file that came, what became of it, and whose files are still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop import paths
from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.receiving import receive_one
from ogp_desktop.services.files.setting_aside import Aside, asides
from ogp_desktop.services.plan import enrolment
from ogp_desktop.storage import devices, set_asides
from ogp_desktop.storage.devices import SECRETARIAT

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.exchange.gate_process import GateProcess
    from ogp_desktop.exchange.receiving import Receipt
    from ogp_desktop.services.compose import Bench


PARTLY = frozenset({"raw_register_damaged", "raw_register_damaged_uncounted", "raw_register_unsealed"})
"""Why a copied register is refused of which a part can be taken."""


TAKEN = frozenset({"merged", "already"})
LIST = "received"
"""What of the register the list of files is about: a fact of this file alone, no kind of record."""
_AWAY = "inbox_put_away"


@dataclass(frozen=True)
class InboxLine:
    """A file that came; `reason` is the trouble whose sentence explains why it was not taken.

    `words` are four words of the key of the computer it came from, empty where it has none. `aside` tells that it is
    set aside, by whoever did so; `is_noted`, that it is known what it brought.
    """

    id: str
    file: str
    at: str
    device: str
    label: str
    status: str
    slip: str
    ideas: int
    people: int
    new_changes: int
    reason: Trouble | None
    words: str
    sha256: str = ""
    aside: Aside | None = None
    is_noted: bool = False

    @property
    def state(self) -> str:
        """Return what became of it, in one word: `aside`, or its status."""
        return "aside" if self.aside else self.status

    @property
    def can_be_set_aside(self) -> bool:
        """Say whether something of it may be set aside."""
        return self.is_noted and self.aside is None and self.status in ("merged", "already")

    @property
    def can_be_taken_partly(self) -> bool:
        """Say whether it is a register copied by hand of which a part is whole."""
        return self.status == "refused" and self.ideas > 0 and self.reason is not None and self.reason.code in PARTLY


def take_readable(bench: Bench, line: str, gatekeeper: GateProcess | None = None) -> Receipt | None:
    """Take what is whole of the file of an inbox line; returns None where the file is not kept any more."""
    for noted in devices.received(bench.register.conn):
        kept = paths.home() / "inbox" / noted.came.sha256
        if str(noted.place) == line and kept.is_file():
            return receive_one(bench, kept, (), gatekeeper, noted.came.name, partly=True)
    return None


def lines(bench: Bench) -> list[InboxLine]:
    """Return every file that came, the latest first, then those that were set aside elsewhere and never came here.

    Refused ones that were put away, or that came well since, are left out.
    """
    conn = bench.register.conn
    keys = {known.id: known.key for known in devices.enrolled(conn).values()}
    came, away, noted = _listed(bench), asides(bench), set_asides.noted(conn)
    elsewhere = away.keys() - {each.came.sha256 for each in came}
    return [
        *(_line(each, keys, away.get(each.came.sha256), each.came.sha256 in noted) for each in came),
        *(_foreign(aside) for key, aside in away.items() if key in elsewhere),
    ]


def _listed(bench: Bench) -> list[devices.Noted]:
    put_away, taken, found = _put_away(bench), [], []
    for noted in devices.received(bench.register.conn):
        if noted.came.status != "refused":
            found.append(noted)
            if noted.came.status in TAKEN:
                taken.append(noted.came)
        elif _mark(noted) not in put_away and not any(_replaces(later, noted.came) for later in taken):
            found.append(noted)
    return found


def _replaces(later: devices.Came, refused: devices.Came) -> bool:
    """Say whether a file that was taken is the refused one come again: of its computer, or of its name."""
    if later.sha256 == refused.sha256:
        return refused.reason not in PARTLY  # of these a part was taken: the whole is still to come
    same = later.device == refused.device if refused.device else later.name == refused.name
    return same and bool(later.device or later.name)


class Listed(NamedTuple):
    """What the list of files shows otherwise than before; `touched` as an act says it."""

    touched: dict[str, set[str]]


def put_away(bench: Bench, line: str) -> Listed:
    """Show a refused file in the list no more; the copy of it that is kept stays where it is."""
    return _list_again(bench, line, lambda away, mark: away | {mark})


def bring_back(bench: Bench, line: str) -> Listed:
    """Show it again."""
    return _list_again(bench, line, lambda away, mark: away - {mark})


def _list_again(bench: Bench, line: str, change: Callable[[set[str], str], set[str]]) -> Listed:
    marks = {str(noted.place): _mark(noted) for noted in devices.received(bench.register.conn)}
    if line in marks:
        with bench.register.writing():
            bench.register.note(_AWAY, " ".join(sorted(change(_put_away(bench), marks[line]))))
    return Listed({LIST: {line}})


def _put_away(bench: Bench) -> set[str]:
    return set((bench.register.noted(_AWAY) or "").split())


def _mark(noted: devices.Noted) -> str:
    """Return what a line is known by: the bytes of its file, and when they came."""
    return f"{noted.came.sha256[:16]}@{noted.at}"


def _line(noted: devices.Noted, keys: dict[str, bytes | None], aside: Aside | None, is_noted: bool) -> InboxLine:
    came = noted.came
    key = keys.get(came.device) or (bytes.fromhex(came.key) if came.key else None)
    return InboxLine(
        id=str(noted.place),
        file=came.name,
        at=noted.at,
        device=came.device,
        label=came.label,
        status=came.status,
        slip=came.slip,
        ideas=came.ideas,
        people=came.people,
        new_changes=came.new_changes,
        reason=_reason(came),
        words=words_of(key) if key else "",
        sha256=came.sha256,
        aside=aside if came.status in ("merged", "already") else None,
        is_noted=is_noted,
    )


def _foreign(aside: Aside) -> InboxLine:
    """Return the line of a file that another register received and set aside."""
    return InboxLine(
        id=aside.id,
        file=aside.file,
        at=aside.at,
        device="",
        label="",
        status="merged",
        slip=aside.slip,
        ideas=aside.ideas,
        people=0,
        new_changes=0,
        reason=None,
        words="",
        sha256=aside.sha256,
        aside=aside,
    )


def _reason(came: devices.Came) -> Trouble | None:
    if not came.reason:
        return None
    about: dict[str, object] = {"file": came.name, "label": came.label, "device": came.device}
    left = {"count": came.left_out, "readable": came.ideas, "of": came.ideas + came.left_out}
    return Trouble(came.reason, **about, **left)


@dataclass(frozen=True)
class Awaited:
    """How many of the computers that were prepared have handed over, and which have not."""

    came: int
    missing: tuple[str, ...]


def awaited(bench: Bench) -> Awaited:
    """Return what is still expected of the computers that were prepared for this register."""
    missing = enrolment.missing(bench)
    laptops = [each for each in enrolment.computers(bench) if each.state == "enrolled" and each.role != SECRETARIAT]
    came = sum(bool(each.last_at) for each in laptops)
    return Awaited(came, tuple(each.label for each in missing))
