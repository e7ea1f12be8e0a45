"""The lexicon that is shipped, by the linter's rules and against a few sentences of every kind."""

import pytest

from ogp_desktop.language.lexicon import LANGUAGES
from ogp_desktop.services.ideas import lexicons
from ogp_desktop.services.ideas.lexicons import reader_with


@pytest.fixture(scope="module")
def shipped():
    return lexicons.shipped()


def test_no_line_is_wrong(shipped):
    assert shipped.faults == []


def test_it_is_large_and_speaks_every_language(shipped):
    assert len(shipped.concepts) >= 500
    for lang in LANGUAGES:
        assert any(concept.forms[lang] for concept in shipped.concepts.values()), lang
    with_darija = [concept for concept in shipped.concepts.values() if concept.forms["dar"] and concept.forms["darl"]]
    assert len(with_darija) >= 400


@pytest.mark.parametrize(
    ("concept", "texts"),
    [
        ("petition", ["déposer une pétition", "تقديم عريضة", "n7ato 3arida"]),
        ("drinking_water", ["L'eau potable manque", "الماء الصالح للشرب"]),
        ("sign_language", ["langue des signes", "لغة الإشارة"]),
        ("school_dropout", ["l'abandon scolaire des filles", "الهدر المدرسي"]),
        ("corruption", ["lutter contre la corruption", "محاربة الفساد"]),
        ("citizen_budget", ["un budget citoyen", "ميزانية المواطن"]),
    ],
)
def test_what_everybody_says_is_known(concept, texts):
    for text in texts:
        read = reader_with(()).read(text)
        assert concept in {*read.concepts, *read.broader}, text


@pytest.mark.parametrize(
    "text", ["bonjour à tous et merci", "السلام عليكم ورحمة الله", "jamais devant personne", "ça va"]
)
def test_what_is_about_nothing_says_nothing(text):
    assert not reader_with(()).read(text).concepts
