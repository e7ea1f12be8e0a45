"""What a room says of two ideas: kept as changes, read by the grouping, taken back."""

import pytest

from ogp_desktop.services.ideas.grouping import DIFFERENT, SAME, UNDECIDED, Grouping
from ogp_desktop.services.ideas.idea_index import IdeaIndex
from ogp_desktop.services.ideas.idea_list import IdeaList, Link
from ogp_desktop.services.room.ties import Ties, pair_of
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.services.safety.undoing import undo_act
from ogp_desktop.storage import derive


@pytest.fixture
def grouping(room):
    with IdeaIndex(room[0]) as index:
        yield Grouping(room[0], index)


def test_an_idea_and_its_ties_are_one_act_and_shown_on_both_sides(room, grouping):
    bench, session, (first, second, third) = room
    workshop = Workshop(bench)
    acts = []
    bench.register.on_saved = acts.append
    before = derive.digest(bench.register.conn)
    row = workshop.add(session, {"problem": "Eau"}, ties={first: "same", second: "completes", third: "different"})
    assert len(acts) == 1
    ideas = IdeaList(bench)
    assert sorted(ideas.links(row), reverse=True) == [
        Link("duplicate_of", first, True),
        Link("completes", second, True),
    ]
    assert ideas.links(first) == [Link("duplicate_of", row, False)]
    assert Ties(bench).of(row) == {first: "same", second: "completes", third: "different"}
    assert Ties(bench).of(third) == {row: "different"}
    decisions = grouping.decisions()
    assert decisions.same == {pair_of(row, first), pair_of(row, second)}
    assert decisions.different == {pair_of(row, third)}
    undone = undo_act(bench, acts[0].batch)
    assert derive.digest(bench.register.conn) == before
    undo_act(bench, undone)
    assert Ties(bench).of(row) == {first: "same", second: "completes", third: "different"}


def test_a_tie_gives_way_to_another_and_comes_back_without_a_conflict(room):
    bench, _, (first, second, _) = room
    workshop, ties = Workshop(bench), Ties(bench)
    for tie in ("same", "different", "completes", "same", "", "same", "different", ""):
        workshop.edit(first, {}, ties={second: tie})
        assert ties.of(second) == ({first: tie} if tie else {})
        assert not bench.register.conn.execute("SELECT count(*) FROM conflict").fetchone()[0]


def test_who_reads_all_rooms_may_tell_apart_what_a_room_tied(room, grouping):
    bench, _, (first, second, _) = room
    Workshop(bench).link(first, second, "duplicate_of")
    assert grouping.decisions().same == {pair_of(first, second)}
    grouping.judge(first, second, DIFFERENT)
    assert not grouping.decisions().same
    grouping.judge(first, second, SAME)
    assert grouping.decisions().same
    grouping.judge(first, second, UNDECIDED)
    assert grouping.decisions().same == {pair_of(first, second)}


def test_a_parked_idea_keeps_its_number_and_is_no_gap_to_fill(room):
    bench, session, (_, second, _) = room
    workshop = Workshop(bench)
    with bench.register.act(bench.author) as act:
        theme = act.new("theme", {"title_fr": "Climat"})
    workshop.park(second, theme)
    ideas = IdeaList(bench)
    assert ideas.ids(session["id"], "parked") == [second]
    assert second not in ideas.ids(session["id"], "incomplete")
    assert ideas.number(second) == "2"
    workshop.park(second, "")
    assert second in IdeaList(bench).ids(session["id"], "incomplete")
    assert workshop.add(session, {"problem": "Feux"}, more={"theme": theme}) in IdeaList(bench).ids("", "parked")
