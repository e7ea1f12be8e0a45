"""What it costs to merge laptop files: `receive`, everything verified, beside ways that verify nothing."""

from __future__ import annotations

import argparse
import datetime
import gc
import json
import os
import pickle
import random
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from itertools import compress, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from alone import receive_alone
from peers import Peer, apsw, found_in
from sqlite_utils import Database  # after migrations, which keeps it from loading pandas
from telling import machine, print_facts, print_table

from ogp_desktop.domain import ids, kinds
from ogp_desktop.exchange.parcel import Sender, write_parcel
from ogp_desktop.exchange.receiving import receive
from ogp_desktop.storage import connection, migrations, schema
from ogp_desktop.storage.act import Act
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ogp_desktop.domain.change import Value

NOW = datetime.datetime(2026, 5, 12, 9, 0, tzinfo=datetime.UTC)
COLUMNS = ("id", "scope", *(field.name for field in kinds.BY_NAME["idea"].fields))
TEXTS = ("problem", "solution", "result")
EDITED_SHARE = 0.06
SHARED_SHARE = 0.04
DISPUTES_A_LAPTOP = 2
DEMANDS = {"ratio": 5.0, "again": 0.2, "bytes": 900, "memory_mb": 300, "four_rooms_s": 10.0}
"""At most: raw INSERTs durable, and once more; a record in the central file; at its highest; on one core."""
ROOMS, IDEAS_A_ROOM = 4, 120
COMMIT_SECONDS = 0.024
"""A durable commit on a laptop's disk, as power-cut trials found it."""

Cell = str | int | None
Row = tuple[Any, ...]

SENTENCES = {
    "fr": (
        "Le guichet de la commune ferme à midi et personne ne sait qui le remplace.",
        "Les délais de réponse aux demandes d'accès à l'information ne sont publiés nulle part.",
        "Afficher à l'entrée la liste des pièces demandées, avec la date de mise à jour.",
        "Former deux relais par quartier et leur donner un numéro gratuit.",
        "Chaque demande reçoit une réponse écrite en dix jours.",
        "Le budget de la commune est présenté en une page que chacun comprend.",
    ),
    "ar": (
        "لا يعرف المواطنون أين تودع الشكايات ولا متى يأتي الجواب.",
        "المعلومات حول المشاريع لا تنشر إلا مرة في السنة.",
        "إحداث شباك واحد في كل جماعة وتكوين موظفيه.",
        "نشر ميزانية الجماعة في صفحة واحدة مفهومة.",
        "يتوصل كل طالب بجواب مكتوب في أجل عشرة أيام.",
        "يعرف السكان من المسؤول عن كل مشروع.",
    ),
}


class Idea(NamedTuple):
    """An idea as a laptop has it."""

    row: str
    values: dict[str, Value]

    def cells(self, scope: str) -> Row:
        """Return the row of a plain table."""
        return (self.row, scope, *(self.values.get(name) for name in COLUMNS[2:]))


@dataclass
class Laptop:
    """What one laptop hands over: as our parcel, and as each of the others wants it.

    `kept` is what a register stores of its own work: tables and their columns, with the rows; `told` what each
    of the `peers` tells of it.
    """

    device: str
    parcel: Path
    table: Path
    own: list[Row]
    whole: list[dict[str, Cell]]
    changeset: bytes
    kept: dict[tuple[str, ...], list[Row]]
    told: dict[str, list[Row]]
    edits: dict[tuple[str, str], Value]


@dataclass
class Workload:
    """One event: the desk's ideas that every laptop began with, and each `Laptop`'s file, pickled.

    `peers` are the extensions of engines that merge by themselves.
    """

    plan: str
    event: str
    desk: Laptop
    records: int
    peers: dict[str, Path] = field(default_factory=dict)
    files: list[bytes] = field(default_factory=list)


# The work of a day.


def text(chance: random.Random, language: str) -> str:
    return f"{chance.choice(SENTENCES[language])} ({chance.randrange(100_000)})"


