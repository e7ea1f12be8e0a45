"""What is given out at the door: the presenter's half page, participants' slips, slips for ideas."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogp_desktop import words
from ogp_desktop.documents.conclusions import ConclusionLine
from ogp_desktop.documents.idea_slips import IdeaSlips, write_idea_slips
from ogp_desktop.documents.presenter_page import LONGEST, PresenterPage, shortened, write_presenter_page
from ogp_desktop.documents.room_slips import PER_PAGE, RoomSlip, code_text, write_room_slips
from ogp_desktop.domain.fingerprint import grouped
from ogp_desktop.domain.text.runs import spread
from tests.documents.test_session_report import text_of

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")

DIGEST = "c6b33ceebf92437a7a40baa25ef77a8834b6cf7c894966b44a3d0b6f7949cd85"
COUNTS = {"said": 22, "withdrawn": 1, "undone": 0, "unknown": 0}
SLIP = RoomSlip("Journée", "Accès", ("DEM-2-1 … DEM-2-23",), COUNTS, DIGEST, "masim zogul gopah kijof")
LINES = (
    ConclusionLine("problem", "Les délais sont trop longs", ("1",)),
    ConclusionLine("problem", "الآجال طويلة", ("2",)),
    ConclusionLine("solution", "Publier <b>les délais</b>", ("1",)),
    ConclusionLine("result", "20 jours", ("1",)),
)


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_presenter_reads_the_points_large_under_their_parts(lang, tmp_path):
    told = words.catalogue("documents", lang)
    path = tmp_path / "x.pdf"
    assert write_presenter_page(PresenterPage("Journée", "Accès", LINES, 18, 2), lang, path) == 1
    found = text_of(path)
    for shown in ("Les délais sont trop longs", "20 jours", "18"):
        assert shown in found
    several = [told[f"{part}_many"] for part in ("problem", "solution", "result")]
    assert all(word in found for text in several for word in re.findall(r"\w+", text))
    fonts = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True).stdout.decode()
    (top, bottom) = re.search(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">jours', fonts).groups()
    assert float(bottom) - float(top) >= 24


def test_a_room_without_conclusions_has_a_half_page_that_says_so(tmp_path):
    write_presenter_page(PresenterPage("", "Accès", (), 0), "fr", tmp_path / "x.pdf")
    assert "Aucune conclusion" in text_of(tmp_path / "x.pdf")


def test_a_long_text_is_cut_between_words_and_says_so():
    assert shortened("mot " * 100) == f"{'mot ' * 44}mot …"
    assert shortened("x" * 5_000) == f"{'x' * LONGEST} …"
    assert shortened("court") == "court"


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_each_slip_has_the_numbers_the_fingerprint_and_how_to_verify(lang, tmp_path):
    path = tmp_path / "x.pdf"
    assert write_room_slips(SLIP, [""] * (PER_PAGE + 1), lang, path) == 2
    found = text_of(path)
    assert found.count("DEM-2-1 … DEM-2-23".replace("…", "...")) == PER_PAGE + 1  # NFKC tells the ellipsis so
    assert found.count("masim zogul gopah kijof") == PER_PAGE + 1
    assert all(group in found for group in grouped(DIGEST).split())


def test_names_are_on_slips_only_where_they_are_given(tmp_path):
    write_room_slips(SLIP, ["BENZEKRI Wafae", ""], "fr", tmp_path / "x.pdf")
    assert text_of(tmp_path / "x.pdf").count("BENZEKRI Wafae") == 1


def test_what_a_slip_s_code_says_is_verified_as_its_numbers():
    assert spread(code_text(SLIP), 100) == [f"DEM-2-{number}" for number in range(1, 24)]
    assert code_text(SLIP).isascii()


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_slips_for_ideas_are_numbered_under_their_session(lang, tmp_path):
    path = tmp_path / "x.pdf"
    assert write_idea_slips(IdeaSlips("Journée", "Accès", "2", count=4, first=9), lang, path) == 2
    found = text_of(path)
    assert all(f"2-{number}" in found for number in (9, 10, 11, 12))
    assert write_idea_slips(IdeaSlips(count=3), lang, path) == 1


@settings(max_examples=20)
@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_can_be_given_out(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("printed")
    lines = (ConclusionLine("point", text, ("1",)), ConclusionLine("result", text, ()))
    assert write_presenter_page(PresenterPage(text, text, lines, 1), "ar", folder / "x.pdf") >= 1
    slip = RoomSlip(text, text, SLIP.runs * 12, COUNTS, DIGEST, "")
    assert write_room_slips(slip, [text] * 3, "ar", folder / "y.pdf") == 1
    assert write_idea_slips(IdeaSlips(text, text, "2", count=2), "ar", folder / "z.pdf") == 1
