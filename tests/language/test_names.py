"""Who is meant by what is typed at the desk: the rules of spelling, one by one, and what holds for any name."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogp_desktop.language.name_index import Named, NameIndex
from ogp_desktop.language.names import MOST_TYPED, name_words, readings, sound_the_same, split
from ogp_desktop.language.sounds import skeletons
from ogp_desktop.language.typed_word import Nearness

OTHERS = ("MELLOUSSI Nabil", "KABBAJ Sofia", "زنيبر سهام", "BERRADA Lina", "العراقي توفيق")
EVERYONE = 1_000


def person(name, organisation=""):
    """Return someone kept in one script: family name in capitals (or first in Arabic), then the given name."""
    words = name.split()
    family = [word for word in words if word.isupper()] if any(map(str.isupper, words)) else words[:1]
    given = words[len(family) :]
    kept = tuple(filter(None, [organisation]))
    return Named(name, (" ".join(family),), (" ".join(given),), kept)


def found(index, text, limit=EVERYONE):
    return [hit.id for hit in index.find(text, limit)]


def index_of(*names):
    return NameIndex((name, person(name)) for name in names)


def finds(typed, name):
    """Say whether `typed` finds someone of that name before all others."""
    return found(index_of(name, *OTHERS), typed)[:1] == [name]


# Spellings.

SPELLINGS = [
    "Mohamed / Mohammed / M'hamed / Muhammad / محمد / امحمد",
    "Aïcha / Aicha / Aisha / Aycha / عائشة",
    "Youssef / Yousef / Yusuf / Youcef / يوسف",
    "Khadija / Khadidja / خديجة",
    "Hicham / Hisham / هشام",
    "Houcine / Hussein / Lhoucine / الحسين",
    "Abdellah / Abdallah / عبد الله / عبدالله",
    "Ouazzani / Wazzani / El Ouazzani / الوزاني",
    "Guerraoui / Gueraoui / الكراوي / الڭراوي / الگراوي",
    "Yassine / Yacine / ياسين",
    "Fatima Zahra / Fatimazahra / Fatim-Zohra / Fatima Ezzahra / فاطمة الزهراء",
    "Belkacem / Belqasim / Belkassem / بلقاسم",
    "Chaimae / Shaymaa / Chaïma / شيماء",
    "Omar / 3omar / عمر",
    "Outhmane / Outmane / عثمان",
    "Bouchra / Boushra / بشرى",
    "Abderrahim / Abdelrahim / Abd Er Rahim / عبد الرحيم",
    "Noureddine / Nour Eddine / نور الدين",
    "Ezzahraoui / Zahraoui / Az-Zahraoui / الزهراوي",
    "Benjelloun / Ben Jelloun / بنجلون / بن جلون",
    "Aït Brigui / Ait Briki / Aitbrigui / أيت بريكي",
    "Idriss / Driss / إدريس",
    "Mbarek / M'barek / Moubarak / امبارك / مبارك",
    "Ghizlane / Rhizlane / غزلان",
    "Hayat / حياة",
    "Salah / صلاح",
    "Fatima / Fatimah / فاطمة",
    "Taha / طه",
    "Ilyas / Elias / إلياس",
    "7assan / Hassan / حسن",
    "Tariq / Tarik / 6ari9 / طارق",
    "Soraya / ثريا",
    "Hafid / حفيظ",
]


@pytest.mark.parametrize("group", SPELLINGS)
def test_usual_spellings_of_a_name_find_each_other_in_both_scripts(group):
    for typed, kept in itertools.permutations(group.split(" / "), 2):
        assert finds(typed.casefold(), f"RIFI {kept}"), (typed, kept)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Karim", "Kenza"), ("Salma", "Samir"), ("Nabil", "Nadia"), ("عمر", "علي"), ("Omar", "Ali"), ("Hind", "Hanane")],
)
def test_other_names_stay_apart(one, other):
    assert not set(skeletons(split(one)[0])) & set(skeletons(split(other)[0]))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("elfassi", "EL FASSI Samir"),
        ("el fassi", "ELFASSI Samir"),
        ("fassi", "EL FASSI Samir"),
        ("fassi", "ELFASSI Samir"),
        ("el fassi", "FASSI Samir"),
        ("benzeroual", "BEN ZEROUAL Samir"),
        ("ben zeroual", "BENZEROUAL Samir"),
        ("ait ben haddou", "AITBENHADDOU Samir"),
        ("aitbenhaddou", "AÏT BEN HADDOU Samir"),
        ("ould dahmar", "DAHMAR Samir"),
        ("ولد دحمار", "DAHMAR Samir"),
        ("بنزروال", "RIFI بن زروال"),
        ("بن زروال", "RIFI بنزروال"),
        ("فاسي", "الفاسي سمير"),
        ("الفاسي", "فاسي سمير"),
        ("de la rosa", "ROSA Samir"),
    ],
)
def test_particles_may_be_glued_or_left_out(typed, kept):
    assert finds(typed, kept)


def test_of_what_is_left_when_a_particle_is_left_out_only_the_letters_count():
    index = index_of("AÏT BRIGUI Lahcen", "BERKOUZI Loubna", "EL BERKOUZI Zineb")
    assert found(index, "ait brig") == ["AÏT BRIGUI Lahcen"]
    assert found(index, "ait berk") == ["AÏT BRIGUI Lahcen", "BERKOUZI Loubna", "EL BERKOUZI Zineb"]
    assert found(index, "el brig") == ["AÏT BRIGUI Lahcen", "BERKOUZI Loubna", "EL BERKOUZI Zineb"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("mhamed", "RIFI M'hamed"),
        ("m'hamed", "RIFI Mhamed"),
        ("m’hamed", "RIFI M'hamed"),
        ("hamed", "RIFI M'hamed"),
        ("tlemcani", "TLEMÇANI Omar"),
        ("tlemsani", "TLEMÇANI Omar"),
        ("aissa", "RIFI Aïssa"),
        ("fatimzohra", "RIFI Fatim-Zohra"),
        ("مُحَمَّد", "رايس محمد"),
        ("مـحـمـد", "رايس محمد"),
        ("ادريس", "رايس إدريس"),
    ],
)
def test_apostrophes_hyphens_accents_and_arabic_variants_do_not_matter(typed, kept):
    assert finds(typed, kept)


@pytest.mark.parametrize("typed", ["touznai", "touzan", "touzanii", "touzami", "otuzani", "tuzani", "twouzani", "tuoz"])
def test_one_mistake_still_finds_also_at_the_beginning_of_a_word(typed):
    index = index_of("TOUZANI Wafae", *OTHERS)
    assert found(index, typed)[0] == "TOUZANI Wafae"


def test_short_words_and_two_mistakes_are_not_guessed():
    index = index_of("TOUZANI Wafae", *OTHERS)
    assert found(index, "tuz") == []
    assert found(index, "touramj") == []


# Order.


def test_beginnings_come_first_then_sounds_then_mistakes():
    index = index_of("HICHAMI Ali", "RIFI Hicham", "RIFI Hisham", "RIFI Hachim", "RIFI Hicjam")
    hits = index.find("hicham")
    assert [hit.id for hit in hits] == ["HICHAMI Ali", "RIFI Hicham", "RIFI Hachim", "RIFI Hisham", "RIFI Hicjam"]
    assert [hit.nearness for hit in hits] == [
        Nearness.BEGINS,
        Nearness.BEGINS,
        Nearness.SOUNDS,
        Nearness.SOUNDS,
        Nearness.MISTYPED,
    ]


def test_the_family_name_leads_before_the_given_name_and_the_organisation():
    people = {
        "organisation": person("ALAMI Zineb", "Karim et fils"),
        "given": person("BOUAZZA Karim"),
        "family": person("KARIMI Zineb"),
        "inside": person("CHAOUI KARIMI Ali"),
        "article": person("LA KARIMI Zineb"),
    }
    assert found(NameIndex(people.items()), "kari") == ["family", "article", "inside", "given", "organisation"]


def test_those_who_have_arrived_stand_last_among_equals_and_then_names_decide():
    names = ["KARIMI Amal", "KARIMI Badr", "KARIMI Chama"]
    index = index_of(*names, "RIFI Karim")
    index.put(names[0], person(names[0])._replace(is_late=True))
    assert found(index, "kari") == [names[1], names[2], names[0], "RIFI Karim"]
    assert index.expected() == [names[1], names[2], "RIFI Karim"]


def test_who_comes_while_somebody_types_is_found_and_who_leaves_is_not():
    index = index_of("KARIMI Amal")
    for typed in ("zaki", "zaki omar", "karimi"):
        found(index, typed)
    index.put("ZAKI Omar", person("ZAKI Omar"))
    assert found(index, "zaki") == found(index, "zaki omar") == ["ZAKI Omar"]
    index.discard("KARIMI Amal")
    assert found(index, "karimi") == []


def test_each_typed_word_means_a_word_of_its_own_where_that_is_possible():
    index = index_of("ALAMI Mohamed", "MOUNIR Mohamed", "ALAMI Mohamed Mehdi")
    assert found(index, "mohamed m") == ["ALAMI Mohamed Mehdi", "MOUNIR Mohamed"]
    assert found(index, "m mohamed") == ["MOUNIR Mohamed", "ALAMI Mohamed Mehdi"]
    assert found(index_of("ALAMI Mohamed"), "mohamed mohamed") == ["ALAMI Mohamed"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("m", "رايس محمد"), ("z", "الزموري علي"), ("o", "رايس عمر"), ("م", "RIFI Mohamed"), ("x", "")]
)
def test_the_first_letter_finds_also_names_kept_in_the_other_script_only(typed, kept):
    assert found(index_of("رايس محمد", "الزموري علي", "رايس عمر", "RIFI Mohamed"), typed)[-1:] == (
        [kept] if kept else []
    )


def test_two_names_sound_the_same_when_all_their_words_do():
    assert sound_the_same("Youssef El Ouazzani", "الوزاني يوسف")
    assert not sound_the_same("Youssef", "الوزاني يوسف")
    assert not sound_the_same("Youssef Ouazzani Ali", "الوزاني يوسف")
    assert not sound_the_same("", "")


# What holds for any name.

FAMILIES = [
    ("EL FASSI", "الفاسي"),
    ("Aït Brigui", "أيت بريكي"),
    ("BENJELLOUN", "بنجلون"),
    ("M'RABET", "امرابط"),
    ("Ouazzani-Touhami", "الوزاني التهامي"),
    ("OULD DAHMAR", "ولد دحمار"),
    ("TOUZANI", "التوزاني"),
    ("GUERRAOUI", "الڭراوي"),
    ("LAHLOU", "لحلو"),
    ("Chraïbi", "الشرايبي"),
]
GIVEN = [
    ("Mohamed", "محمد"),
    ("Fatima Zahra", "فاطمة الزهراء"),
    ("Abd El Aziz", "عبد العزيز"),
    ("Khadija", "خديجة"),
    ("M'barek", "امبارك"),
    ("Aïcha", "عائشة"),
    ("Youssef", "يوسف"),
    ("Chaimae", "شيماء"),
    ("Ali", "علي"),
    ("Noureddine", "نور الدين"),
]


@st.composite
def people(draw):
    """A few invented people, each kept in Latin letters, in Arabic ones, or in both."""
    chosen = draw(st.lists(st.tuples(st.sampled_from(FAMILIES), st.sampled_from(GIVEN), st.integers(1, 3)), min_size=1))
    made = {}
    for number, (family, given_name, scripts) in enumerate(chosen):
        kept = [place for place in (0, 1) if scripts >> place & 1]
        names = tuple(family[place] for place in kept), tuple(given_name[place] for place in kept)
        made[str(number)] = Named(f"{names[0][0]} {names[1][0]}", *names, is_late=draw(st.booleans()))
    return made


def mistaken(word, place, letter, sort):
    head, tail = word[:place], word[place:]
    return (head + tail[1:], head + letter + tail, head + letter + tail[1:], head + tail[1:2] + tail[:1] + tail[2:])[
        sort
    ]


@given(people(), st.data())
@settings(max_examples=60)
def test_everyone_is_found_by_their_own_name_in_any_order(everyone, data):
    index = NameIndex(everyone.items())
    for row, named in everyone.items():
        for family, given_name in zip(named.family, named.given, strict=True):
            words = data.draw(st.permutations(f"{family} {given_name}".split()))
            assert row in found(index, " ".join(words))


@given(people())
@settings(max_examples=30)
def test_everyone_is_found_by_every_beginning_of_every_word(everyone):
    index = NameIndex(everyone.items())
    for row, named in everyone.items():
        for word in {word for name in (*named.family, *named.given) for word in split(name)}:
            assert all(row in found(index, word[:length]) for length in range(1, len(word) + 1))


@given(people(), st.data())
@settings(max_examples=60)
def test_one_mistake_in_a_long_word_still_finds(everyone, data):
    index = NameIndex(everyone.items())
    row = data.draw(st.sampled_from(sorted(everyone)))
    words = [word for name in (*everyone[row].family, *everyone[row].given) for word in split(name) if len(word) >= 5]
    if words:
        word = data.draw(st.sampled_from(words))
        letter = data.draw(st.sampled_from("abekz" if word.isascii() else "ابكمع"))
        typed = mistaken(word, data.draw(st.integers(0, len(word) - 1)), letter, data.draw(st.integers(0, 3)))
        assert row in found(index, typed)


@given(st.sampled_from(FAMILIES), st.sampled_from(GIVEN), st.booleans())
@settings(max_examples=60)
def test_a_name_typed_in_one_script_finds_the_one_kept_in_the_other(family, given_name, arabic):
    kept = Named("x", (family[arabic],), (given_name[arabic],))
    assert found(NameIndex([("x", kept)]), f"{given_name[not arabic]} {family[not arabic]}") == ["x"]


@given(people(), st.text(max_size=12))
@settings(max_examples=60)
def test_the_answer_depends_only_on_who_is_there(everyone, text):
    turned = dict(reversed(everyone.items()))
    for typed in (text, text[:1], "m", "fati z", "الف"):
        assert NameIndex(everyone.items()).find(typed) == NameIndex(turned.items()).find(typed)


@given(st.text(max_size=60))
def test_splitting_is_idempotent(text):
    assert split(" ".join(split(text))) == split(text)


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=200)
def test_any_text_is_a_name_and_can_be_typed(name, typed):
    index = NameIndex([("x", Named(name, (name,), (typed,), (name,)))])
    assert found(index, typed) in ([], ["x"])
    if 0 < len(split(name)) <= MOST_TYPED:
        assert found(index, name) == ["x"]
    index.discard("x")
    assert found(index, name) == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "12345678", "😀", "😀 😀😀", "---", "'", "’’", "\u200f\u200e", "\ud800", "\x00", "ﷺ", "7 7 7", "Mohaمد"]
    + [piece * (65_536 // len(piece)) for piece in ("a", "ا", "é", "a ", "k' ", "mohamed ", "\u0301", "😀", "M'")],
)
def test_nothing_that_is_typed_or_pasted_stalls(text):
    index = index_of(*OTHERS, *(f"RIFI {place} Karim" for place in range(300)))
    assert len(readings(text)) <= 2 + 2 * MOST_TYPED + 2
    assert len(index.find(text)) <= 50
    assert len(name_words(text).words) <= 12
