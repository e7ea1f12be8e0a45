"""The words of messages and documents, by language, from `resources/i18n`."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain.text.scripts import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from ogp_desktop.domain.trouble import Trouble

LANGUAGES = ("fr", "ar", "en")
"""Those that are complete in everything: interface, sentences, papers, sheets."""

PARTLY = ("zgh",)
"""Those that are offered in the window and on paper as far as they are translated."""

FALLBACK = "fr"
"""Where a language has no word for a key, this one's stands."""

_FRENCH_KEYS = {
    "Esc": "Échap",
    "Return": "Entrée",
    "Shift": "Maj",
    "Del": "Suppr",
    "Up": "↑",
    "Down": "↓",
    "PgUp": "Page préc.",
    "PgDown": "Page suiv.",
    "Home": "Origine",
}
_KEYS = {"en": {"Return": "Enter", "Up": "↑", "Down": "↓", "PgUp": "Page Up", "PgDown": "Page Down"}}
"""Keys as the words of a language name them; but for English, as they are printed on the keyboards of our users."""

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u2066{}\u2069", "\u2067{}\u2069"
_COMMAS = {"ar": "\u200f، "}
_FEW, _MANY = range(3, 11), range(11, 100)
_PLACES = ("laptops.desk", "laptops.room", "post.plenary")
"""The names that computers are given by the places where they stand."""
_COMPUTERS = frozenset({"label", "owner"})
"""Values of texts that are names of computers."""
_NONE_IS_ONE = frozenset({"fr", "zgh"})


@cache
def catalogue(name: str, lang: str) -> dict[str, str]:
    """Return the catalogue `name` ("messages", "documents", …) in `lang`: key to text, the fallback's for want."""
    return {**own(name, FALLBACK), **own(name, lang)}


@cache
def own(name: str, lang: str) -> dict[str, str]:
    """Return what the catalogue `name` says in `lang` itself, nothing where there is no such file."""
    path = paths.resources() / "i18n" / f"{name}.{lang}.json"
    if lang != FALLBACK and not path.exists():
        return {}
    words: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return words


def is_there(lang: str) -> bool:
    """Say whether the words of the interface in `lang` can be read."""
    try:
        return bool(own("interface", lang))
    except (OSError, ValueError):
        return False


def sentence(trouble: Trouble, lang: str) -> str:
    """Return the sentence of `trouble` in `lang`, its places filled in; what reads the other way keeps its direction.

    One that counts has a key for each form, as in `phrase`.
    """
    return _filled("messages", lang, trouble.code, trouble.values, lambda value: _kept(lang, value))


def phrase(lang: str, key: str, **values: object) -> str:
    """Return a text of the interface, its places filled in and isolated from its direction.

    A text that counts has a key for each form, `key.one`, `key.other` and, in Arabic, `key.zero`, `key.two`,
    `key.few`, `key.many`; the value `n` decides. Several values in one place are told as a list.
    """
    return _filled("interface", lang, key, values, isolated)


def _filled(name: str, lang: str, key: str, values: dict[str, object], placed: Callable[[object], str]) -> str:
    known = catalogue(name, lang)
    if "n" in values and key not in known:
        key = counted(known, lang, key, int(str(values["n"])))
    if not values:
        return known[key]
    told = {}
    for each, value in values.items():
        if isinstance(value, (list, tuple)):
            told[each] = listed(lang, map(placed, value))
        else:
            told[each] = placed(computer(lang, str(value)) if each in _COMPUTERS else value)
    return known[key].format(**told)


def counted(known: Collection[str], lang: str, key: str, n: int) -> str:
    """Return the key of the form that a text takes for `n` in `lang`; nothing at all may have its own in any language.

    The only place where a number chooses words (Unicode CLDR's plural rules).
    """
    none = f"{key}.zero"
    return none if n == 0 and none in known else f"{key}.{plural(lang, n)}"


def drawn_from(lang: str, key: str, numbers: Sequence[str]) -> str:
    """Return what a paper says of the ideas that something is drawn from, or is about."""
    told = catalogue("documents", lang)
    return told[counted(told, lang, key, len(numbers))].format(numbers=listed(lang, numbers))


@cache
def _names_of_places() -> list[tuple[str, re.Pattern[str]]]:
    told = [(key, own("interface", lang)[key]) for lang in LANGUAGES for key in _PLACES]
    return [(key, re.compile(re.escape(text).replace(r"\{number\}", r"(\d+[A-Z]?)"))) for key, text in told]


def place_named(label: str) -> tuple[str, str] | None:
    """Return after which place this program named a computer, in any language: the key of its name, its number."""
    for key, name in _names_of_places():
        if found := name.fullmatch(label):
            return key, "".join(found.groups())
    return None


def computer(lang: str, label: str) -> str:
    """Return what a reader of `lang` calls a computer: a name this program gave is theirs, another stays as it is."""
    place = place_named(label)
    return catalogue("interface", lang)[place[0]].format(number=place[1]) if place else label


def listed(lang: str, items: Iterable[object]) -> str:
    """Return items one after the other as the language separates them, from the side where its reading begins.

    The only place that joins a list in a sentence. In Arabic a mark keeps items in Latin letters or digits from
    joining into one piece that would run from left to right.
    """
    return (_COMMAS.get(lang) or ", ").join(map(str, items))


def _kept(lang: str, value: object) -> str:
    """Return a value within a sentence of `lang`: isolated where the sentence may read the other way."""
    text = str(value)
    return isolated(value) if lang == "ar" or is_right_to_left(text) else text


def keys_named(lang: str, keys: str) -> str:
    """Return keys ("Alt+Up") as they are printed on the keyboard, and told in `lang`."""
    names = _KEYS.get(lang, _FRENCH_KEYS)
    return "+".join(names.get(part, part) for part in keys.split("+"))


def isolated(value: object) -> str:
    """Return a value as it stands in a sentence: a text keeps its own direction.

    Not by U+2068, which looks for the first letter outside further isolates and finds none around a phrase.
    """
    if not isinstance(value, str):
        return str(value)
    return (_RIGHT_TO_LEFT if is_right_to_left(value) else _LEFT_TO_RIGHT).format(value)


def plural(lang: str, n: int) -> str:
    """Return the CLDR plural form of a whole number in `lang`."""
    if lang == "ar":
        small = {0: "zero", 1: "one", 2: "two"}.get(n)
        return small or ("few" if n % 100 in _FEW else "many" if n % 100 in _MANY else "other")
    return "one" if n == 1 or (n == 0 and lang in _NONE_IS_ONE) else "other"


FORMS = {"ar": ("zero", "one", "two", "few", "many", "other")}
"""The forms that `plural` gives in a language, where they are more than one and other."""
