"""Every sentence a person can meet stands in every language that is offered."""

import ast
import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ogp_desktop
from ogp_desktop import paths, words
from ogp_desktop.documents.text.bidi import levels, visual_order
from ogp_desktop.domain.trouble import Trouble

PACKAGE = Path(ogp_desktop.__file__).parent
CATALOGUES = ("messages", "documents", "notice", "sheets", "slip")
NOT_ENGLISH_OF_THE_FIELD = re.compile(
    r"\b(users?|databases?|merge[ds]?|merging|null|fatal error|sync\w*|errors?|invalid|cancel\w*|abort\w*)\b"
    r"|\b(?:organiz|recogniz|summariz|synchroniz|categoriz|color|center)\w*",
    re.IGNORECASE,
)
"""Words of machines, "cancel" where the thing is to undo or to go back, and spellings that are not British."""
OTHERS = [lang for lang in words.LANGUAGES if lang != words.FALLBACK]


NUMBERS = re.compile(
    r"{(?:n|count|added|updated|unchanged|read|rejected|readable|votes|of)} (?!sur |of |must |من |min$)\w{2,}"
)
"""A number that is followed by a word, which follows it in number."""
ALWAYS_MANY = {"person_ambiguous", "votes_unlikely", "room.shortened"}
"""Texts whose number is never one."""


def stems_counted(name):
    """Return the keys of a catalogue that have a form for each number, without their forms."""
    known = words.own(name, "fr")
    return {key.removesuffix(".one") for key in known if key.endswith(".one") and f"{key[:-4]}.other" in known}