def invent(chance: random.Random, session: str, category: str, number: int) -> Idea:
    language = chance.choice(("fr", "ar"))
    values: dict[str, Value] = {
        "session": session,
        "number": number,
        "category": category,
        "said_at": f"2026-05-12T10:{number % 60:02d}:00+01:00",
    }
    for name in TEXTS:
        values |= {name: text(chance, language), f"{name}_language": language}
    return Idea(ids.draw(), values)


class Room:
    """A laptop at work in its own register, beginning with what the desk handed over."""

    numbers = count(1)

    def __init__(self, folder: Path, plan: str, event: str, peers: dict[str, Path]) -> None:
        folder.mkdir()
        self.folder, self.event, self.number = folder, event, next(self.numbers)
        self.peers = {name: Peer(name, extension, TABLE) for name, extension in peers.items()}
        self.author = Author(ids.draw(), "room")
        self.register = Register.create(folder / "room.ogp", plan, event)
        self.register.conn.execute("PRAGMA synchronous=OFF")
        self.begun_with: dict[str, Row] = {}
        self.ideas: dict[str, dict[str, Value]] = {}
        self.edits: dict[tuple[str, str], Value] = {}

    def begin_with(self, desk: Laptop) -> None:
        receipt = receive(self.register, desk.parcel, NOW, [desk.device])
        assert receipt.status == "merged"
        for name, peer in self.peers.items():
            peer.merge(desk.told[name])
        for row in desk.own:
            self.begun_with[str(row[0])] = row
            self.ideas[str(row[0])] = dict(zip(COLUMNS[2:], row[2:], strict=True))

    def note(self, ideas: list[Idea]) -> None:
        with self.register.writing() as conn:
            for row, values in ideas:
                act = Act(conn, self.author, self.event)
                act.new("idea", values, row)
                act.save()
                self.ideas[row] = dict(values)

    def edit(self, chance: random.Random, rows: list[str]) -> None:
        with self.register.writing() as conn:
            for row in rows:
                name = chance.choice(TEXTS)
                value = text(chance, chance.choice(("fr", "ar")))
                act = Act(conn, self.author, self.event)
                act.set("idea", row, {name: value})
                act.save()
                self.ideas[row][name] = self.edits[row, name] = value

    def hand_over(self) -> Laptop:
        parcel = write_parcel(self.register, Sender(self.author.device, "Salle"), self.folder, NOW).path
        kept = self._kept()
        self.register.close()
        rows = [Idea(row, values).cells(self.event) for row, values in self.ideas.items()]
        table = self.folder / "room.db"
        with Plain(table, durable=False) as plain:
            plain.insert(rows)
        return Laptop(
            device=self.author.device,
            parcel=parcel,
            table=table,
            own=rows[len(self.begun_with) :],
            whole=[dict(zip(COLUMNS, row, strict=True)) for row in rows],
            changeset=changeset_of(list(self.begun_with.values()), rows),
            kept=kept,
            told=self._told(rows),
            edits=self.edits,
        )

    def _told(self, rows: list[Row]) -> dict[str, list[Row]]:
        """Return what each peer tells when it has done the same work."""
        before = self.begun_with
        written = [row for row in rows if before.get(str(row[0])) != row]
        told = {}
        for name, peer in self.peers.items():
            peer.write(f"{insertion('idea', COLUMNS)} {OR_UPDATE}", written)
            told[name] = peer.told()
            peer.close()
        return told

    def _kept(self) -> dict[tuple[str, ...], list[Row]]:
        found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        own = "actor = (SELECT number FROM name WHERE name = ?)"
        for table, where, values in (("change", own, (self.author.actor,)), ("idea", "1", ())):
            rows = self.register.conn.execute(f"SELECT * FROM {table}_stored WHERE {where} ORDER BY rid", values)
            names = [each[0] for each in rows.description]
            for row in rows:
                cells = dict(zip(names, row, strict=True))
                if table == "change":
                    cells |= {"rid": None, "actor": self.number}
                if cells.get("id") not in self.begun_with:
                    filled = [value is not None for value in cells.values()]
                    ready = (bytearray(cell) if isinstance(cell, bytes) else cell for cell in cells.values())
                    found[f"{table}_stored", *compress(names, filled)].append(tuple(compress(ready, filled)))
        return dict(found)


