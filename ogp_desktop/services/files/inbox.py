"""The inbox of a register: every file that came, what became of it, and whose files are still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.receiving import receive_one
from ogp_desktop.services.plan import enrolment
from ogp_desktop.storage import devices
from ogp_desktop.storage.devices import SECRETARIAT

if TYPE_CHECKING:
    from ogp_desktop.exchange.gate_process import GateProcess
    from ogp_desktop.exchange.receiving import Receipt
    from ogp_desktop.services.compose import Bench


PARTLY = frozenset({"raw_register_damaged", "raw_register_damaged_uncounted", "raw_register_unsealed"})
"""Why a copied register is refused of which a part can be taken."""


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
