"""Hearing: a process of its own that knows a room's ideas and answers while people type; no key waits for it.

It reads no register: the window gives it texts, in small lots, and asks one thing at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ogp_desktop import paths
from ogp_desktop.standing_back import stand_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from ogp_desktop.language.coach import Wording
    from ogp_desktop.language.hints import NearIdea, Remark
    from ogp_desktop.language.lexicon import Entry

LONGEST = 2_000
"""Characters of an idea that are compared: what is sent must fit into a pipe at once."""

LOT = 20
"""Ideas that are sent together."""


class Lot(NamedTuple):
    """Ideas by their ids, as they stand now; None for one that is gone."""

    ideas: dict[str, str | None]


class NearQuestion(NamedTuple):
    """What is near to a text, beside ideas that are known already."""

    text: str
    without: tuple[str, ...] = ()


class CoachQuestion(NamedTuple):
    """What may be said better in the parts of an idea."""

    texts: dict[str, str]


class Hearing:
    """The process; it begins with the first thing that is told. `told` and `asked` may be used once it is free."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Begin nothing yet; `entries` are the plan's own, laid over the lexicon."""
        self._entries = tuple(entries)
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._waits = False
        self.is_lost = False
        """The process ended by itself: there are no more answers, and nothing else is missing."""

    @property
    def is_free(self) -> bool:
        """Say whether something may be told or asked now."""
        return not self._waits and not self.is_lost

    def tell(self, what: Lot | NearQuestion | CoachQuestion) -> None:
        """Tell ideas, or ask; the answer comes by `answer`."""
        try:
            self._begun().send(what)
            self._waits = True
        except (OSError, ValueError):
            self._lose()

    def answer(self) -> Any:  # noqa: ANN401 - of whatever was asked
        """Return the answer if it is there: a list of near ideas or of remarks, True for a lot; else None."""
        if self._pipe is None or not self._waits:
            return None
        try:
            if not self._pipe.poll():
                return None
            found = self._pipe.recv()
        except (EOFError, OSError):
            self._lose()
            return None
        self._waits = False
        return found

    def _begun(self) -> Connection:
        if self._pipe is None:
            import multiprocessing

            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._entries), name="hearing", daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _lose(self) -> None:
        self.is_lost = True
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._pipe = self._process = None
        self._waits = False


class Ears:
    """What the process does; it can be used without one."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        from ogp_desktop.language.coach import Coach
        from ogp_desktop.language.heard import Heard
        from ogp_desktop.services.ideas.lexicons import reader_with

        reader = reader_with(tuple(entries))
        self._heard = Heard(reader)
        self._coach = Coach(reader, _wording())

    def answer(self, what: Lot | NearQuestion | CoachQuestion) -> bool | list[NearIdea] | list[Remark]:
        """Take ideas in, or answer."""
        if isinstance(what, NearQuestion):
            return self._heard.near(what.text, what.without)
        if isinstance(what, CoachQuestion):
            return self._coach.remarks(what.texts)
        for row, text in what.ideas.items():
            self._heard.drop(row) if text is None else self._heard.put(row, text)
        return True


def _wording() -> Wording:
    from ogp_desktop.language.coach import Wording

    return Wording.parse((paths.resources() / "coach.json").read_text(encoding="utf-8"))


def text_of(idea: Mapping[str, Any]) -> str | None:
    """Return an idea as it is compared; None for one that was withdrawn."""
    if idea["withdrawn_at"]:
        return None
    return "\n".join(filter(None, (idea[part] for part in ("problem", "solution", "result"))))[:LONGEST]


def _serve(pipe: Connection, entries: Sequence[Entry]) -> None:
    stand_back()
    ears = Ears(entries)
    while True:
        try:
            pipe.send(ears.answer(pipe.recv()))
        except (EOFError, OSError):
            return
