"""Every visible word is in the catalogues; every language is complete; the words are those of the field."""

import re
import string
from pathlib import Path

import pytest
from PySide6.QtGui import QAction

from ogp_desktop import paths, words
from ogp_desktop.gui.naming import give_keys, keys_text
from ogp_desktop.gui.translation import NAMES
from tests.test_words import NOT_ENGLISH_OF_THE_FIELD

ROOT = Path(__file__).resolve().parents[2]
FORMS = {"one", "other", "zero", "two", "few", "many"}
FAMILIES = "|".join(sorted({key.split(".")[0] for key in words.catalogue("interface", "fr")}))
BUILT = re.compile(r"""say\(f?["']([^"']+)""")


def stem(key):
    return key.rsplit(".", 1)[0] if key.rsplit(".", 1)[-1] in FORMS else key


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def used():
    """Return the keys that forms and code name, and the beginnings of those that code puts together."""
    found, begun = set(), set()
    for form in (ROOT / "ui").glob("*.ui"):
        found |= set(re.findall(r"<string>([a-z_]+\.[a-z_.]+)</string>", form.read_text(encoding="utf-8")))
    for module in [ROOT / "ogp_desktop" / "app.py", *(ROOT / "ogp_desktop" / "gui").rglob("*.py")]:
        if module.parent.name == "forms":
            continue
        source = module.read_text(encoding="utf-8")
        found |= set(
            re.findall(
                rf'"((?:{FAMILIES})\.[a-z_.]+)"',
                source,
            )
        )
        for key in BUILT.findall(source):
            (begun.add(key.split("{")[0]) if "{" in key else found.add(key))
    return found, begun


FRENCH, ARABIC, ENGLISH = (words.own("interface", lang) for lang in words.LANGUAGES)
MOST_LONGER = 14
"""Characters by which a label in English may be longer than the French one it takes the place of."""


def test_every_word_that_is_used_is_in_the_catalogue():
    found, _ = used()
    known = {stem(key) for key in FRENCH} | set(FRENCH)
    assert found - known == set()


def test_the_catalogue_holds_no_word_that_nobody_uses():
    found, begun = used()
    unused = {key for key in FRENCH if stem(key) not in found and key not in found}
    named = ("address.", "kind.", "field.", "version.", "post.")
    assert {key for key in unused if not any(key.startswith(start) for start in (*begun, *named) if start)} == set()


def test_arabic_is_complete_and_fills_the_same_places():
    stems = {stem(key) for key in FRENCH}
    assert {stem(key) for key in ARABIC} == stems
    for key, text in ARABIC.items():
        french = FRENCH.get(key) or FRENCH.get(f"{stem(key)}.other") or FRENCH[stem(key)]
        assert places(text) <= places(french), key


def test_english_is_complete_and_fills_the_same_places():
    assert ENGLISH.keys() == FRENCH.keys()
    for key, text in ENGLISH.items():
        assert text.strip(), key
        assert places(text) == places(FRENCH[key]), key


def test_english_takes_no_more_room_than_french():
    labels = {key: text for key, text in FRENCH.items() if len(text) <= 40}
    assert {key for key, text in labels.items() if len(ENGLISH[key]) > len(text) + MOST_LONGER} == set()


def test_english_is_british_and_names_keys_as_english_keyboards_do():
    for key, text in ENGLISH.items():
        assert not NOT_ENGLISH_OF_THE_FIELD.search(text), key
        assert not re.search(r"Entrée|Échap|\bMaj\b|Suppr|Espace|«|»|\s[:;?!]|!", text), key
        assert not re.search("[à-öø-ÿœ]", text) or key == "launcher.language", key


def test_the_key_of_languages_names_the_next_one():
    named = list(NAMES)
    for lang, following in zip(named, [*named[1:], named[0]], strict=True):
        assert words.phrase(lang, "launcher.language") == NAMES[following]


@pytest.mark.parametrize(
    ("lang", "named"),
    [("fr", "Maj+Entrée, Suppr, Échap, Page préc."), ("ar", "Maj+Entrée, Suppr, Échap, Page préc."),
     ("en", "Shift+Enter, Del, Esc, Page Up")],
)  # fmt: skip
def test_keys_have_the_names_that_the_words_use(qapp, spoken, lang, named):
    spoken(lang)
    told = []
    for keys in ("Shift+Return", "Del", "Esc", "PgUp"):
        action = QAction()
        give_keys(action, keys)
        told.append(keys_text(action).strip("\u2066\u2069"))
    assert ", ".join(told) == named


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_words_that_our_users_do_not_use_are_nowhere(lang):
    forbidden = ("utilisateur", "base de données", "synchronis", "merge", "null", "erreur fatale", "المستخدم")
    for key, text in words.own("interface", lang).items():
        assert not any(word in text.lower() for word in forbidden), key


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_arabic_text_is_arabic_and_keys_are_isolated(lang):
    for key, text in words.own("interface", lang).items():
        if lang == "ar" and not key.startswith(("launcher.language", "new_event.date_hint")):
            assert re.search("[\u0600-\u06ff]", text) or places(text) or key == "restitution.hint", key


@pytest.mark.parametrize(
    ("lang", "n", "form"),
    [("fr", 0, "one"), ("fr", 1, "one"), ("fr", 2, "other"), ("en", 0, "other"), ("ar", 0, "zero"), ("ar", 1, "one"),
     ("ar", 2, "two"), ("ar", 3, "few"), ("ar", 10, "few"), ("ar", 11, "many"), ("ar", 99, "many"),
     ("ar", 100, "other"), ("ar", 103, "few")],
)  # fmt: skip
def test_plurals_are_those_of_the_language(lang, n, form):
    assert words.plural(lang, n) == form


def test_a_name_in_a_sentence_keeps_its_own_direction():
    assert "\u2067سلمى\u2069" in words.phrase("fr", "desk.welcome", name="سلمى")
    assert "\u2066Salma\u2069" in words.phrase("ar", "desk.welcome", name="Salma")


def test_a_phrase_within_a_phrase_keeps_its_direction_too():
    place = words.phrase("ar", "session.place", session="الورشة 1", room="قاعة الأركان")
    assert words.phrase("ar", "desk.welcome_room", name="Salma", room=place).count("\u2067") == 3


def test_an_unfinished_language_falls_back_to_french():
    assert words.phrase("tzm", "desk.title") == FRENCH["desk.title"]


def test_every_screen_has_its_help_in_both_languages():
    screens = (ROOT / "ogp_desktop" / "gui" / "screens").glob("*_screen.py")
    for name in [module.stem.removesuffix("_screen") for module in screens]:
        for lang in words.LANGUAGES:
            page = (paths.resources() / "help" / f"{name}.{lang}.md").read_text(encoding="utf-8")
            assert len(page.split()) > 40, (name, lang)
