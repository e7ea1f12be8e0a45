"""Ideas that say the same, with the evidence a person sees."""

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.ideas.idea_index import IdeaIndex
from ogp_desktop.services.ideas.similar import Similar


def test_an_idea_is_found_in_the_other_language_with_the_concepts_that_say_so(said, index):
    _, rows = said
    found = Similar(index).to_text("دورات ونشر ميزانية الجماعة للعموم")
    assert {found[0].id, found[1].id} <= {rows["budget_fr"], rows["budget_ar"], rows["budget_again"]}
    french = next(near for near in found if near.id == rows["budget_fr"])
    assert any(concept.there in ("Publier budget", "budget communal", "budget") for concept in french.concepts)
    assert all(concept.fr and concept.ar for concept in french.concepts)


def test_darija_in_latin_letters_finds_both_languages(said, index):
    _, rows = said
    ids = [near.id for near in Similar(index).to_idea(rows["wells_darija"])]
    assert {rows["wells_fr"], rows["wells_ar"]} & set(ids[:3])


def test_a_text_retyped_and_an_idea_said_again_are_two_signals(said, index):
    _, rows = said
    near = {found.id: found for found in Similar(index).to_idea(rows["budget_fr"])}
    assert near[rows["budget_again"]].same_text
    assert not near[rows["budget_ar"]].same_text


def test_words_are_shown_as_they_were_written(said, index):
    _, rows = said
    near = {found.id: found for found in Similar(index).to_text("منح ميزانية للجماعة")}
    there = " ".join(concept.there for concept in near[rows["budget_ar"]].concepts)
    assert "ميزانية" in there
    assert "ه" not in there.replace("هذه", "")


def test_what_is_saved_a_moment_later_is_found(said, index):
    bench, _ = said
    similar = Similar(index)
    assert all(near.probability < 0.5 for near in similar.to_text("Un tobogan dans le parc des enfants"))
    with bench.register.act(bench.author) as act:
        row = act.new("idea", {"problem": "Un toboggan pour le parc des enfants"})
    assert similar.to_text("Un tobogan dans le parc des enfants")[0].id == row


def test_what_is_corrected_or_withdrawn_is_followed(said, index):
    bench, rows = said
    similar = Similar(index)
    similar.to_idea(rows["sign_fr"])
    with bench.register.act(bench.author) as act:
        act.set("idea", rows["sign_ar"], {"problem": "حفر الآبار بدون رخصة"})
        act.set("idea", rows["wells_ar"], {"withdrawn_at": "2026-05-12T10:00:00+01:00"})
    near = [found.id for found in similar.to_idea(rows["wells_fr"])]
    assert rows["sign_ar"] in near
    assert rows["wells_ar"] not in near
    with pytest.raises(Trouble, match="idea_unknown"):
        similar.to_idea(rows["wells_ar"])


@pytest.mark.parametrize(
    "text", ["", "a", "😀😀", "123", "مaء", "\u202e", "x" * 64_000, "budget " * 9_000, "' OR 1=1 --", '"*']
)
def test_any_text_gets_an_answer(text, index):
    assert isinstance(Similar(index).to_text(text), list)


def test_of_an_idea_that_is_unknown_it_says_so(index):
    with pytest.raises(Trouble, match="idea_unknown"):
        Similar(index).to_idea("nothing")


def test_the_same_register_says_the_same_from_a_new_index(said, index):
    bench, rows = said
    first = Similar(index).to_idea(rows["wells_fr"])
    with IdeaIndex(bench) as again:
        assert Similar(again).to_idea(rows["wells_fr"]) == first


def test_what_comes_later_changes_how_much_a_word_says_here_as_in_a_new_index(said, index):
    bench, rows = said
    similar = Similar(index)
    similar.to_idea(rows["wells_fr"])
    with bench.register.act(bench.author) as act:
        for number in range(40):
            act.new("idea", {"problem": f"Un puits, numéro {number}"})
    with IdeaIndex(bench) as again:
        assert similar.to_idea(rows["wells_fr"]) == Similar(again).to_idea(rows["wells_fr"])
