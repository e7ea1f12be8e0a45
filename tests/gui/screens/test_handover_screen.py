"""Handing over, from any post, by the keyboard: plug in, Enter, note the slip; and receiving what others hand over."""

import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from ogp_desktop import paths, words
from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.files.sticks import Stick, Sticks
from ogp_desktop.gui.screens import handover_screen
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.gui.translation import language, say
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.device import Device
from ogp_desktop.services.event import events
from ogp_desktop.services.files import handover
from ogp_desktop.services.files.receiving import hand_over
from ogp_desktop.services.personal import needs
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from tests.gui.conftest import _needs as ask_about_needs
from tests.gui.conftest import hand_over_to_a_stick

ENTER, ESCAPE, CONTROL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def handing(both):
    both.at("room", "2").press(Qt.Key.Key_R, CONTROL)
    return both


def idea(hands, text="L’eau"):
    workshop = Workshop
    hands.desktop.workplace.do(lambda bench: workshop(bench).add(workshop(bench).session("2"), {"problem": text}))
    hands.settle()


def parcels(folder):
    return sorted(each.name for each in folder.iterdir())


def messages(code, **values):
    return words.sentence(Trouble(code, **values), language())


@pytest.mark.parametrize("post", ["desk", "room", "restitution", "secretariat"])
def test_every_post_leads_there_by_one_key_and_back_by_escape(both, post):
    both.at(post, "2")
    assert both.window._form.header.hand_over.isVisible()
    both.press(Qt.Key.Key_R, CONTROL)
    assert both.screen.name == "handover"
    assert not both.window._form.header.hand_over.isVisible()
    both.press(ESCAPE)
    assert both.screen.name == post


def test_the_launcher_has_nothing_to_hand_over(both):
    assert not both.window._form.header.hand_over.isVisible()
    both.press(Qt.Key.Key_R, CONTROL)
    assert both.screen.name == "launcher"


def test_what_leaves_is_said_and_enter_without_a_stick_says_what_to_do(handing):
    assert say("handover.count.idea", n=64) in handing.form.leaving.text()
    handing.press(ENTER)
    assert say("handover.no_place") in handing.window._toast._text.text()


def test_enter_copies_the_file_reads_it_again_and_shows_the_slip(handing):
    folder = hand_over_to_a_stick(handing)
    (name,) = parcels(folder)
    code = handing.screen._handed.slip.code
    assert name == f"{code}.ogpx"
    assert code in handing.form.code.text()
    assert handing.screen._handed.slip.words in handing.form.slip_words.text()
    assert handing.form.copied.text() == say("handover.copied")
    assert say("handover.unchanged", time=handing.screen._handed.at[11:16]) == handing.form.since_text.text()


def test_what_was_added_after_a_hand_over_is_told_when_coming_back(handing):
    hand_over_to_a_stick(handing)
    at = handing.screen._handed.at[11:16]
    handing.press(ESCAPE)
    for text in ("un", "deux", "trois"):
        idea(handing, text)
    handing.press(Qt.Key.Key_R, CONTROL)
    assert handing.form.since_text.text() == say("handover.ideas_since", n=3, time=at)
    assert handing.form.places.rows.ids == [str(paths.home() / "PAN3")]
    handing.press(ENTER)
    assert handing.form.since_text.text().startswith(say("handover.unchanged", time=at)[:6])
    assert len(parcels(paths.home() / "PAN3")) == 2


def test_a_stick_that_was_pulled_out_is_told_the_work_is_intact_and_enter_tries_again(handing):
    folder = hand_over_to_a_stick(handing)
    before = parcels(folder)
    idea(handing)
    away = folder.rename(folder.with_name("away"))
    handing.press(ENTER)
    assert handing.window.band_sentence == messages("destination_gone")
    assert not handing.form.copied.isVisible()
    away.rename(folder)
    handing.press(ENTER)
    assert len(parcels(folder)) == len(before) + 1
    assert handing.form.copied.isVisible()


def test_a_sentence_that_is_still_being_written_is_told(both, qtbot):
    both.at("room", "2").type("Ce qui n’est pas enregistré")
    both.press(Qt.Key.Key_R, CONTROL)
    assert both.form.unfinished.isVisible()
    both.press(ESCAPE)
    both.press(ENTER)
    both.press(Qt.Key.Key_R, CONTROL)
    assert not both.form.unfinished.isVisible()


def test_a_desk_can_hand_over_to_the_rooms_and_that_is_no_hand_over_to_the_secretariat(both):
    both.at("desk").press(Qt.Key.Key_R, CONTROL)
    both.form.for_rooms.setChecked(True)
    folder = hand_over_to_a_stick(both)
    assert parcels(folder) == [both.screen._handed.file]
    assert both.screen._handed.for_rooms
    assert both.form.copied.text() == say("handover.copied_rooms")
    assert not both.form.since.isVisible()


