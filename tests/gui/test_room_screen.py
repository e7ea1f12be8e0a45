"""Room capture by its keys: nothing typed is lost, whatever happens."""

import pytest
from PySide6.QtCore import Qt

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.drafts_keeper import DraftsKeeper
from ogp_desktop.services.workshop import Workshop

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def room(both):
    return both.at("room", "2")


def ideas(hands):
    session = hands.screen._session["id"]
    return Workshop(hands.desktop.workplace.bench).ideas(session)


def texts(idea):
    return idea["problem"], idea["solution"], idea["result"]


def test_problem_solution_result_and_enter_are_an_idea(room):
    before = len(ideas(room))
    room.type("L’eau est chère")
    room.press(Qt.Key.Key_Tab)
    room.type("تعريفة اجتماعية")
    room.press(Qt.Key.Key_Tab)
    room.type("ⴰⵎⴰⵏ")
    room.press(Qt.Key.Key_Return)
    assert len(ideas(room)) == before + 1
    assert texts(ideas(room)[-1]) == ("L’eau est chère", "تعريفة اجتماعية", "ⴰⵎⴰⵏ")
    assert not any(room.screen.texts().values())
    assert room.form.problem.hasFocus()


def test_an_idea_may_begin_with_its_result(room):
    room.press(Qt.Key.Key_Tab)
    room.press(Qt.Key.Key_Tab)
    room.type("Moins de feux")
    room.press(Qt.Key.Key_Return)
    assert texts(ideas(room)[-1]) == (None, None, "Moins de feux")


def test_ctrl_enter_goes_on_with_the_same_problem(room):
    room.type("Feux")
    room.press(Qt.Key.Key_Return, CONTROL)
    assert room.form.problem.toPlainText() == "Feux"
    assert room.form.solution.hasFocus()
    room.type("Vigies")
    room.press(Qt.Key.Key_Return)
    assert [texts(idea)[:2] for idea in ideas(room)[-2:]] == [("Feux", None), ("Feux", "Vigies")]


def test_enter_with_nothing_typed_saves_nothing(room):
    before = len(ideas(room))
    room.press(Qt.Key.Key_Return)
    assert len(ideas(room)) == before


def test_a_correction_keeps_what_was_being_typed(room):
    room.type("à moitié")
    room.press(Qt.Key.Key_Up, ALT)
    assert room.form.editing_band.isVisible()
    latest = [idea for idea in ideas(room) if not idea["withdrawn_at"]][-1]
    room.form.problem.selectAll()
    room.type("Corrigé")
    room.press(Qt.Key.Key_Return)
    assert next(idea for idea in ideas(room) if idea["id"] == latest["id"])["problem"] == "Corrigé"
    assert room.form.problem.toPlainText() == "à moitié"
    assert not room.form.editing_band.isVisible()


def test_a_correction_writes_only_what_was_changed(room):
    idea = next(i for i in ideas(room) if i["problem"] and i["solution"] and not i["withdrawn_at"])
    room.screen.edit(idea["id"])
    room.form.solution.setFocus()
    room.form.solution.selectAll()
    room.type("Autrement")
    room.press(Qt.Key.Key_Return)
    row = room.desktop.workplace.bench.register.row("idea", idea["id"], idea["scope"])
    assert row.value("solution") == "Autrement"
    assert row.heads["problem"][0].stamp.actor != row.heads["solution"][0].stamp.actor


def test_a_withdrawal_needs_a_reason_and_keeps_the_number(room):
    idea = next(i for i in reversed(ideas(room)) if not i["withdrawn_at"])
    room.press(Qt.Key.Key_F6)
    room.form.ideas.make_current(idea["id"])
    room.press(Qt.Key.Key_Delete)
    room.press(Qt.Key.Key_Return)
    assert not next(i for i in ideas(room) if i["id"] == idea["id"])["withdrawn_at"]
    room.type("dite deux fois")
    room.press(Qt.Key.Key_Return)
    kept = next(i for i in ideas(room) if i["id"] == idea["id"])
    assert kept["withdrawn_reason"] == "dite deux fois"
    assert kept["number"] == idea["number"]
    room.press(Qt.Key.Key_Z, CONTROL)
    assert not next(i for i in ideas(room) if i["id"] == idea["id"])["withdrawn_at"]


def test_ctrl_z_with_the_cursor_in_an_empty_editor_undoes_the_last_idea(room):
    before = len(ideas(room))
    room.type("Une idée")
    room.press(Qt.Key.Key_Return)
    assert room.form.problem.hasFocus()
    room.press(Qt.Key.Key_Z, CONTROL)
    assert len(ideas(room)) == before
    room.press(Qt.Key.Key_Y, CONTROL)
    assert len(ideas(room)) == before + 1


def test_a_save_that_is_refused_gives_the_text_back(room, monkeypatch):
    def refuse(*_, **__):
        raise Trouble("disk_full", file="x.ogp")

    monkeypatch.setattr(Workshop, "add", refuse)
    room.type("Ne pas perdre")
    room.press(Qt.Key.Key_Return)
    assert room.form.problem.toPlainText() == "Ne pas perdre"
    assert "x.ogp" in room.window.band_sentence


