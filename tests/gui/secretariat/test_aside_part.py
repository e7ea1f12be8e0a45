"""A received file is set aside and put back with keys: what is shown, what is told, what Ctrl+Z does."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.domain import ids
from ogp_desktop.gui.translation import say
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.device import Device
from ogp_desktop.services.files.receiving import hand_over
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

SAID = "D’ailleurs"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def secretary(both):
    return both.at("secretariat")


@pytest.fixture
def parcel(secretary, tmp_path):
    """A file of a computer that nobody knows, with one idea of its own."""
    copy = tmp_path / "laptop.ogp"
    copy.write_bytes(secretary.desktop.workplace.bench.register.path.read_bytes())
    device = Device(ids.draw(), "salle inconnue", "room")
    with Register.open_at(copy) as register:
        bench = Bench(register, Author(device.id, "room"), device)
        workshop = Workshop(bench)
        workshop.add(workshop.session("1"), {"problem": SAID})
        return hand_over(bench, tmp_path).path


def told(hands):
    return hands.window._toast._text.text()


def test_a_file_is_set_aside_and_put_back_with_keys_and_undone(secretary, parcel):
    form = secretary.form

    def shows(state, ideas):
        row = form.received.rows.row(0)
        assert (row.chips[0].text, len(secretary.screen._ideas.ids())) == (say(f"inbox.status.{state}"), ideas)
        key = "inbox.put_back" if state == "aside" else "inbox.aside"
        assert form.aside.isVisible() is (state in ("aside", "merged"))
        assert form.aside.text() == say(key) or not form.aside.isVisible()
        return row.said

    secretary.screen.receive([parcel])
    secretary.settle()
    shows("quarantined", 64)
    secretary.press(Qt.Key.Key_F7)
    shows("merged", 65)
    assert parcel.name in told(secretary)
    secretary.press(Qt.Key.Key_Z, CONTROL)
    assert say("inbox.aside_since", n=1, time="12:00")[-8:] in shows("aside", 64)
    assert form.detail_state.text() == say("inbox.told.aside")
    secretary.press(Qt.Key.Key_Y, CONTROL)
    shows("merged", 65)
    secretary.press(Qt.Key.Key_F8)
    shows("aside", 64)
    assert say("inbox.set_aside", file=parcel.name) in told(secretary)
    secretary.screen.receive([parcel])
    secretary.settle()
    assert say("inbox.put_back").removesuffix(" (F8)") in told(secretary)
    secretary.press(Qt.Key.Key_F8)
    shows("merged", 65)
    assert say("inbox.put_back_done", file=parcel.name) in told(secretary)
    secretary.press(Qt.Key.Key_Z, CONTROL)
    shows("aside", 64)
    form.aside.setFocus()
    secretary.press(Qt.Key.Key_Space)
    shows("merged", 65)
    (row,) = [idea["id"] for idea in Workshop(secretary.desktop.workplace.bench).ideas() if idea["problem"] == SAID]
    secretary.desktop.workplace.do(lambda bench: Workshop(bench).edit(row, {"solution": "Ici"}))
    secretary.settle()
    secretary.press(Qt.Key.Key_F8)
    assert say("inbox.kept", n=1) in told(secretary)
    shows("aside", 65)
