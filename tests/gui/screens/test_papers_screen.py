"""The papers of the desk in the window: looked at, saved, printed; the notice completed."""

import errno
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from ogp_desktop.gui.desk import pdf_pages
from ogp_desktop.gui.screens.papers_screen import PAPERS
from ogp_desktop.services.desk.desk_papers import LISTS, DeskPapers, How
from ogp_desktop.services.personal import notice


@pytest.fixture
def opened(monkeypatch):
    """Open no other program; return what would have been opened."""
    found = []
    monkeypatch.setattr(
        "ogp_desktop.gui.screens.papers_screen.QDesktopServices.openUrl",
        lambda url: found.append(Path(url.toLocalFile())) or True,
    )
    return found


def at_papers(hands):
    hands.at("desk")
    hands.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    drawn(hands)
    return hands


@pytest.fixture
def papers(hands, opened):
    return at_papers(hands)


def drawn(hands):
    screen = hands.screen
    hands.qtbot.waitUntil(lambda: not screen._later.isActive(), timeout=5_000)
    hands.settle()
    hands.qtbot.waitUntil(
        lambda: screen._shown is not None and screen._shown.stem == str(screen._drawn), timeout=20_000
    )


def test_ctrl_p_lists_the_papers_and_each_is_looked_at_and_saved(both, tmp_path, opened):
    papers = at_papers(both)
    form, seen = papers.form, set()
    for kind in PAPERS:
        form.papers.make_current(kind)
        drawn(papers)
        seen.add(form.preview.pixmap().toImage().cacheKey())
        assert form.save_table.isEnabled() is form.blank.isEnabled() is (kind in LISTS)
    assert len(seen) == len(PAPERS)
    papers.screen.save_to(path := tmp_path / "notice.pdf")
    papers.settle()
    assert opened[-1] == path
    assert len(PdfDocument(path)) == 2
    form.papers.make_current("attendance")
    papers.screen.save_to(tmp_path / "attendance.xlsx")
    papers.settle()
    assert (tmp_path / "attendance.xlsx").read_bytes()[:2] == b"PK"


def test_what_was_only_looked_at_is_thrown_away(papers):
    folder = Path(papers.screen._folder.name)
    assert len(list(folder.iterdir())) == 1
    papers.press(Qt.Key.Key_Escape)
    assert papers.screen.name == "desk"
    assert not folder.exists()


@pytest.fixture
def held(tmp_path, monkeypatch):
    """Return a PDF that another program has open, as on Windows."""
    path, replace = tmp_path / "badges.pdf", Path.replace
    path.write_bytes(b"old")

    def refused(part, target):
        if Path(target) == path:
            raise PermissionError(errno.EACCES, "held")
        return replace(part, target)

    monkeypatch.setattr("ogp_desktop.output.PAUSE_SECONDS", 0)
    monkeypatch.setattr(Path, "replace", refused)
    return path


def test_whatever_document_a_page_writes_is_written_beside_one_that_is_open_elsewhere(hands, held):
    workplace = hands.at("desk").desktop.workplace
    workplace.do(lambda bench: DeskPapers(bench, "fr").write("notice", held, How()))
    hands.settle()
    assert "badges (2).pdf" in hands.window.band_sentence
    assert held.read_bytes() == b"old"


def test_a_pdf_that_is_open_elsewhere_is_opened_where_it_was_written(papers, tmp_path, opened, held):
    path = held
    papers.screen.save_to(path)
    papers.settle()
    assert opened == [tmp_path / "badges (2).pdf"]
    assert "badges (2).pdf" in papers.window.band_sentence
    assert path.read_bytes() == b"old"


def test_the_receipt_of_the_cndp_is_missed_until_it_is_typed_and_undone_by_one_key(papers):
    form = papers.form
    assert form.lacking.isVisible()
    papers.press(Qt.Key.Key_F2)
    papers.type("D-W-7/2026")
    papers.press(Qt.Key.Key_Return)
    assert notice.notice(papers.desktop.workplace.bench).cndp == "D-W-7/2026"
    assert form.middle.currentWidget() is form.papers_page
    assert not form.lacking.isVisible()
    papers.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.lacking.isVisible()


def test_every_page_goes_to_the_printer(papers, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    papers.form.papers.make_current("notice")
    drawn(papers)
    assert pdf_pages.print_pdf(papers.screen._shown, printer) == 2
    printed = PdfDocument(tmp_path / "printed.pdf")
    assert [tuple(round(side) for side in page.get_size()) for page in printed] == [(595, 842)] * 2
