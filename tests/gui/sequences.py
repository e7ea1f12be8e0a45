"""Random sequences of keys on a screen: undone to the start and redone to the end they give the same states.

`Sequence(hands, actions, seed)` works on any screen: an action is a function that is given the hands and a random
generator and presses keys as a person would; `editors` names the widgets in which half of the undoing happens.
"""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ogp_desktop.domain import kinds
from ogp_desktop.storage import derive, queries

CONTROL = Qt.KeyboardModifier.ControlModifier
ACTIONS = 200
MOST_KEYS = 3_000
"""Presses of Ctrl+Z after which what is undone is no progress."""


class Sequence:
    """One sequence; `play`, then `turn_back` and `go_forth`, which say how many keys they took."""

    def __init__(self, hands, actions, seed, editors=()):
        self.hands, self.actions, self.random = hands, actions, random.Random(seed)
        self.editors = editors
        self.played = []

    @property
    def state(self):
        """What the register says now."""
        self.hands.settle()
        return derive.digest(self.hands.desktop.workplace.bench.register.conn)

    @property
    def records(self):
        """What the state is made of, by kind and id: it says what differs where two states do."""
        conn = self.hands.desktop.workplace.bench.register.conn
        told = ((kind.name, each) for kind in kinds.ALL for each in queries.records(conn, kind.name))
        return {(name, each["id"]): {**each, "rid": None} for name, each in told}

    def play(self, count=ACTIONS):
        names = list(self.actions)
        for _ in range(count):
            name = self.random.choice(names)
            self.played.append(name)
            self.actions[name](self.hands, self.random)

    def turn_back(self):
        return self._turn(Qt.Key.Key_Z, lambda: self.hands.desktop.workplace.can_undo)

    def go_forth(self):
        return self._turn(Qt.Key.Key_Y, lambda: self.hands.desktop.workplace.can_redo)

    def _turn(self, key, is_more):
        keys = 0
        while is_more() and keys < MOST_KEYS:
            self._put_the_focus_somewhere()
            self.hands.press(key, CONTROL)
            keys += 1
        assert not is_more(), self.played
        return keys

    def _put_the_focus_somewhere(self):
        editors = [getattr(self.hands.form, name) for name in self.editors]
        editors = [editor for editor in editors if editor.isVisible() and editor.isEnabled()]
        if editors and self.random.random() < 0.5:
            self.random.choice(editors).setFocus()
        elif self.random.random() < 0.5 and QApplication.focusWidget() is not None:
            QApplication.focusWidget().nextInFocusChain().setFocus()

    def holds(self, start):
        """Turn back to `start` and go forth to the end again; says how often each way."""
        self.go_forth()  # what was undone while playing is no part of the end
        end, there = self.state, self.records
        back = self.turn_back()
        assert self.state == start, self.played
        forth = self.go_forth()
        if self.state != end:
            again = self.records
            differ = {key: (there.get(key), again.get(key)) for key in there.keys() | again.keys()}
            differ = {key: pair for key, pair in differ.items() if pair[0] != pair[1]}
            pytest.fail(f"back {back}, forth {forth}, at the end and again: {differ}\n{self.played}")
        return back, forth


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Return an action that presses one key."""
    return lambda hands, _: hands.press(key, modifiers)


def typing(*texts):
    """Return an action that types one of some texts where the focus is."""
    return lambda hands, rng: hands.type(rng.choice(texts))


def pressing(*keys):
    """Return an action that presses keys one after another."""

    def act(hands, _):
        for key in keys:
            hands.press(*(key if isinstance(key, tuple) else (key,)))

    return act
