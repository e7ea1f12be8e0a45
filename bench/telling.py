"""What every bench tells: the machine, its figures as a table, or everything as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def machine() -> dict[str, object]:
    """Return the facts of this computer that a figure depends on."""
    return {
        "processor": _processor(),
        "processors": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": f"{platform.python_version()} {platform.python_compiler()}",
        "sqlite": sqlite3.sqlite_version,
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def put_demonstration(path: Path) -> None:
    """Put the demonstration's register at `path`: the finished one that OGP_BENCH_DAY names, or one made now."""
    if finished := os.environ.get("OGP_BENCH_DAY"):
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(finished, path)
        return
    from ogp_desktop.services.event import demonstration

    demonstration.event(path)


def print_facts(facts: Mapping[str, object]) -> None:
    """Print the facts of the machine on one line."""
    print(" · ".join(f"{name} {value}" for name, value in facts.items()))


def print_table(title: str, rows: Mapping[str, Mapping[str, object]]) -> None:
    """Print rows of figures under the names of their columns."""
    columns = list(next(iter(rows.values())))
    widths = [max(len(name), 8) for name in columns]
    print(f"\n{title:28}" + "".join(f"  {name:>{width}}" for name, width in zip(columns, widths, strict=True)))
    for name, row in rows.items():
        cells = ("–" if row[column] is None else str(row[column]) for column in columns)
        print(f"{name:28}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths, strict=True)))


def measure_and_print(doc: str, measured: Callable[..., Mapping[str, object]], **options: int) -> None:
    """Measure in a folder of its own with a command's `options`, given with their defaults; print what was found."""
    parser = argparse.ArgumentParser(description=doc)
    for name, default in options.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--json", action="store_true")
    given = vars(parser.parse_args())
    as_json = given.pop("json")
    with tempfile.TemporaryDirectory() as folder:
        found = measured(folder=Path(folder), **given)
    if as_json:
        print(json.dumps({"machine": machine(), **found}))
        return
    print_facts(machine())
    for name, value in found.items():
        print(f"{name:22} {value}")
