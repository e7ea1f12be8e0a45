"""One register is one file: its pragmas, its lock, its refusals, its acts."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace

import pytest

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import connection, damage, derive, journal, queries
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from tests.faults.warm_parent import in_fresh_process


def says(bench, **values):
    with bench.register.act(bench.author) as act:
        return act.new("idea", {"problem": "p", **values})


def test_the_pragmas_that_survive_power_cuts_are_set(make_register):
    conn = make_register().register.conn
    asked = {name: conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert asked == {"journal_mode": "truncate", "synchronous": 3}
    assert conn.execute("PRAGMA secure_delete").fetchone()[0] == 1
    assert conn.execute("PRAGMA mmap_size").fetchall() in ([], [(0,)])


def test_a_reading_connection_writes_nothing_and_trusts_nothing(make_register):
    bench = make_register()
    says(bench)
    reader = bench.register.for_reading()
    try:
        asked = {name: reader.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("query_only", "trusted_schema")}
        assert asked == {"query_only": 1, "trusted_schema": 0}
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.conn.execute("DELETE FROM idea_stored")
    finally:
        reader.close()


@pytest.mark.parametrize("way", ["connect", "connect_reading"])
def test_no_connection_is_given_whose_pragmas_do_not_hold(way, monkeypatch, make_register):
    bench = make_register()
    monkeypatch.setitem(connection._READING, "trusted_schema", ("ON", 0))
    monkeypatch.setitem(connection._PRAGMAS, "trusted_schema", ("ON", 0))
    with pytest.raises(RuntimeError, match="trusted_schema"):
        getattr(connection, way)(bench.register.path)


def test_an_engine_too_old_for_what_is_written_is_our_bug_and_not_ignored():
    connection.require_engine()
    with pytest.raises(RuntimeError, match=r"3\.37\.2"):
        connection.require_engine((3, 37, 2))


def test_what_the_engine_must_be_able_to_do_it_does(make_register):
    conn = make_register().register.conn
    assert conn.execute("SELECT json_extract('[7]', '$[0]')").fetchone() == (7,)
    options = {option for (option,) in conn.execute("PRAGMA compile_options")}
    assert "ENABLE_FTS5" in options
    assert "OMIT_JSON" not in options


def test_a_pragma_that_sqlite_does_not_take_is_our_bug_and_not_ignored(monkeypatch, tmp_path):
    monkeypatch.setitem(connection._PRAGMAS, "synchronous", ("NORMAL", 3))
    with pytest.raises(RuntimeError, match="synchronous"):
        connection.connect(tmp_path / "x.ogp")


def test_a_closed_register_is_one_file_and_a_copy_of_an_idle_one_is_whole(make_register, tmp_path):
    bench = make_register("one")
    says(bench)
    copy = tmp_path / "copy.ogp"
    shutil.copyfile(bench.register.path, copy)
    with Register.open_at(copy) as register:
        assert derive.digest(register.conn) == derive.digest(bench.register.conn)
    bench.register.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.ogp", "one.ogp"]
    bench.register = Register.open_at(tmp_path / "one.ogp")
    bench.register.close()


def _header(path, offset, number):
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(number.to_bytes(4, "big"))


def _truncated(path):
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


DAMAGES = {
    "not_a_register": lambda path: path.write_bytes(b"PK\x03\x04 a spreadsheet, perhaps"),
    "register_truncated": _truncated,
    "register_too_new": lambda path: _header(path, 60, 99),
}


@pytest.mark.parametrize("code", DAMAGES)
def test_what_cannot_be_opened_is_refused_in_words_and_left_as_it_is(code, make_register, tmp_path):
    bench = make_register("x")
    says(bench)
    path = tmp_path / "y.ogp"
    shutil.copyfile(bench.register.path, path)
    DAMAGES[code](path)
    before = path.read_bytes()
    with pytest.raises(Trouble) as refused:
        Register.open_at(path)
    assert refused.value.code == code
    assert path.read_bytes() == before
    assert not path.with_name(".y.ogp.lock").exists()


def test_another_applications_database_is_no_register(tmp_path):
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE x(y)")
    other.commit()
    other.close()
    with pytest.raises(Trouble, match="not_a_register"):
        Register.open_at(path)


def test_an_empty_and_a_missing_file_are_refused(tmp_path):
    (tmp_path / "empty.ogp").touch()
    with pytest.raises(Trouble, match="not_a_register"):
        Register.open_at(tmp_path / "empty.ogp")
    with pytest.raises(Trouble, match="register_missing"):
        Register.open_at(tmp_path / "none.ogp")


def test_a_register_is_never_created_over_something(make_register):
    bench = make_register("x")
    before = bench.register.path.read_bytes()
    with pytest.raises(Trouble, match="register_exists"):
        Register.create(bench.register.path, ids.draw(), None)
    assert bench.register.path.read_bytes() == before


def test_an_act_that_fails_leaves_nothing(make_register):
    bench = make_register()
    says(bench)
    before = journal.digest(bench.register.conn), derive.digest(bench.register.conn)

    with contextlib.suppress(KeyboardInterrupt), bench.register.act(bench.author) as act:
        act.new("idea", {"problem": "half"})
        raise KeyboardInterrupt
    assert (journal.digest(bench.register.conn), derive.digest(bench.register.conn)) == before
    assert says(bench)


def test_one_act_is_one_batch_and_personal_kinds_have_one_row_a_change(make_register):
    bench = make_register()
    with bench.register.act(bench.author) as act:
        people = [act.new("participant", {"organisation": "o"}) for _ in range(3)]
        for person in people:
            act.new("identity", {"family_name": "N"}, person)
    told = bench.register.conn.execute("SELECT kind, batch FROM change WHERE kind <> 'actor'").fetchall()
    assert [kind for kind, _ in told] == ["participant", "identity", "identity", "identity"]
    assert {batch for _, batch in told} == {2}


def test_the_operators_name_stands_in_an_identity_only(make_register):
    bench = make_register(operator="Zineb B.")
    says(bench)
    holding = bench.register.conn.execute("SELECT kind FROM change WHERE body LIKE '%Zineb%'").fetchall()
    assert holding == [("identity",)]


def test_an_operator_who_comes_back_to_a_computer_is_the_same_person(make_register):
    bench = make_register(operator="Zineb B.")
    for name in ("Zineb B.", "Rachid", "Zineb B.", ""):
        says(replace(bench, author=Author(bench.author.device, operator=name)))
    told = bench.register.conn.execute("SELECT family_name FROM identity ORDER BY family_name").fetchall()
    assert told == [("Rachid",), ("Zineb B.",)]
    assert bench.register.conn.execute("SELECT count(operator), count(*) FROM actor").fetchone() == (3, 4)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM change_stored",
        "UPDATE change_stored SET body = 'x'",
        "UPDATE change_stored SET hlc = 1",
        "UPDATE change_stored SET prev = x'00'",
        "DELETE FROM fork_stored",
        "DELETE FROM name",
        "UPDATE name SET name = 'x'",
    ],
)
def test_the_journal_only_grows(statement, make_register):
    bench = make_register()
    says(bench)
    conn = bench.register.conn
    if "fork" in statement:
        conn.execute("INSERT INTO fork_stored SELECT * FROM change_stored")
    with pytest.raises(sqlite3.IntegrityError, match=r"only grows|never rewritten|a name stays"):
        conn.execute(statement)


def test_a_second_application_is_told_who_has_the_file(make_register):
    bench = make_register("x")
    script = """
        import sys
        from pathlib import Path
        from ogp_desktop.storage.register import Register
        from ogp_desktop.domain.trouble import Trouble
        try:
            Register.open_at(Path(sys.argv[1]))
        except Trouble as trouble:
            print(trouble.code, trouble.values["owner"])
    """
    bench.register.close()
    bench.register = Register.open_at(bench.register.path, owner="Accueil 1")
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(bench.register.path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "register_busy Accueil 1"
    bench.register.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_full_disk_is_said_in_words_and_loses_nothing(make_register):
    bench = make_register("x")
    saved = says(bench)
    path = bench.register.path
    bench.register.close()
    assert in_fresh_process("tests.faults.saves:full_disk", path) == 0
    bench.register = Register.open_at(path)
    try:
        assert not damage.damaged(bench.register.conn)
        assert queries.record(bench.register.conn, "idea", saved)["problem"] == "p"
        assert says(bench)
    finally:
        bench.register.close()


def test_a_byte_that_changed_on_the_disk_is_found(make_register):
    bench = make_register("x")
    says(bench, solution="Publier les analyses")
    path = bench.register.path
    bench.register.close()
    raw = path.read_bytes()
    place = raw.index(b"Publier les analyses")
    path.write_bytes(raw[:place] + b"p" + raw[place + 1 :])
    bench.register = Register.open_at(path)
    assert damage.damaged(bench.register.conn)
    bench.register.close()


def test_a_file_that_a_crash_left_shorter_than_its_header_says_is_taken_back_by_its_journal(make_register, tmp_path):
    """The moment of a commit at which the first page is written and the file has not grown yet."""
    bench = make_register("x")
    path, stopped = bench.register.path, tmp_path / "stopped.ogp"
    idea = says(bench)
    conn = bench.register.conn
    conn.execute("PRAGMA cache_size=2")
    conn.execute("PRAGMA cache_spill=ON")
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("CREATE TABLE filler(x)")
    conn.executemany("INSERT INTO filler VALUES(?)", [("x" * 4000,)] * 50)
    shutil.copyfile(path, stopped)
    shutil.copyfile(f"{path}-journal", f"{stopped}-journal")
    conn.execute("ROLLBACK")
    with stopped.open("r+b") as file:
        file.seek(28)
        file.write((10_000).to_bytes(4, "big"))
    with Register.open_at(stopped) as register:
        assert queries.record(register.conn, "idea", idea)["problem"] == "p"
        assert not damage.damaged(register.conn)
