"""The desk's papers: everyone is on them once, in the script of the language, and what is scanned is right."""

import re
import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from ogp_desktop.domain.badge import read_badge
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.compose import opened
from ogp_desktop.services.desk.arrivals import Desk, badge_of
from ogp_desktop.services.desk.desk_papers import DeskPapers, How
from ogp_desktop.services.participants.people import People, full_names
from ogp_desktop.services.personal.notice import change_notice

CODE = re.compile(r"\b[0-9]{8}\b")


@pytest.fixture
def bench(tmp_path, listed_file):
    with opened(shutil.copyfile(listed_file, tmp_path / "event.ogp")) as bench:
        yield bench


def text_of(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize(("per_page", "pages"), [(8, 9), (10, 7)])
def test_everyone_has_a_badge_whose_digits_are_read_back(bench, tmp_path, lang, per_page, pages):
    everyone = People(bench).everyone()
    assert DeskPapers(bench, lang).badges(tmp_path / "b.pdf", per_page) == pages
    codes = CODE.findall(text_of(tmp_path / "b.pdf"))
    event = Desk(bench)._event()
    assert sorted(codes) == sorted(badge_of(person, event) for person in everyone)
    assert all(read_badge(code) for code in codes)


def test_blank_badges_are_this_desks_and_nobodys(bench, tmp_path):
    DeskPapers(bench, "fr").badges(tmp_path / "b.pdf", 8, blank=16)
    codes = CODE.findall(text_of(tmp_path / "b.pdf"))
    assert len(set(codes)) == 16
    assert {read_badge(code).desk for code in codes} == {bench.device.desk}
    taken = {badge_of(person, Desk(bench)._event()) for person in People(bench).everyone()}
    assert not taken & set(codes)


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("kind", ["attendance", "calls"])
def test_everyone_stands_on_the_lists_once(bench, tmp_path, kind, lang):
    DeskPapers(bench, lang).sheet(kind, tmp_path / "l.pdf")
    told = text_of(tmp_path / "l.pdf")
    latin = [person["family_name"] for person in People(bench).everyone() if person["family_name"] and lang == "fr"]
    assert all(told.count(name.split()[-1]) >= 1 for name in latin)
    if kind == "calls":
        assert len(CODE.findall(told)) == sum(bool(full_names(person)) for person in People(bench).everyone())


def test_who_came_is_listed_with_totals_that_add_up(bench, tmp_path):
    desk = Desk(bench)
    for person in desk.people.everyone()[:9]:
        desk.check_in(person, "09:10")
    DeskPapers(bench, "fr").sheet("present", tmp_path / "p.pdf")
    told = text_of(tmp_path / "p.pdf")
    assert told.count("09:10") == 9
    assert re.search(r"Personnes présentes\s+9\b", told)


@pytest.mark.parametrize("kind", ["attendance", "present", "calls"])
def test_every_list_is_there_blank(bench, tmp_path, kind):
    assert DeskPapers(bench, "ar").sheet(kind, tmp_path / "l.pdf", blank=True) == 1
    assert not CODE.findall(text_of(tmp_path / "l.pdf"))


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_lists_are_tables_too_with_totals_and_the_receipt_below(bench, tmp_path, lang):
    change_notice(bench, {"cndp": "D-7/2026"})
    desk = Desk(bench)
    for person in desk.people.everyone()[:9]:
        desk.check_in(person, "09:10")
    papers = DeskPapers(bench, lang)
    for kind, column in (("attendance", 0), ("present", 0), ("calls", 1)):
        papers.write(kind, path := tmp_path / f"{kind}.xlsx", How())
        sheet = load_workbook(path).worksheets[0]
        rows = [[cell or "" for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
        numbers = [row[column] for row in rows if row[column].isdecimal()]
        assert len(numbers) == len(set(numbers)) == (9 if kind == "present" else len(desk.people.everyone()))
        assert "D-7/2026" in rows[-1][1]
        assert sheet.sheet_view.rightToLeft is (lang == "ar")
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_what_is_no_list_is_no_table(bench, tmp_path):
    for kind in ("badges", "notice"):
        with pytest.raises(Trouble, match="paper_no_table"):
            DeskPapers(bench, "fr").write(kind, tmp_path / "x.xlsx", How())
    assert not list(tmp_path.glob("x*"))


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_notice_is_a_poster_and_two_halves_to_sign(bench, tmp_path, lang):
    change_notice(bench, {"cndp": "D-7/2026"})
    assert DeskPapers(bench, lang).write("notice", tmp_path / "n.pdf", How()) == 2
    assert text_of(tmp_path / "n.pdf").count("D-7/2026") == 3


def test_a_text_of_ones_own_that_is_long_still_stands_whole(bench, tmp_path):
    long = "\n".join(f"Alinéa {number} : les données sont utiles et rien d’autre." for number in range(150))
    change_notice(bench, {"text_fr": long, "text_ar": long})
    DeskPapers(bench, "fr").write("notice", tmp_path / "n.pdf", How())
    assert "Alinéa 149" in text_of(tmp_path / "n.pdf")


def test_names_in_three_scripts_in_large_and_small_type_stand_on_one_paper(bench, tmp_path):
    for names in (("ⴰⵎⵏⴰⵢ", "ⵜⵉⵍⵉⵍⴰ"), ("العلوي", "نور"), ("ALAMI", "Nour")):
        told = dict(zip(("family_name", "given_name"), names, strict=True))
        Desk(bench).walk_in(told | {"organisation": names[0]}, "09:10")
    for kind in ("badges", "present"):
        DeskPapers(bench, "fr").write(kind, tmp_path / f"{kind}.pdf", How())
        told = text_of(tmp_path / f"{kind}.pdf")
        assert "ⴰⵎⵏⴰⵢ" in told
        assert "ALAMI Nour" in told
