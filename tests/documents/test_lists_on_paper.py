"""Lists of people on paper break between people: no letter alone at the foot of a page, no page without a name."""

import pytest

from ogp_desktop import words
from ogp_desktop.documents.lists import Line, PeopleList, write_list
from tests.documents.test_session_report import text_of

COLUMNS = ("box", "number", "name", "organisation", "code", "arrived")


def pages(path):
    return [page.split("\n") for page in text_of(path).split("\f")[:-1]]


def people(count, organisation="Association fictive"):
    return [Line(str(n), f"{letter}AMDANE Salma {n}", organisation, f"9900{n:04}") for n, letter in
            ((n, "ABCDEFGHIJKLM"[n // 5]) for n in range(count))]  # fmt: skip


@pytest.mark.parametrize("count", [28, 33, 38, 43])
def test_a_letter_stands_above_its_people_and_titles_once_on_a_page(count, tmp_path):
    lines = people(count)
    letters = tuple((letter, tuple(line for line in lines if line.name[0] == letter)) for letter in "ABCDEFGHI")
    write_list(PeopleList("Liste", "Journée", COLUMNS, tuple(g for g in letters if g[1])), "en", tmp_path / "l.pdf")
    for page in pages(tmp_path / "l.pdf"):
        assert sum("Organisation" in line for line in page) == 1
        told = [line.strip() for line in page if line.strip() and "Page " not in line]
        assert len(told[-1]) > 1, told[-2:]


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("count", [13, 14])
def test_totals_stand_together(count, lang, tmp_path):
    totals = tuple((f"Catégorie {n}", str(n)) for n in range(7))
    written = PeopleList("Liste", "Journée", COLUMNS, (("", tuple(people(count))),), totals)
    write_list(written, lang, tmp_path / "l.pdf")
    told = [[line for line in page if "Catégorie" in line] for page in pages(tmp_path / "l.pdf")]
    assert len(told[-1]) == 7


def test_a_text_that_fills_pages_is_on_them(tmp_path):
    lines = (*people(3), Line("4", "ZAHRI Omar", "très longue " * 2_000))
    assert write_list(PeopleList("Liste", "Journée", COLUMNS, (("", lines),)), "fr", tmp_path / "l.pdf") > 3
