"""Older registers are brought up to date: whole, after a backup, or not at all."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import backup_names, damage, derive, journal, released, schema
from ogp_desktop.storage.register import Register
from tests.faults import upgrading
from tests.faults.warm_parent import in_fresh_process

FIXTURES = sorted(Path(__file__).parent.glob("schema-*.ogp"))


@pytest.fixture
def older(tmp_path):
    path = tmp_path / "older.ogp"
    shutil.copyfile(FIXTURES[-1], path)
    return path


def test_each_older_schema_has_left_a_file():
    left = {path.stem for path in FIXTURES}
    assert {f"schema-{number}" for number in range(1, schema.SCHEMA)} <= left


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_register_of_each_released_schema_opens_with_all_it_held(fixture, tmp_path):
    path = tmp_path / "x.ogp"
    shutil.copyfile(fixture, path)
    with Register.open_at(path) as register:
        conn = register.conn
        assert conn.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA
        assert journal.digest(conn) == upgrading.JOURNAL
        assert not damage.damaged(conn)
        assert conn.execute("SELECT problem FROM idea ORDER BY number").fetchall() == [
            ("Les analyses de l’eau ne sont pas publiées",),
            ("المعطيات حول النقل المدرسي غير متاحة",),
        ]
        assert conn.execute("SELECT count(*) FROM conflict").fetchone()[0] == 1
        before = derive.digest(conn)
        register.rebuild()
        assert derive.digest(conn) == before


def test_what_the_migrations_make_is_what_a_register_is_known_by():
    from ogp_desktop.storage.migrations import Database, migrations

    db = Database(sqlite3.connect(":memory:"))
    following = [step.name for step in migrations.pending(db)][1:]
    made = []
    for step in (*following, None):
        migrations.apply(db, stop_before=step)
        made.append(released.entries(db.conn))
    db.conn.close()
    assert made == list(released.known_schemas())
    assert len(made) == schema.SCHEMA
    for known, found in zip(schema._KNOWN, made, strict=True):
        assert known <= {statement for *_, statement in found}


def test_an_upgrade_takes_a_backup_of_the_older_file_first(older, monkeypatch):
    whole = older.read_bytes()
    upgrading.announce(monkeypatch.setattr)
    with Register.open_at(older) as register:
        assert register.conn.execute("SELECT * FROM invented").fetchall() == [(7,)]
        assert register.conn.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA
        assert journal.digest(register.conn) == upgrading.JOURNAL
    (backup,) = backup_names.of(older)
    assert backup.why == "migration"
    assert len(backup.path.read_bytes()) == len(whole)
    assert backup.path.read_bytes()[60:64] == whole[60:64]


def test_an_upgrade_that_fails_leaves_the_older_file(older, monkeypatch):
    whole = older.read_bytes()
    upgrading.announce(monkeypatch.setattr, fails=True)
    with pytest.raises(RuntimeError, match="invented"):
        Register.open_at(older)
    assert older.read_bytes() == whole
    assert sorted(path.name for path in older.parent.iterdir()) == ["older.ogp"]


def test_without_room_for_the_backup_nothing_is_upgraded(older, monkeypatch, tmp_path):
    whole = older.read_bytes()
    upgrading.announce(monkeypatch.setattr)
    (tmp_path / "a file").write_bytes(b"")
    monkeypatch.setenv("OGP_HOME", str(tmp_path / "a file"))
    with pytest.raises(Trouble, match="home_unwritable"):
        Register.open_at(older)
    assert older.read_bytes() == whole


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_an_upgrade_that_is_killed_leaves_the_older_file_or_the_new_one(older):
    found = in_fresh_process("tests.faults.upgrading:killed", older, 50)
    assert len(found) == 50
    assert set(found) <= {"old", "new"}
