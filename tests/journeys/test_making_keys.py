"""The keys of a plan in five minutes: counted in keys and estimated as people work (keystroke-level model)."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.services.plan import keys as plan_keys
from tests.gui.conftest import *  # noqa: F403 - the same hands
from tests.gui.conftest import real_event
from tests.journeys.test_posts import CONTROL, ENTER, no_mouse  # noqa: F401 - nobody may need the mouse

KEY, RANDOM_KEY, LOOK = 0.28, 0.75, 1.35
"""Seconds: a key of a text, a key of a code, a look or a thought (Card, Moran and Newell, 1980)."""
PRINTING, READING = 30, 45
"""Seconds: a page to come out of a printer, the three sentences and the other explanations to be read."""
COPYING = 1.5
"""Seconds to write a character of a code by hand."""
FIVE_MINUTES = 300
PHRASE = "la maison de l’eau au douar"

pytestmark = pytest.mark.usefixtures("quick_words")


def test_keys_are_made_by_the_keyboard_alone_within_five_minutes(both):
    hands = both
    hands.at("secretariat", path=real_event())
    hands.keys = 0
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.press(ENTER)
    hands.type(PHRASE)
    hands.press(ENTER)
    hands.type(PHRASE)
    hands.press(ENTER)
    groups = plan_keys.on_paper(hands.screen._making.paper)
    hands.form.go_on.setFocus()
    hands.press(ENTER)
    for group in groups:
        hands.type(group.lower() + " ")
    hands.press(ENTER)
    assert hands.screen.page == "standing"
    assert plan_keys.state(hands.desktop.workplace.bench).is_open
    code = sum(len(group) + 1 for group in groups)
    texts = hands.keys - code
    seconds = texts * KEY + code * RANDOM_KEY + (len(groups) + 8) * LOOK + READING
    by_hand = seconds + sum(map(len, groups)) * COPYING
    print(f"keys: {hands.keys}; printed {seconds + PRINTING:.0f} s, copied by hand {by_hand:.0f} s")
    assert hands.keys <= 140
    assert max(seconds + PRINTING, by_hand) <= FIVE_MINUTES
    hands.press(ENTER)
    assert hands.screen.name == "laptops"


def test_a_computer_is_lost_and_the_plan_goes_on_with_the_paper(both, monkeypatch, tmp_path):
    hands, path = both, real_event()
    hands.at("secretariat", path=path)
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.press(ENTER)
    hands.press(Qt.Key.Key_F3)
    hands.type(hands.form.first.text())
    hands.press(ENTER)
    paper = " ".join(plan_keys.on_paper(hands.screen._making.paper))
    hands.form.go_on.setFocus()
    hands.press(ENTER)
    hands.type(paper)
    hands.press(ENTER)
    hands.desktop.go_home()
    monkeypatch.setenv("OGP_HOME", str(tmp_path / "new computer"))
    hands.at("secretariat", path=path)
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.press(ENTER)
    hands.type(paper)
    hands.press(ENTER)
    hands.type("une phrase toute neuve")
    hands.press(ENTER)
    hands.type("une phrase toute neuve")
    hands.press(ENTER)
    assert plan_keys.state(hands.desktop.workplace.bench).is_open
    hands.press(ENTER)
    assert hands.screen.name == "laptops"
    assert not hands.form.locked.isVisible()
