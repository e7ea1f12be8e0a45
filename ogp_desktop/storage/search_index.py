"""The search index: a local file beside the data, never inside a register, built anew at will.

It keeps, of every idea, the words it is found by, its terms and what its reader made of it; reading texts is
not its business.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ogp_desktop import paths
from ogp_desktop.storage import connection, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from ogp_desktop.storage.register import Register

PARTS = ("problem", "solution", "result")
"""The texts of an idea, read as one."""

READ_AT_ONCE = 500
_Answer = TypeVar("_Answer")

_TABLES = (
    "CREATE TABLE idea(number INTEGER PRIMARY KEY, row TEXT UNIQUE, session TEXT, standing INTEGER, "
    "terms TEXT, kept TEXT)",
    "CREATE TABLE term(id INTEGER PRIMARY KEY, name TEXT UNIQUE, ideas INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE posting(term INTEGER, number INTEGER, PRIMARY KEY(term, number)) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE found USING fts5(words, tokenize = 'unicode61 remove_diacritics 0')",
)


class Indexed(NamedTuple):
    """What an index keeps of a text: the words it is found by, its terms, and anything its reader wants back."""

    words: str
    terms: Sequence[str]
    kept: str


class SearchIndex:
    """The index over one register's ideas; `refresh` follows the journal from where it stopped.

    `engine` names the rules of `read`: with other rules everything is read anew.
    """

    def __init__(self, register: Register, engine: str, read: Callable[[str], Indexed]) -> None:
        self._register, self._read = register, read
        self._engine = f"{engine}/{schema.declaration()[:16]}"
        self._path = index_path(register.path)
        self._seen = 0
        self._conn = self._opened()

    def _opened(self) -> sqlite3.Connection:
        """Return the file's connection: made anew where it is damaged, in memory where it cannot be had."""
        for _ in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                return self._prepared(sqlite3.connect(self._path, isolation_level=None))
            except (sqlite3.OperationalError, OSError):  # no room, no right, or in use: it belongs to somebody
                break
            except sqlite3.DatabaseError:  # a damaged index is no loss
                self._drop()
        return self._prepared(sqlite3.connect(":memory:", isolation_level=None))

    def _drop(self) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink()

    def close(self) -> None:
        """Close the file."""
        self._conn.close()

    def _prepared(self, conn: sqlite3.Connection) -> sqlite3.Connection:
        try:
            conn.execute("PRAGMA journal_mode=MEMORY")
            conn.execute("PRAGMA synchronous=OFF")
            conn.execute("CREATE TABLE IF NOT EXISTS about(key TEXT PRIMARY KEY, value)")
            known = dict(conn.execute("SELECT key, value FROM about"))
            if known.get("engine") != self._engine:
                conn.execute("BEGIN")
                self._empty(conn)
                conn.execute("COMMIT")
        except BaseException:
            conn.close()
            raise
        return conn

    def _empty(self, conn: sqlite3.Connection) -> None:
        for table in ("idea", "term", "posting", "found"):
            conn.execute(f"DROP TABLE IF EXISTS {table}")
        for table in _TABLES:
            conn.execute(table)
        conn.execute("INSERT OR REPLACE INTO about VALUES('engine', ?), ('last', 0), ('mark', '')", (self._engine,))

    def _in_register(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        with connection.in_words(self._register.path):
            return self._register.conn.execute(query, values).fetchall()

    def _last_change(self) -> int:
        return int(self._in_register("SELECT coalesce(max(rid), 0) FROM change_stored")[0][0])

    def _mark(self, rid: int) -> str:
        """Return what tells whether the journal up to `rid` is what it was.

        Another register may stand in the same place, a fork may move changes, a file may be set aside, a withheld
        body may come.
        """
        query = (
            "SELECT (SELECT hex(id) FROM change_stored WHERE rid = ?), (SELECT count(*) FROM fork_stored), "
            "(SELECT group_concat(id) FROM (SELECT id FROM set_aside_stored WHERE deleted = 0 ORDER BY id)), "
            "(SELECT count(*) FROM change_stored WHERE body IS NULL AND kind = 'idea' AND rid <= ?)"
        )
        return "/".join(map(str, self._in_register(query, (rid, rid))[0])) if rid else ""

    def refresh(self, step: Callable[[], None] | None = None) -> bool:
        """Index what changed in the register, and say whether there is anything this object has not seen.

        `step` is called now and then and may raise, to give up; the index is then as it was. A file that is
        damaged is made anew; one that cannot be written (no room, in use elsewhere) is left for memory.
        """
        return bool(self._kept_alive(lambda: self._refreshed(step)))

    def _kept_alive(self, ask: Callable[[], _Answer]) -> _Answer:
        """Return what `ask` finds, once more from a new index where the file let us down."""
        try:
            return ask()
        except sqlite3.OperationalError:
            self._conn.close()
            self._conn = self._prepared(sqlite3.connect(":memory:", isolation_level=None))
        except sqlite3.DatabaseError:
            self._conn.close()
            self._drop()
            self._conn = self._opened()
        self._seen = 0
        self._refreshed(None)
        return ask()

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        return self._kept_alive(lambda: self._conn.execute(query, values).fetchall())

    def _refreshed(self, step: Callable[[], None] | None) -> bool:
        about = dict(self._conn.execute("SELECT key, value FROM about"))
        done, last = about["last"], self._last_change()
        is_ours = about["mark"] == self._mark(done)
        if last != done or not is_ours:
            self._conn.execute("BEGIN IMMEDIATE")
            try:
                if not is_ours:
                    self._empty(self._conn)
                    done = 0
                self._follow(done, last, step)
                self._conn.execute("COMMIT")
            except BaseException:
                if self._conn.in_transaction:
                    self._conn.execute("ROLLBACK")
                raise
        news = last != self._seen or not is_ours
        self._seen = last
        return news

    def _follow(self, done: int, last: int, step: Callable[[], None] | None) -> None:
        touched = None if done == 0 else self._touched_since(done)
        if touched is not None:
            self._forget(touched)
        self._take(touched, step)
        marked = (last, self._mark(last))
        self._conn.execute("INSERT OR REPLACE INTO about VALUES('last', ?), ('mark', ?)", marked)

    def _touched_since(self, rid: int) -> list[str]:
        query = (
            "SELECT DISTINCT json_extract(op.value, '$[1]') FROM change, json_each(change.body, '$.ops') op "
            "WHERE change.rid > ? AND change.kind = 'idea' AND change.body IS NOT NULL"
        )
        return [row for (row,) in self._in_register(query, (rid,))]

    def _forget(self, rows: list[str]) -> None:
        query = "SELECT number, terms, standing FROM idea WHERE row IN (SELECT value FROM json_each(?))"
        for number, terms, standing in self._conn.execute(query, (json.dumps(rows),)).fetchall():
            self._conn.execute("DELETE FROM found WHERE rowid = ?", (number,))
            self._conn.execute("DELETE FROM idea WHERE number = ?", (number,))
            if standing:
                inside = "(SELECT id FROM term WHERE name IN (SELECT value FROM json_each(?)))"
                self._conn.execute(f"DELETE FROM posting WHERE number = ? AND term IN {inside}", (number, terms))
                self._conn.execute(f"UPDATE term SET ideas = ideas - 1 WHERE id IN {inside}", (terms,))

    def _take(self, rows: list[str] | None, step: Callable[[], None] | None) -> None:
        columns = f"id, session, withdrawn_at IS NULL, {', '.join(PARTS)}"
        which = "" if rows is None else "AND id IN (SELECT value FROM json_each(?)) "
        query = f"SELECT {columns} FROM idea WHERE deleted = 0 {which}ORDER BY id"
        ideas = self._in_register(query, () if rows is None else (json.dumps(rows),))
        for start in range(0, len(ideas), READ_AT_ONCE):
            if step is not None:
                step()
            self._add(ideas[start : start + READ_AT_ONCE])

    def _add(self, ideas: Sequence[tuple[str, str, int, *tuple[str | None, ...]]]) -> None:
        number = self._conn.execute("SELECT coalesce(max(number), 0) FROM idea").fetchone()[0]
        postings: list[tuple[str, int]] = []
        for row, session, standing, *texts in ideas:
            number += 1
            read = self._read("\n".join(filter(None, texts)))
            terms = json.dumps(read.terms, ensure_ascii=False)
            kept = (number, row, session, standing, terms, read.kept)
            self._conn.execute("INSERT INTO idea VALUES(?, ?, ?, ?, ?, ?)", kept)
            self._conn.execute("INSERT INTO found(rowid, words) VALUES(?, ?)", (number, read.words))
            if standing:
                postings += [(term, number) for term in read.terms]
        self._conn.execute("CREATE TEMP TABLE came(name TEXT, number INTEGER)")
        self._conn.executemany("INSERT INTO came VALUES(?, ?)", postings)
        self._conn.execute("INSERT OR IGNORE INTO term(name) SELECT DISTINCT name FROM came")
        self._conn.execute("INSERT INTO posting SELECT term.id, number FROM came JOIN term USING(name) ORDER BY 1, 2")
        self._conn.execute(
            "UPDATE term SET ideas = ideas + more FROM (SELECT name, count(*) more FROM came GROUP BY name) came "
            "WHERE term.name = came.name"
        )
        self._conn.execute("DROP TABLE came")

    def find(self, wanted: Iterable[Iterable[str]], limit: int) -> list[str]:
        """Return rows that have, for each group of `wanted`, a word that begins with one of its words; best first."""
        groups = ["(" + " OR ".join(f'"{word}"*' for word in group) + ")" for group in wanted]
        if not groups:
            return []
        asked = " AND ".join(groups)
        enough = "SELECT count(*) FROM (SELECT 1 FROM found WHERE found MATCH ? LIMIT ?)"
        # Ranking reads every hit: worth it where a person can read them all, not for the first letter of a word.
        few = self._rows(enough, (asked, limit + 1))[0][0] <= limit
        query = (
            "SELECT idea.row FROM found JOIN idea ON idea.number = found.rowid WHERE found MATCH ? "
            f"ORDER BY {'found.rank, idea.row' if few else 'idea.row'} LIMIT ?"
        )
        return [row for (row,) in self._rows(query, (asked, limit))]

    def counts(self) -> tuple[int, dict[str, int]]:
        """Return how many ideas stand, and in how many of them each term is."""
        ideas = self._rows("SELECT count(*) FROM idea WHERE standing")[0][0]
        return ideas, dict(self._rows("SELECT name, ideas FROM term WHERE ideas > 0"))

    def where(self, term: str) -> list[int]:
        """Return the numbers of the ideas that have a term."""
        query = "SELECT number FROM posting WHERE term = (SELECT id FROM term WHERE name = ?)"
        return [number for (number,) in self._rows(query, (term,))]

    def ideas(self, numbers: Iterable[int] | None = None) -> list[tuple[int, str, str | None, str]]:
        """Return number, row, session and what was kept of ideas that stand: all, or those with these numbers."""
        which = "" if numbers is None else "AND number IN (SELECT value FROM json_each(?)) "
        query = f"SELECT number, row, session, kept FROM idea WHERE standing {which}ORDER BY row"
        return self._rows(query, () if numbers is None else (json.dumps(list(numbers)),))

    def number_of(self, row: str) -> int | None:
        """Return the number of an idea, None where it is unknown."""
        found = self._rows("SELECT number FROM idea WHERE row = ?", (row,))
        return int(found[0][0]) if found else None

    def ids(self) -> dict[int, str]:
        """Return the id of every idea that stands, by its number."""
        return dict(self._rows("SELECT number, row FROM idea WHERE standing"))


def index_path(register: Path) -> Path:
    """Return where the index of a register stands in the data folder."""
    mark = hashlib.sha256(str(register.resolve()).encode()).hexdigest()[:16]
    return paths.home() / "index" / f"{mark}.index"
