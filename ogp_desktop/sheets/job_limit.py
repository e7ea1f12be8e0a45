"""Windows' way to limit the memory of a process: a job of it alone (winnt.h, `SetInformationJobObject`).

The structures are those of 64-bit and 32-bit Windows alike, and are defined everywhere so that they are tested
everywhere; only `limits` on Windows calls what uses them. Windows 8 and later let a process enter several jobs.
"""

from __future__ import annotations

import ctypes
from typing import Any

PROCESS_MEMORY = 0x100
"""JOB_OBJECT_LIMIT_PROCESS_MEMORY: what a process commits beyond its limit is refused to it."""
EXTENDED_LIMITS = 9
"""JobObjectExtendedLimitInformation."""


class Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("times", ctypes.c_int64 * 2),
        ("flags", ctypes.c_uint32),
        ("working_set", ctypes.c_size_t * 2),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("classes", ctypes.c_uint32 * 2),
    )


class Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", Basic),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peaks", ctypes.c_size_t * 2),
    )


def wanted(memory: int) -> Extended:
    """Return what says that a process may commit at most `memory` bytes."""
    told = Extended()
    told.basic.flags, told.process_memory = PROCESS_MEMORY, memory
    return told


def enter(kernel: Any, memory: int) -> bool:  # noqa: ANN401 - kernel32, which other systems have no type for
    """Let this process enter a job of such a limit; says whether it holds from now on."""
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    handle, told = ctypes.c_void_p(job), wanted(memory)
    limited = kernel.SetInformationJobObject(handle, EXTENDED_LIMITS, ctypes.byref(told), ctypes.sizeof(told))
    return bool(limited and kernel.AssignProcessToJobObject(handle, ctypes.c_void_p(kernel.GetCurrentProcess())))
