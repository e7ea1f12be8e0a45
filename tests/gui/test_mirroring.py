"""In Arabic every region stands where its mirror image stands in French."""

import pytest
from PySide6.QtCore import QPoint, QRect

from ogp_desktop.gui.widgets.idea_edit import IdeaEdit
from ogp_desktop.gui.widgets.row_view import RowView
from tests.gui.conftest import go

PLACES = ("launcher", "backups", "desk", "room", "restitution", "secretariat", "ideas", "versions", "laptops")
LEAST = 0.85


def regions(hands):
    found = {}
    for widget in [*hands.screen.findChildren(RowView), *hands.screen.findChildren(IdeaEdit)]:
        if widget.isVisible():
            found[widget.objectName()] = QRect(widget.mapTo(hands.window, QPoint(0, 0)), widget.size())
    return found


def mirrored(rect, width):
    return QRect(width - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())


def overlap(one, other):
    common = one.intersected(other)
    area = common.width() * common.height() if common.isValid() else 0
    return area / (one.width() * one.height() + other.width() * other.height() - area)


@pytest.mark.parametrize("place", PLACES)
def test_regions_are_mirrored(make_hands, place):
    hands = make_hands("fr")
    french = regions(go(hands, place))
    hands.desktop.go_home()
    hands.desktop.speak("ar")
    arabic = regions(go(hands, place))
    assert set(french) == set(arabic)
    for name, rect in french.items():
        assert overlap(mirrored(rect, hands.window.width()), arabic[name]) >= LEAST, (name, rect, arabic[name])
