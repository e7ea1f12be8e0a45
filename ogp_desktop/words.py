"""The words of messages and documents, by language, from `resources/i18n`."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from ogp_desktop import paths
from ogp_desktop.domain.text.scripts import is_right_to_left

if TYPE_CHECKING:
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
_FEW, _MANY = range(3, 11), range(11, 100)
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
    """Return the sentence of `trouble` in `lang`, its places filled in."""
    return catalogue("messages", lang)[trouble.code].format(**trouble.values)


def phrase(lang: str, key: str, **values: object) -> str:
    """Return a text of the interface, its places filled in and isolated from its direction.

    A text that counts has a key for each form, `key.one`, `key.other` and, in Arabic, `key.two`, `key.few`,
    `key.many`; the value `n` decides (Unicode CLDR's plural rules); nothing at all may have its own, `key.zero`.
    """
    known = catalogue("interface", lang)
    if "n" in values and key not in known:
        n = int(str(values["n"]))
        wanted = (f"{key}.zero" if n == 0 else "", f"{key}.{plural(lang, n)}", f"{key}.other")
        key = next((form for form in wanted if form in known), wanted[-1])
    text = known[key]
    return text.format(**{name: isolated(value) for name, value in values.items()}) if values else text


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
