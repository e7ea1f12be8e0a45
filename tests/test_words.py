"""Every sentence a person can meet stands in every language that is offered."""

import ast
import json
import re
from pathlib import Path

import pytest

import ogp_desktop
from ogp_desktop import paths, words
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
    assert french.keys() == other.keys()
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
    trouble = Trouble("session_unknown", session="9", known="0, 1")
    assert "« 9 »" in words.sentence(trouble, "fr")
    assert "9" in words.sentence(trouble, "ar")
