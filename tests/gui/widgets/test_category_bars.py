"""Counts by category keep their bars whole, however little room there is."""

import pytest
from PySide6.QtWidgets import QApplication

from ogp_desktop.gui import theme
from ogp_desktop.gui.widgets.category_bars import CLOSEST, LINE, Bar, CategoryBars

BARS = tuple(Bar(label, count) for label, count in (("Société civile", 13), ("Citoyens", 2), ("Anonyme", 1)))


@pytest.fixture
def bars(qtbot, qapp):
    theme.apply("light", False)
    widget = CategoryBars()
    qtbot.addWidget(widget)
    widget.show_bars(BARS)
    widget.resize(200, LINE * len(BARS))
    widget.show()
    return widget


def rows_of(widget, color):
    """Return the lines of pixels in which a colour of the theme stands at the left, top to bottom."""
    image = widget.grab().toImage()
    return [y for y in range(image.height()) if image.pixelColor(6, y).name() == theme.color(color).name()]


def test_each_bar_is_whole_where_there_is_room_and_where_there_is_little(bars):
    for high in (LINE * len(BARS), CLOSEST * len(BARS)):
        bars.resize(200, high)
        QApplication.processEvents()
        assert len(rows_of(bars, "ink")) == 3 * 6


def test_a_count_that_changes_is_painted_where_it_stands(bars):
    bars.stand_close(True)
    bars.resize(200, bars.sizeHint().height())
    QApplication.processEvents()
    painted = []
    bars.update = lambda *place: painted.append(place)
    bars.show_bars((*BARS[:2], Bar("Anonyme", 2)))
    assert painted == [(0, 2 * bars.pitch, 200, bars.pitch)]
    assert bars.pitch < LINE
