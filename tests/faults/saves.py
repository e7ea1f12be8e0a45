"""A disk that is full, in a process of its own."""

import os
import resource
import signal
from pathlib import Path

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from tests.faults.warm_parent import forked


def says(register, **values):
    """Save one idea, as a laptop just started would."""
    with register.act(Author(ids.draw(), "room")) as act:
        return act.new("idea", {"problem": "p", **values})


def full_disk(path):
    """Save until the disk refuses; returns what became of it."""
    limit = Path(path).stat().st_size + 8192

    def saving():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with Register.open_at(Path(path)) as register:
            try:
                for _ in range(200):
                    says(register, solution="long " * 500)
            except Trouble as trouble:
                return 0 if trouble.code == "disk_full" else 2
        return 1

    return os.waitstatus_to_exitcode(os.waitpid(forked(saving), 0)[1])
