"""The help beside the work: it keeps its own keys, and the keys of a post can be had on paper."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ogp_desktop import words
from ogp_desktop.gui.help_pages import search
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


@pytest.mark.parametrize(
    ("lang", "sought", "page", "says"), [("fr", "cle usb", "handover", "Remettre"), ("ar", "المسجلين", "list", "لائحة")]
)
def test_what_is_typed_is_sought_in_all_of_the_help(hands, lang, sought, page, says):
    hands.desktop.speak(lang)
    hands.at("desk").press(Qt.Key.Key_F1)
    window = hands.window.help
    before = window.page.toPlainText()
    window.page.setFocus()
    hands.type(sought)
    assert page in {each.name for each in search(sought, lang)}
    assert says in window.page.toPlainText() != before
    in_help(hands, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.page.toPlainText() == before
    hands.type(sought)
    hands.press(Qt.Key.Key_Return)
    assert window.page.toPlainText().startswith(search(sought, lang)[0].title)
    window.close()


def test_words_that_no_page_has_are_said_so_and_marks_are_no_markup(hands):
    hands.at("desk").press(Qt.Key.Key_F1)
    hands.window.help.sought.setText("<b>zzzzzz")
    assert words.phrase("fr", "help.nothing") in hands.window.help.page.toPlainText()
    hands.window.help.close()
