"""The card of a post: one A4 page to keep beside the computer, with what matters and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop import words

if TYPE_CHECKING:
    from pathlib import Path

EVERYWHERE = (
    ("window.undo", "Ctrl+Z"),
    ("window.redo", "Ctrl+Y"),
    ("window.help", "F1"),
    ("window.keys", "Ctrl+F1"),
)
KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    "desk": (
        ("desk.walk_in", "F3"),
        ("desk.give_room", "F4"),
        ("desk.correct_time", "F2"),
        ("desk.consents", "F9"),
        ("desk.headcount", "F10"),
        ("desk.reader_test", "F12"),
        ("desk.import", "F6"),
        ("desk.papers", "Ctrl+P"),
    ),
    "room": (
        ("room.reopen", "Alt+Up"),
        ("room.edit", "F2"),
        ("room.complete_key", "F11"),
        ("room.speaker", "F4"),
        ("room.link", "Ctrl+L"),
        ("room.park", "F7"),
        ("course.next", "F8"),
        ("restitution.project", "F5"),
        ("room.end", "Ctrl+T"),
        ("room.door", "F9"),
    ),
    "restitution": (
        ("restitution.reword", "F2"),
        ("conclusion.title", "F3"),
        ("restitution.earlier", "Alt+Up"),
        ("restitution.later", "Alt+Down"),
        ("restitution.project", "F5"),
        ("projection.swap", "Shift+F5"),
        ("agreement.title", "Ctrl+D"),
        ("closing.next", "F8"),
        ("restitution.copy", "F9"),
        ("restitution.room", "F7"),
    ),
    "secretariat": (
        ("secretariat.open", "Ctrl+O"),
        ("secretariat.next_view", "F6"),
        ("secretariat.find_key", "Ctrl+F"),
        ("secretariat.accept_key", "F7"),
        ("secretariat.aside_key", "F8"),
        ("secretariat.keys", "Ctrl+K"),
    ),
}
"""By post: the words of the window for what is done, and its keys; those of the post itself come first."""

_ACTS, _CASES = 3, 4


def write_card(post: str, lang: str, path: Path) -> int:
    """Write the card of a post to `path` (.pdf); returns its pages."""
    from ogp_desktop.documents.post_card import PostCard, write_post_card

    texts = words.catalogue("documents", lang)
    card = PostCard(
        title=words.phrase(lang, f"post.{post}"),
        does=words.phrase(lang, f"post.{post}.does"),
        acts=tuple(texts[f"card_{post}_{n}"] for n in range(1, _ACTS + 1)),
        keys=tuple((words.keys_named(lang, keys), words.phrase(lang, key)) for key, keys in (*KEYS[post], *EVERYWHERE)),
        cases=tuple((texts[f"card_{post}_if_{n}"], texts[f"card_{post}_then_{n}"]) for n in range(1, _CASES + 1)),
    )
    return write_post_card(card, lang, path)
