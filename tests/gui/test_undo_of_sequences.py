"""Whatever is done on a screen by its keys, Ctrl+Z goes back to where it began and Ctrl+Y to where it ended."""

import random
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ogp_desktop.gui.room.agreement_field import DISAGREEMENT
from ogp_desktop.gui.writer import Writer
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage import queries
from tests.conftest import CAMPAIGN
from tests.gui.sequences import Sequence, press, pressing, typing

ALT, CONTROL, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Alt", "Control", "Shift"))
HURRIED = 200 if CAMPAIGN else 60
SEEDS = range(20 if CAMPAIGN else 1)
WORDS = (
    "L’eau du douar est salée ",
    "الماء مالح في الدوار ",
    "ⴰⵎⴰⵏ ",
    "bus ",
    "نشر التحاليل ",
    "Publier les analyses ",
)


def to_the_list(hands, rng):
    hands.press(Qt.Key.Key_F6)
    for _ in range(rng.randrange(4)):
        hands.press(Qt.Key.Key_Down)


def withdraw(hands, rng):
    to_the_list(hands, rng)
    hands.press(Qt.Key.Key_Delete)
    if hands.screen.band.asks:
        hands.type("dite deux fois") if rng.random() < 0.5 else hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_Return)


def park(hands, rng):
    to_the_list(hands, rng) if rng.random() < 0.5 else hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F7)
    if hands.screen.band.asks:
        hands.press(rng.choice((Qt.Key.Key_Up, Qt.Key.Key_Down)))
        hands.press(rng.choice((Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape)))


def correct(hands, rng):
    to_the_list(hands, rng)
    hands.press(Qt.Key.Key_F2)
    hands.type(rng.choice(WORDS))
    hands.press(rng.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape)))


ROOM = {
    "type": typing(*WORDS),
    "type more": typing(*WORDS),
    "save": press(Qt.Key.Key_Return),
    "save again": pressing(Qt.Key.Key_Return),
    "another solution": press(Qt.Key.Key_Return, CONTROL),
    "next part": press(Qt.Key.Key_Tab),
    "new line": press(Qt.Key.Key_Return, SHIFT),
    "reopen": press(Qt.Key.Key_Up, ALT),
    "leave": press(Qt.Key.Key_Escape),
    "speaker": pressing(Qt.Key.Key_F4, Qt.Key.Key_Down, Qt.Key.Key_Escape),
    "tie": press(Qt.Key.Key_L, CONTROL),
    "choose": pressing((Qt.Key.Key_Down, ALT), Qt.Key.Key_Space),
    "complete": press(Qt.Key.Key_F11),
    "next step": press(Qt.Key.Key_F8),
    "step back": press(Qt.Key.Key_F8, SHIFT),
    "longer": press(Qt.Key.Key_F8, CONTROL),
    "turn": press(Qt.Key.Key_F10),
    "correct": correct,
    "withdraw": withdraw,
    "park": park,
    "undo": press(Qt.Key.Key_Z, CONTROL),
    "redo": press(Qt.Key.Key_Y, CONTROL),
}


def walk_in(hands, rng):
    hands.press(Qt.Key.Key_F3)
    for word in (f"Ziri{rng.randrange(99)}", "Itto"):
        hands.type(word)
        hands.press(Qt.Key.Key_Tab)
    hands.press(rng.choice((Qt.Key.Key_Escape, Qt.Key.Key_Return)))


DESK = {
    "type": typing("b", "a", "e", "ou", "ben", "ح"),
    "further": press(Qt.Key.Key_Down),
    "arrives": press(Qt.Key.Key_Return),
    "and another": pressing(Qt.Key.Key_Down, Qt.Key.Key_Return),
    "and one more": pressing(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return),
    "leave": press(Qt.Key.Key_Escape),
    "walk in": walk_in,
    "undo": press(Qt.Key.Key_Z, CONTROL),
    "redo": press(Qt.Key.Key_Y, CONTROL),
}


def reword(hands, rng):
    hands.press(Qt.Key.Key_F2)
    screen, keys = hands.screen, (Qt.Key.Key_Return, Qt.Key.Key_Escape)
    is_open = screen.rewording.row if screen.name == "restitution" else screen.field.purpose.sort != DISAGREEMENT
    hands.type(rng.choice(WORDS))
    hands.press(rng.choice(keys if is_open else keys[:1]))  # Escape would lead to the page before


