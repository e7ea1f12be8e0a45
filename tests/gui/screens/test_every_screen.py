"""What holds on every screen and state: names for screen readers, an order of tabs, room for every word.

Checks 10, 11 and 13 of the design's automatic evaluation; contrast is in `test_theme.py`.
"""

import itertools
import re

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QTextEdit,
    QWidget,
)

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.screens.launcher_screen import POSTS
from ogp_desktop.gui.widgets.elided_label import ElidedLabel
from tests.gui.conftest import SIZES

SMALLEST, HEADER, FOOTER = 24, 56, 32


def visible(hands, *sorts):
    return [w for w in hands.window.findChildren(QWidget) if w.isVisible() and isinstance(w, sorts or QWidget)]


def focusable(hands):
    tab = Qt.FocusPolicy.TabFocus
    return [w for w in visible(hands) if w.isEnabled() and w.focusPolicy() & tab == tab and w.window() is hands.window]


def spoken_name(widget):
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


# Each check returns what is wrong; nothing is well.


def nameless(hands):
    return [w.objectName() for w in focusable(hands) if not spoken_name(w).strip()]


def named_by_a_key(hands):
    names = [spoken_name(w).strip() for w in focusable(hands)]
    return [name for name in names if re.fullmatch(r"[a-z_]+\.[a-z_.]+", name)]


def not_reached_by_tab(hands):
    wanted, first = focusable(hands), QApplication.focusWidget()
    seen, widget = [first], first.nextInFocusChain()
    while widget is not first:
        seen.append(widget)
        widget = widget.nextInFocusChain()
    twice = {w.objectName() for w in seen if seen.count(w) > 1}
    return [w.objectName() for w in wanted if w not in seen] + sorted(twice)


def typing_elsewhere(hands):
    focus = QApplication.focusWidget()
    return [] if focus is not None and hands.screen.isAncestorOf(focus) else [focus]


def cut_words(hands):
    cut = []
    for widget in visible(hands, QLabel, QAbstractButton):
        text = widget.text()
        if not text or (isinstance(widget, QLabel) and widget.wordWrap()):
            continue
        needed = max(QFontMetrics(widget.font()).horizontalAdvance(line) for line in text.splitlines())
        if isinstance(widget, QPushButton):
            needed = widget.sizeHint().width()
        if isinstance(widget, ElidedLabel) and widget.toolTip() == text:
            continue
        if needed > widget.width() + 1 and widget.sizeHint().width() > widget.width() + 1:
            cut.append((widget.objectName(), text, needed, widget.width()))
    return cut


def cut_choices(hands):
    cut = []
    for choice in visible(hands, QComboBox):
        option = QStyleOptionComboBox()
        choice.initStyleOption(option)
        field = choice.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, choice
        )
        is_cut = choice.fontMetrics().horizontalAdvance(choice.currentText()) > field.width()
        if is_cut and choice.isEnabled() and choice.toolTip() != choice.currentText():
            cut.append(choice.objectName())
    return cut


def cut_lines(hands):
    wrapped = [label for label in visible(hands, QLabel) if label.wordWrap() and label.text()]
    return [w.objectName() for w in wrapped if w.heightForWidth(w.width()) > w.height() + 2]


def scrolling_sideways(hands):
    areas = visible(hands, QAbstractScrollArea)
    return [area.objectName() for area in areas if area.horizontalScrollBar().isVisible()]


def outside(hands):
    found = []
    for widget in visible(hands, QAbstractButton, QLineEdit, QTextEdit, QComboBox):
        begin = widget.mapTo(hands.window, QPoint(0, 0))
        end = widget.mapTo(hands.window, QPoint(widget.width(), widget.height()))
        if begin.x() < 0 or end.x() > hands.window.width() or end.y() > hands.window.height():
            found.append(widget.objectName())
    return found


def small_targets(hands):
    return [w.objectName() for w in focusable(hands) if min(w.width(), w.height()) < SMALLEST]


def too_large_for_a_laptop_at_125_percent(hands):
    needed = hands.screen.minimumSizeHint()
    return [] if needed.width() <= 1093 and needed.height() <= 574 - HEADER - FOOTER else [needed]


def shown_part(widget, window):
    """Return what of a widget its parents do not cut off, in the window's places."""
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    while widget is not window:
        widget = widget.parentWidget()
        place &= QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return place


def on_each_other(hands):
    controls = visible(hands, QLabel, QAbstractButton, QLineEdit, QTextEdit, QComboBox, QListView)
    inside = [w for w in controls if w.window() is hands.window and hands.screen.isAncestorOf(w)]
    places = [(w, shown_part(w, hands.window)) for w in inside]
    return [
        (one.objectName(), other.objectName())
        for (one, place), (other, beside) in itertools.combinations(places, 2)
        if not one.isAncestorOf(other)
        and not other.isAncestorOf(one)
        and min((place & beside).width(), (place & beside).height()) > 1
    ]


def in_what_scrolls(widget, screen):
    while widget is not screen:
        widget = widget.parentWidget()
        if isinstance(widget, QAbstractScrollArea):
            return True
    return False


def cut_off(hands):
    controls = visible(hands, QLabel, QAbstractButton, QLineEdit, QTextEdit, QComboBox, QListView)
    inside = [w for w in controls if hands.screen.isAncestorOf(w) and not in_what_scrolls(w, hands.screen)]
    return [(w.objectName(), w.height()) for w in inside if shown_part(w, hands.window).size() != w.size()]


def squeezed(hands):
    controls = visible(hands, QLabel, QAbstractButton, QLineEdit, QComboBox)
    inside = [w for w in controls if hands.screen.isAncestorOf(w)]
    return [
        (w.objectName(), w.height(), w.minimumSizeHint().height())
        for w in inside
        if w.height() < w.minimumSizeHint().height() - 1 and not (isinstance(w, QLabel) and w.wordWrap())
    ]


CHECKS = (
    nameless,
    named_by_a_key,
    not_reached_by_tab,
    typing_elsewhere,
    cut_words,
    cut_choices,
    cut_lines,
    scrolling_sideways,
    outside,
    small_targets,
    on_each_other,
    cut_off,
    squeezed,
    too_large_for_a_laptop_at_125_percent,
)


def wrong_with(hands):
    return {check.__name__: found for check in CHECKS if (found := check(hands))}


FITS = (cut_words, cut_choices, cut_lines, scrolling_sideways, outside, small_targets, on_each_other, cut_off, squeezed)
LONG = Trouble("clock_far", now="21/11/2026 18:15", day="14/10/2023")


def test_every_check_holds(places, dressed):
    wrong = {}
    for name in places:
        wrong[name] = wrong_with(dressed)
        dressed.window.tell_trouble(LONG)
        dressed.settle()
        wrong[f"{name}, told of a trouble"] = {check.__name__: found for check in FITS if (found := check(dressed))}
    assert not any(wrong.values()), {name: found for name, found in wrong.items() if found}


@pytest.mark.parametrize("lang", ["en", "zgh"])
def test_every_check_holds_at_every_post_in_another_language_on_a_small_screen(make_hands, lang):
    hands = make_hands(lang)
    hands.window.resize(*SIZES["1093x574"])
    assert hands.window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    wrong = {"launcher": wrong_with(hands)}
    for post in POSTS:
        wrong[post] = wrong_with(hands.at(post, "2"))
        hands.desktop.go_home()
    assert not any(wrong.values()), wrong