def work(folder: Path, files: int, records: int, peers: dict[str, Path] | None = None) -> Workload:
    """Let `files` laptops note `records` ideas each, correct some, and dispute a few of the desk's."""
    chance = random.Random(files * records)
    plan, event, session, category = (ids.draw() for _ in range(4))
    shared = max(DISPUTES_A_LAPTOP, round(records * SHARED_SHARE))
    peers = peers or {}
    desk = Room(folder / "desk", plan, event, peers)
    desk.note([invent(chance, session, category, number) for number in range(shared)])
    made = Workload(plan, event, desk.hand_over(), files * records, peers)
    desk_rows = [str(row[0]) for row in made.desk.own]
    for laptop in range(files):
        room = Room(folder / str(laptop), plan, event, peers)
        room.begin_with(made.desk)
        ideas = [invent(chance, session, category, number) for number in range(records)]
        room.note(ideas)
        own = max(1, round(records * EDITED_SHARE) - DISPUTES_A_LAPTOP)
        room.edit(chance, [idea.row for idea in chance.sample(ideas, min(own, records))])
        room.edit(chance, chance.sample(desk_rows, DISPUTES_A_LAPTOP))
        made.files.append(pickle.dumps(room.hand_over()))
    return made


# The ways to merge.


class Way(Protocol):
    """A way to merge laptop files into one central file; `commits` durable transactions a file."""

    commits: int

    def take(self, laptop: Laptop) -> None:
        """Merge one file."""

    def values(self, row: str, name: str) -> list[Value]:
        """Return what a person can still read in a field."""

    def close(self) -> None:
        """Close the central file."""


class Ours:
    """`receive`: read, unzip, verify everything, unite, derive; then a second transaction notes it."""

    commits = 1

    def __init__(self, path: Path, workload: Workload, durable: bool) -> None:
        self.register = Register.create(path, workload.plan, None)
        self.scope = workload.event
        if not durable:
            self.register.conn.execute("PRAGMA synchronous=OFF")
        self.take(workload.desk)

    def take(self, laptop: Laptop) -> None:
        receipt = receive(self.register, laptop.parcel, NOW, [laptop.device])
        assert receipt.status in ("merged", "already"), receipt

    def values(self, row: str, name: str) -> list[Value]:
        return [head.value for head in self.register.row("idea", row, self.scope).versions(name)]

    def close(self) -> None:
        self.register.close()


class Plain:
    """A plain table of ideas under a register's own pragmas; `take` is the raw INSERT."""

    commits = 1

    def __init__(self, path: Path, workload: Workload | None = None, durable: bool = True) -> None:
        self.path = path
        self.conn = connection.connect(path)
        if not durable:
            self.conn.execute("PRAGMA synchronous=OFF")
        self._make_tables()
        if workload is not None:
            self.insert(workload.desk.own)

    def _make_tables(self) -> None:
        self.conn.execute(TABLE)

    def __enter__(self) -> Plain:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def insert(self, rows: list[Row]) -> None:
        with connection.transaction(self.conn, self.path) as conn:
            conn.executemany(insertion("idea", COLUMNS), rows)

    def take(self, laptop: Laptop) -> None:
        self.insert(laptop.own)

    def values(self, row: str, name: str) -> list[Value]:
        return [self.conn.execute(f'SELECT "{name}" FROM idea WHERE id = ?', (row,)).fetchone()[0]]

    def close(self) -> None:
        self.conn.close()


class Kept(Plain):
    """A raw INSERT of all that a register keeps, its changes and its rows, nothing read or verified."""

    def _make_tables(self) -> None:
        migrations.apply(self.conn)
        schema.make_cache(self.conn)

    def insert(self, rows: list[Row]) -> None:
        """Begin empty."""

    def take(self, laptop: Laptop) -> None:
        with connection.transaction(self.conn, self.path) as conn:
            for (table, *columns), rows in laptop.kept.items():
                conn.executemany(insertion(table, columns), rows)


