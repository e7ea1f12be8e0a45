"""Erased people: their bodies go, never come back in any order, and everything else stays whole."""

import random
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogp_desktop.domain import ids
from ogp_desktop.domain.change import Op, canonical, seal_in, write_body
from ogp_desktop.domain.erasure import PERSONAL
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.receiving import settle
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.device import Device
from ogp_desktop.services.safety.checking import check
from ogp_desktop.storage import damage, derive, erasure, journal, queries
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from ogp_desktop.storage.undo import undo
from tests.conftest import EVENT, PLAN

CANARY = "Zelmadane"
MORNING = "2026-12-12T09:00:00+00:00"


def registers(bench, person=None, name=CANARY, scope=None):
    """Register somebody with everything personal there is; returns their id."""
    person = person or ids.draw()
    with bench.register.act(bench.author, scope) as act:
        act.new("participant", {"number": 1, "gender": "f", "organisation": "Association des puits"}, person)
        act.new("identity", {"family_name": name, "given_name_ar": "زلمدان"}, person)
        act.new("contact", {"email": f"{name}@example.org", "phone": "0655512345"}, person)
        act.new("access_need", {"note": f"{name} vient avec un chien"}, person)
        act.new("selection", {"selection": "refused", "criterion": f"{name} habite ailleurs"}, person)
        act.new("listed_as", {"names": [f"{name}|0655512345"]}, person)
        act.new("consent", {"person": person, "purpose": "forum", "given": True, "at": MORNING})
        act.new("arrival", {"person": person, "desk": bench.device.id, "at": MORNING})
    return person


def erases(bench, person, scope=None):
    with bench.register.act(bench.author, scope) as act:
        act.new("erasure", {"at": MORNING}, person)
    return act


def personal_rows(conn):
    return {kind: queries.records(conn, kind) for kind in PERSONAL if queries.records(conn, kind)}


def bodies(conn):
    return [change.body for change in journal.everything(conn) if change.header.kind in PERSONAL and change.body]


def changes_of(bench):
    return list(journal.everything(bench.register.conn))


def receives(bench, changes):
    with bench.register.writing() as conn:
        united = journal.unite(conn, changes)
        settle(conn, united)
    return united


@pytest.fixture
def desk(make_register):
    return make_register("desk")


def test_every_personal_body_goes_and_statistics_stay(desk):
    person = registers(desk)
    counts = queries.counts(desk.register.conn)
    act = erases(desk, person)
    conn = desk.register.conn
    assert not personal_rows(conn)
    assert not bodies(conn)
    assert {kind: counts[kind] for kind in ("participant", "arrival")} == {"participant": 1, "arrival": 1}
    assert queries.record(conn, "participant", person)["gender"] == "f"
    assert set(PERSONAL) <= set(act.touched)
    assert len(act.dropped) == 6


def test_another_person_is_not_touched(desk):
    erased, other = registers(desk), registers(desk, name="Autre")
    erases(desk, erased)
    rows = personal_rows(desk.register.conn)
    about = {kind: {row.get("person") or row["id"] for row in found} for kind, found in rows.items()}
    assert about == {kind: {other} for kind in PERSONAL}


def test_the_register_is_whole_and_rebuilt_the_same(desk):
    registers(desk, name="Autre")
    erases(desk, registers(desk))
    before = derive.digest(desk.register.conn), journal.digest(desk.register.conn)
    checked = check(desk)
    assert checked.ok
    assert not checked.repaired
    assert (checked.state, checked.journal) == before


def test_an_operator_is_erased_like_anybody(make_register):
    bench = make_register(operator=CANARY)
    registers(bench)
    actor = bench.author.actor
    operator = queries.records(bench.register.conn, "actor")[0]["operator"]
    assert queries.origin(bench.register.conn, actor).operator == CANARY
    erases(bench, operator)
    assert queries.origin(bench.register.conn, actor).operator is None


