"""Scripts: which letters a text is written in, and so its direction."""

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
