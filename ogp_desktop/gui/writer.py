"""The writer: one thread that makes every change to the register, so that no key waits for the disk."""

from __future__ import annotations

import queue
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.output import held_elsewhere
from ogp_desktop.storage import ballast
from ogp_desktop.storage.connection import in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.gui.opened import Saving
    from ogp_desktop.output import Beside
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.act import Act


FULL = "disk_full"
"""The trouble that the reserve on the disk may end: what was typed, not a backup or a document, is worth it."""

SWITCH_SECONDS = 0.0005
"""How long Python lets the writer's thread run before the window's may: a tenth of the usual, which is felt."""


@dataclass
class Job:
    """One thing to do with the register, and who is told in the window's thread when it is done."""

    work: Callable[[Bench], Any]
    done: Callable[[Any], None] | None = None
    failed: Callable[[Trouble], None] | None = None
    says: str = ""
    quiet: bool = False
    is_cancelled: bool = False
    """Set while the job waits: it is then passed over, and told as cancelled."""
    undoable: bool = True
    batches: list[str] = field(default_factory=list)
    touched: dict[str, set[str]] = field(default_factory=dict)
    used_the_reserve: bool = False
    """Whether the disk was full and the reserve had to be given up."""
    beside: list[Beside] = field(default_factory=list)
    """Documents that another program holds and that were written under a second name."""
    saving: Saving | None = None
    takes_back: Callable[[Bench], Any] | None = None
    """What takes it back where it is no act of the journal."""
    is_told: bool = False
    outcome: Any = None
    trouble: Trouble | None = None
    error: Exception | None = None

    @property
    def is_well(self) -> bool:
        """Say whether nothing kept it from being done."""
        return self.trouble is None and self.error is None

    @property
    def is_act(self) -> bool:
        """Say whether it is something a person does, told and undone by its sentence."""
        return self.undoable and bool(self.says)

    def note(self, act: Act) -> None:
        """Remember an act that this job saved."""
        self.batches.append(act.batch)
        for kind, rows in act.touched.items():
            self.touched.setdefault(kind, set()).update(rows)


class Writer(QObject):
    """Does jobs one after another, in the order they were given."""

    ended = Signal(object)
    """A `Job` that has been tried; its outcome, its trouble or its error stands in it."""
    _ended_there = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._waiting = 0
        self._ended_there.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        sys.setswitchinterval(SWITCH_SECONDS)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """The number of jobs that are not done yet."""
        return self._waiting

    def do(self, job: Job) -> None:
        """Do a job when those before it are done."""
        self._waiting += 1
        self._jobs.put(job)

    def stop(self) -> None:
        """Finish every job that was given, then end the thread; answers still on their way are dropped."""
        self._jobs.put(None)
        self._thread.join()
        self._ended_there.disconnect(self._deliver)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if job.is_cancelled:
                job.trouble = Trouble("cancelled")
                self._ended_there.emit(job)
                continue
            self._bench.register.on_saved = job.note
            self._try(job)
            if job.trouble is not None and job.trouble.code == FULL and not job.batches and ballast.give_up():
                job.trouble, job.used_the_reserve = None, True
                self._try(job)
            self._bench.register.on_saved = None
            self._ended_there.emit(job)

    def _try(self, job: Job) -> None:
        try:
            with in_words(self._bench.register.path), held_elsewhere() as job.beside:
                job.outcome = job.work(self._bench)
        except Trouble as trouble:
            job.trouble = trouble
        except Exception as error:  # our bug: told in words by the window, the thread goes on
            job.error = error

    @Slot(object)
    def _deliver(self, job: Job) -> None:
        self._waiting -= 1
        self.ended.emit(job)