def test_a_purge_takes_the_needs_of_everybody_and_nothing_else(desk, make_register):
    here, later = registers(desk), ids.draw()
    central, elsewhere = make_register("central", event=None), ids.derive("another event")
    registers(central, here, scope=elsewhere)
    older = changes_of(desk)
    before = queries.counts(desk.register.conn)
    with desk.register.act(desk.author) as purge:
        purge.new("needs_purge", {"at": MORNING}, EVENT)
    assert [dropped.kind for dropped in purge.dropped] == ["access_need"]
    after = queries.counts(desk.register.conn)
    assert {kind for kind in before if before[kind] != after.get(kind)} == {"access_need"}
    assert not needs_kept(desk)
    for person in (here, later):
        with pytest.raises(Trouble, match="needs_purged"), desk.register.act(desk.author) as act:
            act.new("access_need", {"note": CANARY}, person)
    with pytest.raises(Trouble, match="undo_erased"):
        undo(desk.register, desk.author, purge.batch)
    for arriving in (changes_of(desk), older):
        receives(central, arriving)
        receives(desk, arriving)
    assert not needs_kept(desk)
    assert {record["scope"] for record in queries.records(central.register.conn, "access_need")} == {elsewhere}
    assert not check(desk).repaired


@pytest.mark.parametrize("order", [("original", "clone"), ("clone", "original")], ids="-".join)
def test_a_purge_counts_in_a_fork_and_reaches_a_fork(order, desk, make_register, tmp_path):
    person = registers(desk)
    clone, other = twin_of(desk, tmp_path / "clone.ogp"), make_register("other")
    with clone.register:
        with desk.register.act(desk.author) as act:
            act.set("access_need", person, {"note": CANARY})
        with clone.register.act(clone.author) as act:
            act.new("needs_purge", {"at": MORNING}, EVENT)
        sets = {"original": changes_of(desk), "clone": changes_of(clone)}
    for name in order:
        receives(other, sets[name])
    assert other.register.conn.execute("SELECT count(*) FROM fork").fetchone()[0] >= 2
    other.register.rebuild()
    for name in order:
        receives(other, [change for change in sets[name] if change.header.kind != "needs_purge"])
    assert not needs_kept(other)
    assert bodies(other.register.conn)


def test_an_erasure_reaches_no_other_event(make_register):
    central, elsewhere = make_register("central", event=None), ids.derive("another event")
    person = ids.derive("in both lists")
    for scope in (EVENT, elsewhere):
        registers(central, person, scope=scope)
    erases(central, person, EVENT)
    assert {row["scope"] for found in personal_rows(central.register.conn).values() for row in found} == {elsewhere}


def test_what_is_erased_is_never_written_again(desk):
    person = registers(desk)
    erases(desk, person)
    for kind, values, row in (
        ("identity", {"family_name": CANARY}, person),
        ("contact", {"phone": "0655512345"}, person),
        ("consent", {"person": person, "purpose": "images", "given": False}, None),
    ):
        with pytest.raises(Trouble, match="person_erased"), desk.register.act(desk.author) as act:
            act.new(kind, values, row)
    assert not bodies(desk.register.conn)


def test_what_was_done_to_somebody_erased_is_not_undone(desk):
    with desk.register.act(desk.author) as named:
        person = named.new("participant", {"number": 1})
        named.new("identity", {"family_name": CANARY}, person)
    with desk.register.act(desk.author) as came:
        came.new("arrival", {"person": person, "desk": desk.device.id, "at": MORNING})
    erased = erases(desk, person)
    before = derive.digest(desk.register.conn)
    for act in (named, came, erased):
        with pytest.raises(Trouble, match="undo_erased"):
            undo(desk.register, desk.author, act.batch)
    assert derive.digest(desk.register.conn) == before


# Travelling.


def test_an_older_copy_brings_nothing_back_and_nothing_new(desk, make_register):
    person = registers(desk)
    older = changes_of(desk)
    erases(desk, person)
    state = derive.digest(desk.register.conn)
    for _ in range(2):
        united = receives(desk, older)
        assert (united.new_headers, united.new_bodies) == (0, 0)
    assert not bodies(desk.register.conn)
    assert derive.digest(desk.register.conn) == state