RESTITUTION = {
    "choose": press(Qt.Key.Key_Space),
    "further": press(Qt.Key.Key_Down),
    "back": press(Qt.Key.Key_Up),
    "earlier": press(Qt.Key.Key_Up, ALT),
    "later": press(Qt.Key.Key_Down, ALT),
    "reword": reword,
    "leave": press(Qt.Key.Key_Escape),
    "next slide": press(Qt.Key.Key_PageDown),
    "propose": press(Qt.Key.Key_F6),
    "undo": press(Qt.Key.Key_Z, CONTROL),
    "redo": press(Qt.Key.Key_Y, CONTROL),
}


def decide(hands, rng):
    hands.screen.show_view(2)
    if hands.form.conflicts.rows.ids:
        hands.press(rng.choice((Qt.Key.Key_Left, Qt.Key.Key_Right)))
        hands.press(Qt.Key.Key_Return)


SECRETARIAT = {
    "next view": press(Qt.Key.Key_F6),
    "decide": decide,
    "find": pressing((Qt.Key.Key_F, CONTROL)),
    "further": press(Qt.Key.Key_Down),
    "leave": press(Qt.Key.Key_Escape),
    "undo": press(Qt.Key.Key_Z, CONTROL),
    "redo": press(Qt.Key.Key_Y, CONTROL),
}

AGREEMENT = {
    "accept": press(Qt.Key.Key_Return),
    "type": typing(*WORDS),
    "further": press(Qt.Key.Key_Down),
    "back": press(Qt.Key.Key_Up),
    "reword": reword,
    "reserves": pressing(Qt.Key.Key_F4),
    "to the disagreements": pressing(Qt.Key.Key_F6, Qt.Key.Key_Down),
    "take off": pressing(Qt.Key.Key_F6, Qt.Key.Key_Delete),
    "undo": press(Qt.Key.Key_Z, CONTROL),
    "redo": press(Qt.Key.Key_Y, CONTROL),
}

SCREENS = {
    "room": (ROOM, ("problem", "solution", "result"), 10),
    "desk": (DESK, ("search",), 3),
    "restitution": (RESTITUTION, ("wording",), 10),
    "agreement": (AGREEMENT, ("field",), 8),
    "secretariat": (SECRETARIAT, ("find",), 1),
}
"""Of each screen its actions, its editors, and the acts that a sequence does at least."""


def begun(hands, post):
    """Go to a screen, by the room where it is no post of its own."""
    if post != "agreement":
        return hands.at(post, "2")
    hands.at("room", "2").press(Qt.Key.Key_D, CONTROL)
    return hands


def introduced(hands):
    """Save something and take it back: who writes is written down once, and stays."""
    session = Workshop(hands.desktop.workplace.bench).session("2")
    hands.desktop.workplace.do(lambda bench: Workshop(bench).add(session, {"problem": "Une idée"}))
    hands.settle()
    hands.press(Qt.Key.Key_Z, CONTROL)
    return hands


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("post", SCREENS)
def test_a_screen_goes_back_to_its_start_and_forth_to_its_end(post, seed, make_hands):
    actions, editors, fewest = SCREENS[post]
    hands = introduced(begun(make_hands(), post))
    sequence = Sequence(hands, actions, seed, editors)
    start = sequence.state
    sequence.play()
    assert min(sequence.holds(start)) >= fewest


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("post", SCREENS if CAMPAIGN else ["agreement"])
def test_keys_that_do_not_wait_for_a_slow_disk_lose_nothing_and_contradict_nobody(post, seed, make_hands, monkeypatch):
    actions, editors, _ = SCREENS[post]
    hands = introduced(begun(make_hands(), post))
    sequence = Sequence(hands, actions, seed, editors)
    start, asked = sequence.state, conflicts(hands)
    slow, chance = Writer._try, random.Random(seed)

    def slowly(writer, job):
        time.sleep(chance.random() / 50)
        slow(writer, job)

    monkeypatch.setattr(Writer, "_try", slowly)
    monkeypatch.setattr(hands, "settle", QApplication.processEvents)
    sequence.play(HURRIED)
    monkeypatch.undo()
    hands.settle()
    assert conflicts(hands) <= asked, sequence.played
    sequence.holds(start)


def conflicts(hands):
    return {(each.kind, each.row) for each in queries.conflicts(hands.desktop.workplace.bench.register.conn)}