class Attached(Plain):
    """ATTACH the laptop's table, upsert all of it."""

    def take(self, laptop: Laptop) -> None:
        self.conn.execute("ATTACH ? AS theirs", (str(laptop.table),))
        try:
            with connection.transaction(self.conn, self.path) as conn:
                conn.execute(f"INSERT INTO main.idea SELECT * FROM theirs.idea WHERE 1 {OR_UPDATE}")
        finally:
            self.conn.execute("DETACH theirs")


class SqliteUtils(Plain):
    """The `upsert_all` of sqlite-utils."""

    def take(self, laptop: Laptop) -> None:
        with connection.transaction(self.conn, self.path):
            Database(self.conn).table("idea").upsert_all(laptop.whole, pk="id")


class Engines:
    """A peer that merges what the laptop's peer told."""

    commits = 1

    def __init__(self, name: str, path: Path, workload: Workload, durable: bool) -> None:
        self.name = name
        self.peer = Peer(name, workload.peers[name], TABLE, str(path), durable)
        self.peer.merge(workload.desk.told[name])
        self.values, self.close = self.peer.values, self.peer.close

    def take(self, laptop: Laptop) -> None:
        self.peer.merge(laptop.told[self.name])


class Changesets:
    """SQLite's session extension: the laptop's changeset applied, the later file winning."""

    commits = 1

    def __init__(self, path: Path, workload: Workload, durable: bool) -> None:
        self.conn = apsw.Connection(str(path))
        for pragma, (value, _) in connection._PRAGMAS.items():
            self.conn.execute(f"PRAGMA {pragma}={value}").fetchall()
        if not durable:
            self.conn.execute("PRAGMA synchronous=OFF")
        self.conn.execute(TABLE)
        with self.conn:
            self.conn.executemany(insertion("idea", COLUMNS), workload.desk.own)

    def take(self, laptop: Laptop) -> None:
        with self.conn:
            apsw.Changeset.apply(laptop.changeset, self.conn, conflict=_later_wins)

    def values(self, row: str, name: str) -> list[Value]:
        found = self.conn.execute(f'SELECT "{name}" FROM idea WHERE id = ?', (row,))
        return [value for (value,) in found]

    def close(self) -> None:
        self.conn.close()


def _later_wins(reason: int, _: object) -> int:
    replaceable = (apsw.SQLITE_CHANGESET_DATA, apsw.SQLITE_CHANGESET_CONFLICT)
    wins = apsw.SQLITE_CHANGESET_REPLACE if reason in replaceable else apsw.SQLITE_CHANGESET_OMIT
    return int(wins)


def changeset_of(before: list[Row], after: list[Row]) -> bytes:
    """Return what leads from one table to the other, as the session extension records it."""
    if not has_sessions():
        return b""
    conn = apsw.Connection(":memory:")
    conn.execute(TABLE)
    conn.executemany(insertion("idea", COLUMNS), before)
    session = apsw.Session(conn, "main")
    session.attach()
    conn.executemany(f"{insertion('idea', COLUMNS)} {OR_UPDATE}", after)
    return bytes(session.changeset())


def ways_for(workload: Workload) -> dict[str, Callable[[Path, Workload, bool], Way]]:
    """Return every way that this computer has what it needs for."""
    here = {name: way for name, way in WAYS.items() if name != SESSIONS or has_sessions()}
    return here | {name: partial(Engines, name) for name in workload.peers}


def has_sessions() -> bool:
    return apsw is not None and hasattr(apsw, "Session")


def insertion(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table}({', '.join(columns)}) VALUES({', '.join('?' * len(columns))})"