def test_an_erasure_that_comes_first_keeps_everything_out(desk, make_register):
    person = registers(desk)
    older = changes_of(desk)
    erases(desk, person)
    other = make_register("other")
    (latest,) = [change for change in changes_of(desk) if change.header.kind == "erasure"]
    receives(other, [latest])
    receives(other, older)
    assert not bodies(other.register.conn)
    assert journal.digest(other.register.conn) == journal.digest(desk.register.conn)
    assert derive.digest(other.register.conn) == derive.digest(desk.register.conn)


def test_what_another_wrote_meanwhile_is_erased_when_it_comes(desk, make_register, exchange):
    person = registers(desk)
    other = make_register("other")
    exchange(desk, other)
    with other.register.act(other.author) as act:
        act.set("identity", person, {"given_name": CANARY})
        act.set("consent", queries.records(other.register.conn, "consent")[0]["id"], {"given": False})
        act.new("consent", {"person": person, "purpose": "images", "given": True})
    erases(desk, person)
    exchange(desk, other)
    for bench in (desk, other):
        assert not bodies(bench.register.conn)
        assert not personal_rows(bench.register.conn)
    assert derive.digest(other.register.conn) == derive.digest(desk.register.conn)


def test_two_who_erase_the_same_person_are_no_question_to_anybody(desk, make_register, exchange):
    person, other = registers(desk), make_register("other")
    exchange(desk, other)
    for bench, at in ((desk, MORNING), (other, "2026-12-13T09:00:00+00:00")):
        with bench.register.act(bench.author) as act:
            act.new("erasure", {"at": at}, person)
    exchange(desk, other)
    for bench in (desk, other):
        assert queries.conflict_count(bench.register.conn) == 0
        assert not check(bench).repaired
    assert derive.digest(desk.register.conn) == derive.digest(other.register.conn)


def test_versions_of_a_name_that_wait_for_a_decision_go_with_it(desk, make_register, exchange):
    person, other = registers(desk), make_register("other")
    exchange(desk, other)
    for bench, name in ((desk, "Zelmadane A"), (other, "Zelmadane B")):
        with bench.register.act(bench.author) as act:
            act.set("identity", person, {"family_name": name})
    exchange(desk, other)
    assert queries.conflict_count(desk.register.conn) == 1
    erases(desk, person)
    assert queries.conflict_count(desk.register.conn) == 0


def test_a_deleted_and_restored_consent_leaves_no_shell(desk):
    person = registers(desk)
    (consent,) = queries.records(desk.register.conn, "consent")
    with desk.register.act(desk.author) as act:
        act.delete("consent", consent["id"])
    undo(desk.register, desk.author, act.batch)
    erases(desk, person)
    assert not bodies(desk.register.conn)
    assert desk.register.conn.execute("SELECT count(*) FROM consent").fetchone() == (0,)


def test_a_consent_for_a_purpose_of_a_newer_program_goes_too_and_rebuilding_agrees(desk):
    person = registers(desk)
    with desk.register.act(desk.author) as act:
        row = act.new("consent", {"person": person, "purpose": "something new", "given": True})
    with desk.register.act(desk.author) as act:
        act.delete("consent", row)
    erases(desk, person)
    assert not any(CANARY.encode() in body or person.encode() in body for body in bodies(desk.register.conn))
    assert not check(desk).repaired


def test_a_body_of_a_newer_meaning_that_names_an_erased_person_is_kept_out(desk, make_register):
    person = registers(desk)
    erases(desk, person)
    body = canonical({"about": [person], "says": CANARY})
    fields = {"actor": b"n" * 16, "seq": 1, "prev": b"", "scope": EVENT, "batch": 1, "hlc": 1, "v": 2}
    newer = seal_in({**fields, "kind": "contact"}, body)
    receives(desk, [newer])
    assert not bodies(desk.register.conn)
    assert newer.id in {change.id for change in changes_of(desk)}


