"""Whom a text names among those who are there."""

import pytest

from ogp_desktop.services.room import names_said
from ogp_desktop.services.room.names_said import NamesSaid
from tests.conftest import EVENT

PEOPLE = [
    {"family_name": "Ait Oumlil", "given_name": "Tafsut", "family_name_ar": "آيت أومليل", "given_name_ar": "تافسوت"},
    {"family_name": "Berkani-Zhar", "given_name": "Élodie"},
    {"family_name": "Zrigui"},
    {"given_name": "Seule"},
]


@pytest.fixture
def bench(make_register):
    bench = make_register(event=EVENT)
    with bench.register.act(bench.author) as act:
        act.new("event", {"code": "DEM", "title_fr": "Journée"}, EVENT)
        for place, names in enumerate(PEOPLE):
            row = act.new("participant", {"number": place})
            act.new("identity", names, row)
            act.new("arrival", {"person": row, "desk": "1", "at": "2026-12-12T09:00:00+01:00"})
    return bench


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Comme dit Tafsut Aït-Oumlil, l’eau manque", "Ait Oumlil Tafsut"),
        ("AIT OUMLIL TAFSUT", "Ait Oumlil Tafsut"),
        ("قالت السيدة ايت اومليل", "آيت أومليل تافسوت"),
        ("demandez à Mme berkani zhar", "Berkani-Zhar Élodie"),
        ("M. Zrigui", "Zrigui"),
        ("Zrigui", ""),
        ("Tafsut", ""),
        ("Mme", ""),
        ("", ""),
    ],
)
def test_somebody_is_named_in_full_or_by_a_title(bench, text, name):
    names = NamesSaid(bench)
    assert names.read_some()
    assert names.in_text(text) == name


def test_names_are_read_little_by_little_and_anew_where_somebody_came(bench, monkeypatch):
    monkeypatch.setattr(names_said, "AT_ONCE", 1)
    names = NamesSaid(bench)
    assert [names.read_some() for _ in PEOPLE] == [False, False, False, True]
    assert names.in_text("M. Zrigui, Mme Berkani Zhar, Mme Ait Oumlil") == "Zrigui"
    with bench.register.act(bench.author) as act:
        act.set("event", EVENT, {"names_allowed": True})
    names.forget()
    assert names.read_some()
    assert names.in_text("M. Zrigui") == ""
