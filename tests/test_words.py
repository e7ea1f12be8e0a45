"""Every sentence a person can meet stands in French and in Arabic."""

import ast
import re
from pathlib import Path

import pytest

import ogp_desktop
from ogp_desktop import words
from ogp_desktop.domain.trouble import Trouble

PACKAGE = Path(ogp_desktop.__file__).parent
CATALOGUES = ("messages", "documents", "sheets", "slip")


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


@pytest.mark.parametrize("name", CATALOGUES)
def test_both_languages_say_the_same_things(name):
    french, arabic = (words.catalogue(name, lang) for lang in words.LANGUAGES)
    assert french.keys() == arabic.keys()
    for key in french:
        assert french[key].strip(), key
        assert places(french[key]) == places(arabic[key]), key


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


def test_a_sentence_is_filled_in():
    trouble = Trouble("session_unknown", session="9", known="0, 1")
    assert "« 9 »" in words.sentence(trouble, "fr")
    assert "9" in words.sentence(trouble, "ar")
