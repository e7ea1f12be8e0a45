"""The minutes and the association's copy: every number and text, what the room said, room to disagree and to sign."""

import datetime
import re
import shutil
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogp_desktop import words
from ogp_desktop.documents.category_counts import CountLine
from ogp_desktop.documents.conclusions import ConclusionLine
from ogp_desktop.documents.idea_table import IdeaLine, Withdrawn, counted
from ogp_desktop.documents.minutes import (
    BLANK_ROWS,
    SIGNERS,
    Agreed,
    DisagreementLine,
    Heads,
    Minutes,
    write_blank_minutes,
    write_minutes,
)
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
HEADS = Heads("Journée", "Ksar Ennour", NOW.date(), "Accès", "Argan")
AGREED = Agreed(
    "14:50",
    "14:56",
    "Le budget est à revoir",
    (DisagreementLine("Pas d’accord", ("3", "7")), DisagreementLine("لا نوافق")),
)
MINUTES = Minutes(
    HEADS,
    IDEAS,
    COUNTS,
    DIGEST,
    "masim zogul gopah kijof",
    NOW,
    present=17,
    speaking=(CountLine("Société civile", 5), CountLine("Anonyme", 2)),
    conclusions=(ConclusionLine("problem", "Trop lent", ("1", "3")), ConclusionLine("result", "Moins lent", ())),
    agreed=AGREED,
)


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("title", ["minutes", "association_copy"])
def test_every_number_what_became_of_it_and_what_the_room_said_are_on_it(lang, title, tmp_path):
    told = words.catalogue("documents", lang)
    write_minutes(replace(MINUTES, title=title), lang, tmp_path / "x.pdf")
    found = text_of(tmp_path / "x.pdf")
    for idea in IDEAS:
        assert idea.number in found
        assert all(word in found for word in re.findall(r"\w+", idea.problem))
    for shown in ("Déjà dit", "13:40", "15:04", "masim zogul gopah kijof", *grouped(DIGEST).split()):
        assert shown in found
    for shown in ("Trop lent", "14:50", "14:56", "17", "Société civile", "Pas d’accord", "Le budget est à revoir"):
        assert shown in found
    several = [told[name] for name in (title, "reserves", "signatures", "undone", "unknown", *SIGNERS)]
    assert all(word in found for text in several for word in re.findall(r"\w+", text))


def test_an_empty_session_has_minutes_too_and_says_that_nothing_was_read(tmp_path):
    empty = Minutes(Heads("", "", None, "Séance", "", True), (), dict.fromkeys(COUNTS, 0), DIGEST, "", NOW)
    for lang in words.LANGUAGES:
        write_minutes(empty, lang, tmp_path / f"{lang}.pdf")
    found = text_of(tmp_path / "fr.pdf")
    for shown in ("Aucune idée", "n’ont pas été lues", "Aucun désaccord"):
        assert shown in found


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_minutes_to_fill_in_by_hand_have_a_row_for_each_number_and_places_to_sign(lang, tmp_path):
    told = words.catalogue("documents", lang)
    assert write_blank_minutes(HEADS, lang, tmp_path / "x.pdf") >= 3
    found = text_of(tmp_path / "x.pdf")
    assert {str(number) for number in range(1, BLANK_ROWS + 1)} <= set(re.findall(r"\d+", found))
    several = [told[name] for name in ("conclusions", "disagreements", "reserves", *SIGNERS)]
    assert all(word in found for text in several for word in re.findall(r"\w+", text))


@settings(max_examples=20)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_can_be_printed(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("printed") / "x.pdf"
    line = IdeaLine("DEM-1-1", text, text, text, Withdrawn("13:40", text))
    disagreed = Agreed("", "", text, (DisagreementLine(text, ("1",)),))
    heads, drawn = Heads(text, text, None, text, text), (ConclusionLine("point", text, ("1",)),)
    told = Minutes(heads, (line,), COUNTS, DIGEST, "", NOW, conclusions=drawn, agreed=disagreed)
    assert write_minutes(told, "ar", path) >= 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fr", "Numéros\u00a0: 4 · maintenus\u00a0: 3 · retirés\u00a0: 1"),
        ("ar", "مجموع الأرقام: 4 · القائمة: 3 · المسحوبة: 1"),
        ("en", "Numbers: 4 · standing: 3 · withdrawn: 1"),
    ],
)
def test_states_nothing_is_in_are_not_counted_and_counts_are_written_as_the_language_writes_them(lang, said):
    assert counted({"said": 3, "withdrawn": 1, "undone": 0}, words.catalogue("documents", lang)) == said


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_receipt_has_every_session_with_its_words(lang, tmp_path):
    sessions = tuple(SessionReceipt(f"Atelier {n}", COUNTS, DIGEST, "masim zogul gopah kijof") for n in (1, 2, 3, 4, 5))
    paper = ReceiptPaper("Journée", "Ksar Ennour", NOW.date(), sessions, 64, 72, NOW, True)
    assert write_receipt(paper, lang, tmp_path / "x.pdf") == 2
    found = text_of(tmp_path / "x.pdf")
    for shown in ("Atelier 5", "64", "72", "masim zogul gopah kijof"):
        assert shown in found
