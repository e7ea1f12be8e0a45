"""The inbox of a register: every file that came, what became of it, and whose files are still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.slip import words_of
from ogp_desktop.services import enrolment
from ogp_desktop.storage import devices
from ogp_desktop.storage.devices import SECRETARIAT

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench


@dataclass(frozen=True)
class InboxLine:
    """A file that came; `reason` is the trouble whose sentence explains why it was not taken.

    `words` are four words of the key of the computer it came from, empty where it has none.
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


def lines(bench: Bench) -> list[InboxLine]:
    """Return every file that came, the latest first."""
    conn = bench.register.conn
    keys = {known.id: known.key for known in devices.enrolled(conn).values()}
    return [_line(noted, keys) for noted in devices.received(conn)]


def _line(noted: devices.Noted, keys: dict[str, bytes | None]) -> InboxLine:
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
    )


def _reason(came: devices.Came) -> Trouble | None:
    if not came.reason:
        return None
    return Trouble(came.reason, file=came.name, label=came.label, device=came.device, count=came.left_out)


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