def test_a_room_is_not_asked_about_rooms(handing):
    assert not handing.form.for_rooms.isVisible()


def test_a_draft_of_an_e_mail_is_written_and_nothing_sent(handing, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    handing.form.mail.setFocus()
    handing.press(ENTER)
    assert [each.suffix for each in tmp_path.iterdir()] == [".eml"]


def test_the_slip_is_printed_and_saved_as_pdf(handing, tmp_path, monkeypatch):
    hand_over_to_a_stick(handing)
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(shown.append(url.toLocalFile())) or True)
    handing.press(Qt.Key.Key_P, CONTROL)
    assert Path(shown[0]).read_bytes().startswith(b"%PDF")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "b.pdf"), ""))
    handing.form.save_slip.setFocus()
    handing.press(ENTER)
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")


def test_the_window_goes_on_while_a_slow_stick_is_written_to(handing, monkeypatch, qtbot):
    go_on, true, asked = threading.Event(), handover.hand_over, []

    def slow(*given):
        asked.append(given)
        go_on.wait(5)
        return true(*given)

    monkeypatch.setattr(handover_screen.handover, "hand_over", slow)
    folder = paths.home() / "PAN3"
    folder.mkdir()
    handing.screen.show_sticks([Stick(folder, "PAN3", 14_000_000_000)])
    handing.screen.copy()
    assert handing.form.progress.isVisible()
    handing.screen.copy()  # asked for twice, done once
    handing.window.show_help()
    handing.window.help.close()
    go_on.set()
    handing.settle()
    assert not handing.form.progress.isVisible()
    assert len(asked) == len(parcels(folder)) == 1


def test_leaving_while_it_copies_finishes_the_copy(handing):
    folder = paths.home() / "PAN3"
    folder.mkdir()
    handing.screen.show_sticks([Stick(folder, "PAN3", 14_000_000_000)])
    handing.screen.copy()
    handing.screen.left.emit()
    handing.settle()
    assert handing.screen.name == "room"
    assert len(parcels(folder)) == 1


# Access needs.


def test_access_needs_are_proposed_after_the_day_and_purged_in_two_steps(both):
    both.at("desk").press(Qt.Key.Key_R, CONTROL)
    both.press(Qt.Key.Key_F8)
    assert not both.form.needs.isVisible()
    both.press(ESCAPE)
    bench = ask_about_needs(both).desktop.workplace.bench
    assert both.form.needs.keep.hasFocus()
    both.press(ENTER)
    assert both.form.needs.ask.isVisible()
    assert needs.kept(bench) != {}
    both.press(Qt.Key.Key_F8)
    both.press(ESCAPE)
    assert both.screen.name == "handover"
    both.press(Qt.Key.Key_F8)
    both.press(Qt.Key.Key_Tab)
    assert both.form.needs.purge.hasFocus()
    both.press(ENTER)
    assert needs.kept(bench) == {}
    assert not both.form.needs.isVisible()
    assert say("handover.needs_purged") in both.window._toast._text.text()
    assert both.form.copy.hasFocus()
    both.press(Qt.Key.Key_Z, CONTROL)
    assert both.window.band_sentence == messages("undo_erased")


# The receipt, and the purge.


@pytest.fixture
def laptop(both, tmp_path):
    """A room's laptop: a copy of the event's file under an identity of its own, with one idea more."""
    register = events.folder() / "salle.ogp"
    register.write_bytes((events.folder() / events.DEMONSTRATION).read_bytes())
    device = Device(ids.draw(), "salle-2", "room")
    both.desktop.begin(Beginning(register, "room", "", "2"))
    both.settle()
    for bench in (both.desktop.workplace.bench, both.desktop.workplace._writing):
        bench.device = device
        bench.author = Author(device.id, "room")
    idea(both)
    both.press(Qt.Key.Key_R, CONTROL)
    return both


def receipt(hands, folder, taken=True):
    """Return a receipt of the secretariat for what the screen handed over."""
    handed = hands.screen._handed
    told = {"format": "ogp-receipt-1", "written": "2026-11-21T18:10+01:00", "ideas": 65, "sessions": []}
    told["event"] = {"id": hands.desktop.workplace.bench.register.event}
    told["parcels"] = [{"slip": handed.slip.code, "sha256": handed.sha256}] if taken else []
    (folder / "accuse.json").write_text(json.dumps(told), "utf-8")
    return folder / "accuse.json"


