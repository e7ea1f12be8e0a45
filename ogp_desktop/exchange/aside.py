"""Work done in a process of its own: scrypt holds the interpreter for seconds, and a window must not wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def run(work: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
    """Return what `work` answers, worked out in another process; raises what it raises."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given, **named).result()
