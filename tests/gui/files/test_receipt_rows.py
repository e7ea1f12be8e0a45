"""A file that came, in words: from whom, what became of it, what to compare before accepting it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect

from ogp_desktop import words
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.files.receipt_rows import line_row
from ogp_desktop.gui.widgets.row_painting import is_cut
from ogp_desktop.services.files.inbox import InboxLine


def came(status, **told):
    given = {"reason": None, "words": "", "new_changes": 3, **told}
    return InboxLine("7", "CHE-23.ogpx", "2026-11-21T15:42:00+01:00", "d", "salle-2", status, "CHE-23", 23, 0, **given)


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_file_that_was_set_aside_shows_the_four_words_to_compare(spoken, lang):
    spoken(lang)
    said = line_row(came("quarantined", words="lusab babad gutih tugad")).said
    assert "lusab babad gutih tugad" in said
    assert "salle-2" in said


def test_one_without_a_signature_says_so_instead(spoken):
    spoken("fr")
    assert "signature" in line_row(came("quarantined")).said


def test_a_file_that_was_taken_says_from_whom_when_and_how_much(spoken):
    spoken("fr")
    said = line_row(came("merged")).said
    assert all(part in said for part in ("salle-2", "15:42", "CHE-23", "3"))


def test_a_refusal_is_told_by_its_sentence(spoken):
    spoken("fr")
    reason = Trouble("parcel_damaged", file="CHE-23.ogpx")
    assert "Demandez une nouvelle remise" in line_row(came("refused", reason=reason)).said


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_receipt_is_told_whole_where_its_state_leaves_room(spoken, lang):
    spoken(lang)
    beside_the_hand_over = QRect(0, 0, 430, 58)
    assert not is_cut(line_row(came("merged", new_changes=191)), beside_the_hand_over)


@pytest.mark.parametrize("file", ["2026-salle(1).ogpx", "قاعة-2.ogpx"])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_name_of_a_file_and_of_its_computer_keep_their_direction(spoken, lang, file):
    spoken(lang)
    (cell,) = line_row(replace(came("merged"), file=file)).cells
    assert cell.text == words.isolated(file)
    assert "\u2066salle-2\u2069" in cell.below
