"""The session report: every number, every text, both languages, and what stood there before."""

import datetime
import re
import shutil
import subprocess
import unicodedata

import pytest

from ogp_desktop.documents.category_counts import CountLine
from ogp_desktop.documents.conclusions import ConclusionLine
from ogp_desktop.documents.idea_table import IdeaLine, Withdrawn
from ogp_desktop.documents.page import table
from ogp_desktop.documents.session_report import SessionReport, write_session_report
from ogp_desktop.documents.text.paragraph import Text, TextStyle
from ogp_desktop.domain.trouble import Trouble

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")

IDEAS = (
    IdeaLine("DEM-1-1", "Les délais sont trop longs", "Les publier", "20 jours"),
    IdeaLine("DEM-1-2", "x<y & <b>gras</b>", "", "", Withdrawn("13:40", "Déjà dit")),
    IdeaLine("DEM-1-3", "الآجال طويلة", "نشر الآجال", "", versions=2),
    IdeaLine("DEM-1-4", "long " * 900, "", ""),
)
REPORT = SessionReport(
    event_title="Journée",
    city="Ksar Ennour",
    date=datetime.date(2026, 12, 12),
    regions="Souss-Massa",
    session_title="Droit d’accès",
    room="Salle Argan",
    present=3,
    categories=(CountLine("Société civile", 2), CountLine("Administration", 1)),
    ideas=IDEAS,
    conclusions=(ConclusionLine("problem", "Trop lent", ("DEM-1-1", "DEM-1-3")),),
    prepared=datetime.datetime(2026, 12, 12, 15, 0, tzinfo=datetime.UTC),
    demonstration=True,
)


def text_of(path):
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    return unicodedata.normalize("NFKC", re.sub("[\u200e\u200f\u202a-\u202e]", "", told))


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_number_and_every_text_is_in_the_report(lang, tmp_path):
    path = tmp_path / "x.pdf"
    pages = write_session_report(REPORT, lang, path)
    found = text_of(path)
    assert pages == len(re.findall("\f", found)) >= 2
    for idea in IDEAS:
        assert idea.number in found
        # Words, not lines: in a right-to-left page poppler puts brackets of Latin lines on the other side.
        words = re.findall(r"\w+", unicodedata.normalize("NFKC", idea.problem))
        assert all(word in found for word in words)
    for told in ("Déjà dit", "13:40", "Trop lent", "Société civile", "2026"):
        assert told in found
    word = {"fr": "DÉMONSTRATION", "ar": "تجريبية"}[lang]
    assert word in found


def test_an_empty_session_has_a_report_too(tmp_path):
    empty = SessionReport("", "", None, "", "Séance", "", 0, (), (), (), REPORT.prepared, False)
    for lang in ("fr", "ar"):
        assert write_session_report(empty, lang, tmp_path / f"{lang}.pdf") == 1
    assert "Aucune idée" in text_of(tmp_path / "fr.pdf")


def test_what_stood_there_is_kept_when_the_place_cannot_be_written(tmp_path):
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(Trouble, match="output_unwritable"):
        write_session_report(REPORT, "fr", tmp_path / "x.pdf")
    assert [found.name for found in tmp_path.iterdir()] == ["x.pdf"]


def test_tables_run_from_right_to_left_in_arabic():
    rows = [[Text(word, TextStyle()) for word in "abc"]]
    left, right = table(rows, (10, 20, 30), rtl=False), table(rows, (10, 20, 30), rtl=True)
    assert left._colWidths == [10, 20, 30]
    assert right._colWidths == [30, 20, 10]
    assert [cell._paragraphs for cell in right._cellvalues[0]] == [["c"], ["b"], ["a"]]
    assert (left.hAlign, right.hAlign) == ("LEFT", "RIGHT")
