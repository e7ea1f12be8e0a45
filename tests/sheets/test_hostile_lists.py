"""Odd and hostile lists: each is read right or refused in words, soon, within 300 MB, and the application lives on."""

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from ogp_desktop import words
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.sheets import reading
from ogp_desktop.sheets.registration import read_registrations
from tests.faults.warm_parent import in_fresh_process
from tests.sheets.odd_lists import OTHERS, READ, REFUSED, ROWS


def made(tmp_path, name):
    make = (REFUSED[name][1] if name in REFUSED else READ.get(name)) or OTHERS[name]
    path = tmp_path / name
    make(path)
    return path


def read(tmp_path, name):
    return read_registrations(made(tmp_path, name))


def test_there_are_forty_of_them():
    assert len({*REFUSED, *READ, *OTHERS}) >= 40


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_be_no_list_is_refused_in_words_and_stays_as_it_is(name, tmp_path):
    path = made(tmp_path, name)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(Trouble) as refused:
        read_registrations(path)
    assert refused.value.code == REFUSED[name][0]
    assert all(name in words.sentence(refused.value, lang) for lang in words.LANGUAGES)
    assert before is None or path.read_bytes() == before
    if before is not None and path.stat().st_size < 500_000:
        assert reading.patience(path.stat().st_size) <= 5


@pytest.mark.parametrize("name", READ)
def test_what_holds_a_list_is_read(name, tmp_path):
    found = read(tmp_path, name)
    wanted = [tuple(cell.strip() for cell in row) for row in ROWS[1:]]
    assert [(each.family_name, each.given_name, each.organisation) for each in found.people] == wanted


def test_an_arabic_office_s_csv_is_read_in_its_own_encoding(tmp_path):
    found = read(tmp_path, "arabic-office.csv")
    assert found.people[0].family_name_ar == "التازريبيني"
    assert (found.table.encoding, len(found.people), len(found.rejected)) == ("cp1256", 1, 5)


def test_of_two_columns_of_one_title_the_first_is_read_and_the_other_left_out(tmp_path):
    found = read(tmp_path, "double-titles.xlsx")
    assert [each.family_name for each in found.people] == ["TAZRI"]
    assert found.ignored == ["Nom"]


def test_a_formula_is_never_calculated(tmp_path):
    found = read(tmp_path, "formulas.xlsx")
    assert [(each.family_name, each.given_name) for each in found.people] == [("TAZRI", "Ali"), ("", "Zoé")]
    assert not any("calc" in cell for each in found.people for cell in map(str, each))


def test_dates_and_fractions_stay_the_texts_they_are(tmp_path):
    (person,) = read(tmp_path, "dates.xlsx").people
    assert (person.family_name, person.organisation, person.phone) == ("12/10/2026", "1/3", "0612345678")


def test_a_list_without_titles_is_shown_so_that_somebody_says_what_its_columns_are(tmp_path):
    path = made(tmp_path, "no-header.xlsx")
    found = read_registrations(path)
    assert (found.header_row, found.has_names, found.headers) == (0, False, ["1", "2", "3"])
    told = read_registrations(path, {0: "family_name", 1: "given_name", 2: "email"})
    assert [(each.row, each.family_name) for each in told.people] == [(1, "TAZRI"), (2, "BENJI")]


@pytest.mark.skipif(sys.platform != "linux", reason="in kilobytes there only")
def test_no_child_takes_more_than_300_megabytes(tmp_path):
    assert in_fresh_process("tests.sheets.test_hostile_lists:memory_of_children", tmp_path) < 300 * 1024


def memory_of_children(folder):
    """Return the kilobytes that the hungriest of the processes took that read the two greediest lists."""
    import resource

    for name in ("far-cell.xls", "office-97.xls"):
        with suppress(Trouble):
            read(Path(folder), name)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
