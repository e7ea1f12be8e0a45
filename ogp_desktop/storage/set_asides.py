"""Files that came: what each holds and brought, and what setting one aside leaves out (0006-set-aside)."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import orjson

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import VERSION
from ogp_desktop.domain.coverage import Coverage, Places, places_of, read_runs, write_runs
from ogp_desktop.domain.fold import fold
from ogp_desktop.storage import coverage, devices, queries, row_ops

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from ogp_desktop.domain.change import Change

_KEY = "holds "


class Content(NamedTuple):
    """The changes that a file holds, and those of them that were new when it came."""

    holds: Places
    brought: Places


def note(conn: sqlite3.Connection, sha256: str, held: Sequence[Change], brought: Sequence[Change]) -> None:
    """Note what a file holds and what of it is new; a fact of this register alone."""
    told = _runs(held)
    news = told if len(brought) == len(held) else _runs(brought)
    conn.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (_KEY + sha256, json.dumps([told, news])))


def _runs(changes: Sequence[Change]) -> list[str]:
    found: dict[bytes, list[int]] = defaultdict(list)
    for header, _, _ in changes:
        found[header[0]].append(header[1])  # actor and seq, by place: half the time of their names
    return write_runs({actor.hex(): seqs for actor, seqs in found.items()})


def contents(conn: sqlite3.Connection) -> dict[str, Content]:
    """Return what was noted of the files that came, by their hashes; of those that came long ago nothing was."""
    query = "SELECT substr(key, ?), value FROM meta WHERE key GLOB ?"
    rows = conn.execute(query, (len(_KEY) + 1, f"{_KEY}*")).fetchall()
    return {sha256: Content(*map(places_of, json.loads(told))) for sha256, told in rows}


def noted(conn: sqlite3.Connection) -> set[str]:
    """Return the hashes of the files of which it is known what they hold."""
    keys = conn.execute("SELECT substr(key, ?) FROM meta WHERE key GLOB ?", (len(_KEY) + 1, f"{_KEY}*")).fetchall()
    return {sha256 for (sha256,) in keys}


def records(conn: sqlite3.Connection) -> list[queries.Record]:
    """Return the records of what is set aside now, the latest first."""
    return sorted(queries.records(conn, "set_aside"), key=lambda record: record["at"] or "", reverse=True)


def its_own(conn: sqlite3.Connection, sha256: str) -> Places:
    """Return what goes when a file is set aside: of what came by files, what belongs to it.

    A change belongs to the first file of the computer that wrote it, else to the file that brought it here. What a
    description says came with whoever wrote something first: it is nobody's, and stays.
    """
    known, senders = contents(conn), senders_of(conn)
    earlier = list(senders)[: list(senders).index(sha256)]
    came = _together(content.brought for content in known.values())
    found = {}
    for actor, held in known[sha256].holds.items():
        writer = queries.device_of_actor(conn, bytes.fromhex(actor))
        is_theirs = writer == senders[sha256]
        firsts = [each for each in (earlier if is_theirs else senders) if senders[each] == writer and each in known]
        mine = (held & came[actor]) if is_theirs else known[sha256].brought.get(actor, set())
        mine = mine.difference(*(known[first].holds.get(actor, ()) for first in firsts))
        if mine and writer != devices.GENESIS:
            found[actor] = mine
    return found


def senders_of(conn: sqlite3.Connection) -> dict[str, str]:
    """Return which computer each file is of, by its hash, the first that came first."""
    return {noted.came.sha256: noted.came.device for noted in reversed(devices.received(conn))}


def _together(several: Iterable[Places]) -> Places:
    found: Places = defaultdict(set)
    for places in several:
        for actor, seqs in places.items():
            found[actor] |= seqs
    return found


class Effect(NamedTuple):
    """What setting changes aside does: changes that fall silent, ideas that go, records kept for what came later."""

    changes: int
    ideas: int
    kept: int


def effect(conn: sqlite3.Connection, runs: Iterable[str], scope: str) -> Effect:
    """Return what setting `runs` aside would do; `scope` is that of the record, empty for the plan's."""
    before = coverage.known(conn) or Coverage()
    after = Coverage(before.runs | set(read_runs(runs, scope)))
    about: dict[tuple[str, str], set[str]] = defaultdict(set)
    changes = 0
    for _, change in coverage.moved(conn, before, after):
        declared = kinds.BY_NAME.get(change.header.kind)
        if change.body is not None and declared and not declared.stands and change.header.v == VERSION:
            changes += 1
            about[declared.name, change.header.scope].update(rows_in(change.body))
    ideas = kept = 0
    for (kind, where), rows in about.items():
        ops = row_ops.known_about(conn, kind, where, sorted(rows))
        stood, stands = (row_ops.counting(kind, where, ops, aside) for aside in (before, after))
        if kind == "idea":
            ideas += sum(bool(said) and not fold(said).is_deleted and not stands[row] for row, said in stood.items())
        kept += sum(any(after.covers(stamp.actor, stamp.seq, where) for stamp, _ in said) for said in stands.values())
    return Effect(changes, ideas, kept)


def rows_in(body: bytes) -> set[str]:
    """Return the rows that a body is about."""
    return {op[1] for op in orjson.loads(body)["ops"]}


def ideas_away(conn: sqlite3.Connection, changes: Iterable[Change]) -> int:
    """Return how many ideas of these changes are set aside."""
    aside = coverage.known(conn)
    if aside is None:
        return 0
    ideas = [change for change in changes if change.header.kind == "idea" and change.body is not None]
    covered = [each for each in ideas if aside.covers(each.header.actor, each.header.seq, each.header.scope)]
    rows = {row for change in covered for row in rows_in(change.body or b"")}
    return len(rows - {row[0] for row in queries.idea_outlines(conn, rows)})
