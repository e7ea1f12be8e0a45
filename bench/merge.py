"""What it costs to merge laptop files: `receive`, everything verified, beside four ways that verify nothing."""

from __future__ import annotations

import argparse
import datetime
import gc
import json
import os
import random
import sqlite3
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from save import machine, print_table

from ogp_desktop.domain import ids, kinds
from ogp_desktop.exchange.parcel import Sender, write_parcel
from ogp_desktop.exchange.receiving import receive
from ogp_desktop.storage import connection
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Act, Register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ogp_desktop.domain.change import Value

try:
    import apsw
except ImportError:
    apsw = None

NOW = datetime.datetime(2026, 5, 12, 9, 0, tzinfo=datetime.UTC)
COLUMNS = ("id", "scope", *(field.name for field in kinds.BY_NAME["idea"].fields))
TEXTS = ("problem", "solution", "result")
EDITED_SHARE = 0.06
SHARED_SHARE = 0.04
DISPUTES_A_LAPTOP = 2
DEMAND = 5.0

Cell = str | int | None

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

    def cells(self, scope: str) -> tuple[Cell, ...]:
        """Return the row of a plain table."""
        return (self.row, scope, *(self.values.get(name) for name in COLUMNS[2:]))  # type: ignore[arg-type]


@dataclass
class Laptop:
    """What one laptop hands over: as our parcel, and as each of the others wants it."""

    device: str
    parcel: Path
    table: Path
    own: list[tuple[Cell, ...]]
    whole: list[dict[str, Cell]]
    changeset: bytes
    edits: dict[tuple[str, str], Value]


@dataclass
class Workload:
    """One event: the desk's ideas that every laptop began with, and the laptops' files."""

    plan: str
    event: str
    desk: Laptop
    laptops: list[Laptop] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many records the laptops bring."""
        return sum(len(laptop.own) for laptop in self.laptops)


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

    def __init__(self, folder: Path, plan: str, event: str) -> None:
        folder.mkdir()
        self.folder, self.event = folder, event
        self.author = Author(ids.draw(), "room")
        self.register = Register.create(folder / "room.ogp", plan, event)
        self.register.conn.execute("PRAGMA synchronous=OFF")
        self.ideas: dict[str, dict[str, Value]] = {}
        self.edits: dict[tuple[str, str], Value] = {}

    def begin_with(self, desk: Laptop) -> None:
        receipt = receive(self.register, desk.parcel, NOW, [desk.device])
        assert receipt.status == "merged"
        for cells in desk.own:
            self.ideas[str(cells[0])] = dict(zip(COLUMNS[2:], cells[2:], strict=True))

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

    def hand_over(self, begun_with: list[tuple[Cell, ...]]) -> Laptop:
        parcel = write_parcel(self.register, Sender(self.author.device, "Salle"), self.folder, NOW).path
        self.register.close()
        rows = [Idea(row, values).cells(self.event) for row, values in self.ideas.items()]
        table = self.folder / "room.db"
        with Plain(table, durable=False) as plain:
            plain.insert(rows)
        return Laptop(
            self.author.device,
            parcel,
            table,
            rows[len(begun_with) :],
            [dict(zip(COLUMNS, row, strict=True)) for row in rows],
            changeset_of(begun_with, rows),
            self.edits,
        )


def work(folder: Path, files: int, records: int) -> Workload:
    """Let `files` laptops note `records` ideas each, correct some, and dispute a few of the desk's."""
    chance = random.Random(files * records)
    plan, event, session, category = (ids.draw() for _ in range(4))
    shared = max(DISPUTES_A_LAPTOP, round(records * SHARED_SHARE))
    desk = Room(folder / "desk", plan, event)
    desk.note([invent(chance, session, category, number) for number in range(shared)])
    made = Workload(plan, event, desk.hand_over([]))
    desk_rows = [str(cells[0]) for cells in made.desk.own]
    for laptop in range(files):
        room = Room(folder / str(laptop), plan, event)
        room.begin_with(made.desk)
        ideas = [invent(chance, session, category, number) for number in range(records)]
        room.note(ideas)
        own = max(1, round(records * EDITED_SHARE) - DISPUTES_A_LAPTOP)
        room.edit(chance, [idea.row for idea in chance.sample(ideas, min(own, records))])
        room.edit(chance, chance.sample(desk_rows, DISPUTES_A_LAPTOP))
        made.laptops.append(room.hand_over(made.desk.own))
    return made


# The ways to merge.


