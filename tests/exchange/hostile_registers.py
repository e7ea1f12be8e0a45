"""Registers that nobody should open as they are: each function changes a copy of a good one at `path`."""

import os
import sqlite3
from contextlib import closing

ENDLESS = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x"
SERIES = f"{ENDLESS} FROM r"
UNKNOWN = 'CREATE VIRTUAL TABLE w USING spellfix1("/etc/passwd")'
COMMAND = 'CREATE TABLE "x""; DROP TABLE meta; --"(a)'


def run(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA writable_schema=ON")
        for statement in statements:
            conn.execute(statement)


def ran(*statements):
    return lambda path: run(path, *statements)


def with_text(name, old, new):
    """Return what edits the text of a table where SQLite keeps it."""
    return ran(f"UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}') WHERE name = '{name}'")


def in_master(sql):
    return ran(f"UPDATE sqlite_master SET {sql}")


def view_for(table, columns, body):
    """Return what puts a view of the same name in a table's place."""
    return ran(f"DROP TABLE {table}", f"CREATE VIEW {table}({columns}) AS {body}")


def written(at, raw):
    """Return what writes bytes at a place of the file."""

    def write(path):
        with path.open("rb+") as file:
            file.seek(at)
            file.write(raw)

    return write


def sparse(size, in_header=False):
    def grow(path):
        os.truncate(path, size)
        if in_header:
            written(28, (size // 4096).to_bytes(4, "big"))(path)

    return grow


def encrypted(path):
    path.write_bytes(path.read_bytes()[:100] + os.urandom(path.stat().st_size - 100))


def foreign(path):
    path.unlink()
    run(path, "CREATE TABLE notes(text)", "INSERT INTO notes VALUES('x')")


def replaced_values(column, value, table="change_stored", guard="change_stays"):
    """Return what gives a column of every row another value, behind the back of the trigger that forbids it."""

    def replace(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            kept = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (guard,)).fetchone()[0]
            conn.execute(f"DROP TRIGGER {guard}")
            conn.execute(f"UPDATE {table} SET {column} = {value}")
            conn.execute(kept)

    return replace


def bomb_of_pages(path):
    """Let five levels of pages each name the same next one some hundred times: 10^12 rows in a small file."""
    with closing(sqlite3.connect(path)) as conn:
        root = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'change_stored'").fetchone()[0]
    content = bytearray(path.read_bytes())
    leaf = (root - 1) * 4096
    pages = len(content) // 4096
    content += content[leaf : leaf + 4096]
    following = pages + 1
    for _ in range(4):
        content += interior_page(following)
        following = len(content) // 4096
    content[leaf : leaf + 4096] = interior_page(following)
    content[28:32] = (len(content) // 4096).to_bytes(4, "big")
    path.write_bytes(content)


def interior_page(child, cells=250):
    cell = child.to_bytes(4, "big")
    body = b"".join(cell + (bytes([0x80 | n >> 7, n & 0x7F]) if n > 127 else bytes([n])) for n in range(1, cells + 1))
    starts, at = [], 4096 - len(body)
    for n in range(1, cells + 1):
        starts.append(at)
        at += 6 if n > 127 else 5
    head = b"\x05\x00\x00" + cells.to_bytes(2, "big") + starts[0].to_bytes(2, "big") + b"\x00" + cell
    pointers = b"".join(start.to_bytes(2, "big") for start in starts)
    return (head + pointers).ljust(4096 - len(body), b"\x00") + body


HOSTILE = {
    "an endless view": ran(f"CREATE VIEW endless AS {ENDLESS} FROM r"),
    "an endless view in the place of what is read": view_for("meta", "key, value", f"{ENDLESS}, x FROM r"),
    "an endless view in the place of what is counted": view_for("idea_stored", "id, deleted", f"{ENDLESS}, 0 FROM r"),
    "a view of long texts": view_for("meta", "key, value", "SELECT 'plan', printf('%.*c', 900000000, 'x')"),
    "a view of large blobs": view_for("seal", "actor", "SELECT zeroblob(900000000)"),
    "a trigger": ran("CREATE TRIGGER more AFTER INSERT ON change_stored BEGIN DELETE FROM meta; END"),
    "a trigger of ours edited": with_text("change_keeps", "IS NULL", "IS NOT NULL"),
    "a trigger of ours missing": ran("DROP TRIGGER fork_keeps"),
    "a generated column": ran("CREATE TABLE more(a, b AS (printf('%.*c', 900000000, 'x')))"),
    "a generated column in the cache": with_text(
        "idea_stored", '"letter" TEXT', '"letter" TEXT AS (zeroblob(900000000))'
    ),
    "a generated column in a change": with_text("change_stored", "body BLOB,", "body BLOB AS (zeroblob(900000000)),"),
    "a default that is large": with_text("change_stored", "body BLOB,", "body BLOB DEFAULT (zeroblob(900000000)),"),
    "a check that is endless": with_text(
        "meta", "value TEXT", f"value TEXT CHECK ((SELECT x FROM ({ENDLESS} FROM r)))"
    ),
    "a virtual table": ran("CREATE VIRTUAL TABLE words USING fts5(a)"),
    "a virtual table nobody knows": ran(f"INSERT INTO sqlite_master VALUES('table', 'w', 'w', 0, '{UNKNOWN}')"),
    "an index of an expression": ran("CREATE INDEX more ON change_stored(abs(seq))"),
    "one more table": ran("CREATE TABLE more(a)"),
    "a table with the name of a command": ran(
        'CREATE TABLE "x""; DROP TABLE meta; --"(a)', "CREATE TABLE [main.meta](a)"
    ),
    "statistics of another program": ran("ANALYZE"),
    "a collation nobody knows": with_text("meta", "key TEXT", "key TEXT COLLATE nobody"),
    "a column less": with_text("fork_stored", "body BLOB,", ""),
    "a table with another's page": in_master(
        "rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'meta') WHERE name = 'change_stored'"
    ),
    "a table in the page of the schema": in_master("rootpage = 1 WHERE name = 'change_stored'"),
    "a table in a page that is not there": in_master("rootpage = 2000000000 WHERE name = 'meta'"),
    "a table of a sort nobody knows": in_master("type = 'thing' WHERE name = 'meta'"),
    "a table without a text": in_master("sql = NULL WHERE name = 'meta'"),
    "a table twice": ran(
        "INSERT INTO sqlite_master SELECT type, 'meta2', 'meta2', rootpage, replace(sql, ' meta', ' meta2') "
        "FROM sqlite_master WHERE name = 'meta'"
    ),
    "a text that never ends": in_master("sql = sql || printf('%.*c', 3000000, ' ') WHERE name = 'meta'"),
    "a text that nests": in_master(
        f"sql = 'CREATE TABLE meta(key, value DEFAULT {'(' * 9000}1{')' * 9000})' WHERE name = 'meta'"
    ),
    "texts instead of hashes": replaced_values("actor", "'x'"),
    "a place that is no number": replaced_values("seq", "'x' || rid"),
    "a number with a fraction": replaced_values("hlc", "1.5"),
    "a kind that is a page of text": replaced_values("kind", "printf('%.*c', 100000, 'x')"),
    "a scope with ends of lines": replaced_values("name", "char(10, 9) || name", "name", "name_update"),
    "names that are numbers": replaced_values("name", "number", "name", "name_update"),
    "names that are huge": replaced_values("name", "zeroblob(3000000 + number)", "name", "name_update"),
    "a number nobody has": replaced_values("actor", "99"),
    "a change that is its own past": replaced_values("prev", "id"),
    "a body that is huge": replaced_values("body", "zeroblob(3000000)"),
    "a body that is no text": replaced_values("body", "x'ff00fe'"),
    "a body of another change": replaced_values("body", "(SELECT body FROM change_stored ORDER BY rid DESC LIMIT 1)"),
    "an identity that is no text": ran("DELETE FROM meta WHERE key = 'plan'", "INSERT INTO meta VALUES('plan', x'ff')"),
    "an identity that is huge": ran("UPDATE meta SET value = zeroblob(9000000) WHERE key = 'plan'"),
    "no identity": ran("DELETE FROM meta"),
    "no tables": ran("DELETE FROM sqlite_master"),
    "pages that name each other": bomb_of_pages,
    "another database": foreign,
    "an encrypted database": encrypted,
    "a header only": lambda path: os.truncate(path, 100),
    "a header that is cut": lambda path: os.truncate(path, 40),
    "pages of another size": written(16, b"\x02\x00"),
    "pages of no size": written(16, b"\x00\x03"),
    "another encoding": written(56, b"\x00\x00\x00\x02"),
    "a schema from the future": written(60, b"\x00\x00\x00\x63"),
    "a format from the future": written(18, b"\x09\x09"),
    "a sparse file of 2 GB": sparse(2 << 30),
    "a sparse file of 2 GB that says so": sparse(2 << 30, in_header=True),
    "a sparse file of 500 MB": sparse(500 << 20, in_header=True),
}

TOO_LARGE = frozenset(name for name in HOSTILE if name.startswith("a sparse file"))
VIEWS = (
    "an endless view in the place of what is read",
    "an endless view in the place of what is counted",
    "a view of long texts",
    "a view of large blobs",
)
