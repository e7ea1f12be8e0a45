"""The help beside the work: it keeps its own keys, and the keys of a post can be had on paper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.gui.naming import keys_text


def in_help(hands, key):
    hands.window.help.activateWindow()
    hands.settle()
    hands.press(key)


def test_the_help_is_left_by_escape_and_gives_the_card_of_a_post(hands, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "accueil"), ""))
    hands.window.show_keys()
    assert not hands.window.help.card.isVisible()  # no post, no card
    hands.at("desk").screen.walk_in()
    hands.press(Qt.Key.Key_F1)
    in_help(hands, Qt.Key.Key_Escape)
    assert not hands.window.help.isVisible()
    assert hands.form.middle.currentWidget() is hands.form.walk_in_page  # not the page beneath was left
    hands.window.show_keys()
    assert keys_text(hands.screen.action("desk.walk_in")) in hands.window.help.page.toPlainText()
    in_help(hands, Qt.Key.Key_F9)
    assert (tmp_path / "accueil.pdf").read_bytes().startswith(b"%PDF")
    assert "accueil.pdf" in hands.window._toast._text.text()


def test_the_title_of_a_workshop_is_not_interpreted(hands):
    title = "# L’eau *et* <b>le climat</b> & l’énergie"
    hands.window.help.show_keys(title, [], False)
    assert hands.window.help.page.toPlainText().strip() == title
    hands.window.help.close()


def test_in_arabic_each_paragraph_reads_from_the_right_whatever_it_begins_with(hands):
    hands.desktop.speak("ar")
    hands.at("room", "1").press(Qt.Key.Key_F1)
    page = hands.window.help.page.document()
    blocks = [page.findBlockByNumber(number) for number in range(page.blockCount())]
    assert any("Tab" in block.text()[:4] for block in blocks)
    assert {block.textDirection() for block in blocks if block.text()} == {Qt.LayoutDirection.RightToLeft}
    hands.window.help.close()
