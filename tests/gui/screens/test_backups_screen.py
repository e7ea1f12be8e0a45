"""Backups in the window: found from the launcher, gone back to, turned back, taken without anyone waiting."""

import datetime

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.services.compose import opened
from ogp_desktop.services.event import events
from ogp_desktop.services.personal import notice
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.services.safety import upkeep
from ogp_desktop.storage import backup_names, backups, ballast, location
from tests.gui.conftest import _backups as see_backups


def demo():
    return events.folder() / events.DEMONSTRATION


def ideas():
    with opened(demo()) as bench:
        return len(Workshop(bench).ideas())


def say_one_more():
    with opened(demo()) as bench, bench.register.act(bench.author) as act:
        act.new("idea", {"problem": "une de plus"})


def wait(hands):
    hands.qtbot.waitUntil(lambda: hands.screen._is_read and not hands.screen._aside.is_busy, timeout=20_000)
    hands.settle()


@pytest.fixture
def seen(both):
    """The demonstration's backups: one, and an idea said since."""
    both.before = ideas()
    see_backups(both)
    wait(both)
    say_one_more()
    return both


def test_f4_leads_from_the_launcher_to_the_backups_of_the_chosen_event_and_escape_back(both, qtbot):
    qtbot.waitUntil(lambda: bool(both.form.events.rows.ids))
    both.press(Qt.Key.Key_F4)
    assert both.screen.name == "backups"
    wait(both)
    assert both.form.empty.isVisible()
    assert not both.form.restore.isEnabled()
    both.press(Qt.Key.Key_Escape)
    assert both.screen.name == "launcher"


def test_enter_goes_back_and_ctrl_z_turns_back(seen):
    seen.press(Qt.Key.Key_Return)
    wait(seen)
    assert ideas() == seen.before
    assert [each.why for each in seen.screen._told.values()] == ["restore", "start"]
    assert seen.window._toast.isVisible()
    seen.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait(seen)
    assert ideas() == seen.before + 1
    seen.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait(seen)
    assert ideas() == seen.before + 1


def test_the_present_state_is_marked(seen):
    see_backups(seen)
    wait(seen)
    assert [each.is_present for each in seen.screen._told.values()] == [True, False]


def test_a_damaged_backup_is_said_and_the_file_stays(seen):
    (backup,) = backup_names.of(demo())
    backup.path.write_bytes(backup.path.read_bytes().replace(b"eau", b"EAU"))
    seen.press(Qt.Key.Key_Return)
    wait(seen)
    assert backup.id in seen.window.band_sentence
    assert ideas() == seen.before + 1


def test_a_file_that_somebody_has_open_is_not_replaced(seen):
    with opened(demo()) as bench:
        seen.press(Qt.Key.Key_Return)
        wait(seen)
        assert bench.device.label in seen.window.band_sentence


def test_verifying_tells_that_all_is_well(seen):
    seen.press(Qt.Key.Key_F7)
    wait(seen)
    assert seen.window._toast.isVisible()
    assert not seen.window.band_sentence


def test_what_is_done_when_the_screen_is_left_is_finished(seen):
    seen.screen.restore(next(iter(seen.screen._told)))
    seen.desktop.go_home()
    assert ideas() == seen.before


def test_enter_on_a_file_that_cannot_be_opened_shows_its_backups(both, qtbot):
    path = events.create(events.asked(next(iter(events.templates().values()))))
    with opened(path) as bench:
        backups.take(bench.register, "start")
    path.write_bytes(b"nothing of ours")
    both.desktop.go_home()
    qtbot.waitUntil(lambda: len(both.form.events.rows.ids) == 2)
    assert "F4" in both.form.events.rows.row(0).said
    both.form.events.make_current(str(path.resolve()))
    both.screen.begin()
    assert both.screen.name == "backups"
    wait(both)
    both.press(Qt.Key.Key_Return)
    wait(both)
    assert [known.lost for known in events.known_files([])] == ["", ""]


