"""What the forms of a word share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.language.stems import latin_darija_readings, readings, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("simplifier", "simplification"),
        ("publier", "publications"),
        ("participer", "participatives"),
        ("locaux", "local"),
        ("associations", "association"),
        ("renforcer", "renforcement"),
        ("الجمعيات", "جمعيه"),
        ("للمواطنين", "مواطن"),
        ("والمعلومات", "معلومه"),
    ],
)
def test_forms_of_one_word_share_their_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("publication", "publique"), ("communication", "commune"), ("eau", "eaux usees")]
)
def test_words_of_different_meaning_do_not(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("بالجماعه", "جماعه"),
        ("فالجماعه", "جماعه"),
        ("للجماعه", "جماعه"),
        ("بجماعه", "جماعه"),
        ("كيخلصو", "خلصو"),
        ("جاوبوش", "جاوبو"),
    ],
)
def test_arabic_particles_darija_tenses_and_negation_are_read_away(written, meant):
    assert meant in readings(written)


@pytest.mark.parametrize(("written", "meant"), [("ljam3iya", "jam3iya"), ("kayn9es", "n9es"), ("jam3iyat", "jam3iy")])
def test_darija_in_latin_letters_is_read_without_its_article_and_its_endings(written, meant):
    assert meant in latin_darija_readings(written)


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20)
    | st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=20)
)
def test_a_stem_is_never_longer_than_its_word_and_never_empty(word):
    assert 0 < len(stem(word)) <= len(word) + 1
    assert readings(word)[0] == word
