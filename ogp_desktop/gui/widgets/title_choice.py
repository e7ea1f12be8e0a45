"""A choice among long titles: it ends in an ellipsis where it has no room, and then tells the whole when pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

from ogp_desktop.gui.widgets.plain_label import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

ASKED, FEWEST = 320, 120
"""The pixels that a choice asks for at most, and those that are kept for the beginning of a title."""
AROUND = 56
"""More pixels than the frame and the arrow take: a text that leaves them is not cut, and nothing is measured."""


class TitleChoice(QComboBox):
    """The one line shows a beginning; the list that opens is wide enough for the titles."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the room of most titles, not of the longest one."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), ASKED), hint.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the beginning."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), FEWEST), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the title, or what of it there is room for."""
        if self.fontMetrics().horizontalAdvance(self.currentText()) <= self.width() - AROUND:
            self._tell("")
            super().paintEvent(event)
        else:
            self._paint_beginning()

    def _paint_beginning(self) -> None:
        from PySide6.QtCore import Qt  # all of its names are made: nothing a start waits for
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        combo, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(combo, option, field, self).width()
        whole = self.currentText()
        option.currentText = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        self._tell(plain_tip(whole) if option.currentText != whole else "")
        painter = QStylePainter(self)
        painter.drawComplexControl(combo, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _tell(self, told: str) -> None:
        """Tell the whole; what somebody else tells of the choice, that it is closed, stays."""
        if self.toolTip() == (self.property("whole") or "") != told:
            self.setToolTip(told)
            self.setProperty("whole", told)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list, as wide as its longest title where the window is."""
        view = self.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + AROUND, self.window().width()))
        super().showPopup()
