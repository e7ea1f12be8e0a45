"""The set of changes: union in any order, forks, absent bodies, newer programs."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain import ids, kinds
from ogp_desktop.domain.change import Op, seal_in, write_body
from ogp_desktop.domain.kind import Field, Kind
from ogp_desktop.exchange.receiving import settle
from ogp_desktop.services.files.review import Review
from ogp_desktop.storage import damage, derive, journal, queries
from ogp_desktop.storage.register import Register
from tests.conftest import EVENT, empty_register


def chain(actor, count, start=1, prev=b"", word="x", v=1, kind="idea"):
    """Return a hand-made chain of ideas."""
    changes = []
    for seq in range(start, start + count):
        row = ids.derive(word, str(seq))
        body = write_body([Op("new", row, {"problem": f"{word} {seq}"}, {})], "0" * 32)
        header = {
            "actor": actor,
            "seq": seq,
            "prev": prev,
            "scope": EVENT,
            "batch": 1,
            "hlc": seq,
            "kind": kind,
            "v": v,
        }
        changes.append(seal_in(header, body))
        prev = changes[-1].id
    return changes


A = b"a" * 16
TRUNK = chain(A, 3)
ONE = chain(A, 3, 4, TRUNK[-1].id, "one")
OTHER = chain(A, 2, 4, TRUNK[-1].id, "other")


def united(register, changes):
    with register.writing() as conn:
        union = journal.unite(conn, changes)
        settle(conn, union)
    return union


def problems(register):
    return sorted(idea["problem"] for idea in queries.records(register.conn, "idea"))


@given(st.permutations([*TRUNK, *ONE, *OTHER]), st.integers(1, 4))
def test_from_a_fork_on_both_branches_leave_the_state_whatever_the_order(order, pieces):
    register = _memory_register()
    for start in range(pieces):
        united(register, order[start::pieces])
    assert problems(register) == ["x 1", "x 2", "x 3"]
    assert journal.digest(register.conn) == _digest_of([*TRUNK, *ONE, *OTHER])
    register.close()


def _memory_register():
    import tempfile
    from pathlib import Path

    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))
    path = folder / "x.ogp"
    path.write_bytes(empty_register())
    register = Register.open_at(path)
    close = register.close

    def close_and_remove():
        close()
        register.path.unlink()
        folder.rmdir()

    register.close = close_and_remove
    return register


def _digest_of(changes):
    import hashlib

    return hashlib.sha256(b"".join(sorted(change.id for change in changes))).hexdigest()


def test_a_prev_that_names_an_unknown_change_is_evidence_of_a_fork(make_register):
    register = make_register().register
    united(register, [*TRUNK, *ONE])
    united(register, OTHER[1:])
    assert problems(register) == ["x 1", "x 2", "x 3"]


def test_a_decision_brings_one_branch_back_and_keeps_the_other_listed(make_register):
    bench = make_register()
    united(bench.register, [*TRUNK, *ONE, *OTHER])
    review = Review(bench)
    (fork,) = review.conflicts()
    place = [version.value for version in fork.versions].index(ONE[0].id.hex()) + 1
    review.resolve(fork.id, str(place))
    assert problems(bench.register) == ["one 4", "one 5", "one 6", "x 1", "x 2", "x 3"]
    assert review.conflicts() == []
    more = chain(A, 1, 7, ONE[-1].id, "one")
    united(bench.register, [*more, *chain(A, 1, 6, OTHER[-1].id, "other")])
    assert problems(bench.register)[:4] == ["one 4", "one 5", "one 6", "one 7"]


def test_two_different_decisions_decide_nothing(make_register, exchange):
    benches = [make_register("one"), make_register("two")]
    for bench, branch in zip(benches, (ONE, OTHER), strict=True):
        united(bench.register, [*TRUNK, *ONE, *OTHER])
        review = Review(bench)
        (fork,) = review.conflicts()
        place = [version.value for version in fork.versions].index(branch[0].id.hex()) + 1
        review.resolve(fork.id, str(place))
    exchange(*benches)
    exchange(*benches)
    for bench in benches:
        assert problems(bench.register) == ["x 1", "x 2", "x 3"]
    assert derive.digest(benches[0].register.conn) == derive.digest(benches[1].register.conn)


def test_a_body_that_was_absent_is_filled_when_it_comes(make_register):
    register = make_register().register
    united(register, [change.without_body() for change in TRUNK])
    assert problems(register) == []
    union = united(register, TRUNK)
    assert (union.new_headers, union.new_bodies) == (0, 3)
    assert problems(register) == ["x 1", "x 2", "x 3"]


def test_a_register_never_forgets_a_body_it_has(make_register):
    register = make_register().register
    united(register, TRUNK)
    united(register, [change.without_body() for change in TRUNK])
    assert problems(register) == ["x 1", "x 2", "x 3"]


@pytest.mark.parametrize("newer", [chain(b"n" * 16, 2, v=2), chain(b"n" * 16, 2, kind="hologram")])
def test_what_a_newer_program_wrote_is_kept_forwarded_and_left_out(newer, make_register):
    one, other = make_register("one").register, make_register("other").register
    united(one, newer)
    united(other, journal.everything(one.conn))
    assert problems(other) == []
    assert queries.waiting_count(other.conn) == 2
    assert journal.digest(one.conn) == journal.digest(other.conn)


def test_an_unknown_kind_appears_once_it_is_declared(make_register, monkeypatch):
    bench = make_register()
    path = bench.register.path
    united(bench.register, chain(b"n" * 16, 2, kind="hologram"))
    bench.register.close()
    declared = Kind("hologram", "event", (Field("problem"),))
    monkeypatch.setattr(kinds, "ALL", (*kinds.ALL, declared))
    monkeypatch.setitem(kinds.BY_NAME, "hologram", declared)
    with Register.open_at(path) as register:
        assert [found["problem"] for found in queries.records(register.conn, "hologram")] == ["x 1", "x 2"]


def test_one_event_cannot_write_into_another(make_register):
    register = make_register().register
    united(register, TRUNK)
    row = ids.derive("x", "1")
    body = write_body([Op("set", row, {"problem": "stolen"}, {"problem": [TRUNK[0].header.dot]})])
    foreign = ids.derive("another event")
    header = {"actor": b"f" * 16, "seq": 1, "prev": b"", "scope": foreign, "batch": 1, "hlc": 9, "kind": "idea"}
    united(register, [seal_in(header, body)])
    assert derive.load(register.conn, derive.Key("idea", EVENT, row)).value("problem") == "x 1"


def test_gaps_in_a_chain_do_not_matter(make_register):
    register = make_register().register
    shuffled = random.Random(3).sample(TRUNK, 3)
    for change in shuffled:
        united(register, [change])
    assert problems(register) == ["x 1", "x 2", "x 3"]
    assert not damage.damaged(register.conn)
