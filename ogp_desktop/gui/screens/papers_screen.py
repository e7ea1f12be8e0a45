"""Papers of the desk: which one, how it will look, on a printer or as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from ogp_desktop import output, words
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.button_screen import ButtonScreen
from ogp_desktop.gui.desk import pdf_pages
from ogp_desktop.gui.desk.notice_panel import NoticePanel
from ogp_desktop.gui.desk.printing import printer_named, printers
from ogp_desktop.gui.forms.ui_papers_screen import Ui_PapersScreen
from ogp_desktop.gui.screen import Heading
from ogp_desktop.gui.translation import language, paper_language, say
from ogp_desktop.gui.widgets.rows import Cell, Row
from ogp_desktop.services.desk.desk_papers import LISTS, DeskPapers, How
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.personal.notice import notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.output import Beside
    from ogp_desktop.services.compose import Bench

PAPERS = ("badges", "blank_badges", "attendance", "present", "calls", "notice")
_LANGUAGES = words.LANGUAGES
_PER_PAGE = (8, 10)
_AFTER_CHOOSING_MILLISECONDS = 120


class PapersScreen(ButtonScreen):
    """A list of papers, what each looks like, and where it goes."""

    name = "papers"
    form: Ui_PapersScreen
    concerned = frozenset({"participant", "identity", "arrival", "allocation", "erasure", "notice", "given_badge"})
    shows_late = True
    hints = ("hint.arrows", "hint.save_paper", "hint.escape_back")

    left = Signal()
    reentry_requested = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(form := Ui_PapersScreen(), workplace)
        self._reference = Reference(workplace.bench)
        self._folder = tempfile.TemporaryDirectory(prefix="ogp-papers-", ignore_cleanup_errors=True)
        self._shown: Path | None = None
        self._drawn = 0
        self._later = QTimer(self, singleShot=True, interval=_AFTER_CHOOSING_MILLISECONDS)
        self._later.timeout.connect(self._preview)
        self.facts = NoticePanel(self, form)
        self.facts.closed.connect(self._leave_facts)
        form.papers.set_row_height(50)
        form.lang.addItems([say(f"papers.in_{lang}") for lang in _LANGUAGES])
        form.lang.setCurrentIndex(_LANGUAGES.index(paper_language()))
        form.per_page.addItems([str(count) for count in _PER_PAGE])
        form.printers.addItems(printers())
        form.papers.chosen_row.connect(lambda _: self._look())
        form.papers.entered_row.connect(lambda _: self.save(".pdf"))
        for choice in (form.lang, form.per_page):
            choice.activated.connect(lambda _: self._look())
        form.blank.toggled.connect(lambda _: self._look())
        form.save_pdf.clicked.connect(lambda: self.save(".pdf"))
        form.save_table.clicked.connect(lambda: self.save(".xlsx"))
        form.print_now.clicked.connect(self.print_it)
        form.back.clicked.connect(self._back)
        form.from_paper.clicked.connect(self.reentry_requested)
        form.edit_notice.clicked.connect(self.edit_notice)
        self.add_key("papers.save_pdf", "Ctrl+S", lambda: self.save(".pdf"))
        self.add_key("papers.print_now", "Ctrl+P", self.print_it)
        self.add_key("papers.from_paper", "F6", self.reentry_requested.emit)
        self.add_key("papers.edit_notice", "F2", self.edit_notice)
        self.add_key("papers.back", "Esc", self._back)
        form.papers.show_rows(list(PAPERS), self._rows)
        form.papers.make_current(PAPERS[0])
        self.retranslate()

    def heading(self) -> Heading:
        """Return the event."""
        event = self._reference.event
        return Heading(say("papers.title"), titled(event, "title", language()), "", bool(event["demonstration"]))

    def first_field(self) -> QWidget:
        """Begin on the list."""
        return self.form.papers

    def retranslate(self) -> None:
        """Say the papers and the languages again."""
        form = self.form
        for place, lang in enumerate(_LANGUAGES):
            form.lang.setItemText(place, say(f"papers.in_{lang}"))
        form.papers.show_rows(list(PAPERS), self._rows)
        self.facts.retranslate()
        self._look()

    def show_state(self) -> None:
        """Read what has changed, and draw the paper anew."""
        self._reference.read()
        lacking = notice(self.work.bench).lacks
        self.form.lacking.setText(words.sentence(lacking, language()) if lacking else "")
        self.form.lacking.setVisible(lacking is not None)
        self._look()

    def leave(self) -> None:
        """Throw away what was only looked at: it names people."""
        self._later.stop()
        super().leave()
        self._folder.cleanup()

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {
            each: Row(
                each, (Cell(say(f"papers.kind.{each}"), bold=True, below=say(f"papers.told.{each}"), labels=True),)
            )
            for each in ids
        }

    # What is chosen.

    @property
    def kind(self) -> str:
        """The paper that is chosen."""
        return self.form.papers.current() or PAPERS[0]

    def _wanted(self) -> tuple[str, str, How]:
        """Return kind, language and how the paper is wanted."""
        form, kind = self.form, self.kind
        is_blank = kind == "blank_badges" or (kind in LISTS and form.blank.isChecked())
        lang = _LANGUAGES[max(0, form.lang.currentIndex())]
        return kind.removeprefix("blank_"), lang, How(is_blank, _PER_PAGE[max(0, form.per_page.currentIndex())])

    def _look(self) -> None:
        form, kind = self.form, self.kind
        form.blank.setEnabled(kind in LISTS)
        form.per_page.setEnabled(kind.endswith("badges"))
        form.save_table.setEnabled(kind in LISTS)
        there = form.printers.count() > 0
        form.printers.setVisible(there)
        form.print_now.setEnabled(there)
        form.print_now.setToolTip("" if there else say("printing.no_printer"))
        self._later.start()

    def _preview(self) -> None:
        self._drawn += 1
        path = Path(self._folder.name) / f"{self._drawn}.pdf"
        drawn, (kind, lang, how) = self._drawn, self._wanted()

        def shown(pages: int) -> None:
            if self._is_left or drawn != self._drawn:  # another was chosen meanwhile
                path.unlink(missing_ok=True)
            else:
                self._show(path, pages)

        def failed(trouble: Trouble) -> None:
            if not self._is_left:
                self.troubled.emit(trouble)

        self.work.do(lambda bench: DeskPapers(bench, lang).write(kind, path, how), "", shown, failed)

    def _show(self, path: Path, pages: int) -> None:
        preview, before = self.form.preview, self._shown
        self._shown = path
        ratio = self.devicePixelRatioF()
        picture = pdf_pages.first_page(path, int(preview.width() * ratio), int(preview.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        preview.setPixmap(QPixmap.fromImage(picture))
        self.form.pages_told.setText(say("papers.pages", n=pages))
        if before is not None:
            before.unlink(missing_ok=True)

    # Where it goes.

    def print_it(self) -> None:
        """Send the paper that is shown to the printer that is chosen."""
        name = self.form.printers.currentText()
        if self._shown is None or not name:
            self.told.emit(say("printing.no_printer"))
            return
        pdf_pages.print_pdf(self._shown, printer_named(name))
        self.told.emit(say("printing.sent", printer=name))

    def save(self, suffix: str) -> None:
        """Ask where, write the paper there and open it."""
        if self.form.middle.currentWidget() is not self.form.papers_page:
            return
        wanted = f"{say(f'papers.file.{self.kind}')}{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self, say("papers.save_pdf"), wanted, f"*{suffix}")
        if chosen:
            self.save_to(Path(chosen).with_suffix(suffix))

    def save_to(self, path: Path) -> None:
        """Write the paper to `path`, or beside it where another program holds it, and open it."""
        kind, lang, how = self._wanted()

        def write(bench: Bench) -> list[Beside]:
            with output.held_elsewhere() as beside:
                DeskPapers(bench, lang).write(kind, path, how)
            return beside

        def written(beside: list[Beside]) -> None:
            stands = beside[0].written if beside else path
            for each in beside:
                self.troubled.emit(each.told)
            opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(stands)))
            self.told.emit(say("papers.saved" if opened else "papers.saved_unopened", file=stands.name))

        self.work.do(write, "", written)

    # The notice's facts.

    def keys_of_now(self) -> tuple[str, ...]:
        """Return the keys of the papers, or of the facts of the notice."""
        if self.form.middle.currentWidget() is self.form.facts_page:
            return ("hint.tab_moves", "hint.enter_saves", "hint.escape_back")
        return self.hints

    def edit_notice(self) -> None:
        """Show the facts of the notice."""
        self.form.middle.setCurrentWidget(self.form.facts_page)
        self.form.papers.make_current("notice")
        self.facts.open()

    def _leave_facts(self) -> None:
        self.form.middle.setCurrentWidget(self.form.papers_page)
        self.form.papers.setFocus()

    def _back(self) -> None:
        if self.form.middle.currentWidget() is self.form.facts_page:
            self._leave_facts()
        else:
            self.left.emit()
