"""What a room sees: a question, ideas as cards, votes once they are counted; never a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.gui.projection.room_slides import CARDS, card_slides, question_slide
from ogp_desktop.gui.room.rounds import METHODS, Round
from ogp_desktop.gui.translation import say
from ogp_desktop.gui.widgets.slide_view import SlideView, shared_lines


def said(number, **more):
    return {"id": str(number), "letter": None, "number": number, "withdrawn_at": None} | {
        "problem": "Eau",
        "solution": None,
        "result": None,
        **more,
    }


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_ideas_stand_four_to_a_slide_as_they_are_given_and_withdrawn_ones_do_not(spoken, lang):
    spoken(lang)
    ideas = [said(number, withdrawn_at="2026" if number == 3 else None) for number in range(9, 0, -1)]
    slides = card_slides("Atelier", ideas)
    assert [[card.number for card in slide.cards] for slide in slides] == [list("9876"), list("5421")]
    assert all(len(slide.cards) <= CARDS and not any(card.votes for card in slide.cards) for slide in slides)


def test_votes_are_told_only_where_they_are_given(spoken):
    spoken("fr")
    slide = card_slides("Atelier", [said(2), said(1)], {"2": 6})[0]
    assert [card.votes for card in slide.cards] == ["6 voix", "0 voix"]


def test_a_room_of_no_idea_has_no_card(spoken):
    spoken("fr")
    assert card_slides("Atelier", []) == []
    assert question_slide("Atelier", "introduction").headline == "Atelier"
    assert question_slide("Atelier", "problems").headline == say("room_slides.question.problems")


@given(st.lists(st.integers(1, 60), max_size=3), st.integers(0, 12))
def test_lines_are_shared_so_that_nothing_is_wasted_and_everybody_has_one(wanted, room):
    given_lines = shared_lines(wanted, room)
    assert all(lines >= 1 for lines in given_lines)
    assert all(lines <= max(1, need) for lines, need in zip(given_lines, wanted, strict=True))
    assert sum(given_lines) == max(len(wanted), min(room, sum(wanted)))


HOSTILE = ["<b>x</b>", "ا" * 5000, "x" * 5000, "a\u202eb", "=1+1", "👩‍👩‍👧 ⵣ", "\n\n", "mot " * 900]


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_any_text_is_painted(spoken, qtbot, lang):
    spoken(lang)
    view = SlideView()
    qtbot.addWidget(view)
    view.resize(1366, 768)
    for slide in card_slides("Atelier", [said(n, problem=text, result=text) for n, text in enumerate(HOSTILE)]):
        view.show_slide(slide)
        assert not view.grab().isNull()


def test_a_round_goes_through_its_phases_and_ends():
    told = Round("one_two_four", 100.0)
    assert [told.at(100 + second)[0].code for second in (0, 59.9, 60, 180, 420, 719)] == [
        "one",
        "one",
        "two",
        "four",
        "all",
        "all",
    ]
    assert told.at(820) is None
    assert sum(phase.seconds for phase in METHODS["one_two_four"]) == 12 * 60
    assert told.at(161)[1] == 119
