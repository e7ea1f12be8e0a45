"""The ideas a room has heard, and those near to what is being typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogp_desktop.language.heard import SHOWN, Heard
from ogp_desktop.services.ideas.lexicons import reader_with

SAID = {
    "wells": "Creuser des forages sans autorisation assèche la nappe phréatique",
    "wells_ar": "حفر الآبار بدون ترخيص يستنزف الفرشة المائية",
    "budget": "Publier le budget communal dans une forme que tous comprennent",
    "signs": "Un interprète en langue des signes dans chaque hôpital",
    "bus": "Les bus scolaires ne passent pas dans les douars",
}


@pytest.fixture(scope="module")
def reader():
    return reader_with(())


@pytest.fixture
def heard(reader):
    made = Heard(reader)
    for row, text in SAID.items():
        made.put(row, text)
    return made


def rows(near):
    return [each.row for each in near]


def test_the_same_idea_in_another_language_is_near(heard):
    assert set(rows(heard.near("les puits creusés sans autorisation vident la nappe"))) == {"wells", "wells_ar"}
    assert rows(heard.near("نشر ميزانية الجماعة بشكل مبسط للجميع")) == ["budget"]


def test_nothing_is_near_to_less_than_four_words_or_to_another_subject(heard):
    assert heard.near("le budget communal") == []
    assert heard.near("Former les agents d’accueil à la médiation numérique") == []
    assert heard.near("") == heard.near("؟ !! 12") == []


def test_a_text_that_is_typed_again_is_told_so(heard):
    (near,) = heard.near("publier le budget comunal dans une forme que tous comprenent")
    assert near.row == "budget"
    assert near.same_text


def test_what_was_told_apart_or_went_away_is_not_offered(heard):
    text = "les puits creusés sans autorisation vident la nappe"
    assert rows(heard.near(text, {"wells"})) == ["wells_ar"]
    heard.drop("wells_ar")
    assert rows(heard.near(text)) == ["wells"]
    heard.put("wells", "Les bus scolaires manquent")
    assert heard.near(text) == []


@settings(max_examples=25, deadline=None)
@given(changes=st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from([None, *SAID.values()])), max_size=12))
def test_coming_and_going_leaves_what_taking_in_at_once_leaves(reader, changes):
    followed, at_once, standing = Heard(reader), Heard(reader), {}
    for row, text in changes:
        standing[row] = text
        followed.drop(row) if text is None else followed.put(row, text)
    for row, text in standing.items():
        if text is not None:
            at_once.put(row, text)
    for text in SAID.values():
        found = followed.near(text)
        assert found == at_once.near(text)
        assert len(found) <= SHOWN
