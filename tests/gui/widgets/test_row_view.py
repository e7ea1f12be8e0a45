"""Lists: rows are made when they come into sight, and every text reads in its own direction."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QToolTip, QVBoxLayout

from ogp_desktop import words
from ogp_desktop.gui import theme
from ogp_desktop.gui.widgets.row_painting import is_cut, reads_right_to_left
from ogp_desktop.gui.widgets.row_view import RowModel, RowView
from ogp_desktop.gui.widgets.rows import Cell, Chip, Row

MANY = [str(number) for number in range(10_000)]


def rows(ids):
    return {each: Row(each, (Cell(f"idée {each}"),)) for each in ids}


@pytest.fixture
def view(qtbot, spoken):
    spoken("fr")
    made = RowView()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_ten_thousand_rows_cost_only_those_in_sight(view):
    made = []

    def make(ids):
        made.extend(ids)
        return rows(ids)

    view.show_rows(MANY, make)
    view.grab()
    assert 0 < len(made) < 200
    view.scrollToBottom()
    view.grab()
    assert len(made) < 400


def test_a_new_first_row_leaves_the_current_one_current(view):
    view.show_rows(["b", "c"], rows)
    view.make_current("c")
    view.show_rows(["a", "b", "c"], rows)
    assert view.current() == "c"


def test_a_current_row_that_is_gone_is_current_no_more(view):
    view.show_rows(["a", "b"], rows)
    view.make_current("b")
    view.show_rows(["a"], rows)
    assert view.current() in ("", "a")


def test_enter_and_space_are_told(view, qtbot):
    view.show_rows(["a", "b"], rows)
    view.make_current("b")
    with qtbot.waitSignal(view.entered_row) as entered:
        QTest.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.toggled_row) as toggled:
        QTest.keyClick(view, Qt.Key.Key_Space)
    assert entered.args == toggled.args == ["b"]


def test_a_row_is_read_out_whole():
    model = RowModel()
    row = Row("a", (Cell("Salma", below="Tifawine"),), (Chip("Attendue"),))
    model.show(["a"], lambda ids: {"a": row})
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "Salma, Tifawine, Attendue"


def ink(picture: QImage):
    """Return the columns of a picture that hold ink, as the share of the width where they begin and end."""
    ground = picture.pixelColor(picture.width() // 2, picture.height() - 4)
    dark = [
        x for x in range(8, picture.width() - 8)
        if any(picture.pixelColor(x, y) != ground for y in range(6, 36, 2))
    ]  # fmt: skip
    return dark[0] / picture.width(), dark[-1] / picture.width()


@pytest.mark.parametrize(("text", "at_right"), [("(PAN3).", False), ("الماء (PAN3).", True), ("PAN3: البوابة", True)])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_text_stands_at_the_side_where_it_begins(qtbot, spoken, lang, text, at_right):
    spoken(lang)
    view = RowView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_rows(["a"], lambda ids: {"a": Row("a", (Cell(text),))})
    view.show()
    left, right = ink(view.viewport().grab().toImage())
    assert (right > 0.9) is at_right
    assert (left < 0.1) is not at_right


def test_a_sentence_of_ours_begins_where_its_words_do_whatever_it_quotes(spoken):
    spoken("ar")
    reason = words.phrase("ar", "idea.withdrawn_reason", reason="À la demande de qui l’a dite, après le débat")
    assert reads_right_to_left(reason, True)
    assert not reads_right_to_left(
        words.phrase("fr", "idea.withdrawn_reason", reason="بطلب من صاحبة الفكرة بعد النقاش"), False
    )
    assert reads_right_to_left(words.isolated("الماء"), False)


def test_what_looks_like_markup_is_shown_as_it_is(view):
    view.show_rows(["a"], lambda ids: {"a": Row("a", (Cell("<table><tr><td>" * 16 + "<img src='file:///x'>"),))})
    view.grab()
    assert view.rows.row(0).said.startswith("<table>")


def shown(view):
    return view.viewport().grab().toImage()


def lower_half(picture):
    return picture.copy(0, picture.height() // 2, picture.width(), picture.height() // 2)


def test_a_new_first_row_is_the_only_one_that_is_made(view):
    made = []

    def make(ids):
        made.extend(ids)
        return rows(ids)

    view.show_rows(["b", "c"], make)
    shown(view)
    view.show_rows(["a", "b", "c"], make, touched={"a"})
    shown(view)
    assert made == ["b", "c", "a"]


def test_a_row_looks_as_it_stands_now(view, qtbot):
    """Rows are drawn from pictures: none may outlive its text, its choice or its colours."""
    said = {"a": "eau", "b": "école"}

    def make(ids):
        return {each: Row(each, (Cell(said[each]),)) for each in ids}

    view.set_row_height(200)
    view.show_rows(["a", "b"], make)
    qtbot.wait(1)
    first = shown(view)
    assert shown(view) == first
    said["a"] = "eau potable"
    view.show_rows(["a", "b"], make, touched={"a"})
    second = shown(view)
    assert second != first
    assert lower_half(second) == lower_half(first)
    view.make_current("a")
    assert shown(view) != second
    view.choose_none()
    assert shown(view) == second
    theme.apply("dark")
    dark = shown(view)
    theme.apply("light")
    assert dark != shown(view) == second


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_list_without_a_ground_of_its_own_lets_shine_through_what_it_stands_on(qtbot, spoken, look):
    spoken("fr", look)
    band = QFrame()
    band.setProperty("kind", "notice")
    view = RowView(band)
    view.setProperty("kind", "hints")
    QVBoxLayout(band).addWidget(view)
    qtbot.addWidget(band)
    band.resize(400, 200)
    band.show()
    qtbot.waitExposed(band)
    view.show_rows(["a"], lambda ids: {each: Row(each, (Cell("eau"),)) for each in ids})
    qtbot.wait(1)
    painted = view.visualRect(view.rows.index(0))
    inside = view.viewport().mapTo(band, painted.center())
    assert band.grab().toImage().pixelColor(inside) == theme.color("saffron_tint")


def test_a_row_that_left_and_is_touched_later_stops_nothing(view):
    view.show_rows(["a", "b"], rows)
    shown(view)
    view.show_rows(["a"], rows, touched=set())
    view.show_rows(["a"], rows, touched={"b"})
    assert view.rows.ids == ["a"]


def test_a_bar_that_grows_is_shown_so_beside_those_that_do_not(qtbot, spoken):
    from ogp_desktop.gui.widgets.category_bars import Bar, CategoryBars

    spoken("fr")
    bars, anew = CategoryBars(), CategoryBars()
    for each in (bars, anew):
        qtbot.addWidget(each)
        each.resize(200, 120)
    bars.show()
    bars.show_bars((Bar("Femmes", 5), Bar("Élus", 2)))
    qtbot.wait(1)
    bars.show_bars((Bar("Femmes", 5), Bar("Élus", 3)))
    qtbot.wait(1)
    anew.show_bars((Bar("Femmes", 5), Bar("Élus", 3)))
    assert bars.grab().toImage() == anew.grab().toImage()


def colors(picture, place):
    """Return the colours of a picture within a place."""
    return {picture.pixelColor(x, y).name() for x in range(place.left(), place.right()) for y in range(4, 38)}


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("color", "tint"), [("solution", "solution_tint"), ("text2", "hover")])
def test_a_chip_stands_out_on_the_row_that_is_chosen(view, spoken, look, color, tint):
    spoken("fr", look)
    view.show_rows(
        ["a", "b"], lambda ids: {each: Row(each, (Cell("eau"),), (Chip("Remis", color, tint),)) for each in ids}
    )
    view.make_current("a")
    place = view.visualRect(view.rows.index(0))
    place.setLeft(place.right() - 90)
    assert {theme.color("surface").name(), theme.color(color).name()} <= colors(shown(view), place)


def pointed_at(view):
    """Return what is told of the first row when it is pointed at."""
    place = view.visualRect(view.rows.index(0)).center()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place)))
    return QToolTip.text()


@pytest.mark.parametrize(("lang", "text"), [("fr", "eau"), ("ar", "ماء")])
def test_a_row_whose_chip_is_long_keeps_room_for_its_text_and_is_told_whole(view, spoken, lang, text):
    spoken(lang)
    theme_of_another_room = "Pour : <b>transparence</b> et accès à l’information, entre la loi et la pratique " * 2
    view.show_rows(["a"], lambda _: {"a": Row("a", (Cell(text),), (Chip(theme_of_another_room),))})
    begin, end = ink(shown(view))
    assert (begin < 0.1, end > 0.9) == (True, True), "the text at one end, the chip at the other"
    told = pointed_at(view)
    assert theme_of_another_room.replace("<", "&lt;") in told, "what people typed is no markup"
    assert not is_cut(Row("b", (Cell(text),), (Chip("Remis"),)), view.visualRect(view.rows.index(0)))
