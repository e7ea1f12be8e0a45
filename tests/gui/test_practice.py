"""Whoever practised on the demonstration begins again, and can go back to what they did."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.compose import opened
from ogp_desktop.services.event import demonstration_anew, events
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.settings import Settings
from ogp_desktop.storage.drafts import Drafts


def said():
    with opened(events.folder() / events.DEMONSTRATION) as bench:
        session = Workshop(bench).session("2")
        return {idea["problem"] for idea in Workshop(bench).ideas(session["id"])}, Workshop(bench).next_number(
            session["id"]
        )


def waited(hands, wanted):
    hands.qtbot.waitUntil(
        lambda: hands.form.anew.isEnabled() and wanted in hands.window._toast._text.text(), timeout=20_000
    )
    hands.settle()


def test_the_demonstration_begins_anew_and_comes_back(hands):
    path, (before, number) = events.folder() / events.DEMONSTRATION, said()
    hands.at("room", "2").type("Practised")
    hands.press(Qt.Key.Key_Return)
    hands.desktop.go_home()
    hands.qtbot.waitUntil(hands.form.anew.isVisible)
    Drafts(path).keep("problem", "half a sentence")
    hands.desktop.settings.toured.append("room")
    assert said() == (before | {"Practised"}, number + 1)

    hands.press(Qt.Key.Key_F7)
    waited(hands, "zéro")
    assert said() == (before, number)  # the numbers it gave are free again too
    assert events.late_parcel(path).exists()
    assert not Drafts(path).texts()
    assert not Settings.read().toured  # the first steps are shown again

    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    waited(hands, "comme avant")
    assert said() == (before | {"Practised"}, number + 1)


def test_one_that_is_open_elsewhere_stays_as_it_is(own_home, demonstration_file):
    path = events.folder() / events.DEMONSTRATION
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(demonstration_file.read_bytes())
    with opened(path) as bench:
        with pytest.raises(Trouble, match="register_busy"):
            demonstration_anew.begin_anew()
        assert Workshop(bench).sessions()
