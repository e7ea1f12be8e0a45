"""`check`: tables are derived anew, whatever was done to them; the journal is never touched."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.keyring import DeviceKeys
from ogp_desktop.exchange.keys import SigningKey
from ogp_desktop.services.compose import opened
from ogp_desktop.services.safety import checking
from ogp_desktop.storage import backup_names, derive, journal, salvage, seals
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from tests.conftest import empty_register

IDEAS = 120


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return the bytes of a filled register, and its two digests."""
    path = tmp_path_factory.mktemp("filled") / "x.ogp"
    path.write_bytes(empty_register())
    with Register.open_at(path) as register:
        author = Author(ids.draw(), "room")
        for number in range(IDEAS):
            with register.act(author) as act:
                act.new("idea", {"problem": f"Une idée {number} " + "longue " * 60})
        told = journal.digest(register.conn), derive.digest(register.conn)
    return path.read_bytes(), told


@pytest.fixture
def closed(filled, tmp_path):
    """Return a register's file, closed, and its two digests."""
    whole, told = filled
    path = tmp_path / "x.ogp"
    path.write_bytes(whole)
    return path, told


def by_hand(path, *statements):
    """Do something to the file as anyone with an SQLite shell can."""
    conn = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        conn.execute(statement)
    conn.close()


def pages_of(path, name):
    """Return the numbers of the pages of a table or an index, its root first."""
    import apsw

    conn = apsw.Connection(str(path))
    try:
        query = "SELECT pageno FROM dbstat WHERE name = ? ORDER BY path"
        return [number for (number,) in conn.execute(query, (name,))]
    finally:
        conn.close()


def zero(path, number):
    with path.open("r+b") as file:
        file.seek((number - 1) * 4096)
        file.write(bytes(4096))


def checked(path):
    with opened(path) as bench:
        return checking.check(bench)


def assert_repaired(path, told):
    found = checked(path)
    assert (found.ok, found.repaired, found.damaged) == (True, True, [])
    assert (found.journal, found.state) == told
    again = checked(path)
    assert (again.ok, again.repaired) == (True, False)


def test_a_register_that_is_well_is_left_as_it_is(closed):
    path, told = closed
    found = checked(path)
    assert (found.ok, found.repaired, found.changes) == (True, False, IDEAS + 1)
    assert (found.journal, found.state) == told


BY_HAND = {
    "a text of the table": ["UPDATE idea_stored SET problem = 'autre chose' WHERE rowid_of = 1"],
    "a row gone": ["DELETE FROM idea_stored WHERE id = (SELECT max(id) FROM idea_stored)"],
    "a row too many": ["INSERT INTO idea_stored(id, scope, deleted) VALUES('x', 99, 0)"],
    "no bytes but a number": ["UPDATE idea_stored SET deleted = 'z', number = x'00ff'"],
    "a conflict nobody made": ["INSERT INTO conflict VALUES('idea', 's', 'r', 'problem', 2)"],
    "no ideas": ["DROP TABLE idea_stored"],
    "no touches": ["DROP TABLE touch"],
    "no conflicts": ["DROP TABLE conflict"],
    "no index": ["DROP INDEX withheld"],
    "no guard": ["DROP TRIGGER change_keeps", "DROP TRIGGER change_stays"],
    "no view": ["DROP VIEW idea"],
    "no view of the journal": ["DROP VIEW change"],
    "another table": ["DROP TABLE idea_stored", "CREATE TABLE idea_stored(id, scope, deleted, rid)"],
}
BY_HAND["a text of the table"] = [
    "UPDATE idea_stored SET problem = 'autre chose' WHERE id = (SELECT max(id) FROM idea_stored)"
]


@pytest.mark.parametrize("what", BY_HAND)
def test_what_was_done_to_the_tables_is_undone_from_the_journal(what, closed):
    path, told = closed
    by_hand(path, *BY_HAND[what])
    assert_repaired(path, told)


@pytest.mark.parametrize("name", ["idea_stored", "sqlite_autoindex_change_stored_1", "touch", "event_stored"])
@pytest.mark.parametrize("which", [0, -1])
def test_a_page_of_the_tables_that_was_zeroed_is_written_anew(name, which, closed):
    path, told = closed
    zero(path, pages_of(path, name)[which])
    assert_repaired(path, told)
    assert [backup.why for backup in backup_names.of(path)] == ["damaged"]


def test_who_is_trusted_and_what_came_outlives_the_writing_anew(closed):
    path, told = closed
    by_hand(path, "INSERT INTO device(id, label) VALUES('d', 'Salle 2')", "INSERT INTO received(name) VALUES('r')")
    zero(path, pages_of(path, "idea_stored")[0])
    assert_repaired(path, told)
    conn = sqlite3.connect(path)
    assert conn.execute("SELECT device.label, received.name FROM device, received").fetchall() == [("Salle 2", "r")]
    conn.close()


