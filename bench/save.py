from __future__ import annotations

import os
import platform
import sqlite3


def machine() -> dict[str, object]:
    return {
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def print_table(title, rows):
    print(title)
    for n, r in rows.items():
        print(f"{n:26}", r)
