"""The association's copy on paper: every number, every text, the fingerprint, room to disagree and to sign."""

import datetime
import re
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogp_desktop import words
from ogp_desktop.documents.association_copy import SIGNERS, AssociationCopy, write_association_copy
from ogp_desktop.documents.idea_table import IdeaLine, Withdrawn, counted
from ogp_desktop.documents.receipt import ReceiptPaper, SessionReceipt, write_receipt
from ogp_desktop.domain.fingerprint import grouped
from tests.documents.test_session_report import text_of

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")

DIGEST = "c6b33ceebf92437a7a40baa25ef77a8834b6cf7c894966b44a3d0b6f7949cd85"
NOW = datetime.datetime(2026, 12, 12, 15, 4, tzinfo=datetime.UTC)
IDEAS = (
    IdeaLine("DEM-1-1", "Les délais sont trop longs", "Les publier", "20 jours"),
    IdeaLine("DEM-1-2", "x<y & <b>gras</b>", "", "", Withdrawn("13:40", "Déjà dit")),
    IdeaLine("DEM-1-3", "الآجال طويلة", "نشر الآجال", "", versions=2),
    IdeaLine("DEM-1-4", "", "", "", empty="undone"),
    IdeaLine("DEM-1-5", "", "", "", empty="unknown"),
    IdeaLine("DEM-1-6", "long " * 900, "", ""),
)
COUNTS = {"said": 3, "withdrawn": 1, "undone": 1, "unknown": 1}
COPY = AssociationCopy(
    "Journée", "Ksar Ennour", NOW.date(), "Accès", "Argan", IDEAS, COUNTS, DIGEST, "masim zogul gopah kijof", NOW, False
)


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_number_what_became_of_it_and_the_fingerprint_are_on_it(lang, tmp_path):
    told = words.catalogue("documents", lang)
    write_association_copy(COPY, lang, tmp_path / "x.pdf")
    found = text_of(tmp_path / "x.pdf")
    for idea in IDEAS:
        assert idea.number in found
        assert all(word in found for word in re.findall(r"\w+", idea.problem))
    for shown in ("Déjà dit", "13:40", "15:04", "masim zogul gopah kijof", *grouped(DIGEST).split()):
        assert shown in found
    several = [told[name] for name in ("reserves", "signatures", "undone", "unknown", *SIGNERS)]
    assert all(word in found for text in several for word in re.findall(r"\w+", text))


def test_an_empty_session_has_a_copy_too(tmp_path):
    blank = AssociationCopy("", "", None, "Séance", "", (), dict.fromkeys(COUNTS, 0), DIGEST, "", NOW, True)
    for lang in words.LANGUAGES:
        write_association_copy(blank, lang, tmp_path / f"{lang}.pdf")
    assert "Aucune idée" in text_of(tmp_path / "fr.pdf")


@settings(max_examples=20)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_can_be_printed(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("printed") / "x.pdf"
    line = IdeaLine("DEM-1-1", text, text, text, Withdrawn("13:40", text))
    copy = AssociationCopy(text, text, None, text, text, (line,), COUNTS, DIGEST, "", NOW, False)
    assert write_association_copy(copy, "ar", path) >= 1


def test_states_nothing_is_in_are_not_counted_aloud():
    told = words.catalogue("documents", "fr")
    assert counted({"said": 3, "withdrawn": 1, "undone": 0}, told, False) == (
        "Numéros\u00a0: 4 · maintenus\u00a0: 3 · retirés\u00a0: 1"
    )


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_receipt_has_every_session_with_its_words(lang, tmp_path):
    sessions = tuple(SessionReceipt(f"Atelier {n}", COUNTS, DIGEST, "masim zogul gopah kijof") for n in (1, 2, 3, 4, 5))
    paper = ReceiptPaper("Journée", "Ksar Ennour", NOW.date(), sessions, 64, 72, NOW, True)
    assert write_receipt(paper, lang, tmp_path / "x.pdf") == 2
    found = text_of(tmp_path / "x.pdf")
    for shown in ("Atelier 5", "64", "72", "masim zogul gopah kijof"):
        assert shown in found
