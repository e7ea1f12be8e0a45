"""How sessions and keys are named in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.translation import is_mirrored, language, say
from ogp_desktop.words import keys_named

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ogp_desktop.services.room.workshop import Record

PLENARY = "plenary"


def session_title(session: Record) -> str:
    """Return "Atelier 2 — Changements climatiques"; the plenary has its title alone."""
    title = titled(session, "title", language())
    if session["sort"] == PLENARY:
        return title
    return say("session.titled", number=str(session["number"]), title=title)


def session_place(session: Record) -> str:
    """Return where to go: "Atelier 2, Salle Oliviers"."""
    room = titled(session, "room", language())
    named = (
        session_title(session) if session["sort"] == PLENARY else say("session.named", number=str(session["number"]))
    )
    return say("session.place", session=named, room=room) if room else named


def ratio(part: int, whole: int) -> str:
    """Return "3 / 7", left to right in any language: digits are never mirrored."""
    return f"\u2066{part} / {whole}\u2069"


def minutes(seconds: int) -> str:
    """Return "4:45", or "+0:30" of a time that has run over, left to right in any language."""
    sign = "+" if seconds < 0 else ""
    return f"\u2066{sign}{abs(seconds) // 60}:{abs(seconds) % 60:02d}\u2069"


def give_keys(action: QAction, keys: str) -> None:
    """Let keys trigger an action; by a property, since the names of all keys are made for `setShortcut`."""
    action.setProperty("shortcut", keys)
    action.setProperty("keys", keys)


def keys_text(action: QAction) -> str:
    """Return an action's keys as they are printed on the keyboard, left to right in any language."""
    return f"\u2066{keys_named(language(), str(action.property('keys')))}\u2069"


def latin(text: str) -> str:
    """Return a text that reads from left to right, on the side where the window's reading begins."""
    return f"\u200f\u2066{text}\u2069" if is_mirrored() else text
