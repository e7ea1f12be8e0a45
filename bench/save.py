"""What it costs to save one idea: our act beside a bare durable commit that writes as many pages."""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telling import machine, print_facts, print_table

from ogp_desktop.domain import ids
from ogp_desktop.storage import connection
from ogp_desktop.storage.act import Act
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.domain.change import Value

DEMAND_MS = 5.0
PAGE = 4096
BARE_ROWS = 200
WARM_UP = 10
PROBLEM = "لا يعرف المواطنون أين تودع الشكايات ولا متى يأتي الجواب."
SOLUTION = "Chaque demande reçoit une réponse écrite en dix jours, et la liste des pièces est affichée à l'entrée."

Samples = dict[str, list[float]]


# What every bench prints.


# The two files.


def pages_of(path: Path) -> list[bytes]:
    raw = path.read_bytes()
    return [raw[at : at + PAGE] for at in range(0, len(raw), PAGE)]


def changed_pages(before: list[bytes], after: list[bytes]) -> int:
    """Count the pages that differ or were added: the pages of the file that a transaction wrote."""
    same = sum(old == new for old, new in zip(before, after, strict=False))
    return len(after) - same


class Bare:
    """A plain table under a register's own pragmas, one row a page."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.conn = connection.connect(path)
        self.turn = 0
        self.conn.execute("CREATE TABLE page(id INTEGER PRIMARY KEY, turn INTEGER, filling BLOB)")
        filling = bytes(PAGE - 200)
        with connection.transaction(self.conn, path) as conn:
            conn.executemany("INSERT INTO page VALUES(?, 0, ?)", ((row, filling) for row in range(BARE_ROWS)))

    def write(self, pages: int) -> None:
        """Commit a transaction that writes `pages` pages: the file's first, and rows of one page each."""
        self.turn += 1
        with connection.transaction(self.conn, self.path) as conn:
            conn.execute("UPDATE page SET turn = ? WHERE id < ?", (self.turn, pages - 1))


class Saves:
    """A register at work, as a room's laptop has it in the afternoon."""

    def __init__(self, path: Path, ideas: int) -> None:
        self.register = Register.create(path, ids.draw(), ids.draw())
        self.author = Author(ids.draw(), "room")
        self.session, self.category = ids.draw(), ids.draw()
        self.number = 0
        self.last = ""
        with self.register.writing() as conn:
            for _ in range(ideas):
                act = Act(conn, self.author, self.register.scope)
                act.new("idea", self._values())
                act.save()

    def _values(self) -> dict[str, Value]:
        self.number += 1
        return {
            "session": self.session,
            "category": self.category,
            "number": self.number,
            "problem": f"{PROBLEM} ({self.number})",
            "problem_language": "ar",
            "solution": SOLUTION,
            "solution_language": "fr",
        }

    def new(self) -> None:
        with self.register.act(self.author) as act:
            self.last = act.new("idea", self._values())

    def set(self) -> None:
        with self.register.act(self.author) as act:
            act.set("idea", self.last, {"solution": f"{SOLUTION} ({self.number})"})


# Measuring.


def milliseconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def measure(folder: Path, saves: int, ideas: int) -> dict[str, Samples]:
    """Time each save beside a bare commit of as many pages, and that one beside its like, in turns."""
    ours, bare = Saves(folder / "room.ogp", ideas), Bare(folder / "bare.db")
    found: dict[str, Samples] = {name: defaultdict(list) for name in ("new", "set")}
    for _ in range(WARM_UP):
        ours.new()
        ours.set()
        bare.write(2)
    for turn in range(saves):
        for name, samples in found.items():
            _pair(ours, getattr(ours, name), bare, samples, turn)
    ours.register.close()
    bare.conn.close()
    return found


def _pair(ours: Saves, save: Callable[[], None], bare: Bare, samples: Samples, turn: int) -> None:
    before = pages_of(ours.register.path)
    took = milliseconds(save)
    pages = changed_pages(before, pages_of(ours.register.path))
    plain = pages_of(bare.path)
    commits = [milliseconds(lambda: bare.write(pages)) for _ in range(2)]
    written = changed_pages(plain, pages_of(bare.path))
    if written != pages:
        raise RuntimeError(f"the bare commit wrote {written} pages, not {pages}")
    # Which of the two bare commits is compared changes each time: the first may find a colder disk.
    compared, like = commits if turn % 2 else commits[::-1]
    for name, value in (("ours", took), ("bare", compared), ("like", like), ("pages", pages)):
        samples[name].append(value)


def told(samples: Samples) -> dict[str, float]:
    """Return medians and 95th percentiles in milliseconds; `more` is taken pair by pair."""
    more = [ours - bare for ours, bare in zip(samples["ours"], samples["bare"], strict=True)]
    noise = [abs(like - bare) for like, bare in zip(samples["like"], samples["bare"], strict=True)]
    return {
        "pages": statistics.median(samples["pages"]),
        "ours_ms": _median(samples["ours"]),
        "ours_p95": _p95(samples["ours"]),
        "bare_ms": _median(samples["bare"]),
        "bare_p95": _p95(samples["bare"]),
        "more_ms": _median(more),
        "more_p95": _p95(more),
        "noise_ms": _median(noise),
        "noise_p95": _p95(noise),
        "ratio": round(statistics.median(samples["ours"]) / statistics.median(samples["bare"]), 2),
    }


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 3)


def _p95(values: list[float]) -> float:
    return round(sorted(values)[int(len(values) * 0.95)], 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=200, help="how many of each sort")
    parser.add_argument("--ideas", type=int, default=500, help="how many the register holds before")
    parser.add_argument("--folder", type=Path, help="where the files are written: a disk, not memory")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        rows = {name: told(found) for name, found in measure(Path(folder), given.saves, given.ideas).items()}
    result: dict[str, Any] = {
        "machine": machine(),
        "saves": given.saves,
        "rows": rows,
        "demand": {name: row["more_ms"] <= DEMAND_MS for name, row in rows.items()},
    }
    if given.json:
        print(json.dumps(result, indent=1))
        return
    print_facts(result["machine"])
    print_table(f"one idea, {given.saves} saves", rows)
    print(f"\ndemand: at most {DEMAND_MS} ms more: {result['demand']}")


if __name__ == "__main__":
    main()
