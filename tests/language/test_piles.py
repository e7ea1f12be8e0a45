"""Piles: likely ideas together, decisions before likelihood."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.language.piles import LEVELS, Contradiction, Decisions, best_places, gather

IDEAS = "abcdefgh"


def graph(**edges):
    """Return a graph of eight ideas; an edge is named by its two ideas."""
    made = {idea: {} for idea in IDEAS}
    for (one, other), probability in edges.items():
        made[one][other] = made[other][one] = probability
    return made


def piles(found):
    return ["".join(pile) for pile in found.piles if len(pile) > 1]


def test_ideas_that_are_likely_the_same_share_a_pile_the_largest_first():
    assert piles(gather(graph(ab=0.9, bc=0.8, ac=0.9, de=0.7))) == ["abc", "de"]


def test_a_single_bridge_does_not_join_two_piles():
    assert piles(gather(graph(ab=0.9, cd=0.9, bc=0.5))) == ["ab", "cd"]


def test_fewer_and_more_piles():
    likely = graph(ab=0.9, cd=0.9, bc=0.9, ad=0.0, ac=0.0)
    assert piles(gather(likely, level=LEVELS["fewer"])) == ["abcd"]
    assert piles(gather(likely, level=LEVELS["more"])) == ["ab", "cd"]


def test_two_decided_different_are_never_in_one_pile():
    apart = Decisions(different=frozenset({("a", "b")}))
    assert all({"a", "b"} - set(pile) for pile in gather(graph(ab=0.99, bc=0.9, ac=0.9), apart).piles)


def test_two_decided_the_same_are_in_one_pile_however_unlikely():
    assert piles(gather(graph(), Decisions(same=frozenset({("a", "h")})))) == ["ah"]


def test_what_a_person_placed_stays_and_draws_what_is_likely():
    placed = Decisions(placed={"a": "P1", "b": "P1", "c": "P2"})
    assert piles(gather(graph(bc=0.99, bd=0.9, ad=0.9), placed)) == ["abd"]


def test_contradictory_decisions_are_told_and_the_ideas_kept_apart():
    torn = Decisions(frozenset({("a", "b"), ("b", "c")}), frozenset({("a", "c")}))
    found = gather(graph(), torn)
    assert found.contradictions == [Contradiction("b", "c")]
    assert piles(found) == ["ab"]


def test_a_placing_that_another_decision_forbids_stays_and_is_told():
    found = gather(graph(), Decisions(different=frozenset({("a", "b")}), placed={"a": "P", "b": "P"}))
    assert piles(found) == ["ab"]
    assert found.contradictions == [Contradiction("a", "b")]


def test_decisions_about_ideas_that_are_gone_are_no_obstacle():
    gone = Decisions(frozenset({("a", "x")}), frozenset({("y", "b")}), {"z": "P"})
    assert piles(gather(graph(ab=0.9), gone)) == ["ab"]


def test_no_ideas_no_piles():
    assert gather({}).piles == []


def test_it_can_be_given_up():
    class Enough(Exception):
        pass

    def step():
        raise Enough

    try:
        gather(graph(ab=0.9), step=step)
    except Enough:
        return
    raise AssertionError


pairs = st.sets(st.sampled_from(list(combinations(IDEAS, 2))), max_size=6).map(frozenset)
edges = st.dictionaries(st.sampled_from(["".join(pair) for pair in combinations(IDEAS, 2)]), st.floats(0, 1))
decisions = st.builds(
    Decisions, pairs, pairs, st.dictionaries(st.sampled_from(IDEAS), st.sampled_from(["P", "Q"]), max_size=4)
)


@given(edges, decisions)
def test_every_idea_is_in_one_pile_and_decisions_hold(likely, decided):
    found = gather(graph(**likely), decided)
    at = {idea: number for number, pile in enumerate(found.piles) for idea in pile}
    assert sorted(idea for pile in found.piles for idea in pile) == sorted(IDEAS)
    told = {tuple(contradiction) for contradiction in found.contradictions}
    for a, b in decided.different:
        same_place = decided.placed.get(a) is not None and decided.placed.get(a) == decided.placed.get(b)
        assert at[a] != at[b] or same_place
    for a, b in decided.same:
        assert at[a] == at[b] or (a, b) in told
    for a, b in combinations(decided.placed, 2):
        assert (at[a] == at[b]) is (decided.placed[a] == decided.placed[b])


@given(edges, decisions, st.permutations(IDEAS))
def test_the_order_in_which_ideas_come_changes_nothing(likely, decided, order):
    made = graph(**likely)
    turned = {idea: dict(reversed(made[idea].items())) for idea in order}
    assert gather(turned, decided) == gather(made, decided)


def test_the_piles_an_idea_fits_best_are_offered_best_first_itself_left_out():
    pile_of = {"b": "1", "c": "1", "d": "2", "a": "3"}
    offered = best_places("a", {"b": 0.9, "c": 0.6, "d": 0.8, "x": 1.0}, pile_of, {"1": 2, "2": 1, "3": 1})
    assert offered == [("2", 0.8), ("1", 0.75)]
