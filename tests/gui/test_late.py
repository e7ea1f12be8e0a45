"""What can wait, waits: each thing for a turn of the event loop of its own."""

import shiboken6
from PySide6.QtCore import QObject, QTimer

from ogp_desktop.gui.late import one_a_turn


def test_between_two_steps_there_is_room_for_a_key(qtbot, qapp):
    owner, happened = QObject(), []
    one_a_turn(owner, *(lambda name=name: happened.append(name) for name in ("one", "two", "three")))
    assert happened == ["one"]
    QTimer.singleShot(0, owner, lambda: happened.append("a key"))
    qtbot.waitUntil(lambda: len(happened) == 4)
    assert happened == ["one", "two", "a key", "three"]


def test_what_an_owner_who_is_gone_left_undone_is_not_done(qtbot, qapp):
    owner, happened = QObject(), []
    one_a_turn(owner, lambda: happened.append("one"), lambda: happened.append("two"))
    shiboken6.delete(owner)
    qtbot.wait(20)
    assert happened == ["one"]
