import pytest

from ogp_desktop.domain.text.scripts import is_right_to_left


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
