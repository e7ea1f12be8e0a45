"""Whom ideas concern."""

import pytest

from ogp_desktop.language.mandates import Mandates


@pytest.fixture(scope="module")
def mandates(reader):
    cards = {
        "WATER": "eau potable, puits et forages ماء صالح للشرب",
        "HEALTH": "centres de santé, dispensaires مستوصف",
        "COUNCILS": "sessions du conseil, publier, transport",
        "EMPTY": "",
    }
    return Mandates({name: reader.read(text) for name, text in cards.items()})


@pytest.mark.parametrize(
    ("text", "name"),
    [("حفر الآبار", "WATER"), ("sbitar b3id", "HEALTH"), ("Publier chaque session du conseil", "COUNCILS")],
)
def test_ideas_go_where_their_words_are_answered_for(text, name, mandates, reader):
    assert mandates.fitting([reader.read(text)])[0].name == name


def test_the_words_that_say_so_are_told(mandates, reader):
    match = mandates.fitting([reader.read("les forages")])[0]
    assert match.concepts == {"well": "forages"}
    assert 0 < match.fit <= 1


def test_a_proposal_of_several_ideas_may_concern_several(mandates, reader):
    ideas = [reader.read(text) for text in ("l’eau potable", "un dispensaire", "l’eau potable encore")]
    assert [match.name for match in mandates.fitting(ideas)] == ["WATER", "HEALTH"]


def test_rather_nobody_than_anybody(mandates, reader):
    assert mandates.fitting([reader.read("bonjour à tous")]) == []
    assert mandates.fitting([]) == []
