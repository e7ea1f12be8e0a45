"""What was done in a window and can be taken back: in the order in which it was asked, saved already or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ogp_desktop.gui.writer import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.services.compose import Bench


@dataclass(eq=False)
class Step:
    """An act: its sentence, and the job that saves it, which knows its batch once that is done."""

    says: str
    job: Job
    place: int = -1
    before: list[Step] = field(default_factory=list)
    """What could be done again until this was asked."""

    @property
    def came_about(self) -> bool:
        """Say whether it is saved, and changed something."""
        return self.job.is_well and bool(self.job.batches or self.job.takes_back)

    def take_back(self, bench: Bench) -> Any:  # noqa: ANN401 - what a job returns
        """Take it back, on the writer's thread."""
        if self.job.takes_back is not None:
            return self.job.takes_back(bench)
        from ogp_desktop.services.safety.undoing import undo_act

        return undo_act(bench, self.job.batches[self.place])


class History:
    """Two piles of steps; a key that comes while something is being saved takes back that, and nothing before it."""

    def __init__(self) -> None:
        self.done: list[Step] = []
        self.undone: list[Step] = []

    def asked(self, job: Job) -> None:
        """Pile an act up that is about to be saved; what was undone before it cannot be done again."""
        if job.is_act:
            self.done.append(Step(job.says, job, before=self.undone))
            self.undone = []

    def saved(self, job: Job) -> None:
        """Pile up what a job saved that was not announced; forget an act that changed nothing, or was refused."""
        job.is_told = True
        if not job.undoable:
            return
        batches = len(job.batches) if job.is_well else 0
        standing = next((step for step in self.done if step.job is job), None)
        if standing is not None and not standing.came_about:
            self.done.remove(standing)
            self.undone = self.undone or standing.before
        elif batches and not job.is_act:
            self.undone = []
        waits = (place for place, step in enumerate(self.done) if step is standing or not step.job.is_told)
        place = next(waits, len(self.done))  # what was asked after it is saved after it
        self.done[place:place] = [Step(job.says, job, each) for each in range(batches - job.is_act)]

    def noted(self, act: str, says: str) -> None:
        """Pile up what is no act of a person and can be taken back as one (`services.safety.undoing`)."""
        waits = (place for place, step in enumerate(self.done) if not step.job.is_told)
        step = Step(says, Job(lambda _: None, says=says, batches=[act], is_told=True))
        self.done.insert(next(waits, len(self.done)), step)
        self.undone = []

    def turned(self, back: bool, taken: Callable[[str], None], refused: Callable[[Trouble], None]) -> Job | None:
        """Return the job that takes back, or does again, the last step; None where there is none.

        `taken` is told its sentence; `refused` why not: what the disk refused can be asked again.
        """
        if not (self.done if back else self.undone):
            return None
        step = (self.done if back else self.undone).pop()

        def turn(bench: Bench) -> Any:  # noqa: ANN401 - what a job returns
            return step.take_back(bench) if step.came_about else None

        def done(_: object) -> None:
            if opposite.came_about and step.came_about:
                taken(step.says)
            else:
                self._forget(opposite)

        def failed(trouble: Trouble) -> None:
            self._forget(opposite)
            if not trouble.code.startswith("undo_"):
                (self.done if back else self.undone).append(step)
            refused(trouble)

        again = step.job.work if step.job.takes_back is not None else None
        opposite = Step(step.says, Job(turn, done, failed, undoable=False, takes_back=again))
        (self.undone if back else self.done).append(opposite)
        return opposite.job

    def _forget(self, step: Step) -> None:
        for pile in (self.done, self.undone):
            if step in pile:
                pile.remove(step)
