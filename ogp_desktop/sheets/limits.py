"""What a process may take: memory and time, set by itself before it opens what nobody may trust."""

from __future__ import annotations

import sys
from contextlib import suppress

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_MEMORY, _EXTENDED_LIMITS = 0x100, 9

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("times", ctypes.c_int64 * 2),
            ("flags", wintypes.DWORD),
            ("working_set", ctypes.c_size_t * 2),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("classes", wintypes.DWORD * 2),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peaks", ctypes.c_size_t * 2),
        )

    def limit(memory: int, seconds: int) -> None:
        """Let this process commit at most `memory` bytes; whoever began it watches the time."""
        del seconds
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        wanted = _Extended()
        wanted.basic.flags, wanted.process_memory = _PROCESS_MEMORY, memory
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted))
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))

else:
    import resource

    def limit(memory: int, seconds: int) -> None:
        """Let this process take `memory` bytes of addresses and `seconds` of the processor, and write nothing."""
        wanted = (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        )
        for what, most in wanted:
            with suppress(ValueError, OSError):  # macOS does not know every one
                resource.setrlimit(what, (most, most))
