"""A parent of its own for children that are killed: no threads, nothing of the test runner in it.

A fork of a test worker would inherit its threads' locks and its pipe: it can hang, or answer in its place.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def in_fresh_process(scenario, *arguments, seconds=240):
    """Run `module:function` with texts as arguments in a new process; returns what it printed."""
    module, _, function = scenario.partition(":")
    code = f"import sys; from {module} import {function}; {function}(*sys.argv[1:])"
    ran = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=seconds,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


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


def killed_while_it_works(child, delay):
    """Let `child(acknowledge)` work in a fork and kill it `delay` seconds after its first word; returns all of them.

    `acknowledge` takes bytes, which reach this side even if the child dies at the next instruction.
    """
    import signal

    ours, theirs = os.pipe()

    def work():
        os.close(ours)
        child(lambda word: os.write(theirs, word))

    pid = forked(work)
    os.close(theirs)
    received = os.read(ours, 1)
    time.sleep(delay)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while block := os.read(ours, 4096):
        received += block
    os.close(ours)
    return received
