"""What the process that reads a list may take: on every system the limit is the system's own."""

import ctypes
import subprocess
import sys

import pytest

from ogp_desktop.sheets import job_limit, sheet_child

TRIES = """
from ogp_desktop.sheets.limits import limit
limit({memory}, 20)
kept = []
try:
    for _ in range(64):
        kept.append(bytearray(16 << 20))
except MemoryError:
    kept.clear()
    print("refused")
print("alive")
"""


def tries(memory):
    """Let a process of a limit take a gigabyte; returns what it says."""
    ran = subprocess.run(
        [sys.executable, "-c", TRIES.format(memory=memory)], capture_output=True, text=True, timeout=60, check=False
    )
    return ran.stdout.split()


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS keeps to no limit of addresses; its readers have time only")
def test_what_is_beyond_the_limit_is_refused_and_the_process_lives_on_to_say_so():
    assert tries(sheet_child.MEMORY) == ["refused", "alive"]
    assert tries(4 << 30) == ["alive"]


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes of 64-bit Windows")
def test_windows_is_told_the_limit_in_the_places_where_it_reads_it():
    assert (ctypes.sizeof(job_limit.Basic), ctypes.sizeof(job_limit.Extended)) == (64, 144)
    places = [getattr(job_limit.Basic, name).offset for name in ("flags", "working_set", "processes", "affinity")]
    assert places == [16, 24, 40, 48]
    told = bytes(job_limit.wanted(300 << 20))
    assert int.from_bytes(told[16:20], "little") == 0x100
    assert int.from_bytes(told[112:120], "little") == 300 << 20
    assert sum(map(bool, told)) == 3, "nothing else is limited"


class Kernel:
    """Answers like kernel32, up to the call that it refuses."""

    def __init__(self, refuses=""):
        self.asked = []
        for name in ("CreateJobObjectW", "SetInformationJobObject", "GetCurrentProcess", "AssignProcessToJobObject"):
            setattr(self, name, self._answer(name, refuses))

    def _answer(self, name, refuses):
        def call(*given):
            self.asked.append((name, given))
            return 0 if name == refuses else 7

        return call


def test_a_limit_that_windows_refuses_is_none_and_no_crash():
    assert job_limit.enter(kernel := Kernel(), 300 << 20)
    assert [name for name, _ in kernel.asked][-1] == "AssignProcessToJobObject"
    for step in ("CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"):
        assert not job_limit.enter(Kernel(step), 300 << 20)
