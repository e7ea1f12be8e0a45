"""A pile of paper slips typed by its keys: number, texts, Enter, and what was refused given back."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from ogp_desktop.services.room.paper_slips import PaperSlips
from ogp_desktop.storage.drafts import Drafts

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pile(both):
    both.at("room", "2").press(Qt.Key.Key_P, CONTROL | SHIFT)
    assert both.screen.name == "paper_slips"
    return both


def entered(hands):
    slips = PaperSlips(hands.desktop.workplace.bench, hands.screen._session)
    return [(idea["source_id"], idea["problem"], idea["solution"]) for idea in slips.entered()]


def enter(hands, slip, problem, solution=""):
    hands.press(Qt.Key.Key_F, CONTROL)
    hands.type(slip)
    hands.press(Qt.Key.Key_Return)
    hands.type(problem)
    if solution:
        hands.press(Qt.Key.Key_Tab)
        hands.type(solution)
    hands.press(Qt.Key.Key_Return)


def test_a_pile_is_typed_without_a_mouse_and_the_next_number_is_proposed(pile):
    assert pile.form.slip.text() == "2-1"
    enter(pile, "7", "Pas de bancs")
    assert (pile.form.slip.text(), pile.form.slip.selectedText()) == ("2-8", "2-8")
    pile.press(Qt.Key.Key_Return)
    pile.type("لا توجد مقاعد")
    pile.press(Qt.Key.Key_Tab)
    pile.type("كراس")
    pile.press(Qt.Key.Key_Return)
    assert entered(pile) == [("2-8", "لا توجد مقاعد", "كراس"), ("2-7", "Pas de bancs", None)]
    row = pile.form.ideas.rows.row(0)
    assert "2-8" in row.chips[0].text
    assert QApplication.focusWidget() is pile.form.slip
    pile.press(Qt.Key.Key_Z, CONTROL)
    assert [slip for slip, *_ in entered(pile)] == ["2-7"]


def test_a_slip_typed_twice_is_said_and_what_was_typed_is_given_back(pile):
    enter(pile, "7", "Pas de bancs")
    enter(pile, "7", "Encore", "Des bancs")
    assert "2-7" in pile.window.band_sentence
    assert (pile.form.slip.text(), pile.form.problem.toPlainText()) == ("7", "Encore")
    assert pile.form.solution.toPlainText() == "Des bancs"
    assert len(entered(pile)) == 1
    pile.type("9")
    pile.press(Qt.Key.Key_Return)
    pile.press(Qt.Key.Key_Return)
    assert [slip for slip, *_ in entered(pile)] == ["2-9", "2-7"]


def test_an_empty_slip_saves_nothing_and_what_is_typed_is_found_again(pile):
    pile.press(Qt.Key.Key_Return)
    pile.press(Qt.Key.Key_Return)
    assert entered(pile) == []
    pile.press(Qt.Key.Key_F, CONTROL)
    pile.type("31")
    pile.press(Qt.Key.Key_Return)
    pile.type("Une phrase")
    pile.press(Qt.Key.Key_Escape)
    assert pile.screen.name == "room"
    assert pile.form.problem.toPlainText() == ""
    pile.press(Qt.Key.Key_P, CONTROL | SHIFT)
    assert (pile.form.slip.text(), pile.form.problem.toPlainText()) == ("31", "Une phrase")
    pile.press(Qt.Key.Key_Return)
    pile.press(Qt.Key.Key_Return)
    path = pile.desktop.workplace.bench.register.path
    pile.press(Qt.Key.Key_Escape)
    assert Drafts(path).texts() == {}


def test_blank_forms_are_written_and_a_filled_sheet_is_taken_back(pile, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    pile.form.blanks.click()
    pile.settle()
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf", ".xlsx"}
    assert len(list(tmp_path.iterdir())) == 3
    (sheet,) = tmp_path.glob("*.xlsx")
    book = openpyxl.load_workbook(sheet)
    for row, (session, problem, slip) in enumerate([("", "Pas de bancs", "7"), ("99", "Perdue", "8")], 2):
        for column, text in ((1, session), (2, problem), (6, slip)):
            book.active.cell(row, column, text)
    book.save(sheet)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sheet), ""))
    pile.press(Qt.Key.Key_O, CONTROL)
    assert entered(pile) == [("2-7", "Pas de bancs", None)]
    assert "3" in pile.window.band_sentence
    pile.press(Qt.Key.Key_Z, CONTROL)
    assert entered(pile) == []
