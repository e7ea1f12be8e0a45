"""The meaning of changes: each sentence of 0001-change.md §5."""

from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.change import Op
from ogp_desktop.domain.fold import EXISTENCE, Stamp, fold

ROW = "01890a5d-ac96-774b-bcce-b302099a8057"
A, B, C = (bytes([n]) * 16 for n in (1, 2, 3))


def write(hlc, actor, seq, values, seen=None, name="set"):
    return Stamp(hlc, actor, seq), Op(name, ROW, values, seen or {})


def dot(actor, seq):
    return f"{seq}@{actor.hex()}"


NEW = write(1, A, 1, {"problem": "p"}, name="new")


def test_a_write_replaces_the_heads_its_author_saw():
    row = fold([NEW, write(2, B, 1, {"problem": "q"}, {"problem": [dot(A, 1)]})])
    assert row.value("problem") == "q"
    assert row.conflicts() == {}


def test_being_replaced_holds_when_the_replaced_write_comes_later_or_never():
    later = write(2, B, 1, {"problem": "q"}, {"problem": [dot(A, 1)]})
    assert fold([later]).value("problem") == "q"
    assert fold([later, NEW]).value("problem") == "q"


def test_two_writes_that_did_not_see_each_other_are_a_conflict_and_both_stay():
    row = fold([NEW, write(2, B, 1, {"problem": "q"}), write(3, C, 1, {"problem": "r"})])
    assert [head.value for head in row.versions("problem")] == ["r", "q", "p"]
    assert row.conflicts() == {"problem": 3}


def test_equal_values_are_no_conflict():
    assert fold([NEW, write(2, B, 1, {"problem": "p"})]).conflicts() == {}


def test_true_and_one_are_different_values():
    row = fold([write(1, A, 1, {"x": True}, name="new"), write(2, B, 1, {"x": 1})])
    assert row.conflicts() == {"x": 2}


def test_a_decision_replaces_every_head_it_saw_and_closes_the_conflict():
    seen = {"problem": sorted([dot(A, 1), dot(B, 1)])}
    row = fold([NEW, write(2, B, 1, {"problem": "q"}), write(3, C, 1, {"problem": "p\nq"}, seen)])
    assert row.conflicts() == {}
    assert row.value("problem") == "p\nq"


def test_a_deletion_that_saw_everything_deletes():
    row = fold([NEW, write(2, B, 1, {}, {"problem": [dot(A, 1)]}, "del")])
    assert row.is_deleted
    assert row.conflicts() == {}


def test_a_deletion_against_an_unseen_edit_keeps_the_row_and_is_a_conflict():
    edit = write(2, C, 1, {"problem": "longer"}, {"problem": [dot(A, 1)]})
    row = fold([NEW, edit, write(3, B, 1, {}, {"problem": [dot(A, 1)]}, "del")])
    assert not row.is_deleted
    assert row.conflicts() == {EXISTENCE: 2}
    assert row.value("problem") == "longer"


def test_typing_into_a_row_one_sees_as_deleted_restores_it_whole():
    gone = write(2, B, 1, {}, {"problem": [dot(A, 1)]}, "del")
    back = write(3, C, 1, {"solution": "s"}, {EXISTENCE: [dot(B, 1)]})
    row = fold([NEW, gone, back])
    assert not row.is_deleted
    assert row.conflicts() == {}
    assert row.values() == {"problem": "p", "solution": "s"}


def test_deleting_again_decides_for_the_deletion():
    edit = write(2, C, 1, {"problem": "longer"}, {"problem": [dot(A, 1)]})
    gone = write(3, B, 1, {}, {"problem": [dot(A, 1)]}, "del")
    undecided = fold([NEW, edit, gone])
    again = write(4, A, 2, {}, undecided.seen(), "del")
    assert fold([NEW, edit, gone, again]).is_deleted


def test_a_retraction_takes_a_write_away_and_leaves_no_version():
    first = write(2, B, 1, {"solution": "s"})
    row = fold([NEW, first, write(3, B, 2, {}, {"solution": [dot(B, 1)]})])
    assert row.value("solution") is None
    assert row.conflicts() == {}


def test_clocks_pick_the_provisional_version_and_decide_nothing_else():
    early = write(1, B, 1, {"problem": "q"}, {"problem": [dot(A, 1)]})
    late = write(9, A, 1, {"problem": "p"}, name="new")
    assert fold([late, early]).value("problem") == "q"


ops = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.sampled_from([A, B, C]),
        st.integers(1, 6),
        st.sampled_from(["new", "set", "del"]),
        st.sampled_from(["p", "q"]),
        st.dictionaries(
            st.sampled_from(["problem", "solution", EXISTENCE]),
            st.lists(st.tuples(st.sampled_from([A, B, C]), st.integers(1, 6)), min_size=1, max_size=3),
        ),
    ),
    max_size=8,
    unique_by=lambda op: (op[1], op[2]),
)


@given(ops, st.randoms(use_true_random=False))
def test_the_order_in_which_ops_are_known_does_not_matter(drawn, random):
    known = [
        write(
            hlc,
            actor,
            seq,
            {} if name == "del" else {"problem": value},
            {field: sorted({dot(*at) for at in dots}) for field, dots in seen.items()},
            name,
        )
        for hlc, actor, seq, name, value, seen in drawn
    ]
    shuffled = random.sample(known, len(known))
    assert fold(known) == fold(shuffled)
