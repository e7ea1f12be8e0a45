"""The short form for somebody who is not on the list: two names, a category, Enter; twins are told, never refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.gui.naming import ratio, session_place
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.participants.people import shown_name
from ogp_desktop.words import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QComboBox

    from ogp_desktop.gui.forms.ui_desk_screen import Ui_DeskScreen
    from ogp_desktop.services.desk.rooms import Room
    from ogp_desktop.services.event.reference import Reference
    from ogp_desktop.services.participants.people import Record

GENDERS = ("", "f", "m")
TWINS = 2


class WalkInForm:
    """Fills and reads the form; `consents_place` of the page is left to what asks for consents."""

    def __init__(self, form: Ui_DeskScreen, reference: Reference, twins_of: Callable[..., list[Record]]) -> None:
        self._form, self._reference, self._twins_of = form, reference, twins_of
        self._texts = (form.family_name, form.given_name, form.organisation, form.phone)
        for field in self._texts:
            field.textChanged.connect(lambda _: self._look_for_twin())
        form.near_twin.hide()

    def retranslate(self) -> None:
        """Fill the choices."""
        form = self._form
        category, gender = form.category.currentIndex(), form.gender.currentIndex()
        _fill(
            form.category,
            [("—", ""), *((titled(each, "title", language()), each["code"]) for each in self._reference.categories)],
        )
        _fill(form.gender, [(say(f"gender.{each}") if each else "—", each) for each in GENDERS])
        form.category.setCurrentIndex(max(0, category))
        form.gender.setCurrentIndex(max(0, gender))

    def begin(self, typed: str, rooms: Sequence[Room], proposed: Room | None) -> None:
        """Show an empty form, with what was typed in the search, and the room that is proposed."""
        form = self._form
        for field in self._texts:
            field.clear()
        form.category.setCurrentIndex(0)
        form.gender.setCurrentIndex(0)
        form.family_name.setText(typed if not any(char.isdigit() for char in typed) else "")
        _fill(form.room, [(say("desk.room_none"), ""), *((_told(room), room.session["id"]) for room in rooms)])
        form.room.setCurrentIndex(max(0, form.room.findData(proposed.session["id"] if proposed else "")))
        form.middle.setCurrentWidget(form.walk_in_page)
        form.welcome.hide()  # on a small screen the form needs its room
        form.family_name.setFocus()

    @property
    def name(self) -> str:
        """Return the name as it was typed."""
        return " ".join(filter(None, (self._form.family_name.text().strip(), self._form.given_name.text().strip())))

    def told(self) -> dict[str, str]:
        """Return what was told, as `services.desk.Desk.walk_in` takes it."""
        form = self._form
        found = {
            "category": str(form.category.currentData() or ""),
            "organisation": form.organisation.text(),
            "gender": str(form.gender.currentData() or ""),
            "phone": form.phone.text(),
            "session": str(form.room.currentData() or ""),
        }
        for part in ("family_name", "given_name"):
            text = getattr(form, part).text()
            found[self._reference.name_field(part, text)] = text
        return found

    def _look_for_twin(self) -> None:
        form = self._form
        twins = self._twins_of(form.family_name.text(), form.given_name.text(), form.phone.text(), TWINS)
        separator = {"ar": "؛ ", "en": "; "}.get(language(), " ; ")
        told = say("desk.twin", name=separator.join(_described(person) for person in twins)) if twins else ""
        form.near_twin.setText(told)
        form.near_twin.setVisible(bool(told))


def _fill(choices: QComboBox, items: list[tuple[str, str]]) -> None:
    choices.clear()
    for text, data in items:
        choices.addItem(text, data)


def _told(room: Room) -> str:
    places = ratio(room.taken, room.capacity) if room.capacity else str(room.taken)
    place = session_place(room.session)
    return say("desk.room_is_full", room=place, places=places) if room.is_full else f"{place} · {places}"


def _described(person: Record) -> str:
    told = filter(None, (shown_name(person), person.get("organisation"), person.get("phone")))
    return " · ".join(isolated(each) for each in told)
