"""Registration lists as they come: titles above, columns in three languages, names in one cell."""

import gc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.participants import registration
from ogp_desktop.sheets import columns
from ogp_desktop.sheets.listed_people import mended_phone, split_name
from ogp_desktop.sheets.reading import Table
from ogp_desktop.sheets.registration import Understanding, read_registrations, understood
from ogp_desktop.uncollected import uncollected


def listed(tmp_path, rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "liste.xlsx"
    book.save(path)
    return path


def test_the_header_is_found_below_titles_and_blank_rows(tmp_path):
    path = listed(
        tmp_path, [["Journée du 12"], [], [None, "Nom", "PRÉNOM", "Adresse e-mail"], [1, "TAZI-X", "Ali", "a@b"]]
    )
    found = read_registrations(path)
    assert found.header_row == 3
    (person,) = found.people
    assert (person.row, person.family_name, person.given_name, person.email) == (4, "TAZI-X", "Ali", "a@b")


def test_arabic_headers_are_understood(tmp_path):
    path = listed(tmp_path, [["الاسم العائلي", "الاسم الشخصي", "الهيئة", "الجهة"], ["التازي", "علي", "جمعية", "الشرق"]])
    (person,) = read_registrations(path).people
    assert (person.family_name_ar, person.given_name_ar, person.region) == ("التازي", "علي", "الشرق")


def test_a_name_stands_in_the_field_of_its_script_whatever_its_column(tmp_path):
    rows = [["Nom", "Prénom", "الاسم العائلي"], ["التازي", "علي", ""], ["TAZI-X", "Ali", "TAZI-Y"], ["", "", "TAZI-Z"]]
    told = [
        (p.family_name, p.family_name_ar, p.given_name_ar) for p in read_registrations(listed(tmp_path, rows)).people
    ]
    assert told == [("", "التازي", "علي"), ("TAZI-X", "TAZI-Y", ""), ("TAZI-Z", "", "")]


def test_the_national_number_is_never_read(tmp_path):
    path = listed(tmp_path, [["Nom", "CIN"], ["X", "AB123456"]])
    found = read_registrations(path)
    assert "CIN" in found.ignored
    assert "AB123456" not in repr(found.people)


def test_rows_without_a_name_are_named_and_blank_rows_are_not(tmp_path):
    path = listed(tmp_path, [["Nom", "Organisme"], ["X", "a"], [None, "b"], [None, None], ["Y", None]])
    found = read_registrations(path)
    assert [person.row for person in found.people] == [2, 5]
    assert [(bad.row, bad.reason) for bad in found.rejected] == [(3, "row_without_name")]


def test_a_list_without_names_is_refused(tmp_path):
    path = listed(tmp_path, [["Organisme", "Région"], ["a", "b"]])
    with pytest.raises(Trouble, match="list_without_names"):
        registration.preview(path)


def test_a_mapping_by_hand_overrides_the_guess(tmp_path):
    path = listed(tmp_path, [["A", "B", "Nom"], ["Ali", "TAZI-X", "autre"]])
    (person,) = read_registrations(path, {0: "given_name", 1: "family_name"}).people
    assert (person.family_name, person.given_name) == ("TAZI-X", "Ali")


@pytest.mark.parametrize(
    ("full", "split"),
    [
        ("BENZAHRAOUI Wafae", ("BENZAHRAOUI", "Wafae")),
        ("Wafae EL OUARRAKI", ("EL OUARRAKI", "Wafae")),
        ("Lahcen Aït Brigui", ("Aït Brigui", "Lahcen")),
        ("Moha ou Said Ben Zeroual", ("Ben Zeroual", "Moha ou Said")),
        ("فاطمة الزهراء التوزاني", ("التوزاني", "فاطمة الزهراء")),
        ("Zineb", ("Zineb", "")),
    ],
)
def test_a_full_name_is_split_where_people_would(full, split):
    assert split_name(full) == split


@pytest.mark.parametrize(
    ("phone", "mended"),
    [
        ("612345678", "0612345678"),
        ("0612345678", "0612345678"),
        ("+212 6 12-34-56-78", "0612345678"),
        ("00212 (0)612345678", "0612345678"),
        ("٠٦١٢٣٤٥٦٧٨", "0612345678"),
        ("05.37.00.00.01", "0537000001"),
        ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("412345678", "412345678"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_a_lost_zero_comes_back(phone, mended):
    assert mended_phone(phone) == mended


def test_rows_that_repeat_a_row_or_the_titles_or_are_too_long_are_named_with_the_reason(tmp_path):
    rows = [
        ["Nom", "Prénom", "Tél"],
        ["TAZI-X", "Ali", "1"],
        ["TAZI-X", "Ali", "1"],
        ["Nom", "Prénom", "Tél"],
        ["x" * 200],
    ]
    found = read_registrations(listed(tmp_path, [*rows, [None, None, "2"]]))
    assert [person.row for person in found.people] == [2]
    told = [(bad.row, bad.reason, bad.other) for bad in found.rejected]
    assert told[:2] == [(3, "row_repeated", 2), (4, "row_repeats_titles", None)]
    assert [each[:2] for each in told[2:]] == [(5, "row_text_too_long"), (6, "row_without_name")]


def test_states_of_selection_are_read_in_words_of_both_languages(tmp_path):
    rows = [["Nom", "Statut", "Motif du refus"], ["A", "Liste d'attente", ""], ["B", "غير مقبول", "hors région"]]
    found = read_registrations(listed(tmp_path, rows))
    assert [columns.code_of("selection", person.selection) for person in found.people] == ["waiting", "refused"]
    assert found.people[1].criterion == "hors région"


def test_a_title_in_two_languages_or_with_an_aside_is_understood():
    titles = ["Nom / الاسم العائلي", "Prénom*", "Tél. (GSM)", "E-mail\nالبريد", "Couleur préférée", "CIN / رقم البطاقة"]
    assert columns.guessed(titles) == {0: "family_name", 1: "given_name", 2: "phone", 3: "email"}
    assert columns.is_refused(titles[5])


CELLS = st.sampled_from(("", "Nom", "Prénom", "TAZI-X", "Ali", "التازي", "x" * 200, "612345678"))
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=28, max_size=40)
SAID = st.sampled_from((None, {0: "family_name"}, {1: "full_name", 7: "phone"}))


@given(TABLES, st.lists(st.integers(25, 40)), SAID)
def test_rows_that_come_in_parts_are_understood_as_at_once(rows, parts, said):
    table, understanding = Table("Liste", rows), Understanding(said)
    for end in sorted({min(part, len(rows)) for part in parts}):
        understanding.follow(rows[:end])
    assert understanding.of(table, b"1", "x") == understood(table, b"1", said, "x")


def test_people_are_known_before_the_last_row_has_come():
    rows = [["Nom", "Prénom"], *([f"TAZI-{number}", "Ali"] for number in range(100))]
    understanding, known = Understanding(None), []
    for begin, end in pairwise((0, 20, 40, 101)):
        understanding.follow(rows[:end])
        known.append((begin, len(understanding.found.people) if understanding.found else 0))
    assert known == [(0, 0), (20, 39), (40, 100)]


@pytest.mark.parametrize("was", [True, False])
def test_the_collector_rests_only_meanwhile(was):
    before = gc.isenabled()
    try:
        (gc.enable if was else gc.disable)()
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() == was
    finally:
        (gc.enable if before else gc.disable)()
