"""The words of a text, as they are compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.language.normalise import LONGEST_WORD, respelt, spelt, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’accès à l'ÉAU", ["acces", "eau"]),
        ("القَانُون والإدارة", ["القانون", "والاداره"]),
        ("جمـــعية", ["جمعيه"]),
        ("pb d’info : asso", ["probleme", "information", "association"]),
        ("œuvre, ＡＢＣ", ["oeuvre", "abc"]),
        ("٣ جماعات", ["3", "جماعات"]),
    ],
)
def test_spelling_that_does_not_matter_is_gone(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize("number", ["31-13", "31.13", "13.31", "31 - 13", "n°31-13", "31/13"])
def test_a_law_has_one_name_however_its_number_is_written_or_turned(number):
    assert "n13n31" in words(f"la loi {number} de 2018")


@pytest.mark.parametrize("text", ["2024-2027", "12.5 %", "20 000", "1.2.3.4.5"])
def test_what_only_looks_like_a_law_is_none(text):
    assert not any(word.startswith("n") for word in words(text))


@pytest.mark.parametrize("text", ["", "a", "😀😀", "...", "\u0640", "\ud7ff"])
def test_nothing_to_compare_gives_no_words(text):
    assert words(text) in ([], [text])


def test_a_very_long_text_is_read_to_its_limit_only():
    assert len(words("mot " * 100_000)) < 3_000
    assert max(map(len, words("x" * 64_000))) <= LONGEST_WORD


@given(st.text(max_size=300))
def test_words_are_stable_when_read_again(text):
    once = words(text)
    again = words(" ".join(once))
    assert words(" ".join(again)) == again


def test_compared_words_can_be_shown_as_they_were_written():
    known = spelt("L’eau de la commune, الجماعة القروية: loi 31-13")
    assert respelt("eau commune", known) == "eau commune"
    assert respelt("الجماعه القرويه", known) == "الجماعة القروية"
    assert respelt("n13n31", known) == "31-13"
    assert respelt("inconnu", known) == "inconnu"


@pytest.mark.parametrize("text", ["loi 31 - 13", "e-Gouvernement", "التعليم عن بعد", "De\u0301mate\u0301rialisation"])
def test_what_is_compared_as_one_word_is_shown_as_it_was_written(text):
    shown = respelt(" ".join(words(text)), spelt(text))
    assert shown == unicodedata.normalize("NFC", text)
