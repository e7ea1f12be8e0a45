"""A pile of paper slips is typed: number, texts, category, Enter; each idea keeps its slip and its origin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.drafts_keeper import DraftsKeeper
from ogp_desktop.gui.forms.ui_paper_slips_screen import Ui_PaperSlipsScreen
from ogp_desktop.gui.naming import session_title
from ogp_desktop.gui.room.idea_rows import idea_row
from ogp_desktop.gui.screen import Heading, Screen
from ogp_desktop.gui.translation import language, paper_language, say
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.event.templates import write_blanks
from ogp_desktop.services.room.paper_slips import SLIP_LIMIT, PaperSlips
from ogp_desktop.services.room.workshop import PAPER, PARTS, Record, Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.widgets.idea_edit import IdeaEdit
    from ogp_desktop.gui.widgets.rows import Row
    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import IdeaImport

_DRAFT = "paper"
_SLIP = "slip"
_ROWS_TOLD = 12


class PaperSlipsScreen(Screen):
    """The number of a slip, three editors, and the slips that were typed."""

    name = "paper_slips"
    form: Ui_PaperSlipsScreen
    concerned = frozenset({"idea", "session"})
    hints = ("hint.enter_saves", "hint.undo", "hint.escape_back")

    left = Signal()
    """Back to the room."""

    def __init__(self, workplace: Workplace, session: Record) -> None:
        super().__init__(form := Ui_PaperSlipsScreen(), workplace)
        self._session = session
        self._reference = Reference(workplace.bench)
        self._entered: dict[str, Record] = {}
        self._proposed = ""
        self._drafts = DraftsKeeper(workplace.bench.register.path)
        form.slip.setMaxLength(SLIP_LIMIT)
        form.slip.returnPressed.connect(form.problem.setFocus)
        form.slip.textChanged.connect(lambda _: self._keep_slip())
        form.save.clicked.connect(self.save)
        form.blanks.clicked.connect(self._choose_folder)
        form.take_sheet.clicked.connect(self._choose_sheet)
        form.ideas.set_row_height(58)
        for part, editor in self._editors().items():
            editor.entered.connect(self.save)
            editor.entered_again.connect(self.save)
            editor.shortened.connect(lambda limit: self.told.emit(say("room.shortened", n=limit)))
            editor.textChanged.connect(lambda each=part: self._keep(each))
        self.add_key("room.speaker", "F4", form.category.setFocus)
        self.add_key("room.go_to_list", "F6", form.ideas.setFocus)
        self.add_key("paper_slips.next", "Ctrl+F", self._to_slip)
        self.add_key("paper_slips.take_sheet", "Ctrl+O", self._choose_sheet)
        self.add_key("paper_slips.back", "Esc", self.left.emit, in_header=True)
        self.retranslate()
        self._restore()

    def _editors(self) -> dict[str, IdeaEdit]:
        return {part: getattr(self.form, part) for part in PARTS}

    def heading(self) -> Heading:
        """Return the session."""
        event = self._reference.event
        title = say("paper_slips.titled", title=session_title(self._session))
        return Heading(title, titled(event, "title", language()), "", bool(event["demonstration"]))

    def first_field(self) -> QWidget:
        """Begin with the number of the slip."""
        return self.form.slip

    def retranslate(self) -> None:
        """Fill the categories; the one that is chosen stays so."""
        combo = self.form.category
        chosen = combo.currentData()
        combo.clear()
        combo.addItem(say("room.anonymous"), "")
        for category in self._reference.categories:
            combo.addItem(titled(category, "title", language()), category["id"])
        combo.setCurrentIndex(max(0, combo.findData(chosen)))

    def show_state(self) -> None:
        """List the slips that were typed, the last one first, and propose the number of the next."""
        form, slips = self.form, PaperSlips(self.work.bench, self._session)
        self._entered = {idea["id"]: idea for idea in slips.entered()}
        form.ideas.show_rows(list(self._entered), self._rows)
        form.list_pages.setCurrentWidget(form.ideas if self._entered else form.empty_page)
        form.list_count.setText(say("paper_slips.count", n=len(self._entered)))
        proposed = slips.next_slip()
        if form.slip.text() in ("", self._proposed):
            form.slip.setText(proposed)
            form.slip.selectAll()
        self._proposed = proposed

    def _rows(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row: idea_row(self._entered[row]) for row in ids if row in self._entered}

    def _to_slip(self) -> None:
        self.form.slip.setFocus()
        self.form.slip.selectAll()

    def save(self) -> None:
        """Save the slip; the fields are free at once, and given back what was typed if it is refused."""
        form, session = self.form, self._session
        texts = {part: editor.toPlainText() for part, editor in self._editors().items()}
        if not any(text.strip() for text in texts.values()):
            self.told.emit(say("room.nothing_yet"))
            return
        slip, category = form.slip.text(), str(form.category.currentData() or "")
        for editor in self._editors().values():
            editor.set_text("")
        form.slip.clear()
        self._to_slip()

        def enter(bench: Bench) -> None:
            PaperSlips(bench, session).enter(slip, texts, category)

        self.work.do(enter, say("paper_slips.saved"), failed=lambda trouble: self._give_back(slip, texts, trouble))

    def _give_back(self, slip: str, texts: dict[str, str], trouble: Trouble) -> None:
        """Put back what was refused, before what was typed since."""
        for part, editor in self._editors().items():
            editor.set_text("\n".join(filter(None, [texts[part], editor.toPlainText()])))
        self.form.slip.setText(slip)
        self._to_slip()
        self.troubled.emit(trouble)

    # What is filled in elsewhere.

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, say("paper_slips.blanks"))
        if folder:
            self.write_blanks(Path(folder))

    def write_blanks(self, folder: Path) -> None:
        """Write slips, minutes and a spreadsheet to fill in into a folder."""
        session, lang = self._session["id"], paper_language()
        told = say("paper_slips.blanks_written", folder=folder.name or str(folder))
        self.work.do(
            lambda bench: write_blanks(bench, session, folder, lang) and None, done=lambda _: self.told.emit(told)
        )

    def _choose_sheet(self) -> None:
        wanted = f"{say('paper_slips.sheets')} (*.xlsx *.csv *.json)"
        path, _ = QFileDialog.getOpenFileName(self, say("paper_slips.take_sheet"), "", wanted)
        if path:
            self.take_sheet(Path(path))

    def take_sheet(self, path: Path) -> None:
        """Take the ideas of a spreadsheet; rows that hold none are told."""
        number = str(self._session["number"])

        def taken(found: IdeaImport) -> None:
            if found.rejected:
                rows = [bad.row for bad in found.rejected[:_ROWS_TOLD]]
                more = ["…"] if len(found.rejected) > _ROWS_TOLD else []
                self.troubled.emit(Trouble("rows_left_out", file=path.name, rows=[*rows, *more]))

        says = say("paper_slips.sheet_taken", file=path.name)
        self.work.do(lambda bench: Workshop(bench).import_file(path, PAPER, number), says, taken)

    def _field(self, name: str) -> str:
        return f"{self._session['id']}/{_DRAFT}/{name}"

    def _keep(self, part: str) -> None:
        self._drafts.keep(self._field(part), self._editors()[part].toPlainText())
        self._keep_slip()

    def _keep_slip(self) -> None:
        """Keep the number of a slip that is being typed; one that is only proposed is no draft."""
        is_typed = any(editor.toPlainText() for editor in self._editors().values())
        self._drafts.keep(self._field(_SLIP), self.form.slip.text() if is_typed else "")

    def _restore(self) -> None:
        """Put back what was being typed when the program ended."""
        kept = self._drafts.texts()
        texts = {part: kept.get(self._field(part), "") for part in PARTS}
        if any(texts.values()):
            self.form.slip.setText(kept.get(self._field(_SLIP), ""))
            for part, editor in self._editors().items():
                editor.set_text(texts[part])
            self.told.emit(say("room.restored"))

    def leave(self) -> None:
        """Keep what is being typed and end."""
        if not self._is_left:
            self._drafts.close()
        super().leave()
