"""The keys of the plan: made once, proven on paper, opened with a phrase, found again with the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ogp_desktop import words
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.desk.paper_pages import rescue_paper
from ogp_desktop.gui.desk.printing import Printing
from ogp_desktop.gui.forms.ui_keys_screen import Ui_KeysScreen
from ogp_desktop.gui.naming import latin
from ogp_desktop.gui.plan.paper_entry import GROUPS, PaperEntry
from ogp_desktop.gui.plan.phrase_entry import PhraseEntry
from ogp_desktop.gui.screen import Heading, Screen
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.event.reference import Reference
from ogp_desktop.services.plan import keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ogp_desktop.gui.workplace import Workplace
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.plan.keys import Making, State

STEPS = {"making": ("purpose", "phrase", "paper", "proof"), "rescue": ("proof", "phrase"), "": ("standing",)}
"""The pages of each way through, in order; on its last one the keys are made or found again."""
_GO_ON = {"purpose": "keys.begin", "phrase": "keys.go_on", "paper": "keys.paper_done", "proof": "keys.go_on"}
_LAST = {"making": "keys.finish", "rescue": "keys.find_again"}
_STANDING = {"open": "keys.to_laptops", "locked": "keys.unlock", "elsewhere": "keys.rescue"}
_TITLES = {"made": "keys.made", "found": "keys.found", "": "keys.standing_title"}


class KeysScreen(Screen):
    """One page a step; Enter goes on, Escape goes back."""

    name = "keys"
    form: Ui_KeysScreen
    concerned = frozenset({"plan_key"})
    hints = ("hint.enter_goes_on", "hint.escape_back", "hint.help")

    left = Signal()
    laptops_requested = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(form := Ui_KeysScreen(), workplace)
        self._reference = Reference(workplace.bench)
        self._way, self._step, self._news = "", 0, ""
        self._state: State | None = None
        self._making: Making | None = None
        self._pdf: Path | None = None
        self._is_busy = False
        self._phrase, self._paper = PhraseEntry(form), PaperEntry(form)
        self._printing = Printing(form, workplace, lambda: rescue_paper(self._making) if self._making else None)
        self._printing.saved.connect(self._keep_in_mind)
        for entry in (self._phrase, self._paper):
            entry.changed.connect(self._show_buttons)
        form.go_on.clicked.connect(self.go_on)
        form.back.clicked.connect(self.go_back)
        form.rescue.clicked.connect(lambda: self._begin("rescue"))
        form.delete_pdf.clicked.connect(self._delete_pdf)
        form.busy.hide()
        self._to_laptops = self.add_key("keys.to_laptops", "Ctrl+L", self.laptops_requested.emit, in_header=True)
        self.add_key("keys.suggest", "F3", self._suggest)
        self.add_key("keys.back", "Esc", self.go_back)
        workplace.do(keys.catch_up, done=lambda _: self.refresh(), undoable=False)

    def heading(self) -> Heading:
        """Return the step that is shown."""
        steps = STEPS[self._way]
        event = self._reference.event
        told = (
            say("keys.step", number=self._step + 1, of=len(steps)) if self._way else titled(event, "title", language())
        )
        return Heading(say("keys.title"), told, "", bool(event["demonstration"]))

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return STEPS[self._way][self._step]

    def first_field(self) -> QWidget:
        """Begin with what is to be typed or chosen on the page."""
        form = self.form
        locked = self._variant() == "locked"
        fields: dict[str, QWidget] = {
            "purpose": form.go_on if form.go_on.isEnabled() else form.back,
            "phrase": self._phrase.next_field(),
            "paper": form.print_now if form.print_now.isEnabled() else form.save_pdf,
            "proof": form.typed,
            "standing": form.unlock_phrase if locked else form.go_on,
        }
        return fields[self.page]

    def show_state(self) -> None:
        """Show what the plan has of keys, unless keys are being made."""
        self._state = keys.state(self.work.bench)
        if not self._way or self.page == "purpose":
            self._way, self._step = ("", 0) if self._state.exist else ("making", 0)
        self._show_page()

    def retranslate(self) -> None:
        """Say again what is not the form's."""
        self._phrase.show_state()
        self._paper.show_state()

    def leave(self) -> None:
        """Forget every secret that was shown or typed."""
        self._forget()
        super().leave()

    # Pages.

    def _show_page(self) -> None:
        form, page = self.form, self.page
        changes = form.pages.currentWidget() is not getattr(form, page)
        form.pages.setCurrentWidget(getattr(form, page))
        {"purpose": self._show_purpose, "paper": self._show_paper, "standing": self._show_standing}.get(
            page, self.retranslate
        )()
        if page == "proof":
            making = self._way == "making"
            form.proof_title.setText(say("keys.proof_title" if making else "keys.rescue_title"))
            form.proof_what.setText(say("keys.proof_what" if making else "keys.rescue_what"))
        self._to_laptops.setVisible(page == "standing")
        self._show_buttons()
        if changes and self.isVisible():
            self.first_field().setFocus()
        self.heading_changed.emit()

    def _show_buttons(self) -> None:
        form, page = self.form, self.page
        last = self._step == len(STEPS[self._way]) - 1
        key = _STANDING[self._variant()] if page == "standing" else _LAST[self._way] if last else _GO_ON[page]
        form.go_on.setText(say(key))
        ready = {"purpose": not self._hindrance(), "phrase": self._phrase.is_ready, "proof": self._paper.is_whole}
        form.go_on.setEnabled(not self._is_busy and ready.get(page, True))
        form.go_on.setToolTip("" if form.go_on.isEnabled() else self._why_not())
        form.back.setEnabled(not self._is_busy)
        form.busy.setVisible(self._is_busy)

    def _why_not(self) -> str:
        told = {"purpose": self._hindrance(), "phrase": self.form.phrase_state.text()}
        return told.get(self.page, self.form.proof_state.text())

    def _show_purpose(self) -> None:
        hindrance = self._hindrance()
        self.form.hindrance_text.setText(hindrance)
        self.form.hindrance.setVisible(bool(hindrance))

    def _hindrance(self) -> str:
        """Return what is in the way of making keys here; nothing where they can be made."""
        if self._reference.event["demonstration"]:
            return say("keys.not_in_demonstration")
        try:
            self.read(lambda: keys.require_secretariat(self.work.bench), None)
        except Trouble as trouble:
            return words.sentence(trouble, language())
        return ""

    def _show_paper(self) -> None:
        groups = keys.on_paper(self._making.paper) if self._making else []
        for place in range(GROUPS):
            getattr(self.form, f"printed_{place}").setText(groups[place] if place < len(groups) else "")
        self._printing.show_printers()

    def _variant(self) -> str:
        state = self._state
        if state is None or not state.is_here:
            return "elsewhere"
        return "open" if state.is_open else "locked"

    def _show_standing(self) -> None:
        form, state, variant = self.form, self._state, self._variant()
        if state is None:
            return
        form.standing_title.setText(say(_TITLES[self._news]))
        form.standing_text.setText(say(f"keys.standing.{variant}"))
        form.four_words.setText(latin(state.words))
        form.standing_encrypts.setText(say("keys.encrypts" if state.encrypts else "keys.signs_only"))
        form.unlocking.setVisible(variant == "locked")
        form.rescue.setVisible(variant == "locked")
        left = self._pdf is not None and self._pdf.exists()
        form.pdf_left.setVisible(left)
        form.pdf_left_text.setText(say("keys.pdf_left", file=self._pdf.name) if left and self._pdf else "")

    # Going on and back.

    def go_on(self) -> None:
        """Do what the page is for, and show the next."""
        if self._is_busy or not self.form.go_on.isEnabled():
            return
        if self.page == "standing":
            self._go_on_from_standing()
        elif self._step == len(STEPS[self._way]) - 1:
            (self._finish if self._way == "making" else self._find_again)()
        elif self._is_well():
            self._step += 1
            self._show_page()

    def _go_on_from_standing(self) -> None:
        variant = self._variant()
        if variant == "open":
            self.laptops_requested.emit()
        elif variant == "locked":
            self._unlock()
        else:
            self._begin("rescue")

    def _is_well(self) -> bool:
        """Say whether the next page may come; what is in the way is told."""
        try:
            if self.page == "purpose":
                self._making = keys.begin(
                    self.work.bench.keyring, self.work.bench.register.plan, encrypting=self.form.encrypting.isChecked()
                )
                self._paper.secret = self._making.paper
            elif self._way == "rescue":
                self.read(lambda: keys.rescued(self.work.bench, self._paper.text), None)
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return False
        return True

    def go_back(self) -> None:
        """Show the page before; from the first one, leave."""
        if self._is_busy:
            return
        if self._step:
            self._step -= 1
            self._show_page()
        elif self._way == "rescue":
            self._end("")
        else:
            self.left.emit()

    def _begin(self, way: str) -> None:
        self._forget()
        self._way, self._step = way, 0
        self._show_page()

    def _finish(self) -> None:
        making, typed, phrase = self._making, self._paper.text, self._phrase.phrase

        def work(bench: Bench) -> None:
            if making is not None:
                keys.finish(bench.keyring, making, typed, phrase, bench.now())
                keys.tell(bench.register, bench.author, bench.keyring, bench.now())

        self._spend(work, "made")

    def _find_again(self) -> None:
        typed, phrase = self._paper.text, self._phrase.phrase
        self._spend(lambda bench: keys.rescue(bench, typed, phrase), "found")

    def _unlock(self) -> None:
        phrase = self.form.unlock_phrase.text()
        self._spend(lambda bench: keys.unlock(bench, phrase), "")

    def _spend(self, work: Callable[[Bench], object], news: str) -> None:
        """Do what takes seconds on purpose; the window stays awake."""
        self._is_busy = True
        self._show_buttons()

        def failed(trouble: Trouble) -> None:
            self._is_busy = False
            self._show_buttons()
            self.troubled.emit(trouble)
            self.first_field().setFocus()

        self.work.do(work, done=lambda _: self._end(news), failed=failed, undoable=False)

    def _end(self, news: str) -> None:
        self._is_busy = False
        self._way, self._step, self._news = "", 0, news
        self._forget()
        self.refresh()

    def _forget(self) -> None:
        self._making = None
        self._phrase.clear()
        self._paper.clear()
        self.form.unlock_phrase.clear()
        for place in range(GROUPS):
            getattr(self.form, f"printed_{place}").clear()

    def _suggest(self) -> None:
        if self.page == "phrase":
            self._phrase.suggest()

    def _keep_in_mind(self, path: Path) -> None:
        self._pdf = path

    def _delete_pdf(self) -> None:
        if self._pdf is not None:
            self._pdf.unlink(missing_ok=True)
            self._show_standing()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on, from a field to the next one first."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.page == "phrase" and not self._phrase.is_ready:
            self._phrase.next_field().setFocus()
        elif self.page == "paper" and self.form.save_pdf.hasFocus():
            self._printing.save()
        elif self.page == "paper" and self.form.print_now.hasFocus():
            self._printing.print_it()
            self.form.go_on.setFocus()
        elif self.form.back.hasFocus():
            self.go_back()
        else:
            self.go_on()
