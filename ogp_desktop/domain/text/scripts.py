"""Scripts: which letters a text is written in, and so its direction and a first guess of its language."""

from __future__ import annotations

ARABIC_SHARE = 0.3
"""Above this share of Arabic letters a text reads from right to left (first-strong fails for "PAN3: البوابة")."""


def is_arabic(char: str) -> bool:
    """Say whether a character is a letter of the Arabic script."""
    return (
        ("\u0620" <= char <= "\u06ff" and char.isalpha())
        or "\u0750" <= char <= "\u077f"
        or "\ufb50" <= char <= "\ufefc"
    )


def is_tifinagh(char: str) -> bool:
    """Say whether a character is a letter of Tifinagh."""
    return "\u2d30" <= char <= "\u2d7f"


def is_right_to_left(text: str, otherwise: bool = False) -> bool:
    """Say whether `text` reads from right to left; `otherwise` where it has no letters."""
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return otherwise
    return sum(map(is_arabic, letters)) > ARABIC_SHARE * len(letters)


def guessed_language(text: str) -> str | None:
    """Return `zgh`, `ar` or `fr` by the script that most letters are in; None without letters.

    Darija is told from Arabic, and Darija in Latin letters from French, by the language engine.
    """
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return None
    if sum(map(is_tifinagh, letters)) * 2 > len(letters):
        return "zgh"
    return "ar" if is_right_to_left(text) else "fr"