def raised():
    """Return the codes of trouble in the source, and the names of the values they come with."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_trouble = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Trouble" and node.args
            if is_trouble and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value, {word.arg for word in node.keywords}


def lexicon_faults():
    """Return the keys of what can be wrong with a line of a lexicon."""
    text = (PACKAGE / "language" / "lexicon.py").read_text(encoding="utf-8")
    return set(re.findall(r'LexiconFault\(\w+, "(\w+)"', text))


def places(text):
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("name", CATALOGUES)
def test_every_language_says_the_same_things(name, lang):
    french, other = words.own(name, "fr"), words.own(name, lang)
    more = {f"{key}.{form}" for key in stems_counted(name) for form in words.FORMS.get(lang, ())}
    assert french.keys() == other.keys() - (more - french.keys())
    for key in french:
        assert french[key].strip(), key
        assert other[key].strip(), key
        assert places(french[key]) == places(other[key]), key


@pytest.mark.parametrize("name", ["interface", *CATALOGUES])
def test_what_a_language_does_not_say_stands_in_french_key_by_key(name, tmp_path, monkeypatch):
    french = words.own(name, "fr")
    key = next(iter(french))
    (tmp_path / "i18n").mkdir()
    for lang, told in (("fr", french), ("zgh", {key: "ⵜⴰⵡⵏⴳⵉⵎⵜ"})):
        (tmp_path / "i18n" / f"{name}.{lang}.json").write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    monkeypatch.setattr(words, "own", words.own.__wrapped__)
    catalogue = words.catalogue.__wrapped__
    assert catalogue(name, "zgh") == {**french, key: "ⵜⴰⵡⵏⴳⵉⵎⵜ"}
    assert catalogue(name, "tzm") == french, "a language of which there is no file"


@pytest.mark.parametrize("name", ["messages", "documents"])
@pytest.mark.parametrize("lang", OTHERS)
def test_what_a_text_quotes_of_the_window_is_what_the_window_says(name, lang):
    keys_of, seen = {}, words.own("interface", lang)
    for key, text in words.own("interface", "fr").items():
        keys_of.setdefault(text, []).append(key)
    for code, text in words.own(name, "fr").items():
        for quoted in re.findall("« ([^»{}]+) »", text):
            if quoted in keys_of:
                assert any(seen[key] in words.own(name, lang)[code] for key in keys_of[quoted]), (code, quoted)


def test_every_trouble_has_its_sentence_and_the_sentence_its_values():
    told = words.catalogue("messages", "fr")
    for code, values in raised():
        assert code in told, code
        assert places(told[code]) <= values, code


def test_every_sentence_is_used():
    codes = {code for code, _ in raised()} | {"output_unwritable", "output_disk_full"} | lexicon_faults()
    assert set(words.catalogue("messages", "fr")) <= codes | {"list_too_big", "list_not_read", "list_unreadable"}


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_sentence_says_what_happened_what_is_safe_and_what_to_do_without_shouting(lang):
    for code, text in words.catalogue("messages", lang).items():
        assert "!" not in text, code
        assert len(re.findall(r"[.؟?](?:\s|$)", text)) >= 2, code
        for forbidden in ("utilisateur", "base de données", "null", "ID ", "merge", "erreur fatale"):
            assert forbidden not in text, code
        assert lang != "en" or not NOT_ENGLISH_OF_THE_FIELD.search(text), code


def test_a_sentence_is_filled_in():
    trouble = Trouble("session_unknown", session="9", known=[0, 1])
    assert "« 9 »" in words.sentence(trouble, "fr")
    assert "0, 1" in words.sentence(trouble, "fr")
    assert "9" in words.sentence(trouble, "ar")


def test_a_file_named_in_latin_letters_keeps_its_direction_in_an_arabic_sentence_and_the_other_way_round():
    trouble = Trouble("parcel_damaged", file="2026-salle(1).ogpx")
    assert "\u20662026-salle(1).ogpx\u2069" in words.sentence(trouble, "ar")
    assert "« 2026-salle(1).ogpx »" in words.sentence(trouble, "fr")
    assert "\u2067قاعة.ogpx\u2069" in words.sentence(Trouble("parcel_damaged", file="قاعة.ogpx"), "fr")


@given(st.lists(st.sampled_from(["3", "12", "DEM-2-7", "14:30", "salle-2.ogp", "ماء"]), min_size=2, max_size=5))
def test_the_items_of_a_list_run_from_right_to_left_in_arabic(items):
    told = words.listed("ar", items)
    seen = visual_order(levels(told, 1))
    begins, places = 0, []
    for item in items:
        begins = told.index(item, begins)
        places.append({seen.index(at) for at in range(begins, begins + len(item))})
        begins += len(item)
    assert all(min(one) > max(other) for one, other in itertools.pairwise(places))


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("name", ["interface", *CATALOGUES])
def test_what_counts_has_every_form_that_its_language_asks_for(name, lang):
    asked = words.FORMS.get(lang, ("one", "other"))
    known = words.own(name, lang)
    assert {f"{key}.{form}" for key in stems_counted(name) for form in asked} - known.keys() == set()


@pytest.mark.parametrize("lang", words.LANGUAGES)
@given(n=st.integers(0, 10_000))
def test_a_number_finds_its_form_and_is_told_or_said_in_a_word(lang, n):
    for key in stems_counted("interface"):
        form = words.counted(words.own("interface", lang), lang, key, n)
        said = words.own("interface", lang)[form]
        assert "{n}" in said or n <= 2 or "{n}" not in words.own("interface", "fr")[f"{key}.other"], form


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("name", ["interface", *CATALOGUES])
def test_a_word_that_follows_a_number_has_a_form_for_each(name, lang):
    known = words.own(name, lang)
    counted = {f"{key}.{form}" for key in stems_counted(name) for form in words.FORMS["ar"]}
    stiff = {key for key, text in known.items() if NUMBERS.search(text) and key not in counted}
    assert stiff <= ALWAYS_MANY


@pytest.mark.parametrize(
    ("lang", "n", "said"),
    [("fr", 0, "0 idée"), ("fr", 1, "1 idée"), ("fr", 2, "2 idées"), ("en", 0, "0 ideas"), ("ar", 2, "فكرتان"),
     ("ar", 3, "3 أفكار"), ("ar", 11, "11 فكرة"), ("ar", 100, "100 فكرة"), ("ar", 103, "103 أفكار")],
)  # fmt: skip
def test_ideas_are_counted_as_one_says_it(lang, n, said):
    assert words.phrase(lang, "room.count", n=n) == said


@pytest.mark.parametrize(("n", "said"), [(0, "لا أصوات"), (3, "3 أصوات"), (11, "11 صوتا"), (100, "100 صوت")])
def test_votes_are_counted_in_arabic(n, said):
    assert words.phrase("ar", "slides.votes", n=n) == said


@pytest.mark.parametrize(
    ("given", "lang", "read"),
    [("Accueil 2", "ar", "الاستقبال 2"), ("الورشة 1B", "fr", "Atelier 1B"), ("Plenary", "fr", "Séance plénière"),
     ("Atelier 2", "fr", "Atelier 2"), ("Portable de Nadia", "ar", "Portable de Nadia"), ("", "ar", "")],
)  # fmt: skip
def test_a_computer_that_this_program_named_is_called_in_the_readers_language(given, lang, read):
    assert words.computer(lang, given) == read


def test_a_message_names_a_computer_in_the_readers_language():
    told = Trouble("register_busy", file="che.ogp", owner="Atelier 1")
    assert "الورشة 1" in words.sentence(told, "ar")