def test_what_is_being_typed_is_there_again_after_a_crash(room):
    room.type("coupure de cou")
    room.screen._drafts.flush()
    room.screen._drafts._orders.put(None)
    room.screen._drafts._thread.join()
    again = DraftsKeeper(room.desktop.workplace.bench.register.path)
    kept = again.texts()
    again.close()
    room.screen._drafts._thread = again._thread
    assert list(kept.values()) == ["coupure de cou"]


def test_leaving_and_coming_back_finds_the_sentence_again(make_hands):
    hands = make_hands().at("room", "2")
    hands.type("en cours")
    hands.desktop.go_home()
    hands.at("room", "2")
    assert hands.form.problem.toPlainText() == "en cours"
    hands.press(Qt.Key.Key_Return)
    hands.desktop.go_home()
    hands.at("room", "2")
    assert hands.form.problem.toPlainText() == ""


def test_the_list_shows_only_what_is_asked(room):
    everything = len(room.form.ideas.rows.ids)
    room.form.filter.setCurrentIndex(1)
    room.settle()
    assert 0 < len(room.form.ideas.rows.ids) < everything


@pytest.mark.parametrize("hostile", ["<img src='file:///x'>", "=1+1", "a\u202eb", "\ud800", "x" * 4_999, "😀" * 50])
def test_hostile_texts_are_texts(make_hands, hostile):
    hands = make_hands().at("room", "2")
    hands.form.problem.setPlainText(hostile)
    hands.press(Qt.Key.Key_Return)
    assert ideas(hands)[-1]["problem"]
    hands.window.grab()


def test_while_a_commit_is_written_the_list_stays_and_is_read_again_afterwards(make_hands, qtbot):
    hands = make_hands().at("room", "2")
    shown = list(hands.form.ideas.rows.ids)
    writing = hands.desktop.workplace._writing.register.conn
    writing.execute("BEGIN EXCLUSIVE")
    hands.screen.refresh({"idea": {shown[0]}})
    assert hands.form.ideas.rows.ids == shown
    hands.window.grab()
    assert not hands.window.band_sentence
    writing.execute("ROLLBACK")
    qtbot.waitUntil(lambda: not hands.screen._touched, timeout=2_000)
    assert hands.form.ideas.rows.ids == shown


def test_after_a_fork_was_settled_everything_is_read_anew(room):
    before = room.screen._ideas
    room.screen.refresh({"idea": set(), "session": set()})
    assert room.screen._ideas not in (None, before)


def test_what_is_being_saved_stays_in_the_drafts_until_it_is_durable(make_hands, monkeypatch):
    import threading

    hands = make_hands().at("room", "2")
    gate = threading.Event()
    hands.desktop.workplace.do(lambda bench: gate.wait(5))
    hands.type("pas encore écrite")
    hands.form.problem.entered.emit()
    assert hands.form.problem.toPlainText() == ""
    hands.screen._drafts.flush()
    hands.qtbot.waitUntil(lambda: "pas encore écrite" in hands.screen._drafts._drafts.texts().values())
    gate.set()
    hands.settle()
    hands.screen._drafts.flush()
    hands.qtbot.waitUntil(lambda: "pas encore écrite" not in hands.screen._drafts._drafts.texts().values())
    assert ideas(hands)[-1]["problem"] == "pas encore écrite"


def test_after_a_crash_only_what_did_not_become_an_idea_is_there_again(make_hands):
    hands = make_hands().at("room", "2")
    said = next(idea for idea in ideas(hands) if idea["problem"] and not idea["solution"] and not idea["result"])
    hands.screen._keep_texts("saving-1", {"problem": said["problem"]})
    hands.screen._keep_texts("saving-2", {"problem": "perdue sans cela"})
    hands.desktop.go_home()
    hands.at("room", "2")
    assert hands.form.problem.toPlainText() == "perdue sans cela"


def test_a_mistake_of_ours_while_saving_gives_the_text_back(make_hands, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError

    hands = make_hands().at("room", "2")
    monkeypatch.setattr(Workshop, "add", fail)
    hands.type("Ne pas perdre")
    hands.press(Qt.Key.Key_Return)
    assert hands.form.problem.toPlainText() == "Ne pas perdre"
    assert hands.window.band_sentence


def test_a_correction_in_progress_is_there_again_and_what_was_set_aside_too(make_hands):
    hands = make_hands().at("room", "2")
    hands.type("nouvelle")
    hands.press(Qt.Key.Key_Up, ALT)
    row = hands.screen._editing
    hands.form.problem.selectAll()
    hands.type("à moitié corrigée")
    hands.desktop.go_home()
    hands.at("room", "2")
    assert hands.screen._editing == row
    assert hands.form.problem.toPlainText() == "à moitié corrigée"
    hands.press(Qt.Key.Key_Return)
    assert next(idea for idea in ideas(hands) if idea["id"] == row)["problem"] == "à moitié corrigée"
    assert hands.form.problem.toPlainText() == "nouvelle"
    hands.desktop.go_home()
    hands.at("room", "2")
    assert hands.screen._editing == ""
    assert hands.form.problem.toPlainText() == "nouvelle"