def test_nothing_takes_an_erasure_back(desk):
    person = registers(desk)
    older = changes_of(desk)
    act = erases(desk, person)
    with desk.register.act(desk.author) as taking_back:
        taking_back.op("erasure", Op("del", person, {}, {"at": [act.batch]}))
    receives(desk, older)
    desk.register.rebuild()
    receives(desk, older)
    assert not bodies(desk.register.conn)


def twin_of(bench, path):
    """Return a clone of a running bench: its next change forks the chain."""
    shutil.copyfile(bench.register.path, path)
    author = Author(bench.device.id, bench.device.post, actor=bench.author.actor)
    return Bench(Register.open_at(path), author, bench.device)


@pytest.mark.parametrize("order", [("original", "clone"), ("clone", "original")], ids="-".join)
def test_an_erasure_counts_in_a_fork_and_reaches_a_fork(order, desk, make_register, tmp_path):
    person = registers(desk)
    clone = twin_of(desk, tmp_path / "clone.ogp")
    with clone.register:
        with desk.register.act(desk.author) as act:
            act.set("identity", person, {"given_name": CANARY})
        erases(clone, person)
        sets = {"original": changes_of(desk), "clone": changes_of(clone)}
    other = make_register("other")
    for name in order:
        receives(other, sets[name])
    assert other.register.conn.execute("SELECT count(*) FROM fork").fetchone()[0] >= 2
    assert not bodies(other.register.conn)
    assert not personal_rows(other.register.conn)
    assert not check(other).repaired


def test_bodies_that_stand_in_a_fork_already_are_erased_there(desk, make_register, tmp_path):
    person = registers(desk)
    clone, other = twin_of(desk, tmp_path / "clone.ogp"), make_register("other")
    with clone.register:
        for bench in (desk, clone):
            with bench.register.act(bench.author) as act:
                act.set("identity", person, {"given_name": CANARY})
            receives(other, changes_of(bench))
    kinds_apart = {kind for (kind,) in other.register.conn.execute("SELECT kind FROM fork WHERE body IS NOT NULL")}
    assert kinds_apart == {"identity"}
    erases(other, person)
    assert not bodies(other.register.conn)


def test_an_erasure_that_stands_in_a_fork_still_counts_after_rebuilding(desk, make_register, tmp_path):
    person = registers(desk)
    older = changes_of(desk)
    clone, other = twin_of(desk, tmp_path / "clone.ogp"), make_register("other")
    with clone.register:
        with desk.register.act(desk.author) as act:
            act.new("idea", {"problem": "autre branche"})
        erases(clone, person)
        for bench in (desk, clone):
            receives(other, [change for change in changes_of(bench) if change not in older])
    other.register.rebuild()
    receives(other, older)
    assert "erasure" in {kind for (kind,) in other.register.conn.execute("SELECT kind FROM fork")}
    assert not bodies(other.register.conn)


def test_a_register_of_an_older_program_erases_when_it_is_opened(desk, tmp_path):
    person = registers(desk)
    erases(desk, person)
    older = tmp_path / "older.ogp"
    shutil.copyfile(desk.register.path, older)
    with Register.open_at(older) as register, register.writing() as conn:
        conn.execute("DROP TABLE erased")
        conn.execute("UPDATE meta SET value = 'before' WHERE key = 'cache'")
        body = write_body([Op("new", person, {"family_name": CANARY}, {})])
        fields = {"actor": b"o" * 16, "seq": 1, "prev": b"", "scope": EVENT, "batch": 1, "hlc": 1}
        journal.append(conn, seal_in({**fields, "kind": "identity"}, body))
    with Register.open_at(older) as register:
        assert not bodies(register.conn)


# Any order.

ONE, TWO = ids.derive("one person"), ids.derive("another person")
STEPS = ("names", "names again", "edits", "agrees", "withdraws", "needs", "erases", "purges", "meets")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "template.ogp"
    Register.create(path, PLAN, EVENT).close()
    return path


