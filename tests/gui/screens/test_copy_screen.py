"""The door of the room by its keys: papers and copy given from the restitution or the room, copies verified."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.services.room.workshop import Workshop

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


@pytest.mark.parametrize("post", ["restitution", "room"])
def test_f9_of_a_room_leads_to_its_door_and_escape_goes_back(both, post):
    both.at(post, "2").press(Qt.Key.Key_F9)
    session = both.form.session.currentData()
    assert both.screen.name == "copy"
    both.press(Qt.Key.Key_Escape)
    assert both.screen.name == post
    assert both.screen._session["id"] == session


@pytest.fixture
def shown(monkeypatch):
    """What was given to the programs of this computer."""
    given = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not given.append(url.toLocalFile()))
    return given


def test_everything_is_written_its_words_are_shown_and_enter_opens_a_paper(given, shown):
    page, copy = given
    told = json.loads(copy.read_text("utf-8"))
    assert told["words"] in page.form.fingerprint_words.text()
    assert page.form.copy.isEnabled()
    assert page.form.papers.isVisible()
    rows = page.form.papers.rows
    assert rows.ids == ["minutes", "presenter", "slips", "copy"]
    assert len(list(copy.parent.glob("*.pdf"))) == 4
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Return)
    assert [path.rsplit("/", 1)[1][:9] for path in shown] == ["demi-page"]


def test_what_changed_after_the_papers_were_written_is_said_until_they_are_written_again(given):
    page, _ = given
    asked = page.form.words_label.text()
    idea = Workshop(page.desktop.workplace.bench).ideas(page.form.session.currentData())[0]
    page.desktop.workplace.do(lambda writing: Workshop(writing).edit(idea["id"], {"problem": "Autrement"}))
    page.settle()
    assert page.form.words_label.text() != asked
    page.press(Qt.Key.Key_Return, CONTROL)
    assert page.form.words_label.text() == asked


def test_a_stick_that_was_pulled_is_said_when_a_paper_is_opened(given, shown):
    page, copy = given
    for paper in copy.parent.glob("*.pdf"):
        paper.unlink()
    page.form.open_paper.click()
    assert shown == []
    assert "proces-verbal" in page.window.band_sentence


def test_names_are_on_slips_only_when_the_box_is_ticked(page, stick):
    session = page.form.session.currentData()
    page.press(Qt.Key.Key_Return)
    without = next(stick.glob("bordereaux*.pdf")).stat().st_size
    page.form.session.setCurrentIndex(1)
    page.form.session.setCurrentIndex(page.form.session.findData(session))
    page.form.with_names.setChecked(True)
    page.press(Qt.Key.Key_Return, CONTROL)
    assert next(stick.glob("bordereaux*(2).pdf")).stat().st_size > without


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
    screen.door.write_to(stick)
    screen.left.emit()
    page.settle()
    assert page.screen.name == "restitution"
    assert len(list(stick.iterdir())) == 6


def test_from_the_launcher_any_session_is_at_hand_and_escape_goes_home(both):
    both.qtbot.waitUntil(lambda: bool(both.form.events.current()))
    both.press(Qt.Key.Key_F6)
    assert both.screen.name == "copy"
    assert both.form.session.count() == 4
    both.press(Qt.Key.Key_Escape)
    assert both.screen.name == "launcher"
    assert both.desktop.workplace is None