# Upkeep.


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(ballast, "BYTES", 1 << 20)


def test_the_first_opening_of_a_day_is_backed_up_once_the_window_stands(hands, small):
    for _ in range(2):
        hands.desktop.begin(Beginning(demo(), "desk", "", ""))
        assert backup_names.of(demo()) == [] or _ == 1
        hands.desktop._upkeep._begin.timeout.emit()
        hands.settle()
        hands.desktop.go_home()
        say_one_more()
    assert [backup.why for backup in backup_names.of(demo())] == ["start"]
    assert ballast.place().exists()


def test_the_secretariat_is_reminded_of_personal_data_that_should_be_gone(hands, small, monkeypatch):
    last = datetime.date(2024, 10, 13)
    monkeypatch.setattr(notice, "kept_too_long", lambda bench: {bench.register.event: last})
    for post, is_told in (("room", False), ("secretariat", True)):
        hands.at(post, "1")
        hands.desktop._upkeep._begin.timeout.emit()
        hands.settle()
        assert ("2024" in hands.window.band_sentence) is is_told
        hands.desktop.go_home()


def test_room_that_runs_short_is_told_once_and_again_at_the_next_post(hands, small, monkeypatch):
    monkeypatch.setattr(ballast, "LOW", 1 << 62)
    hands.at("desk")
    hands.desktop._upkeep.look()
    assert "Mo" in hands.window.band_sentence
    hands.window._form.band.hide()
    hands.desktop._upkeep.look()
    assert not hands.window.band_sentence
    hands.at("room", "1")
    hands.desktop._upkeep.look()
    assert hands.window.band_sentence


def test_a_backup_that_cannot_be_taken_is_told_and_work_goes_on(hands, small, monkeypatch):
    hands.at("room", "1")
    backup_folder = backup_names.folder_of(demo())
    backup_folder.parent.mkdir(parents=True)
    backup_folder.write_bytes(b"in the way")
    hands.desktop._upkeep._begin.timeout.emit()
    hands.settle()
    assert hands.window.band_sentence
    hands.type("Une idée")
    hands.press(Qt.Key.Key_Return)
    assert hands.desktop.workplace.can_undo


def test_a_full_disk_gives_up_the_reserve_and_what_was_typed_is_saved(hands, small):
    ballast.hold_back()
    hands.at("room", "1")

    def full_until_given_up(bench):
        if ballast.place().exists():
            raise Trouble("disk_full", file="x.ogp")
        with bench.register.act(bench.author) as act:
            return act.new("idea", {"problem": "sauvée"})

    saved = []
    hands.desktop.workplace.do(full_until_given_up, done=saved.append)
    hands.settle()
    assert len(saved) == 1
    assert hands.window.band_sentence
    assert upkeep.lacks_reserve()


def test_a_disk_that_stays_full_gives_the_text_back(hands, small):
    def full(bench):
        raise Trouble("disk_full", file="x.ogp")

    ballast.hold_back()
    hands.at("room", "1")
    refused = []
    hands.desktop.workplace.do(full, failed=refused.append)
    hands.settle()
    assert [trouble.code for trouble in refused] == ["disk_full"]


def test_a_part_that_was_saved_is_not_saved_twice(hands, small):
    ballast.hold_back()
    hands.at("room", "1")
    tried = []

    def half(bench):
        tried.append(1)
        with bench.register.act(bench.author) as act:
            act.new("idea", {"problem": "la première"})
        raise Trouble("disk_full", file="x.ogp")

    hands.desktop.workplace.do(half, failed=lambda _: None)
    hands.settle()
    assert tried == [1]
    assert ballast.place().exists()


def test_the_copy_of_a_stick_has_its_own_backups(hands, small, tmp_path):
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    path = folder / "che.ogp"
    path.write_bytes(demo().read_bytes())
    hands.at("desk", path=path)
    hands.desktop._upkeep._begin.timeout.emit()
    hands.settle()
    assert location.worked_on(path) != path
    assert len(backup_names.of(path)) == 1
