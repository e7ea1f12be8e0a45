"""The registration list by its keys: seen before it is imported, corrected, decided, taken back."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop import paths
from ogp_desktop.gui.screens.desk_screen import DeskScreen
from ogp_desktop.services.participants.people import People
from ogp_desktop.sheets.reading import read_table
from tests.gui.conftest import LISTED, preview_a_list, real_event

CTRL = Qt.KeyboardModifier.ControlModifier


def shown(hands):
    """Show a file at the list of an event without people."""
    path = real_event()
    hands.at = lambda post, session="", given=None, at=hands.at: at(post, session, given or path)
    return preview_a_list(hands)


@pytest.fixture
def empty(hands):
    return shown(hands)


def people(hands):
    return {person["family_name"]: person for person in People(hands.desktop.workplace.bench).everyone()}


def preview(hands):
    return hands.screen.preview


def wait_for_columns(hands, listed):
    hands.qtbot.waitUntil(lambda: preview(hands).listed is not listed, timeout=20_000)
    hands.settle()


def test_nothing_is_saved_before_it_is_said_then_all_at_once_and_taken_back_at_once(both):
    empty = shown(both)
    assert people(empty) == {}
    assert empty.form.columns.hasFocus()
    empty.press(Qt.Key.Key_Return, CTRL)
    assert set(people(empty)) == {"TOUZRINI", "TOUZRINY", "BENJILMAR"}
    assert people(empty)["BENJILMAR"]["criterion"] == "hors région"
    empty.press(Qt.Key.Key_Z, CTRL)
    assert people(empty) == {}
    empty.press(Qt.Key.Key_Y, CTRL)
    assert len(people(empty)) == 3
    empty.press(Qt.Key.Key_Escape)
    assert isinstance(empty.screen, DeskScreen)


def test_a_column_is_corrected_by_keys_and_remembered_for_the_next_file(empty):
    form, listed = empty.form, preview(empty).listed
    for _ in range(7):
        empty.press(Qt.Key.Key_Down)
    empty.press(Qt.Key.Key_F2)
    assert form.field.hasFocus()
    form.field.setCurrentIndex(form.field.findData("role"))
    form.field.activated.emit(form.field.currentIndex())
    wait_for_columns(empty, listed)
    assert preview(empty).listed.people[0].role == "bleu"
    empty.press(Qt.Key.Key_Return, CTRL)
    preview_a_list(empty, [LISTED[1], ["AMZIRGH", "Touda", "", "", "", "", "", "rouge"]])
    assert preview(empty).listed.people[0].role == "rouge"


def test_the_row_of_titles_is_shown_and_another_is_pointed_to_by_keys(both):
    hands = preview_a_list(shown(both), [["Organisme", "Région"], ["Nom", "Ville"], ["TAZIRI", "Fès"]])
    header = hands.form.header
    assert header.currentData() == 2
    listed = preview(hands).listed
    hands.press(Qt.Key.Key_F4)
    assert header.hasFocus()
    hands.press(Qt.Key.Key_Up)
    wait_for_columns(hands, listed)
    assert preview(hands).listed.headers == ["Organisme", "Région"]
    assert not hands.form.do_import.isEnabled()
    hands.press(Qt.Key.Key_End)
    hands.qtbot.waitUntil(lambda: preview(hands).listed.header_row == 0, timeout=20_000)
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_Down)
    hands.qtbot.waitUntil(lambda: preview(hands).listed.header_row == 2, timeout=20_000)
    hands.settle()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert set(people(hands)) == {"TAZIRI"}


def test_the_identity_card_is_neither_shown_nor_offered(empty):
    form = empty.form
    form.columns.make_current("6")
    assert not form.field.isEnabled()
    shown = " ".join(form.columns.rows.row(place).said for place in range(len(form.columns.rows.ids)))
    assert "X1" not in shown
    preview(empty).show_view("rejected")
    assert "X3" not in form.lines.rows.row(0).said


def test_who_may_be_whom_is_decided_by_one_key_each(empty):
    empty.press(Qt.Key.Key_F6)
    (doubt,) = preview(empty).found.doubts
    assert (doubt.row, doubt.decided) == (4, None)
    empty.press(Qt.Key.Key_Delete)
    assert preview(empty).found.doubts[0].decided == "other"
    empty.form.lines.step(0)
    empty.press(Qt.Key.Key_Return)
    assert preview(empty).found.doubts[0].decided == "same"
    empty.press(Qt.Key.Key_Return, CTRL)
    assert set(people(empty)) == {"TOUZRINI", "BENJILMAR"}


def test_rows_that_are_not_taken_are_exported(empty):
    preview(empty).show_view("rejected")
    assert [bad.row for bad in preview(empty).found.rejected] == [5, 7]
    target = paths.home() / "a-revoir.xlsx"
    preview(empty).export_to(target)
    empty.qtbot.waitUntil(lambda: not preview(empty).is_busy, timeout=20_000)
    assert [row[0] for row in read_table(target).rows[1:]] == ["5", "7"]


def test_a_file_that_is_no_list_is_told_in_words_and_the_page_lives_on(hands):
    hands.at("desk").desktop.desk.show_list()
    hands.settle()
    path = paths.home() / "photo.xlsx"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    preview(hands).open(path)
    hands.qtbot.waitUntil(lambda: not preview(hands).is_busy, timeout=20_000)
    assert "photo.xlsx" in hands.window.band_sentence
    assert hands.form.choose.isEnabled()
    assert hands.form.pages.currentWidget() is hands.form.people_page


def test_a_list_whose_names_nobody_knows_cannot_be_imported_before_they_are_told(hands):
    preview_a_list(hands, [["x1", "x2"], ["TAZIRI", "Ali"]])
    form = hands.form
    assert not form.do_import.isEnabled()
    form.columns.make_current("0")
    form.field.setCurrentIndex(form.field.findData("family_name"))
    listed = preview(hands).listed
    form.field.activated.emit(form.field.currentIndex())
    wait_for_columns(hands, listed)
    assert form.do_import.isEnabled()


def test_the_state_of_a_person_is_said_here_and_told_at_the_desk_where_they_are_admitted(empty):
    empty.press(Qt.Key.Key_Return, CTRL)
    form = empty.form
    form.people.make_current(people(empty)["TOUZRINI"]["id"])
    form.people.setFocus()
    empty.press(Qt.Key.Key_F2)
    assert form.state.hasFocus()
    form.state.setCurrentIndex(form.state.findData("waiting"))
    form.criterion.setFocus()
    empty.type("places")
    empty.press(Qt.Key.Key_Return)
    assert people(empty)["TOUZRINI"]["selection"] == "waiting"
    empty.press(Qt.Key.Key_Escape)
    empty.type("touzrini")
    empty.press(Qt.Key.Key_Return)
    assert people(empty)["TOUZRINI"]["arrived"]
    assert empty.form.welcome.property("state") == "welcome"


def test_how_participants_were_identified_is_noted(hands):
    hands.at("desk").desktop.desk.show_list()
    hands.settle()
    hands.form.identification.setFocus()
    hands.type("Appel public")
    hands.press(Qt.Key.Key_Tab)
    assert hands.desktop.workplace.bench.register.conn.execute("SELECT identification FROM event").fetchone() == (
        "Appel public",
    )


def test_another_encoding_or_another_sheet_is_read_when_it_is_chosen(hands):
    from openpyxl import Workbook

    preview_a_list(hands, [["Nom"], ["TAZIRI"]])
    assert not hands.form.source.isVisible()
    text, book = paths.home() / "liste.csv", paths.home() / "deux.xlsx"
    text.write_bytes("Nom;Ville\nالتازريبيني;فاس\n".encode("cp1256"))
    workbook = Workbook()
    workbook.active.append(["Nom", "Page de garde"])
    workbook.create_sheet("Liste").append(["Prénom"])
    workbook.save(book)
    for path, chosen, shown in ((text, "cp1252", "ÇáÊÇÒÑíÈíäí"), (book, 1, "Prénom")):
        preview(hands).open(path)
        hands.qtbot.waitUntil(lambda path=path: preview(hands).listed.file == path.name, timeout=20_000)
        listed, source = preview(hands).listed, hands.form.source
        assert source.isVisible()
        source.setCurrentIndex(source.findData(chosen))
        source.activated.emit(source.currentIndex())
        wait_for_columns(hands, listed)
        cells = preview(hands).listed.table.rows
        assert shown in (cells[0][0], cells[-1][0])
