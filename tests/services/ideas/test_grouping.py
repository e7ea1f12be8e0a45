"""Piles that are proposed, and what people decide about them."""

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.ideas.grouping import DIFFERENT, SAME, UNDECIDED, Grouping
from ogp_desktop.services.ideas.idea_index import IdeaIndex
from ogp_desktop.storage import queries


@pytest.fixture
def grouping(said, index):
    return Grouping(said[0], index)


def pile_of(suggestion, row):
    return next(pile for pile in suggestion.piles if row in pile.ideas)


def test_ideas_of_several_languages_share_a_pile_and_every_idea_has_one(said, grouping):
    _, rows = said
    suggestion = grouping.suggest()
    assert set(pile_of(suggestion, rows["sign_fr"]).ideas) == {rows["sign_fr"], rows["sign_ar"]}
    assert {rows["wells_fr"], rows["wells_ar"]} <= set(pile_of(suggestion, rows["wells_fr"]).ideas)
    assert sorted(row for pile in suggestion.piles for row in pile.ideas) == sorted(rows.values())
    assert "sign_language" in pile_of(suggestion, rows["sign_fr"]).concepts


def test_each_idea_has_its_nearest_and_the_piles_it_fits(said, grouping):
    _, rows = said
    suggestion = grouping.suggest()
    assert next(iter(suggestion.nearest[rows["sign_fr"]])) == rows["sign_ar"]
    assert suggestion.places[rows["sign_fr"]][0] == pile_of(suggestion, rows["sign_ar"]).number


def test_what_a_person_judged_holds_and_can_be_taken_back(said, grouping):
    _, rows = said
    one, other = rows["sign_fr"], rows["sign_ar"]
    row = grouping.judge(other, one, DIFFERENT, suggested=0.87)
    assert pile_of(grouping.suggest(), one) != pile_of(grouping.suggest(), other)
    assert queries.record(said[0].register.conn, "judgement", row)["suggested"] == 87
    assert grouping.judge(one, other, UNDECIDED) == row
    assert pile_of(grouping.suggest(), one) == pile_of(grouping.suggest(), other)
    grouping.judge(one, rows["wells_fr"], SAME)
    assert rows["wells_fr"] in pile_of(grouping.suggest(), one).ideas


def test_a_grouping_rewrites_nothing_that_was_said(said, grouping):
    bench, _ = said
    before = queries.records(bench.register.conn, "idea")
    grouping.suggest()
    assert queries.records(bench.register.conn, "idea") == before


def test_contradictory_judgements_are_told(said, grouping):
    _, rows = said
    a, b, c = rows["sign_fr"], rows["wells_fr"], rows["budget_fr"]
    for one, other, verdict in ((a, b, SAME), (b, c, SAME), (a, c, DIFFERENT)):
        grouping.judge(one, other, verdict)
    assert len(grouping.suggest().contradictions) == 1


def test_a_withdrawn_idea_is_in_no_pile(said, grouping):
    bench, rows = said
    with bench.register.act(bench.author) as act:
        act.set("idea", rows["sign_ar"], {"withdrawn_at": "2026-05-12T10:00:00+01:00"})
    assert rows["sign_ar"] not in {row for pile in grouping.suggest().piles for row in pile.ideas}


def test_two_desks_that_hold_the_same_ideas_propose_the_same_piles(said, grouping, make_register, exchange):
    bench, _ = said
    other = make_register("other")
    with other.register.act(other.author) as act:
        act.new("idea", {"problem": "Une idée de plus, sur le transport scolaire"})
    with IdeaIndex(other) as early:
        early.refresh()
    exchange(bench, other)
    with IdeaIndex(other) as index:
        assert Grouping(other, index).suggest() == grouping.suggest()


def test_it_can_be_given_up_and_asked_again(said, grouping):
    def step():
        raise Trouble("cancelled")

    with pytest.raises(Trouble, match="cancelled"):
        grouping.suggest(step=step)
    assert grouping.suggest().piles


def test_an_idea_is_not_judged_against_itself_or_nothing(said, grouping):
    _, rows = said
    with pytest.raises(Trouble, match="judgement_of_one"):
        grouping.judge(rows["sign_fr"], rows["sign_fr"], SAME)
    with pytest.raises(Trouble, match="idea_unknown"):
        grouping.judge(rows["sign_fr"], "nothing", SAME)


def test_many_who_say_the_same_words_are_one_pile_and_sure(make_register):
    bench = make_register("copies")
    with bench.register.act(bench.author) as act:
        rows = {act.new("idea", {"problem": "Publier le budget communal"}) for _ in range(60)}
        other = act.new("idea", {"problem": "نشر ميزانية الجماعة"})
    with IdeaIndex(bench) as index:
        suggestion = Grouping(bench, index).suggest()
    together = pile_of(suggestion, min(rows))
    assert rows <= set(together.ideas)
    assert together.is_sure
    assert other in together.ideas


def test_copies_that_a_person_told_apart_are_apart(make_register):
    bench = make_register("copies")
    with bench.register.act(bench.author) as act:
        one, other = (act.new("idea", {"problem": "Publier le budget communal"}) for _ in range(2))
    with IdeaIndex(bench) as index:
        grouping = Grouping(bench, index)
        grouping.judge(one, other, DIFFERENT)
        assert pile_of(grouping.suggest(), one) != pile_of(grouping.suggest(), other)


def test_a_judgement_said_again_writes_nothing_and_keeps_what_was_shown(said, grouping):
    bench, rows = said
    row = grouping.judge(rows["sign_fr"], rows["sign_ar"], SAME, suggested=0.8)
    changes = queries.change_count(bench.register.conn)
    grouping.judge(rows["sign_fr"], rows["sign_ar"], SAME)
    assert queries.change_count(bench.register.conn) == changes
    assert queries.record(bench.register.conn, "judgement", row)["suggested"] == 80


def test_a_register_without_ideas_has_no_piles(make_register):
    bench = make_register("empty")
    with IdeaIndex(bench) as index:
        assert Grouping(bench, index).suggest().piles == []


def test_a_parked_idea_belongs_to_the_theme_for_which_it_was_noted(said, index):
    bench, rows = said
    with bench.register.act(bench.author) as act:
        water, health = (act.new("theme", {"code": code, "title_fr": code}) for code in ("eau", "santé"))
        session = act.new("session", {"number": 2, "title_fr": "Eau", "theme": water})
        for row in rows.values():
            act.set("idea", row, {"session": session})

    def themes():
        index.refresh()
        return {name: index.standing(rows[name]).theme for name in ("wells_fr", "sign_fr")}

    assert themes() == {"wells_fr": water, "sign_fr": water}
    with bench.register.act(bench.author) as act:
        act.set("idea", rows["sign_fr"], {"theme": health})
    assert themes() == {"wells_fr": water, "sign_fr": health}
