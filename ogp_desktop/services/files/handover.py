"""Handing over: what leaves this computer, where to, and the slip that it remembers afterwards."""

from __future__ import annotations

import errno
import json
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ogp_desktop import output, words
from ogp_desktop.domain.text.runs import runs
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.slip import Slip
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.files import receiving
from ogp_desktop.services.room.workshop import idea_number
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ogp_desktop.exchange.parcel import Packed, Parcel
    from ogp_desktop.services.compose import Bench

LEAVING = ("idea", "participant", "arrival", "conclusion")
"""The kinds whose counts tell people what leaves."""

_NOTED, _ACKNOWLEDGED = "handed_over", "acknowledged"
_GONE = (errno.ENOENT, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.ESTALE)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


@dataclass(frozen=True)
class How:
    """How a parcel is made: signed only (`plain`), or for the rooms of the event instead of the secretariat."""

    plain: bool = False
    for_rooms: bool = False


@dataclass(frozen=True)
class Handed:
    """A hand-over: when, as which file in which folder, its slip, the idea numbers in it as runs per room.

    `sha256` is that of the parcel.
    """

    at: str
    file: str
    folder: str
    sha256: str
    slip: Slip
    encrypted: bool
    for_rooms: bool
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """What leaves by kind, the last hand-over to the secretariat if any, and what came after it.

    `acknowledged` is when the secretariat wrote the receipt for it, empty while none was shown.
    """

    counts: dict[str, int]
    last: Handed | None
    changed: bool
    ideas_since: int
    acknowledged: str = ""


def state(bench: Bench) -> State:
    """Return what would leave now, and what was handed over before."""
    conn = bench.register.conn
    counts, last = queries.counts(conn), _last(bench)
    told = {kind: counts[kind] for kind in LEAVING if kind in counts}
    if last is None:
        return State(told, None, changed=False, ideas_since=0)
    changed = queries.change_count(conn) != last.slip.changes
    slip, _, at = (bench.register.noted(_ACKNOWLEDGED) or "").partition(" ")
    acknowledged = at if slip == last.slip.code and not changed else ""
    return State(told, last, changed, max(0, counts.get("idea", 0) - last.slip.ideas), acknowledged)


def note_acknowledged(bench: Bench, handed: Handed, at: str) -> None:
    """Remember that the secretariat has what was handed over."""
    with bench.register.writing():
        bench.register.note(_ACKNOWLEDGED, f"{handed.slip.code} {at}")


def hand_over(bench: Bench, folder: Path, how: How = How()) -> Handed:
    """Write a parcel into `folder`, read it again, and remember its slip here.

    Raises `Trouble` in the words of what it is written to: `destination_gone`, `_full`, `_read_only`.
    """
    with _in_words_of(folder):
        parcel = receiving.hand_over(bench, folder, plain=how.plain, for_rooms=how.for_rooms)
    return _remembered(bench, parcel, parcel.path, how)


def draft_mail(bench: Bench, folder: Path, lang: str, how: How = How()) -> Handed:
    """Write an e-mail draft (.eml) with the parcel in it into `folder`, and remember its slip; nothing is sent."""
    from ogp_desktop.exchange.mail import SUFFIX, draft, parcel_in

    if not folder.is_dir():
        raise Trouble("folder_missing", folder=str(folder))
    packed = receiving.packed(bench, plain=how.plain, for_rooms=how.for_rooms)
    path = (folder / packed.name).with_suffix(SUFFIX)

    def check(part: Path) -> None:
        if parcel_in(part.read_bytes()) != packed.content:
            raise Trouble("parcel_not_identical", file=path.name)

    with _in_words_of(folder), output.writing(path, check=check) as part:
        part.write_bytes(draft(packed.name, packed.content, packed.slip, words.catalogue("slip", lang)))
    return _remembered(bench, packed, path, how)


@contextmanager
def _in_words_of(folder: Path) -> Iterator[None]:
    """Tell a trouble of writing in the words of the stick or the share that is written to."""
    try:
        yield
    except Trouble as trouble:
        raise _of_destination(trouble, folder) from trouble


def _of_destination(trouble: Trouble, folder: Path) -> Trouble:
    if trouble.code == "output_disk_full":
        return Trouble("destination_full", folder=str(folder))
    if trouble.code != "output_unwritable":
        return trouble
    number = getattr(trouble.__cause__, "errno", None)
    if number in _GONE or not folder.is_dir():
        return Trouble("destination_gone")
    return Trouble("destination_read_only", folder=str(folder)) if number in _READ_ONLY else trouble


def _remembered(bench: Bench, parcel: Parcel | Packed, path: Path, how: How) -> Handed:
    handed = Handed(
        at=bench.now().isoformat(timespec="seconds"),
        file=path.name,
        folder=str(path.parent),
        sha256=parcel.sha256,
        slip=parcel.slip,
        encrypted=parcel.encrypted,
        for_rooms=how.for_rooms,
        numbers=tuple(numbers_said(bench)),
    )
    if not how.for_rooms:
        with bench.register.writing():
            bench.register.note(_NOTED, json.dumps(asdict(handed), ensure_ascii=False))
    return handed


def _last(bench: Bench) -> Handed | None:
    noted = bench.register.noted(_NOTED)
    if noted is None:
        return None
    told = json.loads(noted)
    return Handed(**{**told, "slip": Slip(**told["slip"]), "numbers": tuple(told["numbers"])})


def numbers_said(bench: Bench) -> list[str]:
    """Return the numbers of all ideas as runs, `CHE-3-1 … CHE-3-23`, one or more for each room."""
    reference = Reference(bench)
    events = {record["id"]: record["code"] or "" for record in queries.records(bench.register.conn, "event")}
    sessions = {session["id"]: session for session in reference.sessions}
    said = defaultdict(list)
    for idea in queries.records(bench.register.conn, "idea", "number"):
        if idea["session"] in sessions and idea["number"]:
            said[idea["session"], idea["letter"] or ""].append(idea)
    found: list[str] = []
    for (session_id, _), ideas in sorted(said.items(), key=lambda item: (sessions[item[0][0]]["number"], item[0][1])):
        session = sessions[session_id]
        found += runs(idea_number(idea, session, events.get(session["scope"], "")) for idea in ideas)
    return found
