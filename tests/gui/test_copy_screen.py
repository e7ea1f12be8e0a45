"""The association's copy by its keys: given from the restitution, verified against what stands now."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.services.workshop import Workshop

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A stick, which the person chooses whenever a folder is asked for."""
    folder = tmp_path / "clé"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    return folder


@pytest.fixture
def page(both):
    both.at("restitution", "2").press(Qt.Key.Key_F9)
    assert both.screen.name == "copy"
    return both


@pytest.fixture
def given(page, stick, monkeypatch):
    """The page after the copy was written, and that copy chosen whenever a file is asked for."""
    page.press(Qt.Key.Key_Return, CONTROL)
    copy = next(stick.glob("*.json"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy), ""))
    return page, copy


def statuses(hands):
    rows = hands.form.answers.rows
    return [rows.row(place).chips[0].text for place in range(len(rows.ids))]


def test_f9_of_the_restitution_gives_its_copy_and_escape_goes_back(page):
    session = page.form.session.currentData()
    assert page.desktop.workplace is not None
    page.press(Qt.Key.Key_Escape)
    assert page.screen.name == "restitution"
    assert page.screen._session["id"] == session


def test_the_copy_is_written_and_its_words_are_shown(given):
    page, copy = given
    told = json.loads(copy.read_text("utf-8"))
    assert told["words"] in page.form.fingerprint_words.text()
    assert copy.name in page.form.written_files.text()
    assert told["fingerprint"][:4] in page.form.fingerprint_digits.text()
    assert page.form.copy.isEnabled()
    assert page.form.written.isVisible()


def test_another_session_has_another_copy(given):
    page, copy = given
    page.form.session.setCurrentIndex(1)
    assert not page.form.written.isVisible()
    page.press(Qt.Key.Key_Return, CONTROL)
    assert len(list(copy.parent.glob("*.json"))) == 2


def test_a_folder_that_is_gone_is_said_and_the_page_goes_on(page, stick):
    stick.rmdir()
    page.press(Qt.Key.Key_Return, CONTROL)
    assert str(stick) in page.window.band_sentence
    assert page.form.copy.isEnabled()
    assert not page.form.written.isVisible()


def test_nothing_chosen_changes_nothing(page, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    page.press(Qt.Key.Key_Return, CONTROL)
    page.press(Qt.Key.Key_O, CONTROL)
    assert not page.form.written.isVisible()
    assert not page.form.verdict.isVisible()


def test_a_copy_is_answered_number_by_number_what_differs_first(given):
    page, _ = given
    page.press(Qt.Key.Key_O, CONTROL)
    assert len(statuses(page)) == 20
    bench = page.desktop.workplace.bench
    first = Workshop(bench).ideas(page.form.session.currentData())[3]
    page.desktop.workplace.do(lambda writing: Workshop(writing).edit(first["id"], {"problem": "Autrement"}))
    page.settle()
    page.press(Qt.Key.Key_O, CONTROL)
    row = page.form.answers.rows.row(0)
    assert "DEM-2-4" in row.cells[0].text
    assert row.cells[1].text == "Autrement"
    assert first["problem"] in row.cells[1].below
    assert "19 / 20" in page.form.verdict_text.text()


def test_the_numbers_of_a_slip_are_typed_and_answered(page):
    page.press(Qt.Key.Key_F, CONTROL)
    page.type("DEM-2-1 DEM-2-99")
    page.press(Qt.Key.Key_Return)
    assert len(statuses(page)) == 2
    assert "1 / 2" in page.form.verdict_text.text()
    assert "DEM-2-99" in page.form.answers.rows.row(0).cells[0].text


def test_a_file_that_is_no_copy_is_said_and_what_was_shown_goes(given, monkeypatch, tmp_path):
    page, _ = given
    page.press(Qt.Key.Key_O, CONTROL)
    (tmp_path / "photo.json").write_bytes(b"\xff\xd8\xff")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "photo.json"), ""))
    page.press(Qt.Key.Key_O, CONTROL)
    assert "photo.json" in page.window.band_sentence
    assert not page.form.verdict.isVisible()


def test_an_answer_that_comes_after_the_page_was_left_is_let_go(page, stick):
    screen = page.screen
    screen.copy_to(stick)
    screen.left.emit()
    page.settle()
    assert page.screen.name == "restitution"
    assert len(list(stick.iterdir())) == 3


def test_from_the_launcher_any_session_is_at_hand_and_escape_goes_home(both):
    both.qtbot.waitUntil(lambda: bool(both.form.events.current()))
    both.press(Qt.Key.Key_F6)
    assert both.screen.name == "copy"
    assert both.form.session.count() == 4
    both.press(Qt.Key.Key_Escape)
    assert both.screen.name == "launcher"
    assert both.desktop.workplace is None
