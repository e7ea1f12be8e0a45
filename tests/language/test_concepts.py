"""What a text speaks of."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.language.features import Features
from ogp_desktop.language.normalise import words


@pytest.mark.parametrize(
    "text",
    [
        "Le puits est à sec",
        "Les FORAGES sans autorisation",
        "حفر الآبار بدون رخصة",
        "البير ديال الدوار خاوي",
        "lbir dyal douar khawi",
        "les puit de la commune",
    ],
)
def test_one_concept_is_found_in_every_language_and_hand(text, reader):
    assert "well" in reader.read(text).concepts


def test_the_longest_form_says_its_concept_and_its_words_only_belong(reader):
    read = reader.read("Manque d’eau potable")
    assert read.concepts == {"drinking_water": "eau potable"}
    assert read.broader == {"water": "eau"}


def test_one_word_may_stand_between_the_words_of_a_form(reader):
    assert "sign_language" in reader.read("la langue nationale des signes").concepts
    assert "sign_language" not in reader.read("la langue, les écoles, les routes et les signes").concepts


def test_a_word_that_says_something_itself_does_not_stand_between(reader):
    assert set(reader.read("l’eau, le bus, potable").concepts) == {"water", "transport"}


@pytest.mark.parametrize("text", ["transpotr scolaire", "transprt", "les transsports"])
def test_one_wrong_letter_of_a_long_word_is_forgiven(text, reader):
    assert "transport" in reader.read(text).concepts


def test_a_short_word_is_not_bent_to_another(reader):
    assert reader.read("le bas et le but").concepts == {}


def test_darija_in_latin_letters_meets_its_sound_in_arabic_letters(reader):
    assert "health_centre" in reader.read("makaynch ssbitar f douar dyalna").concepts


def test_the_words_that_said_a_concept_are_kept(reader):
    assert reader.read("Publier les sessions du conseil").concepts == {
        "publish": "publier",
        "council_session": "sessions conseil",
    }


@pytest.mark.parametrize("text", ["", "a", "😀", "123", "مaءx", "x" * 64_000, "eau " * 20_000, "\u200f\u200e"])
def test_any_text_gives_a_result_and_never_stalls(text, reader):
    read = reader.read(text)
    assert len(read.words) <= 300
    assert read.is_empty is (not words(text))


@given(
    st.lists(st.sampled_from(["eau", "potable", "puits", "de", "la", "sessions", "conseil", "ماء", "نشر"]), max_size=12)
)
def test_what_is_kept_is_read_back_as_it_was(reader, said):
    read = reader.read(" ".join(said))
    assert Features.restored(json.loads(json.dumps(read.kept()))) == read
