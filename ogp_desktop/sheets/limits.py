"""What a process may take: memory and time, set by itself before it opens what nobody may trust."""

from __future__ import annotations

import sys
from contextlib import suppress

if sys.platform == "win32":
    import ctypes

    from ogp_desktop.sheets import job_limit

    def limit(memory: int, seconds: int) -> None:
        """Let this process commit at most `memory` bytes; whoever began it watches the time."""
        del seconds
        job_limit.enter(ctypes.WinDLL("kernel32", use_last_error=True), memory)

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
