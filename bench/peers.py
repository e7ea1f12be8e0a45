"""Engines that merge tables by themselves, as loadable extensions of SQLite: sqlite-sync and cr-sqlite.

Nothing is downloaded: `--peers FOLDER` names a folder that holds the extensions, under the names their makers
gave them (`cloudsync`, `crsqlite`). What is not there has no row. They are run through apsw.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from ogp_desktop.storage import connection

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

apsw: Any = importlib.import_module("apsw") if importlib.util.find_spec("apsw") else None

SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
Row = tuple[Any, ...]


class Engine(NamedTuple):
    """An extension: its file, and its words for taking over a table, telling, taking in and ending."""

    file: str
    begin: str
    told: str
    taken: str
    end: str


_SYNCED = "tbl, pk, col_name, col_value, col_version, db_version, site_id, cl, seq"
_CHANGES = '"table", pk, cid, val, col_version, db_version, site_id, cl, seq'
ENGINES = {
    "sqlite-sync": Engine(
        "cloudsync",
        "SELECT cloudsync_init('idea')",
        f"SELECT cloudsync_payload_encode({_SYNCED}) FROM cloudsync_changes WHERE site_id = cloudsync_siteid()",
        "SELECT cloudsync_payload_apply(?)",
        "SELECT cloudsync_terminate()",
    ),
    "cr-sqlite": Engine(
        "crsqlite",
        "SELECT crsql_as_crr('idea')",
        f"SELECT {_CHANGES} FROM crsql_changes WHERE site_id = crsql_site_id()",
        f"INSERT INTO crsql_changes({_CHANGES}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "SELECT crsql_finalize()",
    ),
}


def found_in(folder: Path | None) -> dict[str, Path]:
    """Return the extensions that `folder` holds, by the engine's name."""
    if folder is None or apsw is None:
        return {}
    files = {name: folder.absolute() / f"{engine.file}{SUFFIX}" for name, engine in ENGINES.items()}
    return {name: file for name, file in files.items() if file.is_file()}


class Peer:
    """A table that an engine looks after, in a file or in memory."""

    commits = 1

    def __init__(self, name: str, extension: Path, table: str, path: str = ":memory:", durable: bool = True) -> None:
        self.engine = ENGINES[name]
        self.conn = apsw.Connection(path)
        for pragma, (value, _) in connection._PRAGMAS.items():
            self.conn.execute(f"PRAGMA {pragma}={value}").fetchall()
        if not durable:
            self.conn.execute("PRAGMA synchronous=OFF")
        self.conn.enable_load_extension(True)
        self.conn.load_extension(str(extension))
        self.conn.execute(table)
        self.conn.execute(self.engine.begin).fetchall()

    def write(self, statement: str, rows: Sequence[Row]) -> None:
        """Run a statement for all rows, in one transaction."""
        with self.conn:
            self.conn.executemany(statement, rows)

    def told(self) -> list[Row]:
        """Return what was written here, for the others."""
        return list(self.conn.execute(self.engine.told))

    def merge(self, told: list[Row]) -> None:
        """Take in what another wrote."""
        with self.conn:
            self.conn.executemany(self.engine.taken, told)

    def values(self, row: str, name: str) -> list[Any]:
        """Return what a person can still read in a field."""
        return [value for (value,) in self.conn.execute(f'SELECT "{name}" FROM idea WHERE id = ?', (row,))]

    def close(self) -> None:
        """End the engine and close the file."""
        self.conn.execute(self.engine.end).fetchall()
        self.conn.close()
