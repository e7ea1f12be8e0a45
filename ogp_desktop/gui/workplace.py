"""The workplace: the open register as the window knows it, what is read, what is done, what is undone.

Of what was done one thing is told in each turn of the event loop, so that a key never waits for all of it.
"""

from __future__ import annotations

from collections import deque
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.gui.history import History
from ogp_desktop.gui.opened import Openings
from ogp_desktop.gui.writer import Job, Writer
from ogp_desktop.services.compose import Bench

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.exchange.gate_process import GateProcess
    from ogp_desktop.gui.opened import Saving


class Workplace(QObject):
    """Reads in the window's thread, writes in the writer's; keeps what can be undone and redone."""

    touched = Signal(object)
    """Kinds and the ids of their rows that changed: every screen sees whether it is concerned."""
    saved = Signal()
    """Something became durable."""
    told = Signal(str, bool)
    """A sentence about what was just done, and whether it can be undone."""
    troubled = Signal(object)
    """A `Trouble` nobody else took care of."""
    crashed = Signal(object)
    """An error of ours."""
    reserve_used = Signal()
    """The disk was full: the reserve was given up, so that what was typed could be saved."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._writing = bench
        self.bench = Bench(bench.register.for_reading(), bench.author, bench.device, bench.now, bench.keyring)
        self.openings = Openings(self.bench.register)
        self._writer = Writer(bench)
        self._writer.ended.connect(self._take)
        self._history = History()
        self._to_tell: deque[Callable[[], object]] = deque()
        self._next_turn = QTimer(self)
        self._next_turn.timeout.connect(self._tell_one)
        self._is_closed = False

    @cached_property
    def gatekeeper(self) -> GateProcess:
        """What reads foreign files for the writer's thread: loaded with the first of them."""
        from ogp_desktop.exchange.gate_process import GateProcess

        return GateProcess()

    def do(
        self,
        work: Callable[[Bench], Any],
        says: str = "",
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Trouble], None] | None = None,
        quiet: bool = False,
        undoable: bool = True,
    ) -> Job:
        """Do `work` with the writing bench; `says` is told once it is durable (unless `quiet`), and if undone.

        What is not `undoable` Ctrl+Z passes over. The job that is returned can be cancelled while it waits.
        """
        return self._give(Job(work, done, failed, says, quiet, undoable=undoable))

    def save(
        self,
        saving: Saving,
        work: Callable[[Bench], Any],
        says: str,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Trouble], None] | None = None,
    ) -> Job:
        """Do what saves `saving`: an editor that is opened on it meanwhile begins with that."""
        self.openings.begin(saving)
        return self._give(Job(work, done, failed, says, saving=saving))

    def arrange(self, work: Callable[[Bench], Any], takes_back: Callable[[Bench], Any], says: str) -> Job:
        """Do what is a fact of this file alone and no act of its journal; Ctrl+Z does `takes_back`."""
        return self._give(Job(work, says=says, takes_back=takes_back))

    def _give(self, job: Job) -> Job:
        self._history.asked(job)
        self._writer.do(job)
        return job

    @property
    def waiting(self) -> int:
        """How many jobs are not done yet, or not told."""
        return 0 if self._is_closed else self._writer.waiting + len(self._to_tell)

    @property
    def can_undo(self) -> bool:
        """Say whether there is an act of this session to undo, one that is being saved included."""
        return bool(self._history.done)

    @property
    def can_redo(self) -> bool:
        """Say whether the last thing done was an undo."""
        return bool(self._history.undone)

    def note(self, act: str, says: str) -> None:
        """Let something that is no act of a person be undone as one (`services.safety.undoing`)."""
        self._history.noted(act, says)

    def undo(self, sentence: Callable[[str], str]) -> None:
        """Undo the last act, being saved or not; `sentence` makes what is told from what was told then."""
        self._turn(True, sentence)

    def redo(self, sentence: Callable[[str], str]) -> None:
        """Do the last undone act again."""
        self._turn(False, sentence)

    def _turn(self, back: bool, sentence: Callable[[str], str]) -> None:
        def taken(says: str) -> None:
            self.told.emit(sentence(says), not back)

        job = self._history.turned(back, taken, self.troubled.emit)
        if job is not None:
            self._writer.do(job)

    def _take(self, job: Job) -> None:
        if self._is_closed:  # it was on its way; whoever waited for it is gone
            return
        self._to_tell.append(partial(self._tell_outcome, job))
        if job.error is None and job.trouble is None:
            self._to_tell.append(partial(self._tell_saved, job))
        if not self._next_turn.isActive():
            self._tell_one()

    def _tell_one(self) -> None:
        if len(self._to_tell) > 1:
            self._next_turn.start(0)
        else:
            self._next_turn.stop()
        if self._to_tell:
            self._to_tell.popleft()()

    def _tell_outcome(self, job: Job) -> None:
        if job.saving is not None:
            self.openings.end(job.saving)
        self._history.saved(job)
        if job.used_the_reserve:
            self.reserve_used.emit()
        if job.error is not None:
            if job.failed is not None:  # what was typed is given back, whoever is to blame
                job.failed(Trouble("not_done"))
            self.crashed.emit(job.error)
            return
        if job.trouble is not None:
            (job.failed or self.troubled.emit)(job.trouble)
            return
        if job.done is not None:
            job.done(job.outcome)

    def _tell_saved(self, job: Job) -> None:
        touched = job.touched or getattr(job.outcome, "touched", None)
        if touched:
            self.saved.emit()
            self.touched.emit(touched)
        for each in job.beside:
            self.troubled.emit(each.told)
        if job.says and (job.batches or job.takes_back) and not job.quiet:
            self.told.emit(job.says, True)

    def close(self) -> None:
        """Finish what is waiting and close the register; what was not told yet never is."""
        self._is_closed = True
        self._next_turn.stop()
        self._to_tell.clear()
        self._writer.stop()
        if "gatekeeper" in vars(self):
            self.gatekeeper.close()
        self.bench.register.close()
        self._writing.end()