class Way(Protocol):
    """A way to merge laptop files into one central file."""

    def take(self, laptop: Laptop) -> None:
        """Merge one file, in one transaction."""

    def values(self, row: str, name: str) -> list[Value]:
        """Return what a person can still read in a field."""

    def close(self) -> None:
        """Close the central file."""


class Ours:
    """`receive`: read, unzip, verify everything, unite, derive; one parcel after the other."""

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

    def __init__(self, path: Path, workload: Workload | None = None, durable: bool = True) -> None:
        self.path = path
        self.db = connection.connect(path)
        self.conn: sqlite3.Connection = self.db.conn
        if not durable:
            self.conn.execute("PRAGMA synchronous=OFF")
        self.conn.execute(TABLE)
        if workload is not None:
            self.insert(workload.desk.own)

    def __enter__(self) -> Plain:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def insert(self, rows: list[tuple[Cell, ...]]) -> None:
        marks = ", ".join("?" * len(COLUMNS))
        with connection.transaction(self.db, self.path) as conn:
            conn.executemany(f"INSERT INTO idea VALUES({marks})", rows)

    def take(self, laptop: Laptop) -> None:
        self.insert(laptop.own)

    def values(self, row: str, name: str) -> list[Value]:
        return [self.conn.execute(f'SELECT "{name}" FROM idea WHERE id = ?', (row,)).fetchone()[0]]

    def close(self) -> None:
        self.db.close()


class Attached(Plain):
    """ATTACH the laptop's table, upsert all of it."""

    def take(self, laptop: Laptop) -> None:
        self.conn.execute("ATTACH ? AS theirs", (str(laptop.table),))
        try:
            with connection.transaction(self.db, self.path) as conn:
                conn.execute(f"INSERT INTO main.idea SELECT * FROM theirs.idea WHERE 1 {OTHERWISE_UPDATE}")
        finally:
            self.conn.execute("DETACH theirs")


class SqliteUtils(Plain):
    """The `upsert_all` of sqlite-utils."""

    def take(self, laptop: Laptop) -> None:
        with connection.transaction(self.db, self.path):
            self.db["idea"].upsert_all(laptop.whole, pk="id")  # type: ignore[union-attr]


class Changesets:
    """SQLite's session extension: the laptop's changeset applied, the later file winning."""

    def __init__(self, path: Path, workload: Workload, durable: bool) -> None:
        self.conn = apsw.Connection(str(path))
        for pragma, (value, _) in connection._PRAGMAS.items():
            self.conn.execute(f"PRAGMA {pragma}={value}").fetchall()
        if not durable:
            self.conn.execute("PRAGMA synchronous=OFF")
        self.conn.execute(TABLE)
        fill(self.conn, workload.desk.own)

    def take(self, laptop: Laptop) -> None:
        with self.conn:
            apsw.Changeset.apply(laptop.changeset, self.conn, conflict=_later_wins)

    def values(self, row: str, name: str) -> list[Value]:
        return [self.conn.execute(f'SELECT "{name}" FROM idea WHERE id = ?', (row,)).fetchall()[0][0]]

    def close(self) -> None:
        self.conn.close()


def _later_wins(reason: int, _: Any) -> int:
    replaceable = (apsw.SQLITE_CHANGESET_DATA, apsw.SQLITE_CHANGESET_CONFLICT)
    wins = apsw.SQLITE_CHANGESET_REPLACE if reason in replaceable else apsw.SQLITE_CHANGESET_OMIT
    return int(wins)


def fill(conn: Any, rows: list[tuple[Cell, ...]]) -> None:
    with conn:
        conn.executemany(f"INSERT OR REPLACE INTO idea VALUES({', '.join('?' * len(COLUMNS))})", rows)


def changeset_of(before: list[tuple[Cell, ...]], after: list[tuple[Cell, ...]]) -> bytes:
    """Return what leads from one table to the other, as the session extension records it."""
    if not has_sessions():
        return b""
    conn = apsw.Connection(":memory:")
    conn.execute(TABLE)
    fill(conn, before)
    session = apsw.Session(conn, "main")
    session.attach()
    update = OTHERWISE_UPDATE
    with conn:
        conn.executemany(f"INSERT INTO idea VALUES({', '.join('?' * len(COLUMNS))}) {update}", after)
    return bytes(session.changeset())


def has_sessions() -> bool:
    return apsw is not None and hasattr(apsw, "Session")


