"""A register that was changed behind the application's back: found, refused, or without harm; never in silence."""

import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from ogp_desktop.storage import damage, journal, queries, schema
from tests.conftest import made_register
from tests.faults import registers
from tests.faults.counts import seeds

EACH = 250


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory):
    """Return a filled bench, its file closed, and what it holds; the file is only copied."""
    one, other = (made_register(tmp_path_factory.mktemp(name), name) for name in ("one", "other"))
    registers.filled(one, other)
    whole = registers.content(one.register.conn)
    for bench in (one, other):
        bench.register.close()
    return one, whole


@pytest.fixture
def made(unharmed, memory):
    """Return the filled bench, a copy of its file in memory, and what it holds."""
    one, whole = unharmed
    return one, shutil.copyfile(one.register.path, memory / "register.ogp"), whole


def mutated(made, rng, times, until=None):
    """Return how often what was said of that many mutants, up to the first of which `until` was said."""
    bench, path, whole = made
    unharmed = path.read_bytes()
    said = Counter()
    for number in range(times):
        mutate = registers.BYTES[number % len(registers.BYTES)]
        path.write_bytes(mutate(unharmed, rng))
        outcome = registers.what_is_said(path, whole, bench)
        said[outcome] += 1
        if outcome == "in silence":
            said[mutate.__name__] += 1
        if outcome == until:
            break
        for beside in path.parent.glob(f"{path.name}-*"):
            beside.unlink()
    return said


@pytest.mark.parametrize("seed", seeds("mutated registers", EACH))
def test_no_register_whose_bytes_changed_is_believed(seed, made, figures):
    said = mutated(made, random.Random(seed), EACH)
    figures("mutated registers", {"mutants": EACH, **said, "in silence": said["in silence"], "tracebacks": 0})
    assert said["in silence"] == 0, said
    assert set(said) <= {"found", "refused", "repaired", "harmless", "in silence"}
    assert min(said[outcome] for outcome in ("found", "refused", "repaired")) > 0


@pytest.mark.parametrize("done", registers.STATEMENTS)
def test_no_register_that_a_tool_changed_is_believed(done, made):
    assert done_to(made, done) in ("found", "refused", "repaired", "harmless")


def done_to(made, done):
    bench, path, whole = made
    registers.by_tool(path, registers.STATEMENTS[done])
    return registers.what_is_said(path, whole, bench)


# Each check switched off: what it finds is then believed, or stops the program.


def test_without_hashes_mutations_are_believed(made, monkeypatch):
    monkeypatch.setattr(damage, "is_whole", lambda change: True)
    assert mutated(made, random.Random(0), EACH, "in silence")["in silence"] > 0


@pytest.mark.parametrize(
    "done",
    ["the last change taken out", "the fork taken out", "a body taken out"],
)
def test_without_counts_what_is_gone_is_not_missed(done, made, monkeypatch):
    monkeypatch.setattr(journal, "is_complete", lambda conn: True)
    assert done_to(made, done) == "in silence"


@pytest.mark.parametrize("done", ["a trigger that eats ideas", "a view"])
def test_without_the_known_schema_others_tables_are_believed(done, made, monkeypatch):
    monkeypatch.setattr(schema, "is_ours", lambda conn: True)
    assert done_to(made, done) == "harmless"


def test_without_sqlites_own_check_an_index_that_lost_everything_is_believed(made, monkeypatch):
    bench, path, whole = made
    with closing(sqlite3.connect(path)) as conn:
        place = "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_change_stored_1'"
        (page,) = conn.execute(place).fetchone()
    empty = bytes([10, 0, 0, 0, 0, *registers.PAGE.to_bytes(2, "big"), 0])
    emptied = registers.replaced(path.read_bytes(), (page - 1) * registers.PAGE, empty)
    path.write_bytes(emptied)
    assert registers.what_is_said(path, whole, bench) == "repaired"
    path.write_bytes(emptied)
    monkeypatch.setattr(queries, "is_sound", lambda conn: True)
    assert registers.what_is_said(path, whole, bench) == "in silence"
