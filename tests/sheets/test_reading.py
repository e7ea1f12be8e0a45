"""Reading lists: real files of every kind, hostile ones among them; the application outlives them all."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets import preflight, reading
from ogp_desktop.sheets.reading import read_table
from ogp_desktop.sheets.sheet_child import CELL, ROW, batches, cell_text
from tests.sheets.odd_lists import ROWS, SHEET, with_member, workbook


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


def test_without_the_preflight_the_far_cell_kills_only_the_child(tmp_path, monkeypatch):
    path = with_member(tmp_path / "x.xlsx", SHEET, lambda xml: xml.replace(b'r="C3"', b'r="XFD1048576"'))
    monkeypatch.setattr(preflight, "scan", lambda _: None)
    with pytest.raises(Trouble, match=r"list_too_big|list_unreadable"):
        read_table(path)


def test_a_file_that_never_ends_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "patience", lambda _: 0.0)
    with pytest.raises(Trouble, match="list_too_big"):
        read_table(workbook(tmp_path / "x.xlsx", ROWS))


def test_what_is_made_of_the_rows_meanwhile_takes_no_time_from_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "patience", lambda _: 5.0)
    path, took = tmp_path / "x.csv", iter((0, 6, 0))
    path.write_text("Nom;Prénom\n" + "TAZI-X;Ali\n" * 5_000, encoding="utf-8")
    clock = Clock()
    monkeypatch.setattr(reading, "time", clock)
    known = []

    def meanwhile(rows):
        clock.passed += next(took)
        known.append(len(rows))

    assert len(read_table(path, meanwhile=meanwhile).rows) == 5_001 == known[-1]
    assert len(known) == 3


class Clock:
    """A clock by which only what is told to take time does."""

    passed = 1.0

    def monotonic(self):
        return self.passed


@pytest.mark.parametrize(("cell", "text"), [(None, ""), (2.5, "2.5"), (3.0, "3"), (False, "non"), ("e\u0301", "é")])
def test_a_cell_is_what_a_person_sees(cell, text):
    assert cell_text(cell) == text


def test_an_encoding_that_somebody_chose_is_the_one_that_is_read(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("Nom;Ville\nالتازي;فاس\n".encode("cp1256"))
    assert read_table(path, "cp1252").rows[1] != read_table(path, "cp1256").rows[1] == ["التازي", "فاس"]


def test_the_sheets_that_are_shown_are_told_and_one_can_be_chosen(tmp_path):
    path = workbook(tmp_path / "x.xlsx", [["garde"]], [("Liste", ROWS)])
    assert read_table(path).sheets == ["Sheet", "Liste"]
    assert read_table(path, sheet=1).rows == ROWS


CELLS = st.one_of(st.text(max_size=8), st.sampled_from(["", " a ", "\x1f", "\x1e|", "e\u0301", "\u200fب", 3.0, None]))


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_cells_cleaned_by_the_thousand_are_those_cleaned_one_by_one(rows):
    (sent,) = batches(rows)
    assert [row.split(CELL) for row in sent.decode().split(ROW)] == [[cell_text(cell) for cell in row] for row in rows]
