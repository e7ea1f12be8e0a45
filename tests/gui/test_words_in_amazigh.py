"""Amazigh as far as it is translated: whole labels, in IRCAM's letters, French for the rest, and said to be so."""

import datetime
import re

import pytest
from PySide6.QtCore import QLocale

from ogp_desktop import words
from ogp_desktop.domain.text.numbers import DAYS, MONTHS, long_date
from ogp_desktop.gui.help_pages import help_text
from ogp_desktop.gui.translation import LOCALES, NAMES, paper_language, partly_said
from tests.gui.test_words_of_the_interface import MOST_LONGER, places, stem

CATALOGUES = ("interface",)
LETTERS = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ"
"""The Tifinagh of IRCAM: thirty-three letters, of which two are written with the mark of roundness."""
AS_PRINTED = r"Entrée|Échap|Espace|Ctrl\+[A-Z]|Tab|F\d+|PDF"
"""Keys as they are printed on the keyboards of our users, and the names of formats."""

TITLES_IN_FILES = {"Nom", "Idée"}
"""What sentences quote of people's own lists, not of the window."""


def said(name):
    return words.own(name, "zgh")


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_word_has_a_key_that_french_has_and_fills_its_places(name):
    french = words.own(name, "fr")
    assert set(said(name)) <= set(french)
    for key, text in said(name).items():
        assert text.strip(), key
        assert places(text) == places(french[key]), key


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_sentence_is_half_french(name):
    for key, text in said(name).items():
        if key != "launcher.language":
            rest = re.sub(rf"{{\w+}}|{AS_PRINTED}", "", text)
            assert re.fullmatch(rf"[{LETTERS}\d\s.,:;?…·—/%()]*", rest), (key, rest)
            assert re.search(f"[{LETTERS}]", rest) or places(text), key


def test_what_is_counted_is_said_in_every_form():
    french = words.own("interface", "fr")
    counted = {stem(key) for key in said("interface")} - set(french)
    assert {key for key in french if stem(key) in counted} <= set(said("interface"))


def test_labels_take_no_more_room_than_english_may():
    labels = {key: len(text) for key, text in words.own("interface", "fr").items() if len(text) <= 40}
    told = said("interface")
    assert {key for key in labels if len(told.get(key, "")) > labels[key] + MOST_LONGER} == set()


@pytest.mark.parametrize("name", ["messages", "documents"])
def test_a_label_that_a_french_sentence_quotes_is_still_there_in_french(name):
    keys_of = {}
    for key, text in words.own("interface", "fr").items():
        keys_of.setdefault(text, []).append(key)
    for code, text in words.catalogue(name, "zgh").items():
        quoted = set(re.findall("« ([^»{}]+) »", text)) - TITLES_IN_FILES
        for label in quoted & set(keys_of):
            assert not set(keys_of[label]) <= set(said("interface")), (code, label)


def test_every_language_that_is_offered_is_known_complete_or_partly():
    assert set(NAMES) == {*words.LANGUAGES, *words.PARTLY} == set(LOCALES)
    assert list(NAMES) == ["fr", "ar", "zgh", "en"]


def test_where_words_are_missing_it_is_said_in_both_languages(spoken):
    told = {}
    for lang in NAMES:
        spoken(lang)
        told[lang] = partly_said()
    assert {lang for lang, text in told.items() if text} == set(words.PARTLY)
    assert said("interface")["launcher.partly"] in told["zgh"]
    assert words.own("interface", "fr")["launcher.partly"] in told["zgh"]


def test_papers_that_people_sign_are_written_in_a_language_that_says_everything(spoken):
    told = {}
    for lang in NAMES:
        spoken(lang)
        told[lang] = paper_language()
    assert told == {"fr": "fr", "ar": "ar", "zgh": "fr", "en": "en"}


def test_dates_are_those_of_the_locale():
    locale = QLocale(LOCALES["zgh"])
    assert [locale.monthName(month) for month in range(1, 13)] == list(MONTHS["zgh"])
    assert [locale.dayName(day) for day in range(1, 8)] == DAYS["zgh"]
    assert long_date(datetime.date(2026, 8, 1), "zgh") == "ⴰⵙⵉⴹⵢⴰⵙ 1 ⵖⵓⵛⵜ 2026"


def test_help_and_messages_stand_in_french():
    assert help_text("desk", "zgh") == help_text("desk", "fr")
    assert words.catalogue("messages", "zgh") == words.catalogue("messages", "fr")


def test_none_and_one_are_counted_alike():
    assert [words.plural("zgh", n) for n in (0, 1, 2, 11)] == ["one", "one", "other", "other"]
