"""The gaps of a screen: halved from top to bottom while a message or a low window leaves it little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtCore import QMargins
    from PySide6.QtWidgets import QWidget

LOW = 480
"""The height below which a screen is short of room: a laptop at 125 % leaves 486 as long as no message stands."""


class Gaps:
    """The spaces above, below and between what a screen shows."""

    def __init__(self, screen: QWidget) -> None:
        self._screen = screen
        self._full: list[tuple[QLayout, QMargins, int]] = []

    def fit(self, height: int) -> None:
        """Halve the gaps and let bars stand closer if a height is low, give both back if it is not."""
        is_low = height < LOW
        if is_low == bool(self._full):
            return
        from ogp_desktop.gui.widgets.category_bars import CategoryBars  # it paints: a start does without

        if is_low:
            layouts = self._screen.findChildren(QLayout)
            self._full = [(each, each.contentsMargins(), _between(each)) for each in layouts]
        for layout, margins, between in self._full:
            part = 2 if is_low else 1
            layout.setContentsMargins(margins.left(), margins.top() // part, margins.right(), margins.bottom() // part)
            _space(layout, between // part)
        if not is_low:
            self._full = []
        for bars in self._screen.findChildren(CategoryBars):
            bars.stand_close(is_low)


def _between(layout: QLayout) -> int:
    return layout.verticalSpacing() if isinstance(layout, QGridLayout) else layout.spacing()


def _space(layout: QLayout, between: int) -> None:
    if isinstance(layout, QGridLayout):
        layout.setVerticalSpacing(between)
    elif isinstance(layout, QVBoxLayout):
        layout.setSpacing(between)
