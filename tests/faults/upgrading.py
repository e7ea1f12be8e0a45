"""A schema that does not exist yet, and upgrades to it that are killed."""

import contextlib
import hashlib
import shutil
import sqlite3
from pathlib import Path

from ogp_desktop.storage import damage, migrations, schema
from ogp_desktop.storage.register import Register
from tests.faults.warm_parent import killed_while_it_works

SECONDS = 0.25
"""More than an upgrade takes."""

JOURNAL = "30e9b90f9f089638a8abac0d7c91e8eeb1a96aed23db0e8db8ca19a0d644131c"
"""The digest of the journal that every released schema's fixture holds."""


def announce(replace, fails=False):
    """Make the next schema known, with a table of its own; `replace` is how an attribute is set for a while."""
    announced = migrations.Migrations("ogp_register")
    announced._migrations = list(migrations.migrations._migrations)

    @announced()
    def a_step(db):
        for number in range(40):
            db.conn.execute(f"CREATE TABLE of_old_{number}(x)")

    @announced()
    def invented(db):
        db.conn.execute("CREATE TABLE invented(number)")
        db.conn.execute("INSERT INTO invented VALUES(7)")
        for number in range(40):
            db.conn.execute(f"DROP TABLE of_old_{number}")
        if fails:
            raise RuntimeError("invented")

    replace(migrations, "migrations", announced)
    replace(schema, "SCHEMA", schema.SCHEMA + 1)
    replace(schema, "_KEPT_TABLES", schema._KEPT_TABLES | {"invented"})


def killed(path, times):
    """Kill upgrades at any moment, each of a fresh copy; returns which schema stands in the file, if it is whole."""
    older, at_work = Path(path), Path(path).with_name("at-work.ogp")
    announce(setattr)

    def upgrade(acknowledge):
        acknowledge(".")
        Register.open_at(at_work).close()

    found = []
    for delay in range(int(times)):
        shutil.copyfile(older, at_work)
        killed_while_it_works(upgrade, delay / int(times) * SECONDS)
        found.append(_standing(at_work))
        for left in at_work.parent.glob("*at-work*"):
            left.unlink()
    return found


def _standing(path):
    with contextlib.closing(sqlite3.connect(path)) as conn:
        tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        ids = sorted(row[0] for row in conn.execute("SELECT id FROM change UNION ALL SELECT id FROM fork"))
        whole = hashlib.sha256(b"".join(ids)).hexdigest() == JOURNAL
        whole = whole and (version < schema.SCHEMA or not damage.damaged(conn))
        made = any(name.startswith("of_old") for name in tables)
        if not whole or made or ("invented" in tables) != (version == schema.SCHEMA):
            return "half"
        return "new" if "invented" in tables else "old"