def test_a_laptop_is_purged_in_two_steps_once_the_secretariat_has_everything(laptop, tmp_path, monkeypatch):
    register = laptop.desktop.workplace.bench.register.path
    assert not laptop.form.receipt_row.isVisible()
    hand_over_to_a_stick(laptop)
    assert not laptop.form.purge.isVisible()
    chosen = receipt(laptop, tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    laptop.form.open_receipt.setFocus()
    laptop.press(ENTER)
    assert "21/11/2026 18:10" in laptop.form.acknowledged.text()
    laptop.form.purge.setFocus()
    laptop.press(ENTER)
    assert laptop.form.confirm.isVisible()
    laptop.press(ESCAPE)
    assert laptop.screen.name == "handover"
    assert register.exists()
    laptop.form.purge.setFocus()
    laptop.press(ENTER)
    laptop.press(ENTER)  # keeping has the focus
    assert register.exists()
    laptop.form.purge.click()
    laptop.form.purge_now.setFocus()
    laptop.press(ENTER)
    assert laptop.screen.name == "launcher"
    assert laptop.window.band_sentence == say("window.purged")
    assert not register.exists()


def test_a_receipt_that_does_not_name_the_slip_changes_nothing(laptop, tmp_path):
    hand_over_to_a_stick(laptop)
    laptop.screen.purge.read(receipt(laptop, tmp_path, taken=False))
    laptop.settle()
    code = laptop.screen._handed.slip.code
    assert laptop.window.band_sentence == messages("receipt_without_slip", slip=code)
    assert not laptop.form.purge.isVisible()


def test_what_is_said_after_the_receipt_takes_the_purge_away(laptop, tmp_path):
    hand_over_to_a_stick(laptop)
    laptop.screen.purge.read(receipt(laptop, tmp_path))
    laptop.settle()
    assert laptop.form.purge.isVisible()
    idea(laptop, "Encore une")
    assert not laptop.form.purge.isVisible()


# Receiving.


def from_a_stranger(hands, folder, label="salle inconnue"):
    """Return a parcel of a computer that nobody knows, on which one idea was said."""
    copy = folder / "laptop.ogp"
    copy.write_bytes(hands.desktop.workplace.bench.register.path.read_bytes())
    device = Device(ids.draw(), label, "room")
    with Register.open_at(copy) as register:
        bench = Bench(register, Author(device.id, "room"), device)
        bench.keyring.draw_for(device.id)
        Workshop(bench).add(Workshop(bench).session("1"), {"problem": "D’ailleurs"})
        return hand_over(bench, folder).path


def test_the_plenary_takes_a_room_by_its_four_words_and_a_broken_file_is_told(both, tmp_path):
    both.at("restitution", "0").press(Qt.Key.Key_R, CONTROL)
    parcel = from_a_stranger(both, tmp_path)
    broken = tmp_path / "salle-C.ogpx"
    broken.write_bytes(parcel.read_bytes()[:900])
    both.screen.reception.queue.receive([parcel, broken])
    both.settle()
    assert both.window.band_sentence == messages("parcel_damaged", file="salle-C.ogpx")
    rows = both.form.received.rows
    assert messages("parcel_damaged", file="salle-C.ogpx") in rows.row(0).said
    line = next(line for line in both.screen.reception._lines.values() if line.file == parcel.name)
    assert len(line.words.split()) == 4
    assert line.words in rows.row(1).said
    both.form.received.make_current(line.id)
    both.press(Qt.Key.Key_F7)
    statuses = {each.file: each.status for each in both.screen.reception._lines.values()}
    assert statuses[parcel.name] == "merged"
    assert len(Workshop(both.desktop.workplace.bench).ideas()) == 65
    assert say("handover.count.idea", n=65) in both.form.leaving.text()


def test_escape_leaves_the_files_that_are_not_read_yet_and_stays(both, tmp_path):
    both.at("restitution", "0").press(Qt.Key.Key_R, CONTROL)
    parcel = hand_over(both.desktop.workplace.bench, tmp_path).path
    copies = [tmp_path / f"salle-{n}.ogpx" for n in range(4)]
    for copy in copies:
        copy.write_bytes(parcel.read_bytes())
    both.screen.reception.queue.receive(copies)
    both.screen._escape()
    both.settle()
    assert both.screen.name == "handover"
    assert not both.form.reading.isVisible()
    assert not both.screen.reception.is_reading


def test_the_secretariat_receives_on_its_own_page(both):
    both.at("secretariat").press(Qt.Key.Key_R, CONTROL)
    assert not both.form.take.isVisible()


# Sticks.


def test_sticks_are_told_when_they_change_and_one_that_hangs_holds_nobody(qapp, qtbot, tmp_path):
    hangs, there = threading.Event(), [[Stick(tmp_path, "PAN3")]]

    def find():
        hangs.wait(5)
        return list(there[-1])

    sticks, told = Sticks(find), []
    sticks.changed.connect(told.append)
    sticks.begin()
    sticks.look()
    assert told == []
    hangs.set()
    qtbot.waitUntil(lambda: told == [there[0]])
    sticks.look()
    there.append([])
    qtbot.waitUntil(lambda: not sticks._looking.is_alive())
    sticks.look()
    qtbot.waitUntil(lambda: told[-1] == [])
    assert len(told) == 2
    sticks.end()
