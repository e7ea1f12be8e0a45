"""Setting aside a file that was received, and putting it back: an act like any, nothing is taken out of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.coverage import ANYWHERE, write_runs
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import devices, queries, set_asides

if TYPE_CHECKING:
    from ogp_desktop.domain.change import Value
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.devices import Noted
    from ogp_desktop.storage.queries import Record


@dataclass(frozen=True)
class Aside:
    """A file that is set aside: since when, and how many ideas went with it; `id` is its record."""

    id: str
    scope: str
    sha256: str
    file: str
    slip: str
    at: str
    ideas: int


class Done(NamedTuple):
    """The act that set a file aside or put it back, how many ideas it concerns, and records that stay in sight.

    They stay because somebody wrote upon them since.
    """

    batch: str
    ideas: int
    kept: int = 0


def asides(bench: Bench) -> dict[str, Aside]:
    """Return what is set aside, by the hashes of files, the latest first; of one file the latest record."""
    found: dict[str, Aside] = {}
    for record in set_asides.records(bench.register.conn):
        found.setdefault(record["sha256"] or record["id"], _aside(record))
    return found


def _aside(record: Record) -> Aside:
    words = {name: record[name] or "" for name in ("sha256", "file", "slip", "at")}
    return Aside(id=record["id"], scope=record["scope"], ideas=record["ideas"] or 0, **words)


def set_aside(bench: Bench, sha256: str) -> Done:
    """Leave what this file brought out of everything that is shown, until it is put back.

    Raises `Trouble` where it is aside already, where nothing was noted of it, and where it brought nothing, or
    only carried what belongs to another computer's file.
    """
    conn, scope = bench.register.conn, bench.register.scope
    with bench.register.act(bench.author) as act:
        noted = _noted(bench, sha256)
        known = asides(bench).get(sha256)
        if known is not None:
            raise Trouble("undo_parcel_is_aside", file=noted.came.name, at=_hour(known.at))
        contents = set_asides.contents(conn)
        if sha256 not in contents:
            raise Trouble("undo_parcel_unknown", file=noted.came.name)
        runs = write_runs(set_asides.its_own(conn, sha256))
        effect = set_asides.effect(conn, runs, ANYWHERE if scope == bench.register.plan else scope)
        if not effect.changes:
            raise _nothing(bench, noted)
        told: dict[str, Value] = {
            "sha256": sha256,
            "file": noted.came.name,
            "slip": noted.came.slip,
            "at": bench.now().isoformat(timespec="seconds"),
            "ideas": effect.ideas,
            "changes": list(runs),
        }
        act.new("set_aside", told)
    return Done(act.batch, effect.ideas, effect.kept)


def put_back(bench: Bench, aside: Aside) -> Done:
    """Let what was set aside count again; raises `Trouble` where only the secretariat may."""
    if aside.scope != bench.register.scope:
        raise Trouble("not_the_secretariat")
    with bench.register.act(bench.author) as act:
        for record in set_asides.records(bench.register.conn):
            if record["scope"] == aside.scope and (record["sha256"] or record["id"]) == (aside.sha256 or aside.id):
                act.delete("set_aside", record["id"])
    return Done(act.batch, aside.ideas)


def _noted(bench: Bench, sha256: str) -> Noted:
    for noted in devices.received(bench.register.conn):
        if noted.came.sha256 == sha256:
            return noted
    raise Trouble("parcel_not_received", file=sha256[:8])


def _nothing(bench: Bench, noted: Noted) -> Trouble:
    """Return why nothing of a file can be set aside: it belongs to another one, or there is nothing of its own."""
    brought = set_asides.contents(bench.register.conn)[noted.came.sha256].brought
    writers = {queries.device_of_actor(bench.register.conn, bytes.fromhex(actor)) for actor in brought}
    for other in devices.received(bench.register.conn):
        if other.came.device in writers - {noted.came.device}:
            return Trouble("undo_parcel_held", file=noted.came.name, other=other.came.name, at=_hour(other.at))
    return Trouble("undo_parcel_nothing", file=noted.came.name)


def _hour(moment: str) -> str:
    return moment[11:16]
