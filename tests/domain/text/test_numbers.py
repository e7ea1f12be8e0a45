import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.text.numbers import LRM, held_together, long_date, western_digits


@pytest.mark.parametrize("number", ["+212 6 12-34-56-78", "2026-03-14", "1 200,50", "31-13", "14/03/2026"])
def test_what_bidi_ordering_would_turn_is_held_together(number):
    kept = held_together(f"القانون {number} هنا")
    assert LRM + number.replace(" ", "\u00a0") + LRM in kept


@given(st.text(st.sampled_from("اب 0123456789-/.,:+ab\u00a0"), max_size=30))
def test_holding_together_is_idempotent_and_loses_nothing(text):
    kept = held_together(text)
    assert held_together(kept) == kept
    assert kept.replace(LRM, "").replace("\u00a0", " ") == text.replace("\u00a0", " ")


def test_dates_are_those_of_moroccan_administrations():
    date = datetime.date(2026, 8, 1)
    assert long_date(date, "fr") == "samedi 1er août 2026"
    assert long_date(date, "ar") == "السبت 1 غشت 2026"


def test_digits_of_any_script_are_read():
    assert western_digits("DEM-٢-١٧ ۴ é²") == "DEM-2-17 4 é²"
