"""Which language a text is said in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.language.guess import guessed_language

KNOWN = {"fr", "ar", "dar", "darl", "zgh", "en", "mix", None}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les délais de réponse ne sont pas respectés", "fr"),
        ("L’eau", "fr"),
        ("لا يتم احترام آجال الرد على المرتفقين", "ar"),
        ("الناس ديال الدوار ما كيعرفوش فين يشكيو", "dar"),
        ("خاص يكون شباك قريب حيت الناس كيتعذبو بزاف", "dar"),
        ("nas dyal douar makay3rfoch fin ychkiw", "darl"),
        ("khass tkoun tobis f lil 7it ma kaynach", "darl"),
        ("ⴰⵎⴰⵏ ⵏ ⵜⵎⵓⵔⵜ", "zgh"),
        ("The budget of the commune is not published", "en"),
        ("la plateforme data.gov ma فيها معطيات قديمة", "mix"),
        ("البوابة الوطنية PAN3 للحكومة المنفتحة", "ar"),
        ("COVID19 et 5G dans les écoles", "fr"),
    ],
)
def test_the_language_is_told_by_its_script_and_its_small_words(text, language):
    assert guessed_language(text) == language


@pytest.mark.parametrize(("text", "language"), [("ⴰⵎⴰⵏ ⴷⵔⵓⵙⵏ", "zgh"), ("الماء", "ar"), ("l’eau", "fr"), ("12", None)])
def test_the_script_gives_a_first_guess_of_the_language(text, language):
    assert guessed_language(text) == language


@pytest.mark.parametrize("text", ["", "31-13", "😀", "…", "123 456"])
def test_a_text_without_words_has_no_language(text):
    assert guessed_language(text) is None


@given(st.text(max_size=200))
def test_any_text_gets_a_known_answer(text):
    assert guessed_language(text) in KNOWN
