"""Choices of long titles: cut with an ellipsis, told whole, opened wide."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from ogp_desktop.gui.widgets.title_choice import TitleChoice

TITLES = {
    "fr": "Atelier 1 — Droit d’accès à l’information : <b>entre</b> la loi et la pratique",
    "ar": "الورشة 1 — الحق في الحصول على المعلومات: بين القانون والممارسة",
}


@pytest.fixture(params=["fr", "ar"])
def choice(request, qtbot, spoken):
    spoken(request.param)
    made = TitleChoice()
    qtbot.addWidget(made)
    made.addItems([TITLES[request.param], "Eau"])
    made.resize(260, 34)
    made.show()
    return made


def test_a_title_that_has_no_room_ends_in_an_ellipsis_and_is_told_whole(choice):
    shown, title = choice.grab().toImage(), choice.currentText()
    assert choice.toolTip().replace("&lt;", "<").removeprefix("<qt>").removesuffix("</qt>") == title
    elided = choice.fontMetrics().elidedText
    beginnings = {elided(title, Qt.TextElideMode.ElideRight, room) for room in range(150, 260)}
    assert all("…" in beginning for beginning in beginnings)
    pictures = []
    for beginning in beginnings:
        choice.setItemText(0, beginning)
        pictures.append(choice.grab().toImage())
    assert shown in pictures
    choice.setCurrentIndex(1)
    choice.grab()
    assert choice.toolTip() == ""


def test_a_long_title_takes_no_room_from_what_stands_beside_it(choice):
    whole = choice.fontMetrics().horizontalAdvance(choice.itemText(0))
    assert choice.minimumSizeHint().width() < choice.sizeHint().width() < whole


def test_why_a_choice_is_closed_stays_told(choice):
    choice.setToolTip("Ce poste n’a pas d’atelier")
    choice.grab()
    assert choice.toolTip() == "Ce poste n’a pas d’atelier"


def test_the_list_that_opens_shows_titles_whole(choice):
    choice.window().resize(1093, 34)
    choice.setMaximumWidth(260)
    choice.showPopup()
    view = choice.view()
    needed = view.fontMetrics().horizontalAdvance(choice.itemText(0))
    assert QRect(QPoint(), view.viewport().size()).width() >= min(needed, 260)
    choice.hidePopup()
