"""The language of the window: `speak` switches it live, `say` gives a text in it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from ogp_desktop import words

LOCALES = {"fr": "fr_MA", "ar": "ar_MA", "en": "en_GB", "zgh": "zgh_MA"}
"""Never plain `ar`: its digits and month names are Egypt's."""
NAMES = {"fr": "Français", "ar": "العربية", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ", "en": "English"}
"""In the order in which the key of languages goes through them."""
RIGHT_TO_LEFT = frozenset({"ar"})


class FormTranslator(QTranslator):
    """Gives compiled forms their texts: a form holds keys, the catalogue `interface` holds the words."""

    def __init__(self, lang: str, parent: QObject) -> None:
        super().__init__(parent)
        self._lang = lang

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Say that there is something to look up."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Return the text of a key; None (not an empty text) for Qt's own, which another translator knows."""
        del context, disambiguation, n
        return words.phrase(self._lang, source) if source in words.catalogue("interface", words.FALLBACK) else None


def application() -> QApplication:
    """Return the running application."""
    return cast("QApplication", QApplication.instance())


def language() -> str:
    """Return the language that is spoken now."""
    return str(application().property("language") or words.FALLBACK)


def speak(lang: str) -> bool:
    """Switch the application to `lang`: texts, direction, dates and numbers; forms follow by themselves.

    Returns False, and speaks French, when the words of the language are missing or damaged.
    """
    app = application()
    there = words.is_there(lang)
    lang = lang if there else words.FALLBACK
    for old in app.findChildren(QTranslator) if app.property("language") else ():
        app.removeTranslator(old)
        old.setParent(None)
    qts = QTranslator(app)
    of_qt = words.FALLBACK if lang in words.PARTLY else lang
    qts.load(f"qtbase_{of_qt}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    ours = FormTranslator(lang, app)
    app.setProperty("language", lang)
    QLocale.setDefault(QLocale(LOCALES[lang]))
    app.setProperty("layoutDirection", "RightToLeft" if lang in RIGHT_TO_LEFT else "LeftToRight")
    app.installTranslator(qts)
    app.installTranslator(ours)
    return there


def say(key: str, **values: object) -> str:
    """Return a text of the interface in the language that is spoken now."""
    return words.phrase(language(), key, **values)


def partly_said() -> str:
    """Return what warns of words in French, in the language that is spoken and in French; nothing where all is said."""
    if language() not in words.PARTLY:
        return ""
    return " · ".join(words.phrase(lang, "launcher.partly") for lang in (language(), words.FALLBACK))


def paper_language() -> str:
    """Return the language in which papers are written now: one that says everything, people sign them."""
    return language() if language() in words.LANGUAGES else words.FALLBACK


def is_mirrored() -> bool:
    """Say whether the window reads from right to left."""
    return language() in RIGHT_TO_LEFT
