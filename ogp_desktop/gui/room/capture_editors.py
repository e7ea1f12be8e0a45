"""The three editors of a room as one: problem, solution, result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ogp_desktop.services.room.workshop import PARTS

if TYPE_CHECKING:
    from ogp_desktop.gui.forms.ui_room_screen import Ui_RoomScreen
    from ogp_desktop.gui.room.capture_drafts import Texts
    from ogp_desktop.gui.widgets.idea_edit import IdeaEdit


class CaptureEditors(QObject):
    """What stands in them, and which one is typed in."""

    entered = Signal()
    """Enter: save."""
    entered_again = Signal()
    """Ctrl+Enter: save, and go on with the same problem."""
    typed = Signal(str)
    """What stands in the editor of a part changed."""
    shortened = Signal(int)
    """A text was longer than the limit, which is given."""

    def __init__(self, form: Ui_RoomScreen) -> None:
        super().__init__(form.capture_card)
        self._by_part: dict[str, IdeaEdit] = {part: getattr(form, part) for part in PARTS}
        self._typed_in = PARTS[0]
        for part, editor in self._by_part.items():
            editor.entered.connect(self.entered)
            editor.entered_again.connect(self.entered_again)
            editor.shortened.connect(self.shortened)
            editor.textChanged.connect(lambda each=part: self._note(each))

    def _note(self, part: str) -> None:
        self._typed_in = part
        self.typed.emit(part)

    def texts(self) -> Texts:
        """Return what stands in the editors."""
        return {part: editor.toPlainText() for part, editor in self._by_part.items()}

    def text(self, part: str) -> str:
        """Return what stands in one editor."""
        return self._by_part[part].toPlainText()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not any(text.strip() for text in self.texts().values())

    @property
    def have_focus(self) -> bool:
        """Say whether one of them is typed in."""
        return any(editor.hasFocus() for editor in self._by_part.values())

    def put(self, texts: Texts, focus: str = PARTS[0]) -> None:
        """Put texts in and go to the editor of a part."""
        for part, editor in self._by_part.items():
            editor.set_text(texts.get(part) or "")
        self.go_to(focus)

    def give_back(self, texts: Texts) -> None:
        """Put texts back before what was typed since: a save that was refused loses nothing."""
        standing = self.texts()
        for part, editor in self._by_part.items():
            if texts[part] and texts[part] != standing[part]:
                editor.set_text("\n".join(filter(None, [texts[part], standing[part]])))

    def go_to(self, part: str) -> None:
        """Type in the editor of a part."""
        self._typed_in = part
        self._by_part[part].setFocus()

    def go_back(self) -> None:
        """Type where one was typing."""
        self._by_part[self._typed_in].setFocus()

    def take_letter(self, text: str) -> None:
        """Take what was typed elsewhere, where one was typing."""
        self.go_back()
        self._by_part[self._typed_in].insertPlainText(text)

    def turn_over(self) -> None:
        """Turn the direction of the text that is typed in."""
        for editor in self._by_part.values():
            if editor.hasFocus():
                editor.turn_over()
