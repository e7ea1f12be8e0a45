import sqlite3
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain import ids
from ogp_desktop.domain.change import Op, ops_of, write_body
from ogp_desktop.storage import connection, damage, packing, queries

ROW = ids.derive("row")
BODY = write_body([Op("new", ROW, {"problem": "L’eau", "regions": ["a", "b"]}, {})], "0a" * 16)


def read_back(stored):
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE kept(body BLOB)")
    conn.execute("INSERT INTO kept VALUES(?)", (stored,))
    found = conn.execute(f"SELECT {packing.unpacked('body')} FROM kept").fetchone()[0]
    return found if found is None else found.encode()


def test_a_new_record_is_stored_without_what_every_other_says_too():
    stored = packing.pack(BODY)
    assert isinstance(stored, bytearray)
    assert len(stored) == len(BODY) - 70
    assert read_back(stored) == BODY


def test_an_absent_body_stays_absent():
    assert read_back(packing.pack(None)) is None


@pytest.mark.parametrize(
    "body",
    [
        write_body([Op("set", ROW, {"problem": "L’eau"}, {"problem": ["1@" + "0" * 32]})], "0a" * 16),
        write_body([Op("del", ROW, {}, {"problem": ["1@" + "0" * 32]})], "0a" * 16),
        write_body(
            [Op("new", ROW, {"problem": "a"}, {}), Op("new", ids.derive("other"), {"problem": "b"}, {})], "0a" * 16
        ),
        BODY.upper(),
        BODY.replace(b"-", b"0"),
        BODY[:16] + BODY[17:],
        BODY[:54] + BODY[-48:],
        BODY[:54] + BODY[-47:],
        BODY[:54] + BODY[-46:],
        BODY + b" ",
        b"",
        b"{}",
        b"a newer program's",
    ],
)
def test_whatever_the_body_it_comes_back_byte_for_byte(body):
    assert read_back(packing.pack(body)) == body


@given(st.integers(0, len(BODY)), st.integers(0, 60), st.sampled_from([b"", b"{", b"}", b'"', b"A", b"-", b"],["]))
def test_a_body_somebody_changed_comes_back_as_they_changed_it(at, cut, put):
    try:
        (body := BODY[:at] + put + BODY[at + cut :]).decode()
    except UnicodeDecodeError:
        return
    assert read_back(packing.pack(body)) == body


@pytest.mark.parametrize("said", ["L’eau", "وضع الماء", 'a "b"\nc', "", "tab \\t", "back \\n slash", "\x01"])
def test_a_text_is_shown_as_it_was_said_wherever_it_is_kept(said, make_register):
    bench = make_register()
    with bench.register.act(bench.author) as act:
        row = act.new("idea", {"problem": said, "solution": "après"})
    shown = "SELECT problem, solution, result FROM idea WHERE id = ?"
    kept = bench.register.conn.execute(shown, (row,)).fetchone()
    record = queries.record(bench.register.conn, "idea", row)
    assert (record["problem"], record["solution"], record["result"]) == kept
    bench.register.rebuild()
    assert kept == bench.register.conn.execute(shown, (row,)).fetchone() == (said, "après", None)


def test_reading_records_does_not_fetch_a_large_act_with_each_of_them(make_register):
    bench, text = make_register(), "L’eau " * 500
    with bench.register.act(bench.author) as act:
        for number in range(200):
            act.new("idea", {"problem": text, "number": number})
    tracemalloc.start()
    try:
        found = queries.records(bench.register.conn, "idea", "number", problem=text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [record["number"] for record in found] == list(range(200))
    assert peak < 20_000_000


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 120])
def test_rows_inserted_by_the_fifty_stand_in_their_order(count):
    conn = sqlite3.connect(":memory:", isolation_level=None)
    conn.execute("CREATE TABLE kept(rid INTEGER PRIMARY KEY, of INTEGER, number INTEGER UNIQUE)")
    rows = [(number,) for number in range(count)]
    connection.insert(conn, "INSERT INTO kept(of, number)", "(7, ?)", iter(rows))
    expected = [(number + 1, 7, number) for number in range(count)]
    assert conn.execute("SELECT * FROM kept ORDER BY rid").fetchall() == expected
    if rows:
        with pytest.raises(sqlite3.IntegrityError):
            connection.insert(conn, "INSERT INTO kept(of, number)", "(7, ?)", rows)


def test_a_text_that_stands_in_its_change_is_kept_once(make_register):
    bench = make_register()
    with bench.register.act(bench.author) as act:
        act.new("idea", {"problem": "dit une seule fois"})
    assert bench.register.path.read_bytes().count(b"dit une seule fois") == 1


def test_what_is_stored_is_what_was_written(make_register):
    bench = make_register()
    with bench.register.act(bench.author) as act:
        act.new("idea", {"problem": "a", "number": 3})
    (stored,) = bench.register.conn.execute("SELECT body FROM change WHERE kind = 'idea'").fetchone()
    assert ops_of(stored.encode())[0].values == {"problem": "a", "number": 3}


def test_what_two_registers_know_of_one_record_names_the_same_others(make_register, exchange):
    rows, session, category = [ids.derive(str(n)) for n in range(3)], ids.derive("session"), ids.derive("category")
    benches = [make_register(name) for name in "xy"]
    for at, bench in enumerate(benches):
        for row in rows[at : at + 2]:
            with bench.register.act(bench.author) as act:
                act.new("idea", {"problem": "L’eau", "session": session, "category": category}, row)
    exchange(*benches)
    told = "SELECT id, session, category, problem FROM idea ORDER BY id"
    for bench in benches:
        conn = bench.register.conn
        before = conn.execute(told).fetchall()
        bench.register.rebuild()
        assert before == conn.execute(told).fetchall() == [(row, session, category, "L’eau") for row in sorted(rows)]
        assert {type(name) for (name,) in conn.execute("SELECT name FROM name")} == {bytes, str}


@pytest.mark.parametrize("lost", ["actor", "scope"])
def test_changes_that_lost_a_name_are_damaged_not_gone(lost, make_register):
    bench = make_register()
    with bench.register.act(bench.author) as act:
        act.new("idea", {"problem": "a"})
    conn = bench.register.conn
    assert damage.damaged(conn) == []
    conn.execute("DROP TRIGGER name_delete")
    conn.execute(f"DELETE FROM name WHERE number IN (SELECT {lost} FROM change_stored)")
    assert len(damage.damaged(conn)) == conn.execute("SELECT count(*) FROM change_stored").fetchone()[0] == 2


def test_a_changed_name_is_damage(make_register):
    bench = make_register()
    with bench.register.act(bench.author) as act:
        act.new("idea", {"problem": "a"})
    conn = bench.register.conn
    conn.execute("DROP TRIGGER name_update")
    conn.execute("UPDATE name SET name = ? WHERE name = ?", (b"0" * 16, bench.author.actor))
    assert len(damage.damaged(conn)) == 2
