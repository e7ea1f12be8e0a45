"""The search index: a local file beside the data, never inside a register, built anew at will."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain.text.folding import FOLDING, tokens
from ogp_desktop.storage import schema

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.storage.register import Register

INDEXED: dict[str, tuple[str, ...]] = {
    "identity": ("family_name", "given_name", "family_name_ar", "given_name_ar"),
    "participant": ("organisation",),
    "idea": ("problem", "solution", "result"),
}
"""Kinds that can be searched, and their fields."""


class SearchIndex:
    """A full-text index over one register; `refresh` follows the journal from where it stopped."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._path = index_path(register.path)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._conn = sqlite3.connect(self._path, isolation_level=None)
        try:
            self._prepare()
        except sqlite3.DatabaseError:  # a damaged index is no loss
            self._conn.close()
            self._path.unlink()
            self._conn = sqlite3.connect(self._path, isolation_level=None)
            self._prepare()

    def close(self) -> None:
        """Close the file."""
        self._conn.close()

    def _prepare(self) -> None:
        self._conn.execute("PRAGMA journal_mode=MEMORY")
        self._conn.execute("PRAGMA synchronous=OFF")
        self._conn.execute("CREATE TABLE IF NOT EXISTS about(key TEXT PRIMARY KEY, value)")
        known = dict(self._conn.execute("SELECT key, value FROM about"))
        last = self._register.conn.execute("SELECT coalesce(max(rid), 0) FROM change").fetchone()[0]
        if known.get("engine") != _engine() or known.get("last", 0) > last:
            self._conn.execute("BEGIN")
            self._conn.execute("DROP TABLE IF EXISTS found")
            self._conn.execute("CREATE VIRTUAL TABLE found USING fts5(words, kind UNINDEXED, row UNINDEXED)")
            self._conn.execute("INSERT OR REPLACE INTO about VALUES('engine', ?), ('last', 0)", (_engine(),))
            self._conn.execute("COMMIT")

    def refresh(self) -> None:
        """Index what changed in the register since last time."""
        source = self._register.conn
        done = self._conn.execute("SELECT value FROM about WHERE key = 'last'").fetchone()[0]
        last = source.execute("SELECT coalesce(max(rid), 0) FROM change").fetchone()[0]
        if last == done:
            return
        self._conn.execute("BEGIN")
        for kind, names in INDEXED.items():
            columns = ", ".join(f'"{name}"' for name in names)
            if done == 0:
                rows = source.execute(f'SELECT id, deleted, {columns} FROM "{kind}"').fetchall()
            else:
                self._forget(kind, touched := _touched_since(source, kind, done))
                query = f'SELECT id, deleted, {columns} FROM "{kind}" WHERE id IN (SELECT value FROM json_each(?))'
                rows = source.execute(query, (json.dumps(touched),)).fetchall()
            self._conn.executemany(
                "INSERT INTO found VALUES(?, ?, ?)",
                [(" ".join(tokens(" ".join(filter(None, row[2:])))), kind, row[0]) for row in rows if not row[1]],
            )
        self._conn.execute("INSERT OR REPLACE INTO about VALUES('last', ?)", (last,))
        self._conn.execute("COMMIT")

    def _forget(self, kind: str, rows: list[str]) -> None:
        query = "DELETE FROM found WHERE kind = ? AND row IN (SELECT value FROM json_each(?))"
        self._conn.execute(query, (kind, json.dumps(rows)))

    def find(self, text: str, kinds: tuple[str, ...], limit: int = 50) -> list[str]:
        """Return the ids of rows that have, for each word of `text`, a word that begins with it; best first."""
        self.refresh()
        wanted = " AND ".join(f'"{token}"*' for token in tokens(text))
        if not wanted:
            return []
        query = (
            "SELECT row FROM found WHERE found MATCH ? AND kind IN (SELECT value FROM json_each(?)) "
            "ORDER BY rank, row LIMIT ?"
        )
        return list(dict.fromkeys(row for (row,) in self._conn.execute(query, (wanted, json.dumps(kinds), limit))))


def index_path(register: Path) -> Path:
    """Return where the index of a register stands in the data folder."""
    mark = hashlib.sha256(str(register.resolve()).encode()).hexdigest()[:16]
    return paths.home() / "index" / f"{mark}.index"


def _engine() -> str:
    return f"{FOLDING}/{schema.declaration()[:16]}"


def _touched_since(source: sqlite3.Connection, kind: str, rid: int) -> list[str]:
    query = (
        "SELECT DISTINCT json_extract(op.value, '$[1]') FROM change, json_each(change.body, '$.ops') op "
        "WHERE change.rid > ? AND change.kind = ? AND change.body IS NOT NULL"
    )
    return [row for (row,) in source.execute(query, (rid, kind))]
