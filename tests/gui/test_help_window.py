"""The help beside the work: it keeps its own keys, and the keys of a post can be had on paper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.gui.naming import keys_text
from ogp_desktop.services.event.post_cards import EVERYWHERE, KEYS
from ogp_desktop.settings import POSTS


def in_help(hands):
    hands.window.help.activateWindow()
    hands.settle()


def test_escape_in_the_help_leaves_the_help_and_not_the_page_beneath(hands):
    hands.at("desk").screen.walk_in()
    hands.press(Qt.Key.Key_F1)
    in_help(hands)
    hands.press(Qt.Key.Key_Escape)
    assert not hands.window.help.isVisible()
    assert hands.form.middle.currentWidget() is hands.form.walk_in_page


def test_the_card_of_a_post_has_its_keys_and_is_written_from_the_map_of_keys(hands, monkeypatch, tmp_path):
    named = {key: action for action, key in hands.window._keys}
    assert [(key, named[key].property("keys")) for key, _ in EVERYWHERE] == list(EVERYWHERE)
    for post in POSTS:
        path = tmp_path / f"{post}.pdf"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        hands.at(post, "1")
        told = [(key, hands.screen.action(key).property("keys")) for key, _ in KEYS[post]]
        assert told == list(KEYS[post])
        hands.window.show_keys()
        in_help(hands)
        assert keys_text(hands.screen.action(KEYS[post][0][0])) in hands.window.help.page.toPlainText()
        hands.press(Qt.Key.Key_F9)
        assert path.read_bytes().startswith(b"%PDF")
        assert path.name in hands.window._toast._text.text()
        hands.window.help.close()
        hands.desktop.go_home()
    hands.window.show_keys()
    assert not hands.window.help.card.isVisible()  # no post, no card
