"""Receiving in a process of its own: how long it takes on one core, and how much memory at its highest.

python bench/alone.py '{"plan": …, "parcels": […], "devices": […], "register": …, "cores": 1}'
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

NOW = datetime.datetime(2026, 5, 12, 9, 0, tzinfo=datetime.UTC)


def receive_alone(
    plan: str, parcels: list[Path], devices: list[str], register: Path, cores: int | None
) -> dict[str, Any]:
    """Receive `parcels` into a new register in a fresh process, on so many cores; None for all there are.

    Returns the seconds from its start to its end, those of receiving alone, and its memory in MB; a figure
    that the system does not tell is None.
    """
    told = {
        "plan": plan,
        "parcels": list(map(str, parcels)),
        "devices": devices,
        "register": str(register),
        "cores": cores,
    }
    begun = time.perf_counter()
    ran = subprocess.run([sys.executable, __file__, json.dumps(told)], capture_output=True, text=True, check=True)
    return {"seconds": round(time.perf_counter() - begun, 2), **json.loads(ran.stdout)}


def _receive(told: dict[str, Any]) -> dict[str, Any]:
    held = told["cores"] is not None and hasattr(os, "sched_setaffinity")
    if held:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: told["cores"]])
    from ogp_desktop.exchange.receiving import receive
    from ogp_desktop.storage.register import Register

    register = Register.create(Path(told["register"]), told["plan"], None)
    begun = time.perf_counter()
    for parcel in told["parcels"]:
        receipt = receive(register, Path(parcel), NOW, told["devices"])
        assert receipt.status == "merged", receipt
    seconds = time.perf_counter() - begun
    register.close()
    return {"receiving": round(seconds, 2), "memory_mb": _memory(), "held_to_cores": held}


def _memory() -> int | None:
    """Return the most memory this process had, in MB; of what the system adds of the one that started it, nothing."""
    with contextlib.suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
        return round(int(found[1]) * 1024 / 1e6) if found else None
    return None


if __name__ == "__main__":
    print(json.dumps(_receive(json.loads(sys.argv[1]))))