@settings(max_examples=25)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.sampled_from([ONE, TWO]), st.integers(0, 2)),
        min_size=4,
        max_size=14,
    ),
    order=st.randoms(use_true_random=False),
)
def test_any_order_of_names_and_erasures_ends_the_same_with_nothing_left(steps, order, template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("orders")
    benches = []
    for number in range(3):
        device = Device(ids.draw(), str(number), "desk")
        path = shutil.copyfile(template, folder / f"{number}.ogp")
        benches.append(Bench(Register.open_at(path), Author(device.id, device.post), device))
    try:
        erased = {person for step, who, person, other in steps if play(benches, step, who, person, other)}
        sets = [changes_of(bench) for bench in benches]
        for bench in benches:
            arriving = sorted({change for changes in sets for change in changes}, key=lambda change: change.id)
            order.shuffle(arriving)
            half = len(arriving) // 2
            for part in (arriving[half:], arriving[:half], arriving):
                receives(bench, whole_of(part))
        is_purged = any(step == "purges" for step, *_ in steps)
        for bench in benches:
            assert_nothing_is_left(bench, erased)
            assert not (is_purged and needs_kept(bench))
        assert len({derive.digest(bench.register.conn) for bench in benches}) == 1
        assert len({journal.digest(bench.register.conn) for bench in benches}) == 1
    finally:
        for bench in benches:
            bench.register.close()


def whole_of(changes):
    """Return each change once; one that came with and without its body, with it."""
    return list({change.id: change for change in sorted(changes, key=lambda change: change.body is not None)}.values())


def play(benches, step, who, person, other):
    """Let somebody do a step; says whether a person was erased."""
    bench = benches[who]
    try:
        with bench.register.act(bench.author) as act:
            if step.startswith("names"):
                act.new("identity", {"family_name": f"{CANARY} {person}"}, person)
                act.new("contact", {"phone": "0655512345", "email": person}, person)
            elif step == "edits":
                act.set("identity", person, {"given_name": f"{CANARY} {person}"})
            elif step in ("agrees", "withdraws"):
                values = {"person": person, "purpose": "report", "given": step == "agrees"}
                act.new("consent", values)
            elif step == "needs":
                act.set("access_need", person, {"note": f"{CANARY} {person}"})
            elif step == "erases":
                act.new("erasure", {"at": MORNING}, person)
            elif step == "purges":
                act.new("needs_purge", {"at": MORNING}, EVENT)
    except Trouble as trouble:
        if trouble.code not in ("person_erased", "needs_purged"):
            raise
    if step == "meets":
        receives(bench, changes_of(benches[other]))
    return step == "erases"


def needs_kept(bench):
    conn = bench.register.conn
    stored = conn.execute("SELECT body FROM fork WHERE kind = 'access_need' AND body IS NOT NULL").fetchall()
    found = [each for each in journal.everything(conn) if each.header.kind == "access_need" and each.body]
    return [*found, *stored, *queries.records(conn, "access_need")]


def assert_nothing_is_left(bench, erased):
    conn = bench.register.conn
    assert not [body for body in bodies(conn) if any(person.encode() in body for person in erased)]
    rows = [row for found in personal_rows(conn).values() for row in found]
    assert not erased & {row.get("person") or row["id"] for row in rows}
    state = derive.digest(conn)
    bench.register.rebuild()
    assert derive.digest(conn) == state
    assert not damage.damaged(conn)


# Bytes.


def test_no_byte_of_a_name_is_left_in_the_file(desk):
    """Rows that grow and move must leave no copy in free room: `secure_delete` covers them, nothing is vacuumed."""
    draws = random.Random(7)
    people = [registers(desk, name=f"{CANARY}-{number:03d}-" + "x" * draws.randrange(1, 400)) for number in range(120)]
    for person in draws.sample(people, 60):
        with desk.register.act(desk.author) as act:
            act.set("identity", person, {"given_name": CANARY + "y" * draws.randrange(1, 900)})
    with desk.register.act(desk.author) as act:
        for person in people:
            act.new("erasure", {"at": MORNING}, person)
    assert erasure.leaves_traces(desk.register.conn)
    raw = desk.register.path.read_bytes()
    assert raw.count(CANARY.encode()) == 0
    assert raw.count("زلمدان".encode()) == 0