TABLE = "CREATE TABLE idea(id TEXT PRIMARY KEY NOT NULL, {})".format(
    ", ".join(f'"{name}" {"INTEGER" if name in ("number", "to_split") else "TEXT"}' for name in COLUMNS[1:])
)
OR_UPDATE = "ON CONFLICT(id) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
RAW, KEPT, OURS, SESSIONS = "raw INSERT", "raw INSERT, journal too", "receive", "session changesets"
WAYS: dict[str, Callable[[Path, Workload, bool], Way]] = {
    RAW: Plain,
    KEPT: Kept,
    OURS: Ours,
    "ATTACH + upsert": Attached,
    "sqlite-utils upsert_all": SqliteUtils,
    SESSIONS: Changesets,
}


# Measuring.


@dataclass
class Figures:
    """What one way took, run by run, and what it kept; `lost` is None where edits are not offered."""

    seconds: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    bytes_a_record: int = 0
    lost: int | None = None

    @property
    def median(self) -> float:
        """The median time of all files, in seconds."""
        return statistics.median(self.seconds)


def timed(ways: Mapping[str, Way], workload: Workload) -> dict[str, float]:
    """Return the seconds each way takes for all files; every file goes to each way in turn.

    Each gets its own copy of the file's texts: CPython keeps the UTF-8 of a text once handed on, and
    the next way would find it made.
    """
    took = dict.fromkeys(ways, 0.0)
    for file in workload.files:
        for name, way in ways.items():
            laptop: Laptop = pickle.loads(file)
            gc.collect()
            begun = time.perf_counter()
            way.take(laptop)
            took[name] += time.perf_counter() - begun
    return took


def lost_edits(way: Way, workload: Workload) -> int:
    """Count the texts that nobody who saw them replaced, and that can no longer be read."""
    edits = [edit for file in workload.files for edit in pickle.loads(file).edits.items()]
    return sum(value not in way.values(*place) for place, value in edits)


