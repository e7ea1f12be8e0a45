import pytest

from ogp_desktop.domain.text.scripts import guessed_language, is_right_to_left


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("PAN3: البوابة بطيئة.", True),
        ("L’eau et الماء ailleurs aussi", False),
        ("ⴰⵎⴰⵏ", False),
        ("ٱلماء", True),
    ],
)
def test_the_share_of_arabic_letters_decides_the_direction(text, rtl):
    assert is_right_to_left(text) is rtl


def test_a_text_without_letters_reads_as_its_surroundings():
    assert is_right_to_left("12 %", otherwise=True)
    assert not is_right_to_left("12 %")


@pytest.mark.parametrize(("text", "language"), [("ⴰⵎⴰⵏ ⴷⵔⵓⵙⵏ", "zgh"), ("الماء", "ar"), ("l’eau", "fr"), ("12", None)])
def test_the_script_gives_a_first_guess_of_the_language(text, language):
    assert guessed_language(text) == language