@pytest.mark.parametrize("which", [0, 2, 5, -1])
def test_a_page_of_the_journal_that_was_zeroed_is_told_and_nothing_written(which, closed):
    path, _ = closed
    zero(path, pages_of(path, "change_stored")[which])
    before = path.read_bytes()
    found = checked(path)
    assert (found.ok, found.repaired, found.sound) == (False, False, False)
    assert found.reason.code == "register_holed"
    lost = IDEAS + 1 - found.changes
    assert 0 < lost <= (IDEAS + 1 if which == 0 else 12)
    assert path.read_bytes() == before


def test_what_a_damaged_journal_lost_is_sought_up_to_its_last_number_only(closed):
    path, _ = closed
    zero(path, pages_of(path, "change_stored")[0])
    asked = []
    with closing(sqlite3.connect(path)) as conn:
        conn.set_trace_callback(asked.append)
        assert not salvage.legible(conn).is_whole
    assert len(asked) < 2_000


def test_a_damaged_text_that_is_read_before_it_is_checked_is_told_in_words(closed):
    path, _ = closed
    with opened(path) as bench:
        row = bench.register.conn.execute("SELECT id FROM idea WHERE problem LIKE 'Une idée 9 %'").fetchone()[0]
    said = f"(SELECT rid FROM idea_stored WHERE id = '{row}')"
    by_hand(path, "DROP TRIGGER change_stays", f"UPDATE change_stored SET body = x'7b' WHERE rid = {said}")
    with opened(path) as bench, pytest.raises(Trouble, match="register_damaged"), bench.register.looking():
        bench.register.row("idea", row)


def test_damaged_changes_are_named_and_never_repaired(closed):
    path, _ = closed
    edited = "CAST(replace(CAST(body AS TEXT), 'idée 7 ', 'idée 8 ') AS BLOB)"
    changed = f"UPDATE change_stored SET body = {edited} WHERE instr(body, CAST('idée 7 ' AS BLOB))"
    by_hand(path, "DROP TRIGGER change_stays", changed)
    found = checked(path)
    assert len(found.damaged) == 1
    assert found.damaged[0].startswith("9@")
    assert (found.ok, found.reason.code) == (False, "changes_damaged")
    assert checked(path).damaged == found.damaged
    with opened(path) as bench:
        said = bench.register.conn.execute("SELECT count(*) FROM idea WHERE problem LIKE '%idée 8 %'").fetchone()
    assert said == (2,), "a text stands in its change only: it is named, and what is shown is what stands there"


@pytest.mark.parametrize(
    "what", ["seq = 'x'", "hlc = 'x'", "prev = 'abc'", "v = 7.5", "body = x'ff'", "kind = x'00'", "actor = 'text'"]
)
def test_values_that_no_change_has_are_named_like_any_damage(what, closed):
    path, _ = closed
    by_hand(path, "DROP TRIGGER change_stays", f"UPDATE change_stored SET {what} WHERE rid = 5")
    found = checked(path)
    assert not found.ok
    assert found.damaged


@pytest.fixture
def sealed(make_register):
    """Return a room whose computer sealed what it wrote, and the file as it was before."""
    bench = make_register("room")
    bench.keyring.keep_device(DeviceKeys(bench.device.id, SigningKey.draw().seed.hex()))
    before = bench.register.path.read_bytes()
    with bench.register.act(bench.author) as act:
        act.new("idea", {"problem": "ce qui a été dit"})
    bench.seal()
    return bench, before


def test_what_a_computer_sealed_is_known_from_what_was_written_again_with_every_hash(sealed, tmp_path):
    bench, before = sealed
    told = checking.check(bench)
    assert (told.ok, told.seals, told.unkept) == (True, 1, [])
    (seal,) = seals.everything(bench.register.conn)
    forged = tmp_path / "forged.ogp"
    forged.write_bytes(before)
    with Register.open_at(forged) as register:
        with register.act(replace(bench.author)) as act:
            act.new("idea", {"problem": "ce qui n’a jamais été dit"})
        with register.writing() as conn:
            seals.keep(conn, [seal])
        told = checking.check(replace(bench, register=register))
    assert (told.damaged, told.complete, told.sound, told.ok) == ([], True, True, False)
    assert told.unkept == [f"{bench.device.id}:{seal.last_seq}"]
    assert told.reason.code == "seals_unkept"


def test_a_seal_that_is_not_its_computers_is_named(sealed):
    bench, _ = sealed
    with bench.register.writing() as conn:
        conn.execute("UPDATE seal SET signature = randomblob(64)")
    assert checking.check(bench).reason.code == "seals_unkept"
