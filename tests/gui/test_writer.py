"""The workplace: what is done is durable, told, undone and redone; what is refused is not lost."""

import threading

import pytest
from PySide6.QtCore import QTimer

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.workplace import Workplace
from ogp_desktop.services.room.workshop import Workshop


def idle(workplace):
    return lambda: workplace.waiting == 0


@pytest.fixture
def workplace(make_register, qtbot):
    bench = make_register()
    bench.register._lock  # noqa: B018 - the register is ours
    made = Workplace(bench)
    yield made
    made._writer.stop()
    made.bench.register.close()


def say(text):
    def work(bench):
        with bench.register.act(bench.author) as act:
            return act.new("idea", {"problem": text, "number": 1})

    return work


def ideas(workplace):
    return [idea["problem"] for idea in Workshop(workplace.bench).ideas()]


def test_jobs_are_done_in_order_by_another_thread(workplace, qtbot):
    seen, answers = [], []
    for number in range(5):
        workplace.do(lambda bench, n=number: seen.append((n, threading.current_thread().name)) or n, "", answers.append)
    qtbot.waitUntil(idle(workplace))
    assert answers == [0, 1, 2, 3, 4]
    assert [name for _, name in seen] == ["writer"] * 5


def test_what_is_asked_while_something_is_saved_is_undone_and_redone_in_that_order(workplace, qtbot):
    for text in ("un", "deux"):
        workplace.do(say(text), text)
    workplace.undo(str)
    workplace.do(say("trois"), "trois")
    workplace.undo(str)
    workplace.undo(str)
    workplace.redo(str)
    qtbot.waitUntil(idle(workplace))
    assert ideas(workplace) == ["un"]
    workplace.redo(str)
    workplace.do(lambda _: None, "nothing")
    workplace.undo(str)  # of what changes nothing
    qtbot.waitUntil(idle(workplace))
    assert ideas(workplace) == ["un", "trois"]
    workplace.undo(str)
    qtbot.waitUntil(idle(workplace))
    assert ideas(workplace) == ["un"]
    assert workplace.can_redo
    workplace.do(say("quatre"))  # it is not announced
    workplace.do(say("cinq"), "cinq")
    workplace.undo(str)
    qtbot.waitUntil(idle(workplace))
    assert ideas(workplace) == ["un", "quatre"]
    workplace.do(say("six"))
    workplace.do(say("sept"), "sept")
    qtbot.waitUntil(idle(workplace))
    workplace.undo(str)
    qtbot.waitUntil(idle(workplace))
    assert ideas(workplace) == ["un", "quatre", "six"]


def test_nothing_is_told_before_it_is_durable(workplace, qtbot):
    told = []
    workplace.told.connect(lambda says, undoable: told.append((says, undoable, ideas(workplace))))
    workplace.do(say("eau"), "saved")
    assert told == []
    qtbot.waitUntil(idle(workplace))
    assert told == [("saved", True, ["eau"])]


def test_what_was_done_and_what_it_touched_are_told_in_turns_of_their_own(workplace, qtbot):
    """A key that comes after a save waits for one of them, not for both."""
    turns, told = [], []
    beat = QTimer()
    beat.timeout.connect(lambda: turns.append(0))
    workplace.touched.connect(lambda _: told.append(("touched", len(turns))))
    workplace.told.connect(lambda *_: told.append(("told", len(turns))))
    beat.start(0)
    workplace.do(say("eau"), "saved", lambda _: told.append(("done", len(turns))))
    qtbot.waitUntil(idle(workplace))
    assert [what for what, _ in told] == ["done", "touched", "told"]
    assert told[0][1] < told[1][1]


def test_an_act_is_undone_and_redone(workplace, qtbot):
    workplace.do(say("eau"), "saved")
    qtbot.waitUntil(idle(workplace))
    workplace.undo(lambda says: f"undone {says}")
    qtbot.waitUntil(idle(workplace))
    assert ideas(workplace) == []
    workplace.redo(lambda says: says)
    qtbot.waitUntil(idle(workplace))
    assert ideas(workplace) == ["eau"]
    workplace.undo(lambda says: says)
    qtbot.waitUntil(idle(workplace))
    assert ideas(workplace) == []


def test_a_new_act_ends_what_could_be_redone(workplace, qtbot):
    workplace.do(say("eau"), "saved")
    qtbot.waitUntil(idle(workplace))
    workplace.undo(lambda says: says)
    workplace.do(say("feu"), "saved")
    qtbot.waitUntil(idle(workplace))
    assert not workplace.can_redo
    workplace.redo(lambda says: says)
    qtbot.waitUntil(idle(workplace))
    assert ideas(workplace) == ["feu"]


def test_a_job_that_is_cancelled_while_it_waits_is_never_begun(workplace, qtbot):
    begun, left, gate = [], [], threading.Event()
    workplace.do(lambda bench: gate.wait(5))
    job = workplace.do(lambda bench: begun.append(1), failed=left.append)
    job.is_cancelled = True
    gate.set()
    qtbot.waitUntil(idle(workplace))
    assert begun == []
    assert [trouble.code for trouble in left] == ["cancelled"]


def test_an_undo_that_the_disk_refused_can_be_tried_again(workplace, qtbot, monkeypatch):
    from ogp_desktop.services.safety import undoing

    def full(bench, batch):
        raise Trouble("disk_full", file="x")

    workplace.do(say("eau"), "saved")
    qtbot.waitUntil(idle(workplace))
    with monkeypatch.context() as patched:
        patched.setattr(undoing, "undo_act", full)
        workplace.undo(lambda says: says)
        qtbot.waitUntil(idle(workplace))
    assert workplace.can_undo
    workplace.undo(lambda says: says)
    qtbot.waitUntil(idle(workplace))
    assert ideas(workplace) == []


def test_a_refusal_is_given_to_whoever_asked(workplace, qtbot):
    refused = []

    def work(bench):
        raise Trouble("disk_full", file="x")

    workplace.do(work, "saved", failed=refused.append)
    qtbot.waitUntil(idle(workplace))
    assert [trouble.code for trouble in refused] == ["disk_full"]
    assert not workplace.can_undo


def test_a_mistake_of_ours_is_told_and_the_writer_goes_on(workplace, qtbot):
    crashes = []
    workplace.crashed.connect(crashes.append)
    workplace.do(lambda bench: 1 / 0)
    workplace.do(say("eau"))
    qtbot.waitUntil(idle(workplace))
    assert [type(error) for error in crashes] == [ZeroDivisionError]
    assert ideas(workplace) == ["eau"]


def test_screens_hear_what_was_touched(workplace, qtbot):
    heard = []
    workplace.touched.connect(heard.append)
    workplace.do(say("eau"))
    qtbot.waitUntil(idle(workplace))
    assert {kind for touched in heard for kind in touched} >= {"idea"}
