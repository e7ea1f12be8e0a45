"""How probably two texts say the same, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.language.likeness import Likeness, Statistics, compare, is_near_identical, letters_shared, shared
from ogp_desktop.language.stems import stem

SAID = [
    "Creuser un puits dans chaque douar",
    "حفر بئر في كل دوار",
    "Publier les sessions du conseil",
    "نشر دورات المجلس",
    "Un bus pour l’école",
    "الماء الصالح للشرب مقطوع",
    "L’eau potable est coupée",
    "Interprètes en langue des signes à l’hôpital",
]


@pytest.fixture(scope="module")
def world(reader):
    statistics = Statistics()
    read = [reader.read(text) for text in SAID]
    for features in read:
        statistics.add(features)
    return reader, statistics, Likeness(statistics)


def probability(world, one, other, themes=("", "")):
    reader, statistics, likeness = world
    return likeness.probability(
        statistics.weigh(reader.read(one), themes[0]), statistics.weigh(reader.read(other), themes[1])
    )


def test_the_same_said_in_the_other_language_is_likelier_than_another_thing_in_ones_own(world):
    assert probability(world, SAID[0], SAID[1]) > 0.5 > probability(world, SAID[0], SAID[2])
    assert probability(world, SAID[2], SAID[3]) > 0.5 > probability(world, SAID[3], SAID[5])


def test_a_wider_concept_brings_two_texts_a_little_nearer(world):
    assert probability(world, SAID[0], SAID[6]) > probability(world, SAID[0], SAID[4])


def test_across_scripts_concepts_count_once_more_because_no_stem_can_be_shared(world):
    reader, statistics, _ = world
    french, arabic, other = (statistics.weigh(reader.read(SAID[place])) for place in (0, 1, 6))
    assert compare(french, arabic)[1] == compare(french, arabic)[0] > 0
    assert compare(french, other)[1] == 0 < compare(french, other)[0]


def test_one_theme_speaks_for_two_texts_and_two_themes_against(world):
    alone = probability(world, SAID[0], SAID[6])
    assert probability(world, SAID[0], SAID[6], ("climat", "climat")) > alone
    assert probability(world, SAID[0], SAID[6], ("climat", "justice")) < alone


def test_a_text_retyped_is_told_from_a_text_said_again(reader):
    typed, again = (
        reader.read("Publier les sessions du conseil communal"),
        reader.read("publier les sessions du conseil comunal"),
    )
    other = reader.read("نشر دورات المجلس")
    assert is_near_identical(typed, again)
    assert not is_near_identical(typed, other)
    assert letters_shared(typed, typed) == 1


def test_what_speaks_for_two_texts_is_told_the_rarest_first(world):
    reader, statistics, _ = world
    both = shared(statistics.weigh(reader.read(SAID[0])), statistics.weigh(reader.read(SAID[1])))
    assert both.concepts == ("well", "water")
    assert both.stems == ()
    alike = shared(
        statistics.weigh(reader.read(SAID[2])), statistics.weigh(reader.read("sessions du conseil à publier"))
    )
    assert set(alike.stems) == set(map(stem, ("sessions", "conseil", "publier")))


def test_an_empty_text_is_like_nothing_and_breaks_nothing(world):
    assert probability(world, "", "") < 0.05
    assert probability(world, "😀", SAID[0]) < 0.05


texts = st.lists(st.sampled_from([word for text in SAID for word in text.split()]), max_size=12).map(" ".join)


@given(texts, texts)
def test_likeness_is_symmetric_and_a_probability(world, one, other):
    reader, statistics, _ = world
    a, b = statistics.weigh(reader.read(one)), statistics.weigh(reader.read(other))
    assert compare(a, b) == pytest.approx(compare(b, a))
    assert 0 <= probability(world, one, other) == probability(world, other, one) <= 1
