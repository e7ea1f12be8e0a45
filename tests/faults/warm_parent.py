"""A parent of its own for children that are killed: no threads, nothing of the test runner in it.

A fork of a test worker would inherit its threads' locks and its pipe: it can hang, or answer in its place.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def in_fresh_process(scenario, *arguments, seconds=280):
    """Run `module:function` with texts as arguments in a new process; returns what it returned."""
    module, _, function = scenario.partition(":")
    code = f"import json, sys; from {module} import {function}; print(json.dumps({function}(*sys.argv[1:])))"
    ran = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=seconds,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def forked(child):
    """Fork; the child calls `child` and ends with what it returns, whatever happens. Returns its pid."""
    pid = os.fork()
    if pid == 0:  # pragma: no cover - the other side
        status = 99
        try:
            status = child() or 0
        finally:
            os._exit(status)
    return pid


def lasting(child, times=5):
    """Return how many seconds a fork takes in which `child(acknowledge)` works undisturbed, as a rule.

    It works once on this side first, so that no fork has to import what it needs.
    """
    child(lambda _: None)
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        _, status = os.waitpid(forked(lambda: child(lambda _: None)), 0)
        taken.append(time.perf_counter() - before)
        _check_ended(status)
    return statistics.median(taken)


def killed_while_it_works(child, delay):
    """Let `child(acknowledge)` work in a fork and kill it after `delay` seconds; returns the words it acknowledged.

    What `acknowledge` was told reaches this side even if the child dies at the next instruction.
    """
    ours, theirs = os.pipe()

    def work():
        os.close(ours)
        child(lambda word: os.write(theirs, f"{word}\n".encode()))

    pid = forked(work)
    os.close(theirs)
    time.sleep(delay)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    received = b""
    while block := os.read(ours, 65_536):
        received += block
    os.close(ours)
    _check_ended(status)
    return received.decode().split()


class ChildFailed(Exception):
    """A child ended in an error of its own, before it was killed."""


def _check_ended(status):
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise ChildFailed
