"""An idea noted for another room: it keeps its number here, and its theme goes with it."""

import json
import shutil

import pytest

from ogp_desktop.services.files.exports import Exports
from ogp_desktop.services.files.reports import session_report
from ogp_desktop.services.room.room_papers import RoomPapers
from ogp_desktop.services.room.workshop import Workshop
from tests.documents.test_session_report import text_of


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_the_theme_for_which_an_idea_was_noted_is_told_wherever_it_stands(room, tmp_path):
    bench, session, ids = room
    with bench.register.act(bench.author) as act:
        theme = act.new("theme", {"code": "san", "title_fr": "Santé", "title_ar": "الصحة"})
    Workshop(bench).park(ids[1], theme)
    Exports(bench, "fr").ideas(tmp_path / "x.json", "public")
    told = json.loads((tmp_path / "x.json").read_text("utf-8"))["ideas"]
    assert [idea["theme"] for idea in told] == [None, "Santé", None]
    assert [idea.theme for idea in session_report(bench, "2", "ar").ideas] == ["", "الصحة", ""]
    assert [line.theme for line in RoomPapers(bench, "2", "fr").idea_lines()] == ["", "Santé", ""]
    RoomPapers(bench, session["id"], "fr").minutes(tmp_path / "x.pdf")
    assert "pour le thème : Santé" in " ".join(text_of(tmp_path / "x.pdf").split())
