"""What is written is what is read back, and nothing in it is ever calculated."""

import csv
import json

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogp_desktop import words
from ogp_desktop.domain.text.intake import intake
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets import columns
from ogp_desktop.sheets.ideas import TemplateWords, read_ideas, write_idea_template
from ogp_desktop.sheets.writing import CELL_LIMIT, Column, Look, is_formula, write_rows

COLUMNS = [Column("a", "A"), Column("b", "B")]
PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "=cmd|' /C calc'!A0", "'=1", '=HYPERLINK("http://x")']
texts = st.one_of(st.sampled_from(PAYLOADS), st.text(st.characters(), max_size=30)).map(intake)


@settings(max_examples=40)
@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_a_workbook_holds_the_very_texts_and_no_formula(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("x") / "x.xlsx"
    write_rows(path, COLUMNS, [{"a": a, "b": b} for a, b in rows], Look("Feuille"))
    cells = [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2)]
    assert [[cell.value or "" for cell in row] for row in cells] == [list(row) for row in rows]
    assert not any(cell.data_type == "f" for row in cells for cell in row)


@settings(max_examples=40)
@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_a_csv_has_a_row_a_row_and_starts_no_formula(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("x") / "x.csv"
    write_rows(path, COLUMNS, [{"a": a, "b": b} for a, b in rows], Look("x"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.reader(file, delimiter=";"))[1:]
    assert [[cell.lstrip("'") for cell in row] for row in read] == [[cell.lstrip("'") for cell in row] for row in rows]
    assert not any(is_formula(cell) for row in read for cell in row)


def test_a_text_longer_than_a_cell_goes_on_in_the_next_column(tmp_path):
    long = "é" * (CELL_LIMIT * 2 + 5)
    path = tmp_path / "x.xlsx"
    write_rows(path, COLUMNS, [{"a": "1", "b": long}], Look("x"))
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert rows[0] == ("A", "B", "B (2)", "B (3)")
    assert "".join(rows[1][1:]) == long


def test_an_arabic_sheet_reads_from_right_to_left(tmp_path):
    path = tmp_path / "x.xlsx"
    write_rows(path, COLUMNS, [], Look("أفكار", rtl=True))
    sheet = openpyxl.load_workbook(path).active
    assert sheet.sheet_view.rightToLeft
    assert sheet.title == "أفكار"
    assert sheet.freeze_panes == "A2"


def test_what_stood_there_stays_when_the_place_cannot_be_written(tmp_path):
    path = tmp_path / "x.json"
    write_rows(path, COLUMNS, [{"a": 1}], Look("x"))
    assert json.loads(path.read_text(encoding="utf-8")) == {"x": [{"a": 1, "b": None}]}
    with pytest.raises(Trouble, match="output_unwritable"):
        write_rows(tmp_path / "none" / "x.json", COLUMNS, [], Look("x"))
    with pytest.raises(Trouble, match="output_format_unknown"):
        write_rows(tmp_path / "x.docx", COLUMNS, [], Look("x"))
    assert [found.name for found in tmp_path.iterdir()] == ["x.json"]


def test_the_capture_spreadsheet_is_read_back(tmp_path):
    path = tmp_path / "saisie.xlsx"
    words = TemplateWords(
        "Idées", "Atelier", "Problème soulevé", "Solution proposée", "Résultat attendu", "Catégorie", "Fiche"
    )
    write_idea_template(path, ["1", "2"], words, ["CSO", '=x, "y"'])
    book = openpyxl.load_workbook(path)
    for column, text in zip("ABCDEF", ["2", "Pas d’eau", "Un puits", "De l’eau", "CSO", "2-17"], strict=True):
        book.active[f"{column}2"] = text
    book.active["C3"] = "Une solution seule"
    book.save(path)
    one, other = read_ideas(path).ideas
    assert (one.session, one.problem, one.solution, one.result, one.category, one.source_id) == (
        *("2", "Pas d’eau", "Un puits", "De l’eau", "CSO", "2-17"),
    )
    lists = {str(rule.sqref): rule.formula1 for rule in book.active.data_validations.dataValidation}
    assert lists == {"A2:A150": '"1,2"', "E2:E150": '"CSO,=x  ”y”"'}
    assert (other.problem, other.solution, other.to_split) == ("", "Une solution seule", False)


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_a_list_of_people_that_was_exported_is_understood_when_it_comes_back(lang):
    told = words.catalogue("sheets", lang)
    titles = [told[field] for field in columns.fields() if field in told]
    understood = [field for field in columns.fields() if field in told]
    assert list(columns.guessed(titles).values()) == understood
    for sort, codes in (("gender", "fm"), ("selection", ("retained", "waiting", "refused"))):
        assert [columns.code_of(sort, told[f"{sort}_{code}"]) for code in codes] == list(codes)


def test_ideas_of_the_portal_are_read_from_json(tmp_path):
    path = tmp_path / "portail.json"
    rows = [
        {"id": "7", "kind": "solution", "text": "Publier"},
        {"id": 8, "text": "tout mêlé"},
        {"problem": "p", "solution": "s", "result": "r"},
        {"text": " "},
    ]
    path.write_text(json.dumps({"ideas": rows}), encoding="utf-8")
    found = read_ideas(path)
    assert [(i.source_id, i.problem, i.solution, i.to_split) for i in found.ideas] == [
        ("7", "", "Publier", False),
        ("8", "tout mêlé", "", True),
        ("", "p", "s", False),
    ]
    assert [bad.reason for bad in found.rejected] == ["row_without_text"]


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"ideas": 3}', "[" * 100_000])
def test_json_that_holds_no_list_is_refused(content, tmp_path):
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Trouble, match="list_unreadable"):
        read_ideas(path)
