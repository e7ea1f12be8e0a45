"""The first opening of a laptop's file: four words once, then the post is chosen by itself; or on without them."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop import words
from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.gui.translation import language
from tests.gui.conftest import made_laptop

pytestmark = pytest.mark.usefixtures("quick_words")


@pytest.fixture
def made(both, tmp_path):
    return made_laptop(both, tmp_path)


def opened(hands, made):
    """Open the file from the launcher."""
    hands.qtbot.waitUntil(lambda: bool(hands.form.events.rows.ids))
    hands.screen.open_path(made.register)
    hands.settle()
    return hands


def told(hands, words):
    hands.form.words.setText(words)
    hands.press(Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: getattr(hands.screen, "_errand", None) is None)
    hands.settle()


def test_the_words_make_the_computer_that_laptop_and_choose_its_post(both, made):
    hands = opened(both, made)
    assert hands.screen.name == "first_opening"
    assert words.computer(language(), "Atelier 2") in hands.form.explained.text()
    told(hands, made.words)
    assert hands.screen.name == "launcher"
    assert Keyring().of_device(made.device).label == "Atelier 2"
    hands.qtbot.waitUntil(lambda: hands.form.events.current() == str(made.register.resolve()))
    assert hands.screen.post == "room"
    assert hands.form.session.currentData() == 2
    hands.screen.begin()
    hands.settle()
    assert hands.screen.name == "room"
    assert hands.desktop.workplace.bench.device.id == made.device


def test_other_words_are_said_and_can_be_typed_again(both, made):
    hands = opened(both, made)
    told(hands, "dovak dovak dovak dovak")
    assert hands.screen.name == "first_opening"
    assert made.keys.name in hands.window.band_sentence
    assert Keyring().of_device(made.device) is None
    told(hands, made.words)
    assert hands.screen.name == "launcher"


def test_it_is_asked_also_when_the_file_was_in_the_list_already(both, made):
    hands = both
    hands.desktop.begin(Beginning(made.register, "room", "Nadia", "2"))
    assert hands.screen.name == "first_opening"
    hands.press(Qt.Key.Key_Escape)
    assert hands.screen.name == "launcher"


def test_one_can_go_on_without_the_words_and_is_not_asked_twice(both, made):
    hands = both
    hands.desktop.begin(Beginning(made.register, "room", "Nadia", "2"))
    hands.form.without.click()
    hands.settle()
    assert hands.screen.name == "room"
    assert hands.desktop.workplace.bench.device.id != made.device
    hands.desktop.go_home()
    hands.desktop.begin(Beginning(made.register, "room", "Nadia", "2"))
    assert hands.screen.name == "room"


def test_keys_that_lie_elsewhere_can_be_shown(both, made, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    elsewhere = tmp_path / "clés" / "salle.ogpk"
    elsewhere.parent.mkdir()
    made.keys.rename(elsewhere)
    hands = opened(both, made)
    assert not hands.form.words.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(elsewhere), ""))
    hands.form.find_keys.click()
    told(hands, made.words)
    assert Keyring().of_device(made.device) is not None


def test_a_file_on_a_stick_finds_the_keys_beside_it(both, made, monkeypatch):
    from ogp_desktop.storage import location

    monkeypatch.setattr(location, "is_away", lambda path: path.parent == made.register.parent)
    hands = opened(both, made)
    told(hands, made.words)
    hands.desktop.begin(Beginning(made.register, "room", "Nadia", "2"))
    hands.settle()
    assert hands.screen.name == "room"
    assert hands.desktop.workplace.bench.device.id == made.device
    assert hands.desktop.workplace.bench.register.path != made.register


def test_a_window_that_is_closed_while_keys_open_waits_for_them(hands, tmp_path):
    made = made_laptop(hands, tmp_path)
    opened(hands, made)
    hands.form.words.setText(made.words)
    hands.screen.take_in()
    hands.desktop.go_home()
    assert Keyring().of_device(made.device) is not None


def test_a_file_made_for_no_laptop_asks_nothing(hands):
    hands.at("room", "1")
    assert hands.screen.name == "room"
