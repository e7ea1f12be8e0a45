"""The laptops of an event: all files in one action, their words shown once, computers accepted and removed."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.gui.desk.paper_pages import words_page
from ogp_desktop.gui.desk.printing import print_page
from ogp_desktop.services.compose import opened
from ogp_desktop.services.files.receiving import hand_over
from ogp_desktop.services.plan import enrolment, laptops
from ogp_desktop.services.room.workshop import Workshop
from tests.gui.conftest import PHRASE, at_keys, make_keys, real_event

CONTROL = Qt.KeyboardModifier.ControlModifier

pytestmark = pytest.mark.usefixtures("quick_words")


def ready(hands, folder):
    """With keys, on the page, a folder chosen."""
    path = real_event()
    at_keys(hands, path)
    make_keys(hands)
    hands.press(Qt.Key.Key_Return)
    assert hands.screen.name == "laptops"
    hands.screen._folder = folder
    hands.screen.refresh()
    return path


def write(hands):
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.settle()
    return list(hands.screen._made.values())


def known(hands, label):
    return next(each for each in enrolment.computers(hands.desktop.workplace.bench) if each.label == label)


def test_one_action_writes_a_file_and_keys_for_every_post(both, tmp_path):
    hands = both
    ready(hands, tmp_path)
    places = len(hands.form.wanted.rows.ids)
    made = write(hands)
    assert len(made) == places >= 5
    assert len(list(tmp_path.glob("*.ogp"))) == len(list(tmp_path.glob("*.ogpk"))) == places
    assert len({each.words for each in made}) == places
    for place in range(places):
        assert any(each.words in hands.form.wanted.rows.row(place).said for each in made)
    states = [known(hands, each.label).state for each in made]
    assert states == ["enrolled"] * places


def test_only_what_is_chosen_is_written_and_nothing_twice(hands, tmp_path):
    ready(hands, tmp_path)
    hands.form.wanted.setFocus()
    hands.press(Qt.Key.Key_Space)
    made = write(hands)
    assert "Accueil 1" not in {each.label for each in made}
    before = len(list(tmp_path.glob("*.ogp")))
    hands.form.wanted.make_current("desk-1")
    hands.screen._toggle("desk-1")
    write(hands)
    assert len(list(tmp_path.glob("*.ogp"))) == before + 1
    assert not hands.form.write.isEnabled()


def test_what_was_prepared_before_is_left_out_unless_it_is_asked_for(hands, tmp_path):
    path = ready(hands, tmp_path)
    write(hands)
    hands.desktop.go_home()
    hands.at("secretariat", path=path)
    hands.desktop.secretariat.show_laptops()
    hands.form.unlock_phrase.setText(PHRASE)
    hands.screen.unlock()
    hands.settle()
    assert hands.screen._chosen() == []
    hands.screen._toggle("room-1")
    assert hands.screen._chosen() == ["room-1"]


def test_a_second_laptop_of_a_room_gets_a_letter(hands, tmp_path):
    ready(hands, tmp_path)
    hands.form.wanted.make_current("room-1")
    hands.press(Qt.Key.Key_F3)
    assert hands.form.wanted.current() == "room-1B"
    made = write(hands)
    second = next(each for each in made if each.label == "Atelier 1B")
    assert laptops.take_in(second.keys, second.words, Keyring()).letter == "B"


def test_a_file_that_stands_there_is_kept_and_said(hands, tmp_path):
    ready(hands, tmp_path)
    taken = tmp_path / hands.form.wanted.rows.row(0).cells[0].below.strip("\u2066\u2069")
    taken.write_text("à quelqu’un")
    write(hands)
    assert taken.read_text() == "à quelqu’un"
    assert taken.name in hands.window.band_sentence
    assert len(hands.screen._made) == len(hands.form.wanted.rows.ids) - 1


def test_closed_keys_are_opened_on_the_spot(hands, tmp_path):
    path = ready(hands, tmp_path)
    hands.desktop.go_home()
    hands.at("secretariat", path=path)
    hands.desktop.secretariat.show_laptops()
    assert hands.form.unlock_phrase.hasFocus()
    assert not hands.form.write.isEnabled()
    hands.type(PHRASE)
    hands.press(Qt.Key.Key_Return)
    assert not hands.form.locked.isVisible()
    assert hands.form.write.isEnabled()


def test_without_keys_the_files_are_written_and_the_lack_is_said(hands, tmp_path):
    hands.at("secretariat", path=real_event())
    hands.desktop.secretariat.show_laptops()
    assert hands.form.locked.isVisible()
    hands.screen._folder = tmp_path
    hands.screen.refresh()
    assert write(hands)
    assert list(tmp_path.glob("*.ogp"))


def test_a_stolen_computer_is_removed_and_brought_back_by_undo(both, tmp_path):
    hands = both
    ready(hands, tmp_path)
    made = write(hands)[0]
    for _ in range(2):
        hands.form.known.make_current(made.device)
        hands.form.known.setFocus()
        hands.press(Qt.Key.Key_Delete)
        assert known(hands, made.label).state == "removed"
        hands.press(Qt.Key.Key_Z, CONTROL)
        assert known(hands, made.label).state == "enrolled"
    hands.press(Qt.Key.Key_Y, CONTROL)
    assert known(hands, made.label).state == "removed"
    hands.form.known.make_current(made.device)
    hands.press(Qt.Key.Key_F7)
    assert known(hands, made.label).state == "enrolled"


def test_this_computer_is_not_removed(hands, tmp_path):
    ready(hands, tmp_path)
    hands.form.known.make_current(hands.desktop.workplace.bench.device.id)
    assert not hands.form.remove.isEnabled()
    hands.form.known.setFocus()
    hands.press(Qt.Key.Key_Delete)
    assert not hands.desktop.workplace.can_undo


def test_an_unknown_computer_is_accepted_with_its_parcel(hands, tmp_path, monkeypatch, own_home):
    path = ready(hands, tmp_path)
    copy = tmp_path / "copy.ogp"
    copy.write_bytes(path.read_bytes())
    monkeypatch.setenv("OGP_HOME", str(tmp_path / "stranger"))
    with opened(copy) as bench:
        Workshop(bench).add(Workshop(bench).session("1"), {"problem": "l’eau"}, None)
        parcel = hand_over(bench, tmp_path)
    monkeypatch.undo()
    hands.desktop.secretariat.show_secretariat()
    hands.screen.receive([parcel.path])
    hands.settle()
    hands.desktop.secretariat.show_laptops()
    waiting = next(each for each in hands.screen._computers.values() if each.state == "waiting")
    assert len(waiting.words.split()) == 4
    hands.form.known.make_current(waiting.id)
    hands.press(Qt.Key.Key_F7)
    assert hands.screen._computers[waiting.id].state == "enrolled"
    assert [idea["problem"] for idea in Workshop(hands.desktop.workplace.bench).ideas()] == ["l’eau"]


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_words_print_and_names_are_never_interpreted(hands, tmp_path, lang):
    from PySide6.QtPrintSupport import QPrinter

    ready(hands, tmp_path)
    made = write(hands)
    page = words_page("Fès <b>2026</b>", made, lang)
    assert "&lt;b&gt;" in page.html
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    assert print_page(page, printer) == -(-len(made) // 7)
