"""Where ideas are typed: plain text, its own direction, Enter saves, and Ctrl+Z that reaches the application."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ogp_desktop.gui.widgets.idea_edit import LIMIT, IdeaEdit
from ogp_desktop.gui.widgets.search_edit import SearchEdit

RTL, LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


@pytest.fixture
def edit(qtbot, spoken):
    spoken("fr")
    made = IdeaEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def direction(edit):
    return edit.document().defaultTextOption().textDirection()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("PAN3: البوابة بطيئة.", RTL), ("L’eau", LTR), ("ⴰⵎⴰⵏ", LTR), ("", LTR), ("12 % ؟", LTR), ("الماء (PAN 3).", RTL)],
)
def test_the_direction_follows_the_letters(edit, text, expected):
    edit.set_text(text)
    assert direction(edit) == expected


def test_the_direction_can_be_turned_over_until_the_text_is_gone(edit):
    edit.set_text("PAN3")
    edit.turn_over()
    assert direction(edit) == RTL
    edit.set_text("")
    assert direction(edit) == LTR


def test_enter_saves_and_shift_enter_begins_a_line(edit, qtbot):
    with qtbot.waitSignal(edit.entered, timeout=500):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    with qtbot.waitSignal(edit.entered_again, timeout=500):
        QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    edit.set_text("a")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert edit.toPlainText() == "a\n"


def test_a_paste_is_plain_and_stops_at_the_limit(edit, qtbot):
    source = QMimeData()
    source.setHtml("<b>gras</b><img src='file:///etc/passwd'>")
    source.setText("<b>gras</b>\x00" + "x" * (LIMIT + 50))
    with qtbot.waitSignal(edit.shortened, timeout=500):
        edit.insertFromMimeData(source)
    assert edit.toPlainText().startswith("<b>gras</b>x")
    assert len(edit.toPlainText()) == LIMIT


def override(widget):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.mark.parametrize("sort", [IdeaEdit, SearchEdit])
def test_an_editor_with_nothing_to_undo_leaves_ctrl_z_to_the_application(sort, qtbot, spoken):
    spoken("fr")
    widget = sort()
    qtbot.addWidget(widget)
    QApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusIn))
    assert not override(widget)
    if sort is IdeaEdit:
        widget.insertPlainText("eau")
    else:
        widget.insert("eau")
    assert override(widget)
    widget.clear()
    if sort is SearchEdit:
        assert not override(widget)