def run(names: list[str], workload: Workload, folder: Path, durable: bool, found: dict[str, Figures]) -> None:
    """Merge all files in every way, and once more in those that can."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        os.environ["OGP_HOME"] = home
        files = {name: Path(home) / f"{place}.ogp" for place, name in enumerate(names)}
        made = ways_for(workload)
        ways = {name: made[name](path, workload, durable) for name, path in files.items()}
        for name, seconds in timed(ways, workload).items():
            found[name].seconds.append(seconds)
            found[name].bytes_a_record = files[name].stat().st_size // workload.records
        mergers = {name: way for name, way in ways.items() if name not in (RAW, KEPT)}
        for name, way in mergers.items():
            found[name].lost = lost_edits(way, workload)
        for name, seconds in timed(mergers, workload).items():
            found[name].again.append(seconds)
        for way in ways.values():
            way.close()


def measure(workload: Workload, folder: Path, durable: bool, repeats: int) -> dict[str, Figures]:
    """Run every way `repeats` times, file by file in turn, each time beginning with another."""
    names = list(ways_for(workload))
    found = {name: Figures() for name in names}
    for turn in range(repeats):
        first = turn % len(names)
        run(names[first:] + names[:first], workload, folder, durable, found)
    return found


def told(found: dict[str, Figures], workload: Workload) -> dict[str, dict[str, float | None]]:
    """Return medians, and ratios to the raw INSERT."""
    raw = found[RAW]
    return {
        name: {
            "seconds": round(figures.median, 3),
            "us_record": round(figures.median / workload.records * 1e6, 1),
            "spread": round((max(figures.seconds) - min(figures.seconds)) / figures.median, 2),
            "ratio": _ratio(figures.seconds, raw.seconds),
            "again": _ratio(figures.again, raw.seconds) if figures.again else None,
            "bytes": figures.bytes_a_record,
            "lost": figures.lost,
        }
        for name, figures in found.items()
    }


def _ratio(seconds: list[float], raw: list[float]) -> float:
    return round(statistics.median(one / other for one, other in zip(seconds, raw, strict=True)), 2)


def reckoned_ratio(found: dict[str, Figures], files: int) -> float:
    """Return what the ratio would be where a durable commit takes as long as on a laptop: no measurement."""
    ours, raw = (found[name].median + files * Ours.commits * COMMIT_SECONDS for name in (OURS, RAW))
    return round(ours / raw, 2)


def measured(files: int, records: int, repeats: int, folder: Path | None, peers: Path | None) -> dict[str, Any]:
    """Return everything this bench finds out, durable on `folder` and, for the processor, in memory."""
    with tempfile.TemporaryDirectory(dir=folder) as disk, tempfile.TemporaryDirectory(dir=memory()) as ram:
        os.environ["OGP_HOME"] = ram
        workload = work(Path(ram), files, records, found_in(peers))
        # What the bench itself holds must not slow down the collector of those it measures.
        gc.collect()
        gc.freeze()
        durable = measure(workload, Path(disk), True, repeats)
        processor = measure(workload, Path(ram), False, repeats)
        rows = {"durable": told(durable, workload), "processor": told(processor, workload)}
        reckoned = reckoned_ratio(processor, files)
        edits = sum(len(pickle.loads(file).edits) for file in workload.files)
        central = alone(workload, Path(disk), None)
        rooms = four_rooms(Path(disk))
    facts = {"files": files, "records": records, "repeats": repeats, "live_edits": edits}
    ours = rows["durable"][OURS]
    figures = {name: ours[name] for name in ("ratio", "again", "bytes")}
    figures |= {"memory_mb": central["memory_mb"], "four_rooms_s": rooms["seconds"]}
    engines = {name: str(file) for name, file in workload.peers.items()}
    return {
        "machine": machine() | {"sessions": apsw.apsw_version() if has_sessions() else "not installed"},
        **facts,
        "peers": engines or "none given",
        "rows": rows,
        "ratios": {place: found[OURS]["ratio"] or 0.0 for place, found in rows.items()},
        "reckoned_at_24_ms": reckoned,
        "alone": {"central": central, "four rooms": rooms},
        "figures": figures,
        "demand": {name: (figure or 0) <= DEMANDS[name] for name, figure in figures.items()},
    }


def alone(workload: Workload, folder: Path, cores: int | None) -> dict[str, Any]:
    """Receive all files, durably, in a process that does nothing else."""
    laptops = [workload.desk, *map(pickle.loads, workload.files)]
    with tempfile.TemporaryDirectory(dir=folder) as home:
        os.environ["OGP_HOME"] = home
        parcels, devices = [each.parcel for each in laptops], [each.device for each in laptops]
        return receive_alone(workload.plan, parcels, devices, Path(home) / "central.ogp", cores)


def four_rooms(folder: Path) -> dict[str, Any]:
    """Receive the files of a desk and four rooms on one core."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        os.environ["OGP_HOME"] = home
        return alone(work(Path(home), ROOMS, IDEAS_A_ROOM), folder, 1)


def memory() -> Path | None:
    """Return a folder that is no disk, None where the system has none."""
    found = Path("/dev/shm")
    return found if found.is_dir() and os.access(found, os.W_OK) else None


def show(result: dict[str, Any]) -> None:
    print_facts(result["machine"])
    print_facts({name: result[name] for name in ("files", "records", "repeats", "live_edits", "peers")})
    for place, rows in result["rows"].items():
        print_table(place, rows)
    for name, found in result["alone"].items():
        print(f"\n{name}, in a process of its own: {found}")
    print()
    for name, met in result["demand"].items():
        print(f"{name}: {result['figures'][name]}, at most {DEMANDS[name]}: {'met' if met else 'NOT met'}")
    print(f"ratio in memory: {result['ratios']['processor']}")
    print(f"reckoned where a durable commit takes {COMMIT_SECONDS * 1000:.0f} ms: {result['reckoned_at_24_ms']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the durable files are written: a disk, not memory")
    parser.add_argument("--peers", type=Path, help="holds extensions of engines to compare with (bench/peers.py)")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = measured(given.files, given.records, given.repeats, given.folder, given.peers)
    if given.json:
        print(json.dumps(result, indent=1))
    else:
        show(result)


if __name__ == "__main__":
    main()
