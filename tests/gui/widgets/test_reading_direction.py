"""Thirty reference texts stand right in editors, lists and slides: the order of what is seen, by Qt's own layout."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from ogp_desktop import words
from ogp_desktop.domain.text.scripts import is_right_to_left
from ogp_desktop.gui.widgets.idea_edit import IdeaEdit

RTL = [
    "PAN3: البوابة بطيئة.", "الماء (PAN 3).", "نشر 100 % من الميزانية", "«الحق في المعلومة»", "12.5 مليون درهم",
    "يوم 12/12/2026 على الساعة 09:30", "contact@exemple.ma بريد الجمعية العام", "الولوج إلى المعلومة صعب (PAN 3).",
    "جماعة تطوان - حي المصلى", "القانون 31.13", "هل من جواب؟", "أولا، ثانيا، ثالثا",
    "https://exemple.ma البوابة الوطنية للشفافية",
    "الفكرة رقم 14: الماء", "+50 % من الجمعيات",
]  # fmt: skip
LTR = [
    "L’eau des douars", "(PAN3).", "50 % d’associations", "Loi 31-13, art. 10", "« Données ouvertes »",
    "12/12/2026 à 09:30",
    "ⴰⵎⴰⵏ ⴷ ⵓⵙⵙⴰⵏ", "Budget : 12,5 M DH", "contact@exemple.ma", "Qui répond ?",
    "Le mot حق dans une longue phrase française",
    "1 – Publier ; 2 – Répondre", "https://exemple.ma/pan", "+50 %", "Idée n° 14 : l’eau",
]  # fmt: skip


def line_of(text, rtl):
    """Return the layout of a text and its one line."""
    layout = QTextLayout(text, QFont())
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(4_000)
    layout.endLayout()
    return layout, line


def places(text, rtl):
    """Return where the first and the last strong letters are seen, from the left."""
    layout, line = line_of(text, rtl)
    return [line.cursorToX(at)[0] for at in (0, len(layout.text()))]


@pytest.mark.parametrize("text", RTL)
def test_an_arabic_text_begins_at_the_right(spoken, text):
    spoken("fr")
    assert is_right_to_left(text)
    begins, ends = places(text, is_right_to_left(text))
    assert begins > ends


@pytest.mark.parametrize("text", LTR)
def test_another_text_begins_at_the_left(spoken, text):
    spoken("ar")
    assert not is_right_to_left(text)
    begins, ends = places(text, is_right_to_left(text))
    assert begins < ends


@pytest.mark.parametrize("text", [*RTL, *LTR])
def test_an_editor_agrees(spoken, qtbot, text):
    spoken("fr")
    edit = IdeaEdit()
    qtbot.addWidget(edit)
    edit.set_text(text)
    expected = Qt.LayoutDirection.RightToLeft if text in RTL else Qt.LayoutDirection.LeftToRight
    assert edit.document().defaultTextOption().textDirection() == expected


def test_the_full_stop_of_an_arabic_text_is_seen_at_its_left(spoken):
    spoken("fr")
    text = "الماء (PAN 3)."
    right, _ = places(text, True)
    stop = places(text[:-1], True)[1]
    assert stop < right


@pytest.mark.parametrize(("lang", "rtl"), [("ar", True), ("fr", False)])
@pytest.mark.parametrize("numbers", [("3", "7", "12"), ("DEM-2-3", "DEM-2-7", "DEM-2-12"), ("3", "ماء", "سد")])
def test_the_items_of_a_list_begin_where_the_reading_does(spoken, lang, rtl, numbers):
    spoken(lang)
    text = words.phrase(lang, "restitution.from", n=3, numbers=numbers)
    layout, line = line_of(text, rtl)
    seen = [line.cursorToX(layout.text().index(number))[0] for number in numbers]
    assert seen == sorted(seen, reverse=rtl)
    assert ("،" in text) is rtl
