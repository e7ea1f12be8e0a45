import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.text.folding import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AÏT-BRIGUI", "ait brigui"),
        ("M’hamed", "m'hamed"),
        ("فاطمة الزهراء", "فاطمه الزهراء"),
        ("إدريس", "ادريس"),
        ("مُحَمَّد", "محمد"),
        ("مـحـمـد", "محمد"),
        ("œuvre", "OEUVRE"),
    ],
)
def test_spellings_that_people_take_for_one_fold_to_one(one, other):
    assert folded(one) == folded(other)


@given(st.text(max_size=30))
def test_folding_is_idempotent(text):
    assert folded(folded(text)) == folded(text)