TABLE = "CREATE TABLE idea(id TEXT PRIMARY KEY NOT NULL, {})".format(
    ", ".join(f'"{name}" {"INTEGER" if name in ("number", "to_split") else "TEXT"}' for name in COLUMNS[1:])
)
OTHERWISE_UPDATE = "ON CONFLICT(id) DO UPDATE SET " + ", ".join(
    f'"{name}" = excluded."{name}"' for name in COLUMNS[1:]
)
RAW = "raw INSERT"
OURS = "receive"
WAYS: dict[str, Any] = {
    RAW: Plain,
    OURS: Ours,
    "ATTACH + upsert": Attached,
    "sqlite-utils upsert_all": SqliteUtils,
    "session changesets": Changesets,
}


# Measuring.


@dataclass
class Figures:
    """What one way took, run by run, and what it kept."""

    seconds: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    bytes_a_record: int = 0
    lost: int | None = None


def ways() -> Iterator[str]:
    yield from (name for name in WAYS if name != "session changesets" or has_sessions())


def timed(way: Way, workload: Workload) -> float:
    gc.collect()
    begun = time.perf_counter()
    for laptop in workload.laptops:
        way.take(laptop)
    return time.perf_counter() - begun


def lost_edits(way: Way, workload: Workload) -> int:
    """Count the texts that nobody who saw them replaced, and that can no longer be read."""
    edits = [(place, value) for laptop in workload.laptops for place, value in laptop.edits.items()]
    return sum(value not in way.values(*place) for place, value in edits)


def run(name: str, workload: Workload, folder: Path, durable: bool, figures: Figures) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as home:
        os.environ["OGP_HOME"] = home
        path = Path(home) / "central.ogp"
        way: Way = WAYS[name](path, workload, durable)
        figures.seconds.append(timed(way, workload))
        figures.bytes_a_record = path.stat().st_size // (workload.records + len(workload.desk.own))
        figures.lost = lost_edits(way, workload) if name != RAW else None
        if name != RAW:
            figures.again.append(timed(way, workload))
        way.close()


def measure(workload: Workload, folder: Path, durable: bool, repeats: int) -> dict[str, Figures]:
    """Run every way `repeats` times, one after the other in a turning order."""
    figures = {name: Figures() for name in ways()}
    names = list(figures)
    for turn in range(repeats):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            run(name, workload, folder, durable, figures[name])
    return figures


def told(figures: dict[str, Figures], workload: Workload) -> dict[str, dict[str, float | int | None]]:
    """Return the figures as medians and as ratios to the raw INSERT."""
    base = statistics.median(figures[RAW].seconds)
    return {
        name: {
            "seconds": round(statistics.median(found.seconds), 4),
            "spread": round((max(found.seconds) - min(found.seconds)) / statistics.median(found.seconds), 2),
            "microseconds_a_record": round(statistics.median(found.seconds) / workload.records * 1e6, 1),
            "ratio": round(statistics.median(found.seconds) / base, 2),
            "again_ratio": round(statistics.median(found.again) / base, 2) if found.again else None,
            "bytes_a_record": found.bytes_a_record,
            "lost": found.lost,
        }
        for name, found in figures.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the durable files are written")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(dir=given.folder) as disk,
        tempfile.TemporaryDirectory(dir=memory()) as ram,
    ):
        os.environ["OGP_HOME"] = ram
        workload = work(Path(ram), given.files, given.records)
        # What the bench itself keeps in memory must not slow down the collector of those it measures.
        gc.collect()
        gc.freeze()
        places = {"durable": (Path(disk), True), "processor": (Path(ram), False)}
        rows = {
            place: told(measure(workload, folder, durable, given.repeats), workload)
            for place, (folder, durable) in places.items()
        }
    result = {
        "machine": machine(),
        "files": given.files,
        "records": given.records,
        "live_edits": sum(len(laptop.edits) for laptop in workload.laptops),
        **rows,
        "demand": {place: rows[place][OURS]["ratio"] <= DEMAND for place in rows},
    }
    print(json.dumps(result, indent=1)) if given.json else show(result)


def memory() -> Path | None:
    """Return a folder that is no disk, None where the system has none."""
    found = Path("/dev/shm")
    return found if found.is_dir() and os.access(found, os.W_OK) else None


def show(result: dict[str, Any]) -> None:
    print(result["machine"])
    print(f"{result['files']} files × {result['records']} records, {result['live_edits']} live edits\n")
    for place in ("durable", "processor"):
        print_table(place, result[place])
        print()


if __name__ == "__main__":
    main()
