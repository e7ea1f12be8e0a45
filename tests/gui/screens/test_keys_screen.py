"""The keys of a plan by their pages: nothing exists before the paper was typed back, nothing secret stays."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop import paths
from ogp_desktop.gui.desk.paper_pages import rescue_page
from ogp_desktop.gui.desk.printing import print_page
from ogp_desktop.gui.naming import latin
from ogp_desktop.services.plan import keys
from ogp_desktop.services.plan.enrolment import computers
from tests.gui.conftest import PHRASE, at_keys, make_keys, real_event

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape

pytestmark = pytest.mark.usefixtures("quick_words")


def state(hands):
    return keys.state(hands.desktop.workplace.bench)


def to_proof(hands):
    at_keys(hands)
    hands.screen.go_on()
    for field in (hands.form.first, hands.form.again):
        field.setText(PHRASE)
    hands.screen.go_on()
    groups = keys.on_paper(hands.screen._making.paper)
    hands.screen.go_on()
    return groups


def test_the_secretariat_reaches_the_keys_by_one_key_and_comes_back(hands):
    hands.at("secretariat", path=real_event())
    hands.press(Qt.Key.Key_K, CONTROL)
    assert hands.screen.name == "keys"
    hands.press(ESCAPE)
    assert hands.screen.name == "secretariat"


def test_keys_exist_once_the_paper_was_typed_back_and_not_before(both):
    hands = both
    groups = to_proof(hands)
    assert not hands.form.go_on.isEnabled()
    hands.form.typed.setText(" ".join(groups[:-1]))
    hands.press(ENTER)
    assert hands.screen.page == "proof"
    assert list((paths.home() / "keys").glob("plan-*")) == []
    hands.form.typed.setText(" ".join(groups).lower())
    hands.press(ENTER)
    assert hands.screen.page == "standing"
    assert state(hands).exist
    assert state(hands).encrypts
    assert state(hands).is_open
    assert hands.form.four_words.text() == latin(state(hands).words)


def test_what_takes_seconds_never_holds_the_window(hands):
    """Scrypt keeps the interpreter to itself for two seconds: only another process leaves the window awake."""
    at_keys(hands)
    assert hands.desktop.workplace.bench.keyring.is_aside


def test_a_wrong_group_is_named_while_it_is_typed(hands):
    groups = to_proof(hands)
    hands.form.typed.setText(" ".join([groups[0], "QQQQQ", groups[2]]))
    shown = [getattr(hands.form, f"group_{place}").property("state") for place in range(3)]
    assert shown == ["right", "wrong", "right"]
    assert "2" in hands.form.proof_state.text()
    assert not hands.form.go_on.isEnabled()


def test_arabic_letters_in_the_paper_key_are_told(hands):
    to_proof(hands)
    hands.form.typed.setText("ضصث")
    assert "arabe" in hands.form.proof_state.text()


def test_a_phrase_goes_on_only_when_it_is_long_and_twice_the_same(hands):
    at_keys(hands)
    hands.press(ENTER)
    hands.type("court")
    hands.press(ENTER)
    assert not hands.form.go_on.isEnabled()
    hands.form.first.setText(PHRASE)
    hands.form.again.setText(PHRASE + " ")
    assert not hands.form.go_on.isEnabled()
    hands.form.again.setText(PHRASE)
    assert hands.form.go_on.isEnabled()


def test_suggested_words_are_shown_and_typed_once_more(hands):
    at_keys(hands)
    hands.press(ENTER)
    hands.press(Qt.Key.Key_F3)
    assert len(hands.form.first.text().split()) == 4
    assert hands.form.first.echoMode() == hands.form.first.EchoMode.Normal
    assert hands.form.again.hasFocus()


def test_signing_without_encryption_can_be_chosen(hands):
    at_keys(hands)
    hands.form.sign_only.setChecked(True)
    make_keys(hands)
    assert state(hands).exist
    assert not state(hands).encrypts


def test_what_was_shown_or_typed_is_forgotten_afterwards(hands):
    at_keys(hands)
    paper = make_keys(hands)
    form = hands.form
    assert hands.screen._making is None
    assert hands.screen._paper.secret == ""
    fields = [form.first, form.again, form.typed, *(getattr(form, f"printed_{place}") for place in range(12))]
    assert [field.text() for field in fields] == [""] * 15
    spread = [file for file in paths.home().rglob("*") if file.is_file()]
    assert spread
    assert all(paper[-20:].encode() not in file.read_bytes() for file in spread)


def test_making_keys_is_not_undone_by_a_key(hands):
    at_keys(hands)
    make_keys(hands)
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert state(hands).exist


def test_a_demonstration_makes_no_keys(hands):
    hands.at("secretariat")
    hands.desktop.secretariat.show_keys()
    assert not hands.form.go_on.isEnabled()
    assert "démonstration" in hands.form.hindrance_text.text()


def test_the_phrase_opens_the_keys_and_another_does_not(hands):
    path = real_event()
    at_keys(hands, path)
    make_keys(hands)
    hands.desktop.go_home()
    at_keys(hands, path)
    assert not state(hands).is_open
    hands.type("autre chose")
    hands.press(ENTER)
    assert not state(hands).is_open
    assert "phrase du secrétariat" in hands.window.band_sentence
    hands.form.unlock_phrase.setText(PHRASE)
    hands.press(ENTER)
    assert state(hands).is_open


def test_the_paper_finds_the_keys_again_with_a_new_phrase(both, monkeypatch, tmp_path):
    hands, path = both, real_event()
    at_keys(hands, path)
    paper = make_keys(hands)
    hands.desktop.go_home()
    monkeypatch.setenv("OGP_HOME", str(tmp_path / "another computer"))
    at_keys(hands, path)
    assert not state(hands).is_here
    hands.press(ENTER)
    hands.form.typed.setText(paper[:-1] + ("Q" if paper[-1] != "Q" else "P"))
    hands.press(ENTER)
    assert hands.screen.page == "proof"
    hands.form.typed.setText(" ".join(keys.on_paper(paper)))
    hands.press(ENTER)
    assert hands.screen.page == "phrase"
    for field in (hands.form.first, hands.form.again):
        field.setText("une toute autre phrase")
    hands.press(ENTER)
    assert state(hands).is_open
    own = hands.desktop.workplace.bench.device.id
    roles = {each.id: each.role for each in computers(hands.desktop.workplace.bench)}
    assert roles[own] == "secretariat"


def test_an_event_older_than_the_keys_learns_of_them_when_the_page_is_shown(hands):
    first, second = real_event(), real_event()
    at_keys(hands, first)
    make_keys(hands)
    hands.desktop.go_home()
    at_keys(hands, second)
    assert state(hands).exist
    assert hands.screen.page == "standing"


def test_a_pdf_that_was_saved_is_named_until_it_is_deleted(hands, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    saved = tmp_path / "cle.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    at_keys(hands)
    hands.screen.go_on()
    for field in (hands.form.first, hands.form.again):
        field.setText(PHRASE)
    hands.screen.go_on()
    assert hands.form.save_pdf.hasFocus() or hands.form.print_now.hasFocus()
    hands.form.save_pdf.click()
    hands.settle()
    assert saved.read_bytes().startswith(b"%PDF")
    groups = keys.on_paper(hands.screen._making.paper)
    hands.screen.go_on()
    hands.form.typed.setText(" ".join(groups))
    hands.screen.go_on()
    hands.settle()
    assert hands.form.pdf_left.isVisible()
    hands.form.delete_pdf.click()
    assert not saved.exists()
    assert not hands.form.pdf_left.isVisible()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_page_prints_on_one_sheet(hands, tmp_path, lang):
    from PySide6.QtPrintSupport import QPrinter

    at_keys(hands)
    hands.screen.go_on()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    assert print_page(rescue_page(hands.screen._making, lang), printer) == 1
    assert (tmp_path / "page.pdf").stat().st_size > 10_000
