"""Reading lists: real files of every kind, hostile ones among them; the application outlives them all."""

import datetime
import zipfile

import pytest
from openpyxl import Workbook

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets import preflight, reading
from ogp_desktop.sheets.reading import cell_text, read_table

ROWS = [["Nom", "Prénom", "Organisme"], ["BENZAHRAOUI", "Wafae", "جمعية الأمل"], ["TOURZAL", "Brahim", "L’eau; etc."]]


def workbook(path, rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def with_member(path, name, content):
    """Rewrite an xlsx with one member changed."""
    source = workbook(path.with_suffix(".source.xlsx"), ROWS)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content(old.read(member)) if member == name else old.read(member))
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_gives_its_cells_as_text(tmp_path):
    moment = datetime.datetime(2026, 3, 14)  # noqa: DTZ001 - as spreadsheets hold them
    path = workbook(tmp_path / "x.xlsx", [["a", 1.0, 612345678, moment, True, None, "\u200fالاسم\u200e "]])
    assert read_table(path).rows == [["a", "1", "612345678", "2026-03-14", "oui", "", "الاسم"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_files_of_any_office_are_read(encoding, delimiter, tmp_path):
    rows = [["Nom", "Prénom" if encoding != "cp1256" else "Nom ar", "Organisme"]]
    rows += [["BENZAHRAOUI", "Wafae", "جمعية الأمل للتنمية والثقافة"], ["TOURZAL", "Ibrahim", "جماعة قصر النور"]] * 8
    path = tmp_path / "x.csv"
    path.write_text("\r\n".join(delimiter.join(row) for row in rows), encoding=encoding)
    assert read_table(path).rows == rows


def test_a_western_csv_keeps_its_accents(tmp_path):
    path = tmp_path / "x.csv"
    rows = [["Nom", "Prénom", "Catégorie"], *[["AÏT", "Hélène", "Société civile"], ["Côté", "Zoé", "Université"]] * 6]
    path.write_bytes("\n".join(";".join(row) for row in rows).encode("cp1252"))
    assert read_table(path).rows == rows


def test_quoted_line_breaks_stay_in_their_cell(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('Nom;Idée\nA;"une\nidée; deux"\n', encoding="utf-8")
    assert read_table(path).rows == [["Nom", "Idée"], ["A", "une\nidée; deux"]]


HOSTILE = {
    "empty file": ("list_empty", lambda path: path.touch()),
    "empty sheet": ("list_empty", lambda path: workbook(path, [[None]])),
    "a picture": ("list_unreadable", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))),
    "a truncated workbook": (
        "list_unreadable",
        lambda path: path.write_bytes(workbook(path, ROWS).read_bytes()[:1500]),
    ),
    "a cell at the end of the world": (
        "list_too_big",
        lambda path: with_member(path, SHEET, lambda xml: xml.replace(b'r="C3"', b'r="XFD1048576"')),
    ),
    "a row far below": (
        "list_too_big",
        lambda path: with_member(path, SHEET, lambda xml: xml.replace(b'r="C3"', b'r="C1000000"')),
    ),
    "an entity": (
        "list_unreadable",
        lambda path: with_member(path, SHEET, lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml),
    ),
    "a bomb": ("list_too_big", lambda path: with_member(path, SHEET, lambda xml: xml + b" " * 400_000_000)),
    "a small bomb": ("list_too_big", lambda path: with_member(path, SHEET, lambda xml: xml + b" " * 40_000_000)),
    "200 columns": ("list_too_wide", lambda path: workbook(path, [[f"c{n}" for n in range(200)]])),
    "missing": ("list_missing", lambda path: None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_can_be_no_list_is_refused_in_words(name, tmp_path):
    code, make = HOSTILE[name]
    path = tmp_path / "x.xlsx"
    make(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(Trouble) as refused:
        read_table(path)
    assert refused.value.code == code
    assert before is None or path.read_bytes() == before


def test_without_the_preflight_the_far_cell_kills_only_the_child(tmp_path, monkeypatch):
    path = with_member(tmp_path / "x.xlsx", SHEET, lambda xml: xml.replace(b'r="C3"', b'r="XFD1048576"'))
    monkeypatch.setattr(preflight, "check", lambda _: None)
    with pytest.raises(Trouble, match=r"list_too_big|list_unreadable"):
        read_table(path)


def test_a_file_that_never_ends_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(Trouble, match="list_too_big"):
        read_table(workbook(tmp_path / "x.xlsx", ROWS))


@pytest.mark.parametrize(("cell", "text"), [(None, ""), (2.5, "2.5"), (3.0, "3"), (False, "non"), ("e\u0301", "é")])
def test_a_cell_is_what_a_person_sees(cell, text):
    assert cell_text(cell) == text
