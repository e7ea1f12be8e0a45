"""Undo is an inverse act; redo undoes it; another's later edit is never covered."""

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.review import Review
from ogp_desktop.storage import derive
from ogp_desktop.storage.undo import undo


def act(bench, do):
    with bench.register.act(bench.author) as gathering:
        row = do(gathering)
    return row, gathering.batch


@pytest.fixture
def bench(make_register):
    return make_register()


@pytest.fixture
def idea(bench):
    return act(bench, lambda gathering: gathering.new("idea", {"problem": "p", "number": 1}))[0]


ACTS = {
    "new": lambda g, row: g.new("idea", {"problem": "q", "number": 2}),
    "set": lambda g, row: g.set("idea", row, {"problem": "q"}),
    "first value": lambda g, row: g.set("idea", row, {"solution": "s"}),
    "empty": lambda g, row: g.set("idea", row, {"problem": None}),
    "delete": lambda g, row: g.delete("idea", row),
    "both": lambda g, row: (g.set("idea", row, {"problem": "q"}), g.new("idea", {"problem": "z"})),
}


@pytest.mark.parametrize("name", ACTS)
def test_undo_gives_back_the_state_and_redo_the_act(name, bench, idea):
    before = derive.digest(bench.register.conn)
    _, batch = act(bench, lambda gathering: ACTS[name](gathering, idea))
    after = derive.digest(bench.register.conn)
    assert after != before
    for _ in range(2):
        batch, touched = undo(bench.register, bench.author, batch)
        assert derive.digest(bench.register.conn) == before
        assert "idea" in touched
        batch, _ = undo(bench.register, bench.author, batch)
        assert derive.digest(bench.register.conn) == after


def test_undoing_a_decision_brings_both_versions_back(make_register, exchange, bench, idea):
    other = make_register("other")
    exchange(bench, other)
    for each, text in ((bench, "here"), (other, "there")):
        act(each, lambda gathering, text=text: gathering.set("idea", idea, {"problem": text}))
    exchange(bench, other)
    before = derive.digest(bench.register.conn)
    (conflict,) = Review(bench).conflicts()
    _, batch = act(bench, lambda gathering: gathering.set("idea", idea, {"problem": "decided"}))
    decided = derive.digest(bench.register.conn)
    for _ in range(3):
        batch, _ = undo(bench.register, bench.author, batch)
        assert derive.digest(bench.register.conn) == before
        again, _ = undo(bench.register, bench.author, batch)
        assert derive.digest(bench.register.conn) == decided
        batch = again
    undo(bench.register, bench.author, batch)
    assert {v.value for v in Review(bench).conflicts()[0].versions} == {v.value for v in conflict.versions}


def test_undo_never_covers_what_another_wrote_later(make_register, exchange, bench, idea):
    _, batch = act(bench, lambda gathering: gathering.set("idea", idea, {"problem": "mine"}))
    other = make_register("other")
    exchange(bench, other)
    act(other, lambda gathering: gathering.set("idea", idea, {"problem": "theirs"}))
    exchange(bench, other)
    before = derive.digest(bench.register.conn)
    with pytest.raises(Trouble, match="undo_overtaken"):
        undo(bench.register, bench.author, batch)
    assert derive.digest(bench.register.conn) == before


def test_undoing_an_edit_never_brings_back_what_was_deleted_since(bench, idea):
    _, edit = act(bench, lambda gathering: gathering.set("idea", idea, {"problem": "q"}))
    _, deletion = act(bench, lambda gathering: gathering.delete("idea", idea))
    deleted = derive.digest(bench.register.conn)
    with pytest.raises(Trouble, match="undo_overtaken"):
        undo(bench.register, bench.author, edit)
    assert derive.digest(bench.register.conn) == deleted
    undo(bench.register, bench.author, deletion)
    undo(bench.register, bench.author, edit)
    assert bench.register.row("idea", idea).value("problem") == "p"


def test_what_was_never_done_cannot_be_undone(bench, idea):
    with pytest.raises(Trouble, match="undo_nothing"):
        undo(bench.register, bench.author, "99@" + "0" * 32)


@pytest.mark.parametrize("field", ["problem", "solution"])
def test_every_edit_of_one_field_is_undone_in_its_turn_and_redone(field, bench, idea):
    states, batches = [derive.digest(bench.register.conn)], []
    for text in ("x", None, "y", "x", "z"):
        batches.append(act(bench, lambda gathering, text=text: gathering.set("idea", idea, {field: text}))[1])
        states.append(derive.digest(bench.register.conn))
    for _ in range(2):
        opposites = []
        for batch, state in zip(reversed(batches), reversed(states[:-1]), strict=True):
            opposites.append(undo(bench.register, bench.author, batch)[0])
            assert derive.digest(bench.register.conn) == state
        batches = []
        for batch, state in zip(reversed(opposites), states[1:], strict=True):
            batches.append(undo(bench.register, bench.author, batch)[0])
            assert derive.digest(bench.register.conn) == state


def test_what_another_put_back_by_hand_is_not_taken_for_an_undo(make_register, exchange, bench, idea):
    _, first = act(bench, lambda gathering: gathering.set("idea", idea, {"problem": "x"}))
    act(bench, lambda gathering: gathering.set("idea", idea, {"problem": "y"}))
    other = make_register("other")
    exchange(bench, other)
    act(other, lambda gathering: gathering.set("idea", idea, {"problem": "x"}))
    exchange(bench, other)
    with pytest.raises(Trouble, match="undo_overtaken"):
        undo(bench.register, bench.author, first)


def test_a_deletion_of_what_another_wrote_is_undone_and_redone_but_not_over_a_later_edit(
    make_register, exchange, bench
):
    other = make_register("other")
    idea, _ = act(other, lambda gathering: gathering.new("idea", {"problem": "theirs"}))
    exchange(bench, other)
    _, batch = act(bench, lambda gathering: gathering.delete("idea", idea))
    deleted = derive.digest(bench.register.conn)
    for _ in range(3):
        batch, _ = undo(bench.register, bench.author, batch)
        back = batch
        batch, _ = undo(bench.register, bench.author, batch)
        assert derive.digest(bench.register.conn) == deleted
    batch, _ = undo(bench.register, bench.author, batch)
    exchange(bench, other)
    act(other, lambda gathering: gathering.set("idea", idea, {"problem": "once more"}))
    exchange(bench, other)
    for each in (batch, back):
        with pytest.raises(Trouble, match="undo_overtaken"):
            undo(bench.register, bench.author, each)
